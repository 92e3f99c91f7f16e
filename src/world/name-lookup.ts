import { decidingRules, evaluateFlow, type Verdict } from '../engine/evaluate.ts'
import { explainVerdict } from '../engine/explain.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import { isExemptFromAll } from '../engine/profile.ts'
import type { Cluster, Pod, Service } from '../model/cluster.ts'
import type { Endpoint, HostEndpoint, PodEndpoint } from '../model/endpoint.ts'
import { namespacedName } from '../model/namespaced-name.ts'
import type { Flow } from '../policy/match.ts'
import type { Answer } from './answer.ts'
import type { Asked } from './asked.ts'
import { flowFacts } from './flow-facts.ts'
import type { Resolved } from './references.ts'

/**
 * A client that dials a name asks the cluster's DNS first: the Service whose address its resolver has, `kube-dns` in
 * most clusters. When that Service leads to no ready pod, or a policy stops the query or refuses the name, over UDP and
 * over TCP, the name does not resolve and no connection is tried; the answer is then this denial. Null: the lookup is
 * no obstacle, or no DNS pods are in the manifests and we know nothing about it.
 */
export function failedLookup(from: Resolved, name: string, asked: Asked): Answer | null {
  const source = from.kind === 'endpoints' ? from.endpoints[0]?.endpoint : undefined
  if (!source || source.kind !== 'pod') return null
  const service = knowsDns(asked.cluster) ? dnsService(asked.cluster) : null
  if (service && service.backends.every(({ ready }) => !ready)) {
    return {
      outcome: 'denied',
      cause: 'name-not-resolved',
      needs: [],
      steps: [],
      flow: null,
      notes: [{ note: 'no-ready-endpoints', service: namespacedName(service), servicePort: 53 }],
    }
  }
  const judged = lookups(source, name, asked)
  if (judged.length === 0 || judged.some(({ verdict }) => verdict.allowed)) return null
  const { flow, verdict } = judged[0]!
  return {
    outcome: 'denied',
    cause: 'name-not-resolved',
    ...(verdict.deniedAt ? { deniedAt: verdict.deniedAt } : {}),
    needs: [],
    notes: [],
    flow: flowFacts(flow),
    steps: explainVerdict(verdict, flow, asked.policies, asked.locate),
  }
}

const learnt = new WeakMap<PolicySet, Map<string, boolean>>()

/**
 * Whether a proxy on the source's node has read an answer about this name: when the source, or another pod of that
 * node, may look it up and a rule about DNS is what lets it. Without DNS pods in the manifests, such a rule of the
 * source's own is enough; so it is for a node, which asks a resolver that no manifest tells of.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function learns(source: Endpoint, name: string, asked: Asked): boolean {
  const { policies, cluster } = asked
  if (source.kind === 'host') return mayBeProxied(source, name, policies)
  if (source.kind !== 'pod') return false
  const known = learnt.get(policies) ?? learnt.set(policies, new Map<string, boolean>()).get(policies)!
  const key = `${source.node === null ? namespacedName(source.pod) : source.node} ${name}`
  let is = known.get(key)
  if (is === undefined) {
    const neighbours =
      source.node === null
        ? [source]
        : cluster.pods.flatMap(({ endpoint }) =>
            endpoint?.kind === 'pod' && endpoint.node === source.node ? [endpoint] : [],
          )
    known.set(
      key,
      (is = neighbours.some((each) =>
        knowsDns(cluster)
          ? lookups(each, name, asked).some(
              ({ flow, verdict }) => verdict.allowed && isProxied(each, flow, verdict, policies),
            )
          : mayBeProxied(each, name, policies),
      )),
    )
  }
  return is
}

function lookups(
  source: PodEndpoint,
  name: string,
  { cluster, policies }: Asked,
): readonly { readonly flow: Flow; readonly verdict: Verdict }[] {
  return cluster.pods.filter(isDnsServer).flatMap((server) =>
    server.endpoint
      ? (['UDP', 'TCP'] as const).map((protocol) => {
          const flow: Flow = {
            source,
            destination: server.endpoint!,
            protocol,
            port: dnsPort(server, protocol),
            name: null,
            hairpin: false,
            service: null,
            said: { dns: { name } },
            sourceAddress: source.addresses[0] ?? null,
            destinationAddress: server.addresses[0] ?? null,
          }
          return { flow, verdict: evaluateFlow(flow, policies) }
        })
      : [],
  )
}

/** Where a DNS server listens; behind its Service that may be elsewhere than on 53. */
export function dnsPort({ ports }: Pod, protocol: 'TCP' | 'UDP'): number {
  return (
    ports.find((port) => port.protocol === protocol && (port.port === 53 || /^dns/.test(port.name ?? '')))?.port ?? 53
  )
}

function isProxied(source: PodEndpoint, flow: Flow, { gates }: Verdict, policies: PolicySet): boolean {
  const egress = gates.find(({ at }) => at === 'egress')!
  if (isExemptFromAll(egress.exempt)) return false
  return (
    [...decidingRules(egress, source, policies)].some(({ request }) => request?.some(({ kind }) => kind === 'dns')) &&
    flow.said?.dns !== undefined
  )
}

function mayBeProxied(source: PodEndpoint | HostEndpoint, name: string, policies: PolicySet): boolean {
  return policies
    .applicable('egress', source)
    .some((tier) =>
      tier.policies.some(({ rules }) =>
        rules.some(
          ({ action, request }) =>
            action === 'allow' &&
            request?.some((each) => each.kind === 'dns' && (each.pattern === null || each.pattern.matches(name))),
        ),
      ),
    )
}

/** The one Service of kube-system that answers on port 53; with several it is not known which one resolvers ask. */
export function dnsService({ services }: Cluster): Service | null {
  const found = services.filter(
    ({ namespace, ports }) =>
      namespace.name === 'kube-system' && ports.some(({ port, protocol }) => port === 53 && protocol === 'UDP'),
  )
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
