import { fitsFlow } from '../../engine/fits.ts'
import { fieldAt } from '../../manifests/fields.ts'
import type { YamlValue } from '../../manifests/print-yaml.ts'
import type { Pod } from '../../model/cluster.ts'
import type { Finding } from './finding.ts'
import type { FixPlan } from './fix-plan.ts'
import { byFamilies, leavesGate, lookUps, type Transport } from './look-ups.ts'
import { broadest, type Gate, type NamespaceView } from './namespace-view.ts'
import type { PolicyView } from './policy-view.ts'

/** What is closed for some pods, on account of one policy. */
interface Closed {
  pods: number
  readonly missing: Set<Transport>
}

/**
 * Pods that are isolated for egress and whose DNS queries do not get out: every name fails for them, before any
 * connection is tried. Said once, at the policy that holds most of them. Nothing is said where the manifests do not
 * hold the cluster's DNS.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/ ; recipe 11 of ahmetb.
 */
export function dnsClosedFindings(view: NamespaceView): readonly Finding[] {
  const { facts, policies } = view
  const servers = facts.dnsServers
  if (servers.length === 0) return []
  const closed = new Map<PolicyView, Closed>()
  for (const group of new Set(policies.flatMap(({ subject }) => facts.groupsOf(subject)))) {
    const gate = view.gate(group, 'egress')
    if (!gate) continue
    for (const alike of byFamilies(facts.members(group))) {
      const [pod] = alike
      if (servers.includes(pod!) || !servers.some((server) => lookUps(pod!, server, 'UDP').length > 0)) continue
      const missing = (['UDP', 'TCP'] as const).filter(
        (protocol) => !servers.some((server) => leaves(pod!, server, protocol, gate, view)),
      )
      // Over TCP only long answers are fetched; a rule without it has a note of its own.
      if (!missing.includes('UDP')) continue
      const policy = broadest(gate)
      const known = closed.get(policy)
      if (known) known.pods += alike.length
      else closed.set(policy, { pods: alike.length, missing: new Set(missing) })
      for (const protocol of missing) closed.get(policy)!.missing.add(protocol)
    }
  }
  return [...closed].map(([{ object }, { pods, missing }]): Finding => ({
    facts: { code: 'dns-closed', pods, missing: (['UDP', 'TCP'] as const).filter((protocol) => missing.has(protocol)) },
    severity: 'warning',
    object,
    path: ['metadata', 'name'],
    part: 'value',
    fixes: [addDnsRule(object.value, servers[0]!)],
  }))
}

/**
 * Only the pod's own gate is asked: what the DNS pods let in is another matter. What a cluster-wide policy closes is
 * not said of a NetworkPolicy that opens it.
 */
function leaves(from: Pod, to: Pod, protocol: Transport, { rules }: Gate, { set }: NamespaceView): boolean {
  return lookUps(from, to, protocol).some(
    (flow) => rules.some(({ rule }) => fitsFlow(rule, flow, set.profile.view)) || leavesGate(flow, set),
  )
}

function addDnsRule(value: unknown, { namespace, labels }: Pod): FixPlan {
  const rule: YamlValue = {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace.name } },
        podSelector: { matchLabels: { 'k8s-app': labels['k8s-app']! } },
      },
    ],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  }
  const hasList = Object.hasOwn((fieldAt(value, 'spec') ?? {}) as object, 'egress')
  return {
    does: { fix: 'add-dns-rule' },
    changes: [
      hasList
        ? { change: 'append', path: ['spec', 'egress'], value: rule }
        : { change: 'set', path: ['spec'], key: 'egress', value: [rule], after: ['ingress', 'policyTypes'] },
    ],
  }
}
