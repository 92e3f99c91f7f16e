import fc, { type Arbitrary } from 'fast-check'
import { CNI_OFFERS, type CniChoice } from '../../src/sim/cni/choice.ts'
import type { DocumentText } from '../../src/manifests/read.ts'

/**
 * Small clusters with few labels, ports and addresses, so that everything collides with everything: selectors with pods, blocks
 * with pod addresses, names of ports with each other. As objects, to be written down in any order. `clusterPolicies` are those of
 * the cluster-wide APIs; in their rules the order means something.
 */
export interface GeneratedCluster {
  readonly objects: readonly ManifestObject[]
  readonly policies: readonly GeneratedPolicy[]
  readonly clusterPolicies: readonly ManifestObject[]
}

export type ManifestObject = { readonly [key: string]: unknown }

export interface GeneratedPolicy extends ManifestObject {
  readonly spec: GeneratedSpec
}

export interface GeneratedSpec extends ManifestObject {
  readonly ingress?: readonly ManifestObject[] | null
  readonly egress?: readonly ManifestObject[] | null
  readonly policyTypes?: readonly string[] | null
}

export const NAMESPACES = ['one', 'two'] as const
const NODES = ['n1', 'n2'] as const
const KEYS = ['app', 'tier'] as const
const VALUES = ['a', 'b', ''] as const
const NUMBERS = [53, 80, 81] as const
const PORT_NAMES = ['web', 'dns'] as const
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const

const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), {
  maxKeys: 2,
  noNullPrototype: true,
})
const protocol = fc.constantFrom(...PROTOCOLS)

/** A list of named and unnamed ports; names are unique in a pod, as the API demands. */
const containerPorts = fc.uniqueArray(
  fc.record({
    containerPort: fc.constantFrom(...NUMBERS),
    protocol,
    name: fc.option(fc.constantFrom(...PORT_NAMES), { nil: undefined }),
  }),
  {
    maxLength: 3,
    selector: ({ name, containerPort, protocol: kind }) => name ?? `${kind}/${containerPort}`,
  },
)

/** What a pod is apart from its name and its addresses. */
const podKind = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  labels,
  ports: containerPorts,
  node: fc.option(fc.constantFrom(...NODES), { nil: null }),
  families: fc.constantFrom('4', '4', '46', '6', 'none'),
  phase: fc.constantFrom('Running', 'Running', 'Running', 'Running', 'Pending', 'Succeeded'),
  network: fc.constantFrom('pod', 'pod', 'pod', 'pod', 'host'),
  owner: fc.constantFrom(null, null, 'crew'),
})

type PodKind = typeof podKind extends Arbitrary<infer Kind> ? Kind : never

function podObject(kind: PodKind, index: number): ManifestObject {
  const host = kind.network === 'host'
  // Addresses of finished pods are already somebody else's.
  const place = kind.phase === 'Succeeded' ? 1 : index + 1
  const addresses =
    host || kind.families === 'none'
      ? []
      : [...kind.families].map((family) => ({ ip: family === '4' ? `10.0.0.${place}` : `fd00::${place}` }))
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `p${index}`,
      namespace: kind.namespace,
      labels: kind.labels,
      ...(kind.owner && {
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: kind.owner, controller: true }],
      }),
    },
    spec: {
      ...(kind.node && { nodeName: kind.node }),
      ...(host && { hostNetwork: true }),
      containers: [{ name: 'main', image: 'example/app', ports: kind.ports }],
    },
    status: { phase: kind.phase, ...(addresses.length > 0 && { podIPs: addresses }) },
  }
}

const node = (name: string) =>
  fc
    .tuple(labels, fc.subarray(['InternalIP 172.18.0.1', 'ExternalIP 198.51.100.1', 'InternalIP fd00:18::1']))
    .map(([own, addresses]): ManifestObject => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: own },
      status: {
        addresses: addresses.map((each) => ({
          type: each.split(' ')[0],
          address: `${each.split(' ')[1]}${name.slice(1)}`,
        })),
      },
    }))

const deployment = fc
  .record({
    namespace: fc.constantFrom(...NAMESPACES),
    labels,
    ports: containerPorts,
    replicas: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ namespace, labels: own, ports, replicas }): ManifestObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'made', namespace },
    spec: {
      replicas,
      selector: { matchLabels: { made: 'here' } },
      template: {
        metadata: { labels: { ...own, made: 'here' } },
        spec: { containers: [{ name: 'main', image: 'example/app', ports }] },
      },
    },
  }))

const requirement = fc.oneof(
  fc.record({
    key: fc.constantFrom(...KEYS),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.subarray([...VALUES], { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)

export const selector: Arbitrary<ManifestObject> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: labels.map((matchLabels) => ({ matchLabels })) },
  { weight: 2, arbitrary: fc.record({ matchExpressions: fc.array(requirement, { maxLength: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 1 }) }),
  },
)

const namespaceSelector: Arbitrary<ManifestObject> = fc.oneof(
  selector,
  fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
)

/** Blocks that cut through the pods' addresses, with exceptions that hold some of them. */
const block = fc.oneof(
  fc.record({
    cidr: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/29'),
    except: fc.subarray(['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30']),
  }),
  fc.record({ cidr: fc.constantFrom('::/0', 'fd00::/64'), except: fc.subarray(['fd00::1/128', 'fd00::4/126']) }),
  fc.constantFrom(
    { cidr: '10.0.0.2/31' },
    { cidr: '172.18.0.0/16' },
    { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] },
    { cidr: '198.51.100.0/24' },
  ),
)

export const peer: Arbitrary<ManifestObject> = fc.oneof(
  { weight: 3, arbitrary: selector.map((podSelector) => ({ podSelector })) },
  { weight: 2, arbitrary: namespaceSelector.map((each) => ({ namespaceSelector: each })) },
  { weight: 2, arbitrary: fc.record({ podSelector: selector, namespaceSelector }) },
  { weight: 2, arbitrary: block.map((ipBlock) => ({ ipBlock })) },
)

export const port: Arbitrary<ManifestObject> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ port: fc.constantFrom(...NUMBERS), protocol }, { requiredKeys: ['port'] }) },
  { weight: 2, arbitrary: fc.record({ port: fc.constantFrom(...PORT_NAMES), protocol }, { requiredKeys: ['port'] }) },
  {
    weight: 1,
    arbitrary: fc.record(
      { port: fc.constantFrom(52, 80), endPort: fc.constantFrom(80, 90, 65535), protocol },
      { requiredKeys: ['port', 'endPort'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ protocol }, { requiredKeys: [] }) },
)

export const rule = (side: 'from' | 'to'): Arbitrary<ManifestObject> =>
  fc.record(
    {
      [side]: fc.option(fc.array(peer, { maxLength: 3 }), { nil: null }),
      ports: fc.option(fc.array(port, { maxLength: 3 }), { nil: null }),
    },
    { requiredKeys: [] },
  )

const spec: Arbitrary<GeneratedSpec> = fc.record(
  {
    podSelector: selector,
    policyTypes: fc.oneof(fc.constantFrom(null, ['Ingress'], ['Egress']), fc.constant(['Ingress', 'Egress'])),
    ingress: fc.option(fc.array(rule('from'), { maxLength: 2 }), { nil: null }),
    egress: fc.option(fc.array(rule('to'), { maxLength: 2 }), { nil: null }),
  },
  { requiredKeys: ['podSelector'] },
)

export const policy = (name: string): Arbitrary<GeneratedPolicy> =>
  fc.record({ namespace: fc.constantFrom(...NAMESPACES), spec }).map(({ namespace, spec: written }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: written,
  }))

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

const clusterPolicies: Arbitrary<readonly ManifestObject[]> = fc
  .constantFrom(0, 0, 1, 2, 3)
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => clusterPolicy(`cnp${index}`))))
  .map((made) =>
    made.filter(
      ({ kind }, index) =>
        kind !== 'BaselineAdminNetworkPolicy' || made.findIndex((other) => other.kind === kind) === index,
    ),
  )

export const cluster: Arbitrary<GeneratedCluster> = fc
  .record({
    pods: fc.array(podKind, { minLength: 3, maxLength: 6 }),
    made: fc.option(deployment, { nil: null }),
    nodes: fc.tuple(node('n1'), node('n2')),
    namespaces: fc.tuple(labels, fc.option(labels, { nil: null })),
    policies: fc
      .constantFrom(0, 1, 2, 3, 4, 4)
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => policy(`np${index}`)))),
    clusterPolicies,
  })
  .map(({ pods, made, nodes, namespaces, policies, clusterPolicies: wide }) => ({
    clusterPolicies: wide,
    objects: [
      ...namespaces.flatMap((own, index): ManifestObject[] =>
        own === null
          ? []
          : [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACES[index], labels: own } }],
      ),
      ...nodes,
      ...pods.map(podObject),
      ...(made ? [made] : []),
    ],
    policies,
  }))

/** One document with everything. JSON is YAML. */
export function documentsOf({ objects, policies, clusterPolicies: wide }: GeneratedCluster): readonly DocumentText[] {
  return [
    { name: 'cluster', text: stream(objects) },
    { name: 'policies', text: stream([...policies, ...wide]) },
  ]
}

export function stream(objects: readonly ManifestObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n')
}

/** Seconds that each property is tried for, by `npm run fuzz`; unset: as long as its test says. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0)

/** Ends a run in time on a slow machine; what was tried until then counts. A failure prints its seed and the smallest case. */
export const bounded = (numRuns: number, milliseconds = 1_500) => ({
  numRuns: SECONDS > 0 ? Infinity : numRuns,
  interruptAfterTimeLimit: SECONDS > 0 ? SECONDS * 1000 : milliseconds,
  markInterruptAsFailure: false,
})

/** A network plugin with a mode and a value for each of its options. */
export const setting: fc.Arbitrary<CniChoice> = fc.constantFrom(...CNI_OFFERS).chain(({ name, modes, options }) =>
  fc.record({
    name: fc.constant(name),
    mode: fc.constantFrom(...modes.map(({ id }) => id)),
    options: fc.record(
      Object.fromEntries(options.map(({ id, values }) => [id, fc.constantFrom(...values.map((value) => value.id))])),
    ),
  }),
)

/** A Service of the generated pods, given its number among others: named and numbered ports, of every kind that is reached from outside or not. */
export const service: Arbitrary<(index: number) => ManifestObject> = fc
  .record({
    namespace: fc.constantFrom(...NAMESPACES),
    selector: labels,
    type: fc.constantFrom('ClusterIP', 'NodePort', 'NodePort', 'LoadBalancer'),
    traffic: fc.constantFrom('Cluster', 'Cluster', 'Local'),
    headless: fc.constantFrom(false, false, false, true),
    isBalanced: fc.boolean(),
    targetPort: fc.constantFrom(...NUMBERS, ...PORT_NAMES),
    protocol,
  })
  .map(
    ({ namespace, selector: chosen, type, traffic, headless, isBalanced, targetPort, protocol: kind }) =>
      (index): ManifestObject => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `s${index}`, namespace },
        spec: {
          type: headless ? 'ClusterIP' : type,
          selector: chosen,
          ...(headless && { clusterIP: 'None' }),
          ...(!headless && type !== 'ClusterIP' && { externalTrafficPolicy: traffic }),
          ports: [
            {
              port: 80,
              targetPort,
              protocol: kind,
              ...(!headless && type !== 'ClusterIP' && { nodePort: 30_080 + index }),
            },
          ],
        },
        status:
          !headless && type === 'LoadBalancer' && isBalanced
            ? { loadBalancer: { ingress: [{ ip: `192.0.2.${80 + index}` }] } }
            : {},
      }),
  )
