import { evaluateFlow } from '../../../engine/evaluate.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { listAt, objectAt } from '../../../manifests/fields.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { Flow } from '../../../policy/match.ts'
import type { Finding } from '../finding.ts'
import { ciliumRules, type CiliumRule } from './cilium/entries.ts'
import { calicoPolicies, type PluginView } from './plugin-view.ts'

const DNS_RULE = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }] }],
} as const

/**
 * Pods whose look-ups do not get out since a policy of Cilium or Calico closed their egress: every name fails for them. Said once for each policy, of those that hold
 * the pods the first by name. Nothing is said where the manifests do not hold the cluster's DNS.
 * Source: https://docs.cilium.io/en/stable/security/dns/, https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny
 */
export function pluginDnsClosedFindings(view: PluginView): readonly Finding[] {
  const { facts, set } = view
  const rules = ciliumRules(view), servers = facts.dnsServers
  const order = [...new Set([...rules, ...calicoPolicies(view)].map(({ object }) => object))].sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
  if (order.length === 0 || servers.length === 0) return []
  const closed = new Map<KubernetesObject, { pods: number; readonly missing: Set<'UDP' | 'TCP'> }>()
  for (let group = 0; group < facts.groups.groups.length; group++) {
    const members = facts.members(group), [pod] = members
    if (!pod || pod.endpoint?.kind !== 'pod' || servers.includes(pod)) continue
    const own = new Set(set.applicable('egress', pod.endpoint).flatMap(({ policies }) => policies.map(({ object }) => object)))
    const first = order.find((object) => own.has(object))
    const missing = first ? (['UDP', 'TCP'] as const).filter((protocol) => !servers.some((server) => leaves(pod, server, protocol, view))) : []
    // Over TCP only long answers are fetched.
    if (!first || !missing.includes('UDP')) continue
    const known = closed.get(first) ?? { pods: 0, missing: new Set() }
    closed.set(first, known)
    known.pods += members.length
    for (const protocol of missing) known.missing.add(protocol)
  }
  return [...closed].map(([object, { pods, missing }]): Finding => ({
    facts: { code: 'dns-closed', pods, missing: (['UDP', 'TCP'] as const).filter((protocol) => missing.has(protocol)) },
    severity: 'warning', object, path: ['metadata', 'name'], part: 'value', fixes: fixesOf(rules.filter((rule) => rule.object === object)),
  }))
}

/** Only the pod's own gate is asked. */
function leaves(from: Pod, to: Pod, protocol: 'UDP' | 'TCP', { set }: PluginView): boolean {
  const source = from.endpoint, destination = to.endpoint
  if (source === null || destination === null) return false
  return from.addresses.some((sourceAddress) => to.addresses.filter(({ family }) => family === sourceAddress.family).some((destinationAddress) => {
    const flow: Flow = { source, destination, sourceAddress, destinationAddress, protocol, port: 53, hairpin: false, name: null, service: null }
    return evaluateFlow(flow, set).gates.find(({ at }) => at === 'egress')!.passage !== 'denied'
  }))
}

/** Where there is one rule, that it can be added to without a doubt. */
function fixesOf(rules: readonly CiliumRule[]): Finding['fixes'] {
  const [rule] = rules
  if (!rule || rules.length > 1 || !objectAt(rule.value, 'endpointSelector') || listAt(rule.value, 'egressDeny').length > 0) return []
  return [{ does: { fix: 'add-dns-rule' }, changes: [Array.isArray(objectAt(rule.value)?.['egress']) ? { change: 'append', path: [...rule.path, 'egress'], value: DNS_RULE } : { change: 'set', path: rule.path, key: 'egress', value: [DNS_RULE], after: ['ingress', 'endpointSelector'] }] }]
}
