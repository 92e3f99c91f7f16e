import type { KubernetesObject } from '../../../manifests/piece.ts'
import { listAt, objectAt } from '../../../manifests/fields.ts'
import type { Finding } from '../finding.ts'
import { byFamilies, leavesGate, lookUps, type Transport } from '../look-ups.ts'
import { ciliumRules, type CiliumRule } from './cilium/entries.ts'
import { calicoPolicies, type PluginView } from './plugin-view.ts'

const DNS_RULE = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }] }],
} as const

/**
 * Pods whose look-ups do not get out since a policy of Cilium or Calico closed their egress: every name fails for them.
 * Said once for each policy, of those that hold the pods the first by name. Nothing is said where the manifests do not
 * hold the cluster's DNS.
 * Source: https://docs.cilium.io/en/stable/security/dns/,
 * https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny
 */
export function pluginDnsClosedFindings(view: PluginView): readonly Finding[] {
  const { facts, set } = view
  const rules = ciliumRules(view)
  const servers = facts.dnsServers
  const order = [...new Set([...rules, ...calicoPolicies(view)].map(({ object }) => object))].sort((a, b) =>
    `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1,
  )
  if (order.length === 0 || servers.length === 0) return []
  const closed = new Map<KubernetesObject, { pods: number; readonly missing: Set<Transport> }>()
  for (const { index } of facts.groups.groups) {
    for (const alike of byFamilies(facts.members(index))) {
      const pod = alike[0]!
      if (
        pod.endpoint === null ||
        servers.includes(pod) ||
        !servers.some((server) => lookUps(pod, server, 'UDP').length > 0)
      )
        continue
      const own = new Set(
        set.applicable('egress', pod.endpoint).flatMap(({ policies }) => policies.map(({ object }) => object)),
      )
      const first = order.find((object) => own.has(object))
      if (!first) continue
      const missing = (['UDP', 'TCP'] as const).filter(
        (protocol) => !servers.some((server) => lookUps(pod, server, protocol).some((flow) => leavesGate(flow, set))),
      )
      // Over TCP only long answers are fetched.
      if (!missing.includes('UDP')) continue
      const known = closed.get(first) ?? { pods: 0, missing: new Set() }
      closed.set(first, known)
      known.pods += alike.length
      for (const protocol of missing) known.missing.add(protocol)
    }
  }
  return [...closed].map(([object, { pods, missing }]): Finding => ({
    facts: { code: 'dns-closed', pods, missing: (['UDP', 'TCP'] as const).filter((protocol) => missing.has(protocol)) },
    severity: 'warning',
    object,
    path: ['metadata', 'name'],
    part: 'value',
    fixes: fixesOf(rules.filter((rule) => rule.object === object)),
  }))
}

/** Where there is one rule, that it can be added to without a doubt. */
function fixesOf(rules: readonly CiliumRule[]): Finding['fixes'] {
  const [rule] = rules
  if (
    !rule ||
    rules.length > 1 ||
    !objectAt(rule.value, 'endpointSelector') ||
    listAt(rule.value, 'egressDeny').length > 0
  )
    return []
  return [
    {
      does: { fix: 'add-dns-rule' },
      changes: [
        Array.isArray(objectAt(rule.value)?.['egress'])
          ? { change: 'append', path: [...rule.path, 'egress'], value: DNS_RULE }
          : {
              change: 'set',
              path: rule.path,
              key: 'egress',
              value: [DNS_RULE],
              after: ['ingress', 'endpointSelector'],
            },
      ],
    },
  ]
}
