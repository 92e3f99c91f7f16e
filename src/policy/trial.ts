import { matchesDomain } from '../ground/domain-name.ts'
import { blockContains } from '../ground/ip.ts'
import { conjunctsOf, matchesExpression, printExpression, type LabelExpression } from '../ground/label-expression.ts'
import { labelValue, meetsRequirement, type LabelSelector, type Labels } from '../ground/labels.ts'
import { assertNever } from '../ground/result.ts'
import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { Pod } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Check, Got, LabelHolder, RuleRef, RuleTrial, Trial, Wanted } from './explanation.ts'
import type {
  BlockMatcher,
  Condition,
  ExpressionMatcher,
  IdentityMatcher,
  NameMatcher,
  NodesMatcher,
  PeerMatcher,
  PodsMatcher,
  PortMatcher,
  Rule,
  SubjectMatcher,
} from './form.ts'
import {
  matchesIcmp,
  matchesPeer,
  matchesPod,
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

/** Finds the place of a field of the policy that is being explained. */
export type Locate = (path: FieldPath) => SourceSpan | null

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

function checkPeer(matcher: PeerMatcher, peer: Peer, locate: Locate): readonly Check[] {
  switch (matcher.kind) {
    case 'pods':
      return checkPods(matcher, peer.endpoint, peer.pods, peer.view, locate)
    case 'block':
      return checkBlock(matcher, peer, locate)
    case 'nodes':
      return checkNode(matcher, peer.endpoint, locate)
    case 'name':
      return [checkName(matcher, peer.name, locate)]
    case 'fqdn':
      return [
        {
          held: matchesPeer(matcher, peer),
          wanted: { kind: 'name', pattern: matcher.pattern.text },
          got:
            peer.endpoint.kind === 'external'
              ? { kind: 'name', name: peer.name }
              : { kind: 'endpoint', is: peer.endpoint.kind },
          span: locate(matcher.path),
        },
      ]
    case 'identity':
      return checkIdentity(matcher, peer, locate)
    case 'expression':
      return checkExpression(matcher, peer, locate)
    case 'service':
    case 'group':
    case 'nobody':
      return [
        {
          held: false,
          wanted: { kind: 'nobody' },
          got: { kind: 'endpoint', is: peer.endpoint.kind },
          span: locate(matcher.path),
        },
      ]
    default:
      return assertNever(matcher)
  }
}

/** Without a host there are no labels to compare. */
function checkNode({ selector, path }: NodesMatcher, endpoint: Endpoint, locate: Locate): Check[] {
  const checks: Check[] = [
    {
      held: endpoint.kind === 'host',
      wanted: { kind: 'node' },
      got: { kind: 'endpoint', is: endpoint.kind },
      span: locate(path),
    },
  ]
  return endpoint.kind === 'host' ? [...checks, ...checkSelector('node', selector, endpoint.labels, locate)] : checks
}

/** What must hold together is told one by one, as far as there is one set of labels to compare with. */
function checkExpression(matcher: ExpressionMatcher, { endpoint, view }: Peer, locate: Locate): readonly Check[] {
  const worn = view.labelsWorn(endpoint, 'peer')
  const span = locate(matcher.path)
  const [labels] = worn
  const endpointIs: Got = { kind: 'endpoint', is: endpoint.kind }
  if (!labels || worn.length > 1)
    return [
      {
        held: worn.some((each) => matchesExpression(matcher.expression, each)),
        wanted: { kind: 'expression', text: matcher.text },
        got: endpointIs,
        span,
      },
    ]
  const parts = conjunctsOf(matcher.expression)
  if (parts.length === 0)
    return [{ held: true, wanted: { kind: 'expression', text: matcher.text }, got: endpointIs, span }]
  return parts.map((part) => {
    const held = matchesExpression(part, labels)
    const wanted = labelWanted(part)
    return wanted
      ? { held, wanted, got: { kind: 'label', value: labelValue(labels, wanted.key) }, span }
      : { held, wanted: { kind: 'expression', text: printExpression(part) }, got: endpointIs, span }
  })
}

/** An expression that asks for one label as selectors of Kubernetes can; null: it asks for something else. */
function labelWanted(part: LabelExpression): Extract<Wanted, { kind: 'label' }> | null {
  const label = (key: string, operator: Extract<Wanted, { kind: 'label' }>['operator'], values: readonly string[]) => ({
    kind: 'label' as const,
    of: 'endpoint' as const,
    key,
    operator,
    values,
  })
  switch (part.is) {
    case 'equal':
      return label(part.key, 'Equals', [part.value])
    case 'not-equal':
      return label(part.key, 'NotIn', [part.value])
    case 'in':
      return label(part.key, 'In', part.values)
    case 'not-in':
      return label(part.key, 'NotIn', part.values)
    case 'has':
      return label(part.key, 'Exists', [])
    case 'not':
      return part.of.is === 'has' ? label(part.of.key, 'DoesNotExist', []) : null
    default:
      return null
  }
}

/** A word stands for itself; labels are told one by one. */
function checkIdentity(matcher: IdentityMatcher, peer: Peer, locate: Locate): Check[] {
  const labels = peer.view.identityOf(peer.endpoint)
  if (matcher.word !== null)
    return [
      {
        held: matchesPeer(matcher, peer),
        wanted: { kind: 'entity', name: matcher.word },
        got: { kind: 'endpoint', is: peer.endpoint.kind },
        span: locate(matcher.path),
      },
    ]
  return matcher.selector.requirements.map((requirement) => ({
    held: meetsRequirement(requirement, labels),
    wanted: {
      kind: 'label',
      of: 'identity',
      key: requirement.key,
      operator: requirement.operator,
      values: requirement.values,
    },
    got: { kind: 'label', value: labelValue(labels, requirement.key) },
    span: locate(requirement.path),
  }))
}

function checkName({ domain, path }: NameMatcher, name: string | null, locate: Locate): Check {
  return {
    held: name !== null && matchesDomain(domain, name),
    wanted: { kind: 'name', pattern: domain.text },
    got: { kind: 'name', name },
    span: locate(path),
  }
}

/** Of several pods behind one endpoint, the one that fits, else the first. */
function checkPods(
  matcher: PodsMatcher,
  endpoint: Endpoint,
  pods: readonly Pod[],
  view: Viewpoint,
  locate: Locate,
): Check[] {
  const pod = pods.find((each) => matchesPod(matcher, each, view)) ?? pods[0]
  if (!pod)
    return [
      {
        held: false,
        wanted: { kind: 'pod' },
        got: { kind: 'endpoint', is: endpoint.kind },
        span: locate(matcher.path),
      },
    ]
  const checks: Check[] = []
  if (matcher.namespace !== null) {
    checks.push({
      held: pod.namespace.name === matcher.namespace,
      wanted: { kind: 'namespace', name: matcher.namespace },
      got: { kind: 'namespace', name: pod.namespace.name },
      span: locate(matcher.path),
    })
  }
  if (matcher.namespaceSelector)
    checks.push(...checkSelector('namespace', matcher.namespaceSelector, pod.namespace.labels, locate))
  if (matcher.podSelector) checks.push(...checkSelector('pod', matcher.podSelector, view.labelsOf(pod), locate))
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

function checkBlock(matcher: BlockMatcher, peer: Peer, locate: Locate): Check[] {
  const { block, blockPath, except, exceptPath } = matcher
  const { endpoint, address } = peer
  const wanted: Wanted = { kind: 'block', cidr: block.text }
  if (address === null)
    return [
      {
        held: matchesPeer(matcher, peer),
        wanted,
        got: peer.hidden
          ? {
              kind: 'identity',
              is: endpoint.kind,
              isInside: endpoint.addresses.some((each) => blockContains(block, each)),
            }
          : { kind: 'address', address: null, assumed: false },
        span: locate(blockPath),
      },
    ]
  const got: Got = {
    kind: 'address',
    address: address.text,
    assumed: endpoint.kind === 'pod' && endpoint.pod.addressAssumed,
  }
  const inside = blockContains(block, address)
  const checks: Check[] = [{ held: inside, wanted, got, span: locate(blockPath) }]
  except.forEach((hole, index) => {
    const hit = blockContains(hole, address)
    // A hole elsewhere is no news; only the one that holds the address is worth a line.
    if (hit || inside)
      checks.push({
        held: !hit,
        wanted: { kind: 'outside-block', cidr: hole.text },
        got,
        span: locate([...exceptPath, index]),
      })
  })
  return checks
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
