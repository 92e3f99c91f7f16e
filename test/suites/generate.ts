import fc, { type Arbitrary } from 'fast-check'
import type { DocumentText } from '../../src/manifests/read.ts'
import { clusterPolicies } from './generate-cluster-policy.ts'
import { type GeneratedPolicy, policy } from './generate-policy.ts'
import { labels, type ManifestObject, NAMESPACES, NUMBERS, PORT_NAMES, protocol } from './generate-words.ts'

/**
 * Small clusters with few labels, ports and addresses, so that everything collides with everything: selectors with
 * pods, blocks with pod addresses, names of ports with each other. As objects, to be written down in any order.
 * `clusterPolicies` are those of the cluster-wide APIs; in their rules the order means something.
 */
export interface GeneratedCluster {
  readonly objects: readonly ManifestObject[]
  readonly policies: readonly GeneratedPolicy[]
  readonly clusterPolicies: readonly ManifestObject[]
}

const NODES = ['n1', 'n2'] as const

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

/**
 * A Service of the generated pods, given its number among others: named and numbered ports, of every kind that is
 * reached from outside or not.
 */
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
