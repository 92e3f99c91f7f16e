import type { Finding } from './finding.ts'
import type { PolicyView } from './policy-view.ts'

/**
 * `podSelector: {}` alone under `to` reads like "every pod" and means the policy's own namespace. Widening it would be
 * no safe guess.
 */
export function ownNamespaceFindings({ facts, object, namespace, rules }: PolicyView): readonly Finding[] {
  if (facts.cluster.namespaces.size < 2) return []
  return rules.flatMap(({ section, index, peers }) =>
    peers.flatMap((matcher, peer): readonly Finding[] => {
      const isMeant =
        section === 'egress' &&
        matcher.kind === 'pods' &&
        matcher.namespace !== null &&
        matcher.podSelector?.requirements.length === 0
      return isMeant
        ? [
            {
              facts: { code: 'own-namespace-only', section, rule: index, peer, namespace },
              severity: 'note',
              object,
              path: [...matcher.path, 'podSelector'],
              part: 'key',
              fixes: [],
            },
          ]
        : []
    }),
  )
}
