import type { Finding } from '../finding.ts'
import type { PluginView } from './plugin-view.ts'

/**
 * Port names on the way out beside a block, or in a rule for anybody: the controller resolves names for the pods that a
 * selector finds, and drops the others. A rule for nothing but blocks has a finding of its own everywhere. On the way in
 * names are resolved on the pods that the policy selects.
 * Source: https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/pkg/resolvers/endpoints.go
 */
export function lostPortNameFindings({ set: { profile }, policies }: PluginView): readonly Finding[] {
  if (profile.name !== 'aws-vpc-cni') return []
  return policies.flatMap(({ object, rules }) =>
    rules.flatMap(({ section, index, peers, ports }) => {
      const blocks = peers.filter(({ kind }) => kind === 'block').length
      if (section === 'ingress' || (peers.length > 0 && (blocks === 0 || blocks === peers.length))) return []
      return ports
        .filter(({ name }) => name !== null)
        .map((matcher): Finding => ({
          facts: {
            code: 'port-name-lost',
            section,
            rule: index,
            name: matcher.name!,
            beside: blocks > 0 ? 'block' : 'anybody',
          },
          severity: 'warning',
          object,
          path: [...matcher.path, 'port'],
          part: 'value',
          fixes: [],
        }))
    }),
  )
}
