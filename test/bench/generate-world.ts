/** One document of a generated cluster. */
export interface GeneratedDocument {
  readonly name: string
  readonly text: string
}

export interface GeneratedWorld {
  readonly pods: number
  readonly policies: number
  /**
   * `cluster.yaml` with everything but policies, `policies.yaml`, and `edited.yaml`, the one policy a person types in.
   */
  readonly documents: readonly GeneratedDocument[]
  /** The edited document after the n-th key press: the port changes, so that verdicts do. */
  edited(keystroke: number): string
  /** Two workloads of the edited policy's namespace, for the question whose answer changes. */
  readonly question: { readonly from: string; readonly to: string }
}

const REPLICAS = 10
const TIERS = ['web', 'api', 'worker', 'db', 'cache'] as const

/** A small, well-known generator (mulberry32): the same seed gives the same world everywhere. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Of what kinds the policies are: NetworkPolicy only, or half of them those of Cilium and of the cluster, for
 * `MIXED_CNI`.
 */
export type PolicyKinds = 'plain' | 'mixed'

/** Under which all of the mixed kinds are read. */
export const MIXED_CNI = { name: 'cilium', options: { version: '1.20', clusterNetworkPolicy: 'on' } } as const

/** Namespaces of five Deployments with ten pods each, all written out, and policies of the usual kinds. */
export function generateWorld(pods: number, policies: number, kinds: PolicyKinds = 'plain'): GeneratedWorld {
  const next = random(1)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!
  const workloads = Math.max(2, Math.round(pods / REPLICAS))
  const namespaces = Math.max(2, Math.round(workloads / TIERS.length))
  const objects: string[] = []
  for (let index = 0; index < namespaces; index++)
    objects.push(
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: team-${index}\n  labels:\n    stage: ${pick(['prod', 'test', 'dev'])}\n`,
    )
  for (let index = 0; index < pods; index++) {
    const workload = Math.floor(index / REPLICAS)
    const namespace = workload % namespaces
    const tier = TIERS[Math.floor(workload / namespaces) % TIERS.length]!
    objects.push(pod(`team-${namespace}`, `${tier}-${Math.floor(workload / namespaces)}`, tier, index))
  }
  const edited = (keystroke: number) => policy('team-0', 'edited', 'api', 'web', 8000 + (keystroke % 100))
  const rules = Array.from({ length: policies - 1 }, (_, index) =>
    kinds === 'mixed' && index % 10 >= 5
      ? mixed(`team-${index % namespaces}`, index, pick(TIERS), pick(TIERS), pick(['prod', 'test', 'dev']))
      : index % 5 === 0
        ? defaultDeny(`team-${index % namespaces}`, index)
        : index % 5 === 1
          ? fromNamespace(`team-${index % namespaces}`, index, pick(['prod', 'test', 'dev']))
          : index % 5 === 2
            ? toBlock(`team-${index % namespaces}`, index, Math.floor(next() * 200))
            : policy(
                `team-${index % namespaces}`,
                `allow-${index}`,
                pick(TIERS),
                pick(TIERS),
                pick([80, 443, 5432, 6379, 8000 + (index % 40)]),
              ),
  )
  return {
    pods,
    policies,
    edited,
    documents: [
      { name: 'cluster.yaml', text: objects.join('---\n') },
      { name: 'policies.yaml', text: rules.join('---\n') },
      { name: 'edited.yaml', text: edited(0) },
    ],
    question: { from: 'team-0/web-0-0', to: `team-0/api-1-${REPLICAS * namespaces}` },
  }
}

function pod(namespace: string, workload: string, tier: string, index: number): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${workload}-${index}\n  namespace: ${namespace}\n  labels:\n    app: ${workload}\n    tier: ${tier}\n  ownerReferences:\n  - {apiVersion: apps/v1, kind: ReplicaSet, name: ${workload}, controller: true}\nspec:\n  nodeName: node-${index % 50}\n  containers:\n  - name: main\n    image: app\n    ports:\n    - {name: http, containerPort: 8000}\n    - {name: metrics, containerPort: 9090}\nstatus:\n  phase: Running\n  podIP: 10.${100 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}\n`
}

function head(namespace: string, name: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n`
}

function policy(namespace: string, name: string, to: string, from: string, port: number): string {
  return `${head(namespace, name)}  podSelector:\n    matchLabels:\n      tier: ${to}\n  ingress:\n  - from:\n    - podSelector:\n        matchLabels:\n          tier: ${from}\n    ports:\n    - port: ${port}\n`
}

function defaultDeny(namespace: string, index: number): string {
  return `${head(namespace, `deny-${index}`)}  podSelector: {}\n  policyTypes: [Ingress]\n`
}

function fromNamespace(namespace: string, index: number, stage: string): string {
  return `${head(namespace, `from-${index}`)}  podSelector:\n    matchLabels:\n      tier: db\n  ingress:\n  - from:\n    - namespaceSelector:\n        matchLabels:\n          stage: ${stage}\n      podSelector:\n        matchLabels:\n          tier: api\n    ports:\n    - port: http\n`
}

function toBlock(namespace: string, index: number, third: number): string {
  return `${head(namespace, `out-${index}`)}  podSelector:\n    matchLabels:\n      tier: worker\n  policyTypes: [Egress]\n  egress:\n  - to:\n    - ipBlock:\n        cidr: 198.51.${third}.0/24\n        except: [198.51.${third}.64/26]\n  - to:\n    - podSelector: {}\n    ports:\n    - {port: 53, protocol: UDP}\n`
}

/** One of the kinds that only some plugins read: every other rule of Cilium's reads requests. */
function mixed(namespace: string, index: number, to: string, from: string, stage: string): string {
  const port = 8000 + (index % 40)
  switch (index % 10) {
    case 5:
    case 6:
      return `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata:\n  name: c${index}\n  namespace: ${namespace}\nspec:\n  endpointSelector:\n    matchLabels:\n      tier: ${to}\n  ingress:\n  - fromEndpoints:\n    - matchLabels:\n        tier: ${from}\n    toPorts:\n    - ports:\n      - {port: "${port}", protocol: TCP}\n${index % 2 === 0 ? `      rules:\n        http:\n        - {method: GET, path: "/v${index % 7}/.*"}\n` : ''}`
    case 7:
      return `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata:\n  name: c${index}\n  namespace: ${namespace}\nspec:\n  endpointSelector:\n    matchLabels:\n      tier: ${to}\n  egressDeny:\n  - toEntities: [world]\n    toPorts:\n    - ports:\n      - {port: "${port}", protocol: ANY}\n`
    case 8:
      return `apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata:\n  name: w${index}\nspec:\n  endpointSelector:\n    matchLabels:\n      tier: ${to}\n  enableDefaultDeny: {ingress: false, egress: false}\n  ingressDeny:\n  - fromEndpoints:\n    - matchExpressions:\n      - {key: k8s:io.kubernetes.pod.namespace, operator: NotIn, values: [${namespace}, team-0]}\n      matchLabels:\n        tier: ${from}\n    toPorts:\n    - ports:\n      - {port: "${port}", protocol: TCP}\n`
    default:
      return `apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata:\n  name: n${index}\nspec:\n  tier: ${index % 20 === 9 ? 'Admin' : 'Baseline'}\n  priority: ${index % 1000}\n  subject:\n    pods:\n      namespaceSelector:\n        matchLabels:\n          stage: ${stage}\n      podSelector:\n        matchLabels:\n          tier: ${to}\n  ingress:\n  - action: ${index % 3 === 0 ? 'Deny' : 'Accept'}\n    from:\n    - namespaces:\n        matchLabels:\n          stage: ${stage}\n    protocols:\n    - tcp:\n        destinationPort:\n          number: ${port}\n`
  }
}
