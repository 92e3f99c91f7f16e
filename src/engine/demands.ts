import { assertNever } from '../ground/result.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { CompiledPolicy, Condition, Rule, SubjectMatcher } from '../policy/form.ts'
import { matchesPort, matchesProtocol } from '../policy/match.ts'
import { fitsRequest } from '../policy/request.ts'
import type { PortAtom } from './port-atoms.ts'

/** Whether a policy speaks of more than one namespace. */
export function isWide(subject: SubjectMatcher): boolean {
  return subject.kind === 'nodes' || subject.namespace === null
}

/** A rule without peers fits everybody. */
export function asksNoPeer({ when }: Rule): boolean {
  return !when.some(({ aspect }) => aspect === 'peer')
}

/**
 * Equal for rules that ask the same of ports and protocols. A rule that did not change is the same object from one
 * world to the next.
 */
export function portsKey(rule: Rule): string {
  let key = portsKeys.get(rule)
  if (key === undefined)
    portsKeys.set(
      rule,
      (key = JSON.stringify(rule.when.filter(({ aspect }) => aspect !== 'peer' && aspect !== 'self'))),
    )
  return key
}

const portsKeys = new WeakMap<Rule, string>()

/** Whether the numbers that the rule speaks of differ from one destination to another. */
export function hasPortNames({ when }: Rule): boolean {
  return when.some((condition) => condition.aspect === 'port' && condition.anyOf.some(({ name }) => name !== null))
}

/** What is demanded of the ends was asked before. */
export function fitsAtom(condition: Condition, { protocol, from }: PortAtom, destination: Endpoint): boolean {
  switch (condition.aspect) {
    case 'peer':
    case 'self':
      return !(condition.negate ?? false)
    case 'port':
      return condition.anyOf.some((matcher) => matchesPort(matcher, { destination, protocol, port: from }))
    case 'source-port':
      return condition.anyOf.some((matcher) => matchesPort(matcher, { destination, protocol, port: null }))
    case 'icmp':
      return false
    case 'protocol':
      return condition.anyOf.some((matcher) => matchesProtocol(matcher, { protocol }))
    default:
      return assertNever(condition)
  }
}

/** Whether the rule fits only those who say the right words. */
export function asksForWords({ request }: Rule): boolean {
  return request !== undefined && fitsRequest(request, undefined, null) !== 'yes'
}

const asking = new WeakMap<CompiledPolicy, readonly Rule[]>()

/** The rules of a policy that demand something of the end that it selects. */
export function askingOf(policy: CompiledPolicy): readonly Rule[] {
  let rules = asking.get(policy)
  if (!rules)
    asking.set(policy, (rules = policy.rules.filter((rule) => rule.when.some(({ aspect }) => aspect === 'self'))))
  return rules
}
