import { assertNever } from '../ground/result.ts'
import type { FieldPath } from '../ground/span.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Check, Got, RuleRef, RuleTrial, Trial, Wanted } from './explanation.ts'
import type { Condition, PeerMatcher, PortMatcher, Rule, SubjectMatcher } from './form.ts'
import {
  matchesIcmp,
  matchesProtocol,
  matchesSubject,
  namedPorts,
  peerAt,
  peerOf,
  selfOf,
  type Flow,
  type Peer,
  type Viewpoint,
} from './match.ts'
import { checkPeer, checkPods, type Locate } from './peer-checks.ts'

/**
 * Tries a rule and keeps everything it asked and got. It says `matches` exactly when `matchesPeer` and `matchesPort` do
 * (a property test holds it to that); those are the fast way, this is the one that explains.
 */
export function tryRule(rule: Rule, ref: RuleRef, flow: Flow, view: Viewpoint, locate: Locate): RuleTrial {
  const peer = peerOf(flow, rule.section, view)
  const peers: Trial[] = []
  const ports: Trial[] = []
  const others: Trial[] = []
  for (const condition of rule.when) {
    const tried = condition.negate
      ? refuse(tryCondition(condition, rule, flow, peer, view, locate))
      : tryCondition(condition, rule, flow, peer, view, locate)
    if (condition.aspect === 'peer' && !condition.negate) peers.push(...tried)
    else if (condition.aspect === 'port' && !condition.negate) ports.push(...tried)
    else others.push(...tried.slice(0, 1))
  }
  const nearest = [best(peers), best(ports), ...others].filter((trial) => trial !== null)
  return {
    rule: ref,
    peers,
    ports,
    others,
    matches: nearest.every((trial) => trial.fits),
    held: nearest.reduce((sum, trial) => sum + trial.checks.filter((check) => check.held).length, 0),
    of: nearest.reduce((sum, trial) => sum + trial.checks.length, 0),
  }
}

function tryCondition(
  condition: Condition,
  rule: Rule,
  flow: Flow,
  peer: Peer,
  view: Viewpoint,
  locate: Locate,
): readonly Trial[] {
  const plain = (
    matcher: { readonly path: FieldPath },
    index: number,
    held: boolean,
    wanted: Wanted,
    got: Got,
  ): Trial => ({
    index,
    fits: held,
    span: locate(matcher.path),
    checks: [{ held, wanted, got, span: locate(matcher.path) }],
  })
  switch (condition.aspect) {
    case 'peer':
      return condition.anyOf.map((matcher, index) => tryPeer(matcher, index, peer, locate))
    case 'self': {
      const self = selfOf(flow, rule.section, view)
      return joined(condition.anyOf.map((matcher, index) => tryPeer(matcher, index, self, locate)))
    }
    case 'port':
      return condition.anyOf.map((matcher, index) => tryPort(matcher, index, flow, locate))
    case 'source-port':
      return joined(
        condition.anyOf.map((matcher, index) =>
          tryPort(matcher, index, { ...flow, destination: flow.source, port: flow.sourcePort ?? null }, locate),
        ),
      )
    case 'icmp':
      return joined(
        condition.anyOf.map((matcher, index) =>
          plain(
            matcher,
            index,
            matchesIcmp(matcher, flow),
            { kind: 'icmp', family: matcher.family, type: matcher.type },
            { kind: 'protocol', protocol: String(flow.protocol) },
          ),
        ),
      )
    case 'protocol':
      return joined(
        condition.anyOf.map((matcher, index) =>
          plain(
            matcher,
            index,
            matchesProtocol(matcher, flow),
            { kind: 'protocol', protocol: String(matcher.protocol) },
            { kind: 'protocol', protocol: String(flow.protocol) },
          ),
        ),
      )
    default:
      return assertNever(condition)
  }
}

/** Of a demand that is told in one line: the item that fits, else the one that came nearest. */
function joined(trials: readonly Trial[]): readonly Trial[] {
  const nearest = best(trials)
  return nearest ? [nearest] : []
}

/** A demand that none fits: the one that does is what speaks against it. */
function refuse(trials: readonly Trial[]): readonly Trial[] {
  const fitting = trials.find(({ fits }) => fits) ?? trials[0]
  return fitting
    ? [
        {
          ...fitting,
          fits: !fitting.fits,
          checks: fitting.checks.map((check) => ({ ...check, held: !fitting.fits, negated: true })),
        },
      ]
    : []
}

/** The trial that fits, else the one that came nearest: fewest misses, then most that held, then first. */
export function best(trials: readonly Trial[]): Trial | null {
  const misses = (trial: Trial) => trial.checks.filter((check) => !check.held).length
  return trials.reduce<Trial | null>((leader, trial) => {
    if (!leader) return trial
    const difference = misses(leader) - misses(trial)
    return difference > 0 ||
      (difference === 0 && trial.checks.length - misses(trial) > leader.checks.length - misses(leader))
      ? trial
      : leader
  }, null)
}

/** Why a policy selects a pod, or does not. */
export function trySubject(
  subject: SubjectMatcher,
  endpoint: Endpoint,
  view: Viewpoint,
  locate: Locate,
): readonly Check[] {
  switch (subject.kind) {
    case 'pods':
      return checkPods(subject, endpoint, endpoint.kind === 'pod' ? [endpoint.pod] : [], view, locate)
    // Whom a policy is for is told as it is written.
    case 'expression':
      return [
        {
          held: matchesSubject(subject, endpoint, view),
          wanted: { kind: 'expression', text: subject.text },
          got: { kind: 'endpoint', is: endpoint.kind },
          span: locate(subject.path),
        },
      ]
    default:
      return checkPeer(subject, peerAt(endpoint, null, null, view), locate)
  }
}

function tryPeer(matcher: PeerMatcher, index: number, peer: Peer, locate: Locate): Trial {
  const checks = checkPeer(matcher, peer, locate)
  return { index, checks, fits: checks.every((check) => check.held), span: locate(matcher.path) }
}

function tryPort(matcher: PortMatcher, index: number, flow: Flow, locate: Locate): Trial {
  const { protocol, range, name, path, protocolPath, portPath } = matcher
  const checks: Check[] =
    protocol === null
      ? []
      : [
          {
            held: flow.protocol === protocol,
            wanted: { kind: 'protocol', protocol },
            got: { kind: 'protocol', protocol: String(flow.protocol) },
            span: locate(protocolPath),
          },
        ]
  const got: Got = { kind: 'port', port: flow.port }
  const wants = (wanted: Wanted, held: boolean) => checks.push({ held, wanted, got, span: locate(portPath) })
  if (name !== null) {
    const numbers = namedPorts(name, protocol ?? flow.protocol, flow.destination)
    wants({ kind: 'port-name', name, numbers }, flow.port !== null && numbers.includes(flow.port))
  } else if (range) {
    wants({ kind: 'port', ...range }, flow.port !== null && range.from <= flow.port && flow.port <= range.to)
  }
  return { index, checks, fits: checks.every((check) => check.held), span: locate(path) }
}
