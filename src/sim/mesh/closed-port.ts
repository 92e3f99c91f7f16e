import type { PolicySet } from '../../engine/policy-set.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Pod } from '../../model/cluster.ts'
import { matchesPort } from '../../policy/match.ts'

/**
 * Network policies that open ports of the application alone, where proxies call each other on a port of their own: of these pods, those whose proxy nobody reaches, by the policy that
 * opens one of their ports.
 */
export function closedPorts(pods: readonly Pod[], set: PolicySet, proxyPort: number): readonly { readonly object: KubernetesObject; readonly pods: number }[] {
  const closed = new Map<PolicySet['policies'][number], Set<Pod>>()
  for (const pod of pods) {
    const destination = { kind: 'pod' as const, pod, addresses: pod.addresses, node: pod.node }
    const policies = set.applicable('ingress', destination).flatMap((tier) => tier.policies)
    const rules = policies.flatMap((policy) => policy.rules.filter(({ action }) => action === 'allow' || action === 'pass').map((rule) => ({ policy, ports: rule.when.flatMap((each) => (each.aspect === 'port' ? [each] : [])) })))
    const admits = ({ ports }: (typeof rules)[number], port: number) => ports.every(({ anyOf, negate = false }) => anyOf.some((matcher) => matchesPort(matcher, { destination, protocol: 'TCP', port })) !== negate)
    if (!policies.some(({ isolates }) => isolates) || rules.some((rule) => admits(rule, proxyPort))) continue
    for (const rule of rules) if (pod.ports.some(({ port, protocol }) => protocol === 'TCP' && admits(rule, port))) closed.set(rule.policy, (closed.get(rule.policy) ?? new Set()).add(pod))
  }
  return [...closed].map(([{ object }, { size }]) => ({ object, pods: size }))
}
