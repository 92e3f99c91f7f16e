import type { FindingFacts } from '../../../ground/finding.ts'
import type { RuleAction } from '../../../policy/form.ts'
import type { Finding } from '../finding.ts'
import type { PluginView } from './plugin-view.ts'

/**
 * Peers by node or by domain name, which Calico does not support: an accepting rule with one is left out, any other
 * denies everybody on every port.
 * Source:
 * https://github.com/projectcalico/calico/blob/master/libcalico-go/lib/backend/k8s/conversion/clusternetworkpolicy.go
 */
export function peerFailsClosedFindings({ set: { profile, policies } }: PluginView): readonly Finding[] {
  if (profile.name !== 'calico') return []
  return policies
    .filter(({ namespace, object }) => namespace === null && object.apiVersion.startsWith('policy.networking.k8s.io/'))
    .flatMap(({ object, rules }) =>
      rules.flatMap(({ section, index, action, when }): Finding[] => {
        const peer = when
          .flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : []))
          .find(({ kind }) => kind === 'nodes' || kind === 'name')
        if (!peer) return []
        const facts: FindingFacts = {
          code: 'peer-fails-closed',
          section,
          rule: index,
          peer: peer.kind === 'nodes' ? 'nodes' : 'domainNames',
          action: WORDS[action],
        }
        return [{ facts, severity: 'warning', object, path: peer.path, part: 'value', fixes: [] }]
      }),
    )
}

const WORDS: Readonly<Record<RuleAction, 'Accept' | 'Deny' | 'Pass'>> = {
  allow: 'Accept',
  deny: 'Deny',
  pass: 'Pass',
  log: 'Pass',
}
