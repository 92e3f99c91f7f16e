import type { Service } from '../../../../model/cluster.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'
import type { CompiledPolicy, DnsMatcher, FqdnMatcher } from '../../../../policy/form.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { endpointsInstead } from './endpoints-instead.ts'
import { ciliumRuleViews, subjectGroups, type CiliumRuleView } from './rule-views.ts'

/**
 * Names in `toFQDNs` that never come to count as they stand: those of the cluster's own Services, whose addresses are
 * pods and not outside; those that no rule about DNS lets these pods look up; and patterns with one label before a
 * domain, which leave out the domain itself.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
export function ciliumNameFindings(view: PluginView): readonly Finding[] {
  const lookUps = new Map<CompiledPolicy, readonly (readonly DnsMatcher[])[]>()
  return ciliumRuleViews(view)
    .filter(({ section, rule }) => section === 'egress' && rule.action === 'allow')
    .flatMap((rule) => {
      const names = rule.peers.flatMap((matcher, peer) => (matcher.kind === 'fqdn' ? [{ matcher, peer }] : []))
      return names.flatMap(({ matcher, peer }): readonly Finding[] => {
        const found =
          ofCluster(matcher, peer, rule, view) ??
          refused(matcher, rule, view, lookUps) ??
          withoutDomain(
            matcher,
            names.map((each) => each.matcher),
            rule,
            view,
          )
        return found ? [found] : []
      })
    })
}

function isName({ path }: FqdnMatcher, { object }: CiliumRuleView): 'matchName' | 'matchPattern' {
  let at: unknown = object.value
  for (const step of path) at = (at as Record<string | number, unknown>)[step]
  return (at as Record<string, unknown>)['matchName'] === undefined ? 'matchPattern' : 'matchName'
}

function finding(
  matcher: FqdnMatcher,
  rule: CiliumRuleView,
  facts: Finding['facts'],
  severity: Finding['severity'],
  fixes: Finding['fixes'],
): Finding {
  return { facts, severity, object: rule.object, path: [...matcher.path, isName(matcher, rule)], part: 'value', fixes }
}

/** `.svc` and `.svc.cluster.local` behind a Service's namespace. */
const INSIDE = /^([^.]+)\.([^.]+)(?:\.svc(?:\.cluster\.local)?)?$/

/** A Service without pods whose look-up gives addresses outside is rightly named so. */
function ofCluster(
  matcher: FqdnMatcher,
  peer: number,
  rule: CiliumRuleView,
  { facts: { cluster } }: PluginView,
): Finding | null {
  const name = matcher.pattern.text.toLowerCase().replace(/\.$/, '')
  const parts = INSIDE.exec(name)
  const service = parts
    ? (cluster.services.find((each) => each.name === parts[1] && each.namespace.name === parts[2]) ?? null)
    : null
  if (service ? leadsOutside(service) : !/(^|\.)svc(\.cluster\.local)?$|(^|\.)cluster\.local$/.test(name)) return null
  return finding(
    matcher,
    rule,
    {
      code: 'name-inside-cluster',
      section: 'egress',
      rule: rule.index,
      peer,
      name: matcher.pattern.text,
      service: service && namespacedName(service),
    },
    'warning',
    service ? endpointsInstead(service, matcher.path, rule) : [],
  )
}

function leadsOutside({ backends, clusterAddresses, object }: Service): boolean {
  const isExternalName = (object.value as { spec?: { type?: unknown } } | null)?.spec?.type === 'ExternalName'
  return (
    isExternalName ||
    (clusterAddresses.length === 0 &&
      backends.length > 0 &&
      backends.every(({ endpoint }) => endpoint.kind === 'external'))
  )
}

/** Where the pods have rules about DNS and none of them lets this one name be looked up. */
function refused(
  matcher: FqdnMatcher,
  rule: CiliumRuleView,
  view: PluginView,
  lookUps: Map<CompiledPolicy, readonly (readonly DnsMatcher[])[]>,
): Finding | null {
  if (isName(matcher, rule) === 'matchPattern') return null
  const asked = lookUps.get(rule.policy) ?? lookUpsOf(rule, view)
  lookUps.set(rule.policy, asked)
  const isRefused =
    asked.length > 0 &&
    asked.every(
      (rules) =>
        rules.length > 0 && !rules.some(({ pattern }) => pattern === null || pattern.matches(matcher.pattern.text)),
    )
  return isRefused
    ? finding(
        matcher,
        rule,
        { code: 'name-not-looked-up', section: 'egress', rule: rule.index, name: matcher.pattern.text },
        'warning',
        [],
      )
    : null
}

/** What rules about DNS let pass, for each kind of pod that the policy is for. */
function lookUpsOf({ policy }: CiliumRuleView, view: PluginView): readonly (readonly DnsMatcher[])[] {
  const { facts, set } = view
  return subjectGroups(policy, view)
    .flatMap((group) => facts.members(group)[0]?.endpoint ?? [])
    .map((endpoint) =>
      set
        .applicable('egress', endpoint)
        .flatMap(({ policies }) =>
          policies.flatMap(({ rules }) =>
            rules.flatMap(({ action, request }) =>
              action === 'allow' ? (request?.filter((each) => each.kind === 'dns') ?? []) : [],
            ),
          ),
        ),
    )
}

/** Of longer lists nobody reads a note for each item, and each is compared with all. */
const READ = 100

/** `*.example.com` beside which nothing names `example.com`. */
function withoutDomain(
  matcher: FqdnMatcher,
  beside: readonly FqdnMatcher[],
  rule: CiliumRuleView,
  {
    network: {
      setting: { options },
    },
  }: PluginView,
): Finding | null {
  const parts = /^(\*{1,2})\.([^*]+\.[^*]+)$/.exec(matcher.pattern.text)
  const domain = parts?.[2]?.replace(/\.$/, '')
  if (!domain || beside.length > READ || beside.some(({ pattern }) => pattern.matches(domain))) return null
  const isDeep = parts![1] === '**' && Number(options.version!.split('.')[1]) >= 19
  return finding(
    matcher,
    rule,
    {
      code: 'name-leaves-domain-out',
      section: 'egress',
      rule: rule.index,
      pattern: matcher.pattern.text,
      domain,
      isDeep,
    },
    'note',
    [
      {
        does: { fix: 'add-name', name: domain },
        changes: [{ change: 'append', path: matcher.path.slice(0, -1), value: { matchName: domain } }],
      },
    ],
  )
}
