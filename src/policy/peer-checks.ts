import { matchesDomain } from '../ground/domain-name.ts'
import { blockContains } from '../ground/ip.ts'
import { conjunctsOf, matchesExpression, printExpression, type LabelExpression } from '../ground/label-expression.ts'
import { labelValue, meetsRequirement, type LabelSelector, type Labels } from '../ground/labels.ts'
import { assertNever } from '../ground/result.ts'
import type { FieldPath, SourceSpan } from '../ground/span.ts'
import type { Pod } from '../model/cluster.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Check, Got, LabelHolder, Wanted } from './explanation.ts'
import type {
  BlockMatcher,
  ExpressionMatcher,
  IdentityMatcher,
  NameMatcher,
  NodesMatcher,
  PeerMatcher,
  PodsMatcher,
} from './form.ts'
import { matchesPeer, matchesPod, type Peer, type Viewpoint } from './match.ts'

/** Finds the place of a field of the policy that is being explained. */
export type Locate = (path: FieldPath) => SourceSpan | null

/**
 * What a matcher asked of a peer, and what it got: one check for each thing that must hold. Holds exactly when
 * `matchesPeer` does.
 */
export function checkPeer(matcher: PeerMatcher, peer: Peer, locate: Locate): readonly Check[] {
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
export function checkPods(
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
