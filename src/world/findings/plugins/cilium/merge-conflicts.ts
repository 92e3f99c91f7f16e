import { matcherKey } from '../../../../engine/matcher-key.ts'
import { fieldAt, objectAt, textAt } from '../../../../manifests/fields.ts'
import type { PortMatcher } from '../../../../policy/form.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRuleViews, subjectGroups, type CiliumRuleView } from './rule-views.ts'

/** What cannot stand side by side, and the two words for it. */
type Conflict = Pick<Extract<Finding['facts'], { code: 'rules-cannot-merge' }>, 'what' | 'mine' | 'theirs'>

/**
 * Rules for the same peers on the same port that ask for different proxies, different server names' handling, or
 * different proofs of identity: the agent cannot compute a policy for the pods of both, reports them as not ready and
 * leaves what they had.
 * Source: pkg/policy/l4.go (mergeL4Filter…: "cannot merge conflicting L7 parsers", "conflicting authentication types",
 * "… with SNI filtering without TLS termination")
 */
export function mergeConflictFindings(view: PluginView): readonly Finding[] {
  const known = new Map<string, Map<string, CiliumRuleView>>()
  const told = new Set<CiliumRuleView>()
  return ciliumRuleViews(view)
    .filter(({ rule }) => rule.action === 'allow')
    .flatMap((rule): readonly Finding[] => {
      const asks = asked(rule)
      return keysOf(rule).flatMap((key): readonly Finding[] => {
        const before = known.get(key) ?? known.set(key, new Map()).get(key)!
        const others = [...before.values()]
        // One of those that ask alike for the same pods stands for all of them.
        if (before.size < KEPT && !before.has(asks)) before.set(asks, rule)
        if (told.has(rule)) return []
        for (const other of others) {
          const conflict = conflictOf(rule, other)
          if (!conflict || !shareSubjects(rule, other, view)) continue
          told.add(rule)
          const { policy } = other
          return [
            {
              facts: {
                code: 'rules-cannot-merge',
                section: rule.section,
                rule: rule.index,
                by: policy.namespace === null ? policy.name : `${policy.namespace}/${policy.name}`,
                byRule: other.index,
                ...conflict,
              },
              severity: 'warning',
              object: rule.object,
              path: rule.rule.path,
              part: 'value',
              fixes: [],
            },
          ]
        }
        return []
      })
    })
}

/** Rules that ask differently for one peer and port are few, or nobody reads on. */
const KEPT = 50

function asked(rule: CiliumRuleView): string {
  const { subject } = rule.policy
  return `${parserOf(rule)} ${isTerminated(rule)} ${modeOf(rule)} ${subject.kind === 'identity' ? matcherKey(subject) : ''}`
}

/** Rules merge where a peer of both is written alike, and a port. Everybody is one peer, every port one port. */
function keysOf({ section, peers, ports }: CiliumRuleView): readonly string[] {
  const who = peers.length === 0 ? ['*'] : [...new Set(peers.map(matcherKey))]
  const where = ports.length === 0 ? ['*'] : [...new Set(ports.flatMap(portKeys))]
  return who.flatMap((peer) => where.map((port) => `${section} ${port} ${peer}`))
}

function portKeys({ protocol, range, name }: PortMatcher): readonly string[] {
  return (protocol === null ? ['TCP', 'UDP', 'SCTP'] : [protocol]).map(
    (each) => `${name ?? (range ? `${range.from}-${range.to}` : '*')}/${each}`,
  )
}

function conflictOf(mine: CiliumRuleView, theirs: CiliumRuleView): Conflict | null {
  const [own, other] = [parserOf(mine), parserOf(theirs)]
  if (own !== null && other !== null && own !== other)
    return [own, other].includes('TLS')
      ? [own, other].includes('HTTP') && !isTerminated(mine) && !isTerminated(theirs)
        ? { what: 'server-names', mine: own, theirs: other }
        : null
      : { what: 'parsers', mine: own, theirs: other }
  const [first, second] = [modeOf(mine), modeOf(theirs)]
  return first !== null && second !== null && first !== second
    ? { what: 'authentication', mine: first, theirs: second }
    : null
}

const PARSERS = { http: 'HTTP', dns: 'DNS', sni: 'TLS', kafka: 'Kafka', opaque: 'l7proto' } as const

function parserOf({ rule: { request } }: CiliumRuleView): string | null {
  const [first] = request ?? []
  return first ? PARSERS[first.kind] : null
}

function isTerminated({ rule: { request } }: CiliumRuleView): boolean {
  return request?.some((each) => each.kind === 'http' && each.tls !== undefined) === true
}

/** The mode that is written; null: none. */
function modeOf({ object, rule: { path } }: CiliumRuleView): string | null {
  const at = path.findIndex((step, index) => index > 0 && (step === 'ingress' || step === 'egress'))
  const entry = path
    .slice(0, at + 2)
    .reduce<unknown>(
      (value, step) => (typeof step === 'number' ? (value as readonly unknown[])[step] : fieldAt(value, step)),
      object.value,
    )
  return objectAt(entry, 'authentication') && textAt(entry, 'authentication', 'mode')
}

function shareSubjects(mine: CiliumRuleView, theirs: CiliumRuleView, view: PluginView): boolean {
  const own = new Set(subjectGroups(mine.policy, view))
  return subjectGroups(theirs.policy, view).some((group) => own.has(group))
}
