import { evaluateFlow } from '../engine/evaluate.ts'
import { explainVerdict } from '../engine/explain.ts'
import type { Cluster, Pod, Service } from '../model/cluster.ts'
import type { Flow } from '../policy/match.ts'
import type { Answer } from './answer.ts'
import type { Asked } from './ask.ts'
import { flowFacts } from './flow-facts.ts'
import type { Resolved } from './references.ts'

/**
 * A client that dials a name asks the cluster's DNS first: the Service whose address its resolver has, `kube-dns` in most
 * clusters. When that Service leads to no ready pod, or a policy stops the query, over UDP and over TCP, the name does not
 * resolve and no connection is tried; the answer is then this denial. Null: the lookup is no obstacle, or no DNS pods are in
 * the manifests and we know nothing about it.
 */
export function failedLookup(from: Resolved, asked: Asked): Answer | null {
  const source = from.kind === 'endpoints' ? from.endpoints[0]?.endpoint : undefined
  if (!source || source.kind !== 'pod') return null
  const servers = asked.cluster.pods.filter(isDnsServer)
  const service = servers.length > 0 ? dnsService(asked.cluster) : null
  if (service && service.backends.every(({ ready }) => !ready)) {
    return { outcome: 'denied', cause: 'name-not-resolved', needs: [], steps: [], flow: null, notes: [{ note: 'no-ready-endpoints', service: `${service.namespace.name}/${service.name}`, servicePort: 53 }] }
  }
  const queries = servers.flatMap((server) => (server.endpoint ? (['UDP', 'TCP'] as const).map((protocol): Flow => ({
    source, destination: server.endpoint!, protocol, port: 53, name: null, hairpin: false,
    sourceAddress: source.addresses[0] ?? null, destinationAddress: server.addresses[0] ?? null,
  })) : []))
  const judged = queries.map((flow) => ({ flow, verdict: evaluateFlow(flow, asked.policies) }))
  if (judged.length === 0 || judged.some(({ verdict }) => verdict.allowed)) return null
  const { flow, verdict } = judged[0]!
  return {
    outcome: 'denied', cause: 'name-not-resolved', ...(verdict.deniedAt ? { deniedAt: verdict.deniedAt } : {}), needs: [], notes: [],
    flow: flowFacts(flow), steps: explainVerdict(verdict, flow, asked.policies, asked.locate),
  }
}

/** The one Service of kube-system that answers on port 53; with several it is not known which one resolvers ask. */
function dnsService({ services }: Cluster): Service | null {
  const found = services.filter(({ namespace, ports }) => namespace.name === 'kube-system' && ports.some(({ port, protocol }) => port === 53 && protocol === 'UDP'))
  return found.length === 1 ? found[0]! : null
}

/** CoreDNS still carries the label of its predecessor. */
export function isDnsServer({ namespace, labels }: Pod): boolean {
  return namespace.name === 'kube-system' && (labels['k8s-app'] === 'kube-dns' || labels['k8s-app'] === 'coredns')
}

/** Whether the manifests hold the cluster's DNS, so that lookups can be judged at all. */
export function knowsDns(cluster: Cluster): boolean {
  return cluster.pods.some(isDnsServer)
}
