import type { PolicySet } from '../../engine/policy-set.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Pod } from '../../model/cluster.ts'
import { matchesPort } from '../../policy/match.ts'

/**
 * Pods that no policy tells apart, neither by whom it is for nor by what it opens: of one namespace, with the same
 * labels, account and ports.
 */
export function alikeForPolicies(pods: readonly Pod[]): readonly (readonly Pod[])[] {
  const groups = new Map<string, Pod[]>()
  for (const pod of pods) {
    const key = keyOf(pod)
    const alike = groups.get(key)
    if (alike) alike.push(pod)
    else groups.set(key, [pod])
  }
  return [...groups.values()]
}

/** Pods outlive what is written about them, so that a key press need not look at them again. */
const keys = new WeakMap<Pod, string>()

function keyOf(pod: Pod): string {
  let key = keys.get(pod)
  if (key === undefined)
    keys.set(
      pod,
      (key = JSON.stringify([
        pod.namespace.name,
        pod.serviceAccount,
        Object.entries(pod.labels).sort(([a], [b]) => (a < b ? -1 : 1)),
        pod.ports.map(({ name, port, protocol }) => [name, port, protocol]),
      ])),
    )
  return key
}

/**
 * Network policies that open ports of the application alone, where proxies call each other on a port of their own: of
 * these pods, those whose proxy nobody reaches, by the policy that opens one of their ports.
 */
export function closedPorts(
  pods: readonly (readonly Pod[])[],
  set: PolicySet,
  proxyPort: number,
): readonly { readonly object: KubernetesObject; readonly pods: number }[] {
  const closed = new Map<PolicySet['policies'][number], Set<Pod>>()
  for (const alike of pods) {
    const pod = alike[0]!
    const destination = { kind: 'pod' as const, pod, addresses: pod.addresses, node: pod.node }
    const policies = set.applicable('ingress', destination).flatMap((tier) => tier.policies)
    const rules = policies.flatMap((policy) =>
      policy.rules
        .filter(({ action }) => action === 'allow' || action === 'pass')
        .map((rule) => ({ policy, ports: rule.when.flatMap((each) => (each.aspect === 'port' ? [each] : [])) })),
    )
    const admits = ({ ports }: (typeof rules)[number], port: number) =>
      ports.every(
        ({ anyOf, negate = false }) =>
          anyOf.some((matcher) => matchesPort(matcher, { destination, protocol: 'TCP', port })) !== negate,
      )
    if (!policies.some(({ isolates }) => isolates) || rules.some((rule) => admits(rule, proxyPort))) continue
    for (const rule of rules)
      if (pod.ports.some(({ port, protocol }) => protocol === 'TCP' && admits(rule, port))) {
        const known = closed.get(rule.policy) ?? new Set()
        closed.set(rule.policy, known)
        for (const each of alike) known.add(each)
      }
  }
  return [...closed].map(([{ object }, { size }]) => ({ object, pods: size }))
}
