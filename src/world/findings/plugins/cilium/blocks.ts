import { namespacedName } from '../../../../model/namespaced-name.ts'
import type { InPeer } from '../../../../ground/finding.ts'
import type { BlockMatcher } from '../../../../policy/form.ts'
import { heldByNobody } from '../block-fits-nobody.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { servicesMeant } from '../services-meant.ts'
import { endpointsInstead } from './endpoints-instead.ts'
import { ciliumRuleViews, type CiliumRuleView } from './rule-views.ts'

/**
 * Blocks for what is inside the cluster: addresses of Services, which are translated before a policy looks, and of pods
 * and nodes, which are known by identity.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#ip-cidr-based
 */
export function ciliumBlockFindings(view: PluginView): readonly Finding[] {
  const seen = new Set<string>()
  return ciliumRuleViews(view).flatMap((rule) =>
    rule.peers.flatMap((matcher, peer): readonly Finding[] => {
      if (matcher.kind !== 'block') return []
      const found =
        ofService(matcher, { section: rule.section, rule: rule.index, peer }, rule, view) ??
        ofNobody(matcher, { section: rule.section, rule: rule.index, peer }, rule, view)
      // An entry with several elements of `toPorts` is several rules with the same peers.
      const key = found ? `${rule.policy.namespace ?? ''}/${rule.policy.name} ${found.path.join()}` : ''
      if (!found || seen.has(key)) return []
      seen.add(key)
      return [found]
    }),
  )
}

function ofService(
  matcher: BlockMatcher,
  at: InPeer,
  rule: CiliumRuleView,
  { facts: { cluster } }: PluginView,
): Finding | null {
  const services = servicesMeant(matcher, cluster)
  const [service] = services
  return service === undefined
    ? null
    : {
        facts: {
          code: 'block-is-service',
          ...at,
          cidr: matcher.block.text,
          service: namespacedName(service),
          services: services.length,
        },
        severity: 'warning',
        object: rule.object,
        path: matcher.blockPath,
        part: 'value',
        fixes: services.length === 1 ? endpointsInstead(service, matcher.path, rule) : [],
      }
}

function ofNobody(matcher: BlockMatcher, at: InPeer, { object }: CiliumRuleView, view: PluginView): Finding | null {
  const held = heldByNobody(matcher, view)
  return (
    held && {
      facts: { code: 'block-fits-nobody', ...at, ...held },
      severity: 'warning',
      object,
      path: matcher.blockPath,
      part: 'value',
      fixes: [],
    }
  )
}
