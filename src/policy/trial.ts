import { matchesDomain } from '../ground/domain-name.ts'
import { blockContains, type IpAddress } from '../ground/ip.ts'
import { labelValue, meetsRequirement, type LabelSelector, type Labels } from '../ground/labels.ts'
import { assertNever } from '../ground/result.ts'
import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Check, Got, LabelHolder, RuleRef, RuleTrial, Trial, Wanted } from './explanation.ts'
import type { BlockMatcher, NameMatcher, NodesMatcher, PeerMatcher, PodsMatcher, PortMatcher, Rule } from './form.ts'
import { namedPorts, peerOf, type Flow, type Peer } from './match.ts'

/** Finds the place of a field of the policy that is being explained. */
export type Locate = (path: FieldPath) => SourceSpan | null

/**
 * Tries a rule and keeps everything it asked and got. It says `matches` exactly when `matchesPeer` and `matchesPort` do
 * (a property test holds it to that); those are the fast way, this is the one that explains.
 */
export function tryRule(rule: Rule, ref: RuleRef, flow: Flow, locate: Locate): RuleTrial {
  const peer = peerOf(flow, rule.section)
  const peers = rule.when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf.map((matcher, index) => tryPeer(matcher, index, peer, locate)) : []))
  const ports = rule.when.flatMap((condition) => (condition.aspect === 'port' ? condition.anyOf.map((matcher, index) => tryPort(matcher, index, flow, locate)) : []))
  const nearest = [best(peers), best(ports)].filter((trial) => trial !== null)
  return {
    rule: ref, peers, ports,
    matches: nearest.every((trial) => trial.fits),
    held: nearest.reduce((sum, trial) => sum + trial.checks.filter((check) => check.held).length, 0),
    of: nearest.reduce((sum, trial) => sum + trial.checks.length, 0),
  }
}

/** The trial that fits, else the one that came nearest: fewest misses, then most that held, then first. */
export function best(trials: readonly Trial[]): Trial | null {
  const misses = (trial: Trial) => trial.checks.filter((check) => !check.held).length
  return trials.reduce<Trial | null>((leader, trial) => {
    if (!leader) return trial
    const difference = misses(leader) - misses(trial)
    return difference > 0 || (difference === 0 && trial.checks.length - misses(trial) > leader.checks.length - misses(leader)) ? trial : leader
  }, null)
}

/** Why a policy selects a pod, or does not. */
export function trySubject(subject: PodsMatcher, endpoint: Endpoint, locate: Locate): readonly Check[] {
  return checkPods(subject, endpoint, locate)
}

function tryPeer(matcher: PeerMatcher, index: number, peer: Peer, locate: Locate): Trial {
  const checks = checkPeer(matcher, peer, locate)
  return { index, checks, fits: checks.every((check) => check.held), span: locate(matcher.path) }
}

function checkPeer(matcher: PeerMatcher, peer: Peer, locate: Locate): readonly Check[] {
  switch (matcher.kind) {
    case 'pods': return checkPods(matcher, peer.endpoint, locate)
    case 'block': return checkBlock(matcher, peer.endpoint, peer.address, locate)
    case 'nodes': return checkNode(matcher, peer.endpoint, locate)
    case 'name': return [checkName(matcher, peer.name, locate)]
    default: return assertNever(matcher)
  }
}

/** Without a host there are no labels to compare. */
function checkNode({ selector, path }: NodesMatcher, endpoint: Endpoint, locate: Locate): Check[] {
  const checks: Check[] = [{ held: endpoint.kind === 'host', wanted: { kind: 'node' }, got: { kind: 'endpoint', is: endpoint.kind }, span: locate(path) }]
  return endpoint.kind === 'host' ? [...checks, ...checkSelector('node', selector, endpoint.labels, locate)] : checks
}

function checkName({ domain, path }: NameMatcher, name: string | null, locate: Locate): Check {
  return { held: name !== null && matchesDomain(domain, name), wanted: { kind: 'name', pattern: domain.text }, got: { kind: 'name', name }, span: locate(path) }
}

function checkPods(matcher: PodsMatcher, endpoint: Endpoint, locate: Locate): Check[] {
  if (endpoint.kind !== 'pod') return [{ held: false, wanted: { kind: 'pod' }, got: { kind: 'endpoint', is: endpoint.kind }, span: locate(matcher.path) }]
  const { pod } = endpoint
  const checks: Check[] = []
  if (matcher.namespace !== null) {
    checks.push({ held: pod.namespace.name === matcher.namespace, wanted: { kind: 'namespace', name: matcher.namespace }, got: { kind: 'namespace', name: pod.namespace.name }, span: locate(matcher.path) })
  }
  if (matcher.namespaceSelector) checks.push(...checkSelector('namespace', matcher.namespaceSelector, pod.namespace.labels, locate))
  if (matcher.podSelector) checks.push(...checkSelector('pod', matcher.podSelector, pod.labels, locate))
  return checks
}

function checkSelector(of: LabelHolder, selector: LabelSelector, labels: Labels, locate: Locate): Check[] {
  return selector.requirements.map((requirement) => ({
    held: meetsRequirement(requirement, labels),
    wanted: { kind: 'label', of, key: requirement.key, operator: requirement.operator, values: requirement.values },
    got: { kind: 'label', value: labelValue(labels, requirement.key) },
    span: locate(requirement.path),
  }))
}

function checkBlock({ block, blockPath, except, exceptPath }: BlockMatcher, endpoint: Endpoint, address: IpAddress | null, locate: Locate): Check[] {
  const got: Got = { kind: 'address', address: address?.text ?? null, assumed: endpoint.kind === 'pod' && endpoint.pod.addressAssumed }
  const inside = address !== null && blockContains(block, address)
  const checks: Check[] = [{ held: inside, wanted: { kind: 'block', cidr: block.text }, got, span: locate(blockPath) }]
  except.forEach((hole, index) => {
    const hit = address !== null && blockContains(hole, address)
    // A hole elsewhere is no news; only the one that holds the address is worth a line.
    if (hit || inside) checks.push({ held: !hit, wanted: { kind: 'outside-block', cidr: hole.text }, got, span: locate([...exceptPath, index]) })
  })
  return checks
}

function tryPort(matcher: PortMatcher, index: number, flow: Flow, locate: Locate): Trial {
  const { protocol, range, name, path, protocolPath, portPath } = matcher
  const checks: Check[] = protocol === null ? [] : [{
    held: flow.protocol === protocol, wanted: { kind: 'protocol', protocol }, got: { kind: 'protocol', protocol: String(flow.protocol) }, span: locate(protocolPath),
  }]
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
