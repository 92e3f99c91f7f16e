import { fieldAt, listAt, objectAt } from '../../../manifests/fields.ts'
import type { CompiledPolicy } from '../../../policy/form.ts'
import { matchesSubject } from '../../../policy/match.ts'
import type { Finding } from '../finding.ts'
import { calicoPolicies, type PluginView } from './plugin-view.ts'

/**
 * Policies of Calico that reach less, or more, than they seem to: those for host endpoints where there is none,
 * requests that nobody reads, and late rules that open again what a NetworkPolicy closes.
 * Source: https://docs.tigera.io/calico/latest/network-policy/hosts/protect-hosts,
 * https://docs.tigera.io/calico/latest/network-policy/istio/app-layer-policy,
 * https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy
 */
export function calicoReachFindings(view: PluginView): readonly Finding[] {
  const seen = new Set<CompiledPolicy['object']>()
  return calicoPolicies(view).flatMap((policy): readonly Finding[] => {
    const isFirst = !seen.has(policy.object)
    seen.add(policy.object)
    return [
      ...(isFirst ? [...withoutHosts(policy, view), ...unreadRequests(policy, view)] : []),
      ...reopens(policy, view),
    ]
  })
}

function withoutHosts({ object, lane }: CompiledPolicy, { facts }: PluginView): readonly Finding[] {
  if (
    !lane ||
    facts.cluster.definitions.some(({ kind, group }) => kind === 'HostEndpoint' && group.endsWith('projectcalico.org'))
  )
    return []
  const field = lane === 'untracked' ? 'doNotTrack' : 'preDNAT'
  return [
    {
      facts: { code: 'no-host-endpoint', field },
      severity: 'warning',
      object,
      path: ['spec', field],
      part: 'key',
      fixes: [],
    },
  ]
}

function unreadRequests({ object }: CompiledPolicy, { network }: PluginView): readonly Finding[] {
  if (network.setting.options.applicationLayer === 'on') return []
  return listAt(object.value, 'spec', 'ingress').flatMap((rule, index): readonly Finding[] =>
    objectAt(rule, 'http')
      ? [
          {
            facts: { code: 'requests-not-read', section: 'ingress', rule: index },
            severity: 'warning',
            object,
            path: ['spec', 'ingress', index, 'http'],
            part: 'key',
            fixes: [],
          },
        ]
      : [],
  )
}

/** A NetworkPolicy becomes rules that allow and none that denies: what its tier still says after it, it says first. */
function reopens(policy: CompiledPolicy, { facts, set }: PluginView): readonly Finding[] {
  const { object, direction, rank, rules, subject, lane } = policy
  if (lane || rank.tier !== 'default' || (rank.priority ?? Infinity) <= NETWORK_POLICY_ORDER) return []
  const open = rules.find(({ action }) => action === 'allow')
  if (!open) return []
  const { view } = set.profile
  const pods = facts.cluster.pods.flatMap(({ endpoint }) =>
    endpoint?.kind === 'pod' && matchesSubject(subject, endpoint, view) ? [endpoint] : [],
  )
  const closing = set.policies.filter(
    (other) =>
      other.object.group === 'networking.k8s.io' &&
      other.direction === direction &&
      pods.some((endpoint) => matchesSubject(other.subject, endpoint, view)),
  )
  if (closing.length === 0) return []
  const hasOrder = fieldAt(object.value, 'spec', 'order') !== undefined
  return [
    {
      facts: {
        code: 'reopens-isolated',
        section: direction,
        rule: open.index,
        by: closing.map(({ namespace, name }) => `${namespace}/${name}`).sort()[0]!,
        order: hasOrder ? rank.priority : null,
      },
      severity: 'note',
      object,
      path: open.path,
      part: 'value',
      fixes: [],
    },
  ]
}

/** Where Kubernetes' policies stand in the default tier. Source: libcalico-go/lib/backend/k8s/conversion */
const NETWORK_POLICY_ORDER = 1_000
