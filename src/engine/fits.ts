import { assertNever } from '../ground/result.ts'
import type { Condition, Direction, PeerMatcher, Rule } from '../policy/form.ts'
import {
  matchesIcmp,
  matchesPeer,
  matchesPort,
  matchesProtocol,
  peerOf,
  selfOf,
  type Flow,
  type Viewpoint,
} from '../policy/match.ts'
import type { Sighting } from './profile.ts'

/** Whether the rule fits the flow in one of the ways in which a gate sees it, whatever is said. */
export function fitsSightings(rule: Rule, sightings: readonly Sighting[], view: Viewpoint): boolean {
  return sightings.some((sighting) => fitsSighting(rule, sighting, view))
}

/**
 * Whether the rule fits the flow in this one of the ways. A sighting by selectors fits no rule that says nothing of its
 * peers.
 */
export function fitsSighting(rule: Rule, { flow, by, opens }: Sighting, view: Viewpoint): boolean {
  if (by === 'selectors' && !rule.when.some(({ aspect }) => aspect === 'peer')) return false
  if (opens && !opensPorts(rule, opens)) return false
  return fits(rule, flow, view, by === 'any' ? isTried : by === 'addresses' ? isBlock : isSelector)
}

/** Whether what counts beside the flow's own port lets the rule fit; so it does where the rule asks for no port. */
export function opensPorts(rule: Rule, opens: NonNullable<Sighting['opens']>): boolean {
  return rule.when.every((condition) => condition.aspect !== 'port' || opens(condition.anyOf))
}

/** Whether all conditions of the rule hold for the flow as it is sent, whatever is said. */
export function fitsFlow(rule: Rule, flow: Flow, view: Viewpoint): boolean {
  return fits(rule, flow, view, isTried)
}

function fits(rule: Rule, flow: Flow, view: Viewpoint, isComparable: (matcher: PeerMatcher) => boolean): boolean {
  return rule.when.every(
    (condition) => holds(condition, rule.section, flow, view, isComparable) !== (condition.negate ?? false),
  )
}

function holds(
  condition: Condition,
  section: Direction,
  flow: Flow,
  view: Viewpoint,
  isComparable: (matcher: PeerMatcher) => boolean,
): boolean {
  switch (condition.aspect) {
    case 'peer': {
      const peer = peerOf(flow, section, view)
      return condition.anyOf.some((matcher) => isComparable(matcher) && matchesPeer(matcher, peer))
    }
    case 'self': {
      const self = selfOf(flow, section, view)
      return condition.anyOf.some((matcher) => matchesPeer(matcher, self))
    }
    case 'port':
      return condition.anyOf.some((matcher) => matchesPort(matcher, flow))
    case 'source-port':
      return condition.anyOf.some((matcher) =>
        matchesPort(matcher, { destination: flow.source, protocol: flow.protocol, port: flow.sourcePort ?? null }),
      )
    case 'icmp':
      return condition.anyOf.some((matcher) => matchesIcmp(matcher, flow))
    case 'protocol':
      return condition.anyOf.some((matcher) => matchesProtocol(matcher, flow))
    default:
      return assertNever(condition)
  }
}

const isTried = () => true
const isBlock = ({ kind }: PeerMatcher) => kind === 'block'
const isSelector = ({ kind }: PeerMatcher) => kind !== 'block'
