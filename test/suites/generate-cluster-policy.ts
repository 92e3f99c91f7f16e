import fc, { type Arbitrary } from 'fast-check'
import { type ManifestObject, namespaceSelector, NUMBERS, PORT_NAMES, protocol, selector } from './generate-words.ts'

const podPeer = (isRequired: boolean): Arbitrary<ManifestObject> =>
  fc.oneof(
    { weight: 2, arbitrary: namespaceSelector.map((namespaces) => ({ namespaces })) },
    {
      weight: 3,
      arbitrary: fc
        .record(
          { namespaceSelector, podSelector: selector },
          { requiredKeys: isRequired ? ['namespaceSelector', 'podSelector'] : ['podSelector'] },
        )
        .map((pods) => ({ pods })),
    },
  )

const CIDRS = [
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0/8',
  '10.0.0.2/31',
  'fd00::4/126',
  '172.18.0.0/16',
  '203.0.113.0/24',
  '198.51.100.0/24',
] as const

export const DOMAINS = ['a.one.example', '*.one.example', '*.b.one.example', 'x.b.one.example'] as const

const outerPeer: Arbitrary<ManifestObject> = fc.oneof(
  selector.map((nodes) => ({ nodes })),
  fc.subarray([...CIDRS], { minLength: 1, maxLength: 2 }).map((networks) => ({ networks })),
  fc.subarray([...DOMAINS], { minLength: 1, maxLength: 2 }).map((domainNames) => ({ domainNames })),
)

const rangeOf = fc.record({ start: fc.constantFrom(52, 80), end: fc.constantFrom(81, 90, 65535) })

const numbered = fc.oneof(
  fc.constantFrom(...NUMBERS).map((number) => ({ number })),
  rangeOf.map((range) => ({ range })),
)

const anyProtocol = fc
  .constantFrom('tcp', 'udp', 'sctp')
  .chain((name) => numbered.map((destinationPort): ManifestObject => ({ [name]: { destinationPort } })))

const namedProtocol = fc
  .constantFrom(...PORT_NAMES)
  .map((destinationNamedPort): ManifestObject => ({ destinationNamedPort }))

const olderPort = fc.oneof(
  fc
    .record({ protocol, port: fc.constantFrom(...NUMBERS) }, { requiredKeys: ['port'] })
    .map((portNumber): ManifestObject => ({ portNumber })),
  fc
    .record(
      { protocol, start: fc.constantFrom(52, 80), end: fc.constantFrom(60, 81, 65535) },
      { requiredKeys: ['start', 'end'] },
    )
    .map((portRange): ManifestObject => ({ portRange })),
)

const olderName = fc.constantFrom(...PORT_NAMES).map((namedPort): ManifestObject => ({ namedPort }))

/** Rules of one version. Names of ports stand only beside pods, because the API refuses them elsewhere. */
function clusterRules(
  side: 'from' | 'to',
  isOlder: boolean,
  actions: readonly string[],
  isBaseline: boolean,
): Arbitrary<readonly ManifestObject[]> {
  const list = isOlder ? 'ports' : 'protocols'
  const [plain, named] = isOlder ? [olderPort, olderName] : [anyProtocol, namedProtocol]
  const outer = outerPeer.filter((peer) => !(isBaseline && isOlder && 'domainNames' in peer))
  const withNames = fc.record({
    peers: fc.array(podPeer(isOlder), { minLength: 1, maxLength: 2 }),
    ports: fc.option(fc.array(fc.oneof(plain, named), { minLength: 1, maxLength: 2 }), { nil: null }),
  })
  const without = fc.record({
    peers: fc.array(fc.oneof(podPeer(isOlder), outer), { minLength: 1, maxLength: 2 }),
    ports: fc.option(fc.array(plain, { minLength: 1, maxLength: 2 }), { nil: null }),
  })
  return fc.array(
    fc
      .tuple(fc.constantFrom(...actions), side === 'to' ? fc.oneof(withNames, without) : withNames)
      .map(([action, { peers, ports }]): ManifestObject => ({
        action,
        [side]: peers,
        ...(ports && { [list]: ports }),
      })),
    { maxLength: 2 },
  )
}

/** A policy of the cluster: mostly the newer kind, few priorities, so that they tie. */
export const clusterPolicy = (name: string): Arbitrary<ManifestObject> =>
  fc
    .constantFrom(
      'ClusterNetworkPolicy',
      'ClusterNetworkPolicy',
      'ClusterNetworkPolicy',
      'AdminNetworkPolicy',
      'BaselineAdminNetworkPolicy',
    )
    .chain((kind) => {
      const isOlder = kind !== 'ClusterNetworkPolicy'
      const isBaseline = kind === 'BaselineAdminNetworkPolicy'
      const actions = isBaseline ? ['Allow', 'Deny'] : isOlder ? ['Allow', 'Deny', 'Pass'] : ['Accept', 'Deny', 'Pass']
      return fc
        .record({
          subject: podPeer(isOlder),
          priority: fc.constantFrom(5, 5, 9),
          tier: fc.constantFrom('Admin', 'Baseline'),
          ingress: clusterRules('from', isOlder, actions, isBaseline),
          egress: clusterRules('to', isOlder, actions, isBaseline),
        })
        .map(({ subject, priority, tier, ingress, egress }): ManifestObject => ({
          apiVersion: `policy.networking.k8s.io/${isOlder ? 'v1alpha1' : 'v1alpha2'}`,
          kind,
          metadata: { name: isBaseline ? 'default' : name },
          spec: { subject, ...(isBaseline ? {} : { priority }), ...(isOlder ? {} : { tier }), ingress, egress },
        }))
    })

export const clusterPolicies: Arbitrary<readonly ManifestObject[]> = fc
  .constantFrom(0, 0, 1, 2, 3)
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => clusterPolicy(`cnp${index}`))))
  .map((made) =>
    made.filter(
      ({ kind }, index) =>
        kind !== 'BaselineAdminNetworkPolicy' || made.findIndex((other) => other.kind === kind) === index,
    ),
  )
