import fc, { type Arbitrary } from 'fast-check'
import type { DocumentText } from '../../src/manifests/read.ts'

/**
 * Small clusters with few labels, ports and addresses, so that everything collides with everything: selectors with pods, blocks
 * with pod addresses, names of ports with each other. As objects, to be written down in any order.
 */
export interface GeneratedCluster {
  readonly objects: readonly ManifestObject[]
  readonly policies: readonly GeneratedPolicy[]
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

const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), { maxKeys: 2, noNullPrototype: true })
const protocol = fc.constantFrom(...PROTOCOLS)

/** A list of named and unnamed ports; names are unique in a pod, as the API demands. */
const containerPorts = fc.uniqueArray(fc.record({ containerPort: fc.constantFrom(...NUMBERS), protocol, name: fc.option(fc.constantFrom(...PORT_NAMES), { nil: undefined }) }), {
  maxLength: 3, selector: ({ name, containerPort, protocol: kind }) => name ?? `${kind}/${containerPort}`,
})

/** What a pod is apart from its name and its addresses. */
const podKind = fc.record({
  namespace: fc.constantFrom(...NAMESPACES), labels, ports: containerPorts, node: fc.option(fc.constantFrom(...NODES), { nil: null }),
  families: fc.constantFrom('4', '4', '46', '6', 'none'), phase: fc.constantFrom('Running', 'Running', 'Running', 'Running', 'Pending', 'Succeeded'),
  network: fc.constantFrom('pod', 'pod', 'pod', 'pod', 'host'), owner: fc.constantFrom(null, null, 'crew'),
})

type PodKind = typeof podKind extends Arbitrary<infer Kind> ? Kind : never

function podObject(kind: PodKind, index: number): ManifestObject {
  const host = kind.network === 'host'
  // Addresses of finished pods are already somebody else's.
  const place = kind.phase === 'Succeeded' ? 1 : index + 1
  const addresses = host || kind.families === 'none' ? [] : [...kind.families].map((family) => ({ ip: family === '4' ? `10.0.0.${place}` : `fd00::${place}` }))
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: `p${index}`, namespace: kind.namespace, labels: kind.labels,
      ...(kind.owner && { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: kind.owner, controller: true }] }),
    },
    spec: { ...(kind.node && { nodeName: kind.node }), ...(host && { hostNetwork: true }), containers: [{ name: 'main', image: 'example/app', ports: kind.ports }] },
    status: { phase: kind.phase, ...(addresses.length > 0 && { podIPs: addresses }) },
  }
}

const node = (name: string) => fc.subarray(['InternalIP 172.18.0.1', 'ExternalIP 198.51.100.1', 'InternalIP fd00:18::1']).map((addresses): ManifestObject => ({
  apiVersion: 'v1', kind: 'Node', metadata: { name },
  status: { addresses: addresses.map((each) => ({ type: each.split(' ')[0], address: `${each.split(' ')[1]}${name.slice(1)}` })) },
}))

const deployment = fc.record({ namespace: fc.constantFrom(...NAMESPACES), labels, ports: containerPorts, replicas: fc.integer({ min: 0, max: 2 }) }).map(({ namespace, labels: own, ports, replicas }): ManifestObject => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'made', namespace },
  spec: { replicas, selector: { matchLabels: { made: 'here' } }, template: { metadata: { labels: { ...own, made: 'here' } }, spec: { containers: [{ name: 'main', image: 'example/app', ports }] } } },
}))

const requirement = fc.oneof(
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('In', 'NotIn'), values: fc.subarray([...VALUES], { minLength: 1, maxLength: 2 }) }),
  fc.record({ key: fc.constantFrom(...KEYS), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)

export const selector: Arbitrary<ManifestObject> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: labels.map((matchLabels) => ({ matchLabels })) },
  { weight: 2, arbitrary: fc.record({ matchExpressions: fc.array(requirement, { maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 1 }) }) },
)

const namespaceSelector: Arbitrary<ManifestObject> = fc.oneof(selector, fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })))

/** Blocks that cut through the pods' addresses, with exceptions that hold some of them. */
const block = fc.oneof(
  fc.record({ cidr: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/29'), except: fc.subarray(['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30']) }),
  fc.record({ cidr: fc.constantFrom('::/0', 'fd00::/64'), except: fc.subarray(['fd00::1/128', 'fd00::4/126']) }),
  fc.constantFrom({ cidr: '10.0.0.2/31' }, { cidr: '172.18.0.0/16' }, { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] }, { cidr: '198.51.100.0/24' }),
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
  { weight: 1, arbitrary: fc.record({ port: fc.constantFrom(52, 80), endPort: fc.constantFrom(80, 90, 65535), protocol }, { requiredKeys: ['port', 'endPort'] }) },
  { weight: 1, arbitrary: fc.record({ protocol }, { requiredKeys: [] }) },
)

export const rule = (side: 'from' | 'to'): Arbitrary<ManifestObject> => fc.record({
  [side]: fc.option(fc.array(peer, { maxLength: 3 }), { nil: null }), ports: fc.option(fc.array(port, { maxLength: 3 }), { nil: null }),
}, { requiredKeys: [] })

const spec: Arbitrary<GeneratedSpec> = fc.record({
  podSelector: selector,
  policyTypes: fc.oneof(fc.constantFrom(null, ['Ingress'], ['Egress']), fc.constant(['Ingress', 'Egress'])),
  ingress: fc.option(fc.array(rule('from'), { maxLength: 2 }), { nil: null }),
  egress: fc.option(fc.array(rule('to'), { maxLength: 2 }), { nil: null }),
}, { requiredKeys: ['podSelector'] })

export const policy = (name: string): Arbitrary<GeneratedPolicy> => fc.record({ namespace: fc.constantFrom(...NAMESPACES), spec }).map(({ namespace, spec: written }) => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec: written,
}))

export const cluster: Arbitrary<GeneratedCluster> = fc.record({
  pods: fc.array(podKind, { minLength: 3, maxLength: 6 }),
  made: fc.option(deployment, { nil: null }),
  nodes: fc.tuple(node('n1'), node('n2')),
  namespaces: fc.tuple(labels, fc.option(labels, { nil: null })),
  policies: fc.constantFrom(0, 1, 2, 3, 4, 4).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => policy(`np${index}`)))),
}).map(({ pods, made, nodes, namespaces, policies }) => ({
  objects: [
    ...namespaces.flatMap((own, index): ManifestObject[] => (own === null ? [] : [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACES[index], labels: own } }])),
    ...nodes, ...pods.map(podObject), ...(made ? [made] : []),
  ],
  policies,
}))

/** One document with everything. JSON is YAML. */
export function documentsOf({ objects, policies }: GeneratedCluster): readonly DocumentText[] {
  return [{ name: 'cluster', text: stream(objects) }, { name: 'policies', text: stream(policies) }]
}

export function stream(objects: readonly ManifestObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n')
}

/** Ends a run in time on a slow machine; what was tried until then counts. A failure prints its seed and the smallest case. */
export const bounded = (numRuns: number, milliseconds = 1_500) => ({ numRuns, interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: false })
