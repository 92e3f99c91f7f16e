import { isPortProtocol } from '../../ground/ports.ts'
import { compareText } from '../../model/build.ts'
import type { CompiledPolicy, PeerMatcher, PortMatcher } from '../../policy/form.ts'
import { coversRule } from './covering.ts'
import { ruleView, type RuleView } from './policy-view.ts'

/**
 * A rule whose place in its policy means something. `coveredBy`: the first of the policy's earlier rules that covers
 * it; null: none does.
 */
export interface OrderedRule extends RuleView {
  readonly policy: CompiledPolicy
  readonly coveredBy: OrderedRule | null
}

const known = new WeakMap<CompiledPolicy, readonly OrderedRule[]>()

/**
 * The rules of one policy in order, without those of which nobody can be certain what they fit. Found once for each
 * policy.
 */
export function orderedRules(policy: CompiledPolicy): readonly OrderedRule[] {
  let rules = known.get(policy)
  if (!rules) known.set(policy, (rules = findRules(policy)))
  return rules
}

function findRules(policy: CompiledPolicy): readonly OrderedRule[] {
  const rules: OrderedRule[] = []
  for (const view of policy.rules.map(ruleView).filter(isCertain))
    rules.push({ ...view, policy, coveredBy: rules.find((earlier) => coversRule(earlier, view)) ?? null })
  return rules
}

/**
 * Not certain: a part that fits nothing and was meant to fit something; and domain names in a rule that does not allow.
 * Source: https://network-policy-api.sigs.k8s.io/npeps/npep-133-fqdn-egress-selector/, which leaves them to `Accept`.
 */
function isCertain({ rule, peers, ports }: RuleView): boolean {
  return (
    peers.every((peer) => isReadable(peer) && (peer.kind !== 'name' || rule.action === 'allow')) &&
    ports.every(fitsSome)
  )
}

/**
 * Whether all selectors of the matcher could be read: one that could not is compiled to `In` without values, which the
 * API refuses.
 */
export function isReadable(matcher: PeerMatcher): boolean {
  const selectors =
    matcher.kind === 'pods'
      ? [matcher.namespaceSelector, matcher.podSelector]
      : matcher.kind === 'nodes'
        ? [matcher.selector]
        : []
  return selectors.every(
    (selector) =>
      selector?.requirements.every(({ operator, values }) => operator !== 'In' || values.length > 0) ?? true,
  )
}

function fitsSome({ protocol, range }: PortMatcher): boolean {
  return (protocol === null || isPortProtocol(protocol)) && (range === null || range.from <= range.to)
}

/**
 * Whether the API promises that the first policy is asked before the second: of one priority, either may be. No
 * priority is the last.
 */
export function isAskedBefore({ rank: a }: CompiledPolicy, { rank: b }: CompiledPolicy): boolean {
  return a.priority !== null && (b.priority === null || a.priority < b.priority)
}

/** By place in the tier; of policies of one priority the name decides, as everywhere here. */
export function compareRules(a: OrderedRule, b: OrderedRule): number {
  if (a.policy === b.policy) return a.index - b.index
  return isAskedBefore(a.policy, b.policy)
    ? -1
    : isAskedBefore(b.policy, a.policy)
      ? 1
      : compareText(a.policy.name, b.policy.name)
}
