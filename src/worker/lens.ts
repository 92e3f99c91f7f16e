import type { LabelSelector } from '../ground/labels.ts'
import { assertNever } from '../ground/result.ts'
import type { FieldPath } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { Pod } from '../model/cluster.ts'
import type {
  CompiledPolicy,
  Direction,
  PeerMatcher,
  PodsMatcher,
  RequestMatcher,
  Rule,
  RuleAction,
} from '../policy/form.ts'
import { matchesPeer, peerAt, type Peer, type Viewpoint } from '../policy/match.ts'
import { kindOf } from '../policy/registry.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Matrix, MatrixColumn, MatrixEnd, World } from '../world/index.ts'
import { CELL, type CellCode } from '../world/cell.ts'
import { fitsFlow } from '../engine/fits.ts'
import { podGroups } from '../engine/pod-groups.ts'
import { policyRef } from '../engine/explain.ts'
import type { AssumedText, LensView, PeerLens, PeerPart, PolicyLens, RuleLens, SelectorTerm } from './snapshot.ts'

/**
 * More policies than this in one document get no lens: it would be a wall of text, and cost time at every key press.
 */
const POLICY_LIMIT = 60

/** What stands over and beside the lines of one document. */
export function lensOf(document: string, world: World, matrix: Matrix): LensView {
  const { policies } = world
  const here = ({ object }: { readonly object: KubernetesObject }) => world.documentOf(object) === document
  const applied = byObject(policies.policies.filter(here))
  const rejected = policies.rejected.filter(here)
  if (applied.size + rejected.length > POLICY_LIMIT) return { document, policies: [], assumed: [] }
  const pods = world.cluster.pods.filter((pod) => pod.endpoint?.kind === 'pod')
  const lenses = [...applied.values()].map((directions) => policyLens(directions, pods, world, matrix))
  const refused = rejected.map((policy): PolicyLens => ({
    ref: policyRef(policy, world.locate),
    line: lineOf(world, policy.object, []),
    status: policy.why,
    selectedPods: 0,
    selects: [],
    peers: [],
    isolates: { ingress: false, egress: false },
    admits: 0,
    denies: 0,
    rules: [],
  }))
  return {
    document,
    policies: [...lenses, ...refused].sort((a, b) => a.line - b.line),
    assumed: [...applied.keys()].flatMap((object) => assumedTexts(object, world)),
  }
}

function byObject(policies: readonly CompiledPolicy[]): ReadonlyMap<KubernetesObject, readonly CompiledPolicy[]> {
  const groups = new Map<KubernetesObject, CompiledPolicy[]>()
  for (const policy of policies) groups.set(policy.object, [...(groups.get(policy.object) ?? []), policy])
  return groups
}

function policyLens(
  directions: readonly CompiledPolicy[],
  pods: readonly Pod[],
  world: World,
  matrix: Matrix,
): PolicyLens {
  const policy = directions[0]!
  const selected =
    policy.subject.kind === 'nodes' ? [] : podGroups(world.cluster).pods(policy.subject, world.policies.profile.view)
  const matchers = directions.flatMap(({ rules }) => rules.flatMap(peersOf))
  const { view } = world.policies.profile
  const admitted = matchers.flatMap((matcher) => podsFitting(matcher, pods, world))
  const flowsBy = (action: RuleAction) => countFlows(directions, action, selected, matrix, view)
  return {
    ref: policyRef(policy, world.locate),
    line: lineOf(world, policy.object, []),
    status: 'applied',
    selectedPods: selected.length,
    selects: workloadsOf(selected),
    peers: workloadsOf(admitted),
    isolates: {
      ingress: directions.some(({ direction, isolates }) => isolates && direction === 'ingress'),
      egress: directions.some(({ direction, isolates }) => isolates && direction === 'egress'),
    },
    admits: flowsBy('allow'),
    denies: flowsBy('deny'),
    rules: directions.flatMap(({ rules, object }) => rules.map((rule) => ruleLens(rule, object, pods, world))),
  }
}

function workloadsOf(pods: readonly Pod[]): readonly string[] {
  return [...new Set(pods.map(({ workload }) => workload.ref))].sort()
}

function peersOf(rule: Rule): readonly PeerMatcher[] {
  return rule.when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : []))
}

/** Those of the pods that a rule's peer means. Of labels it is known whom they fit. */
function podsFitting(
  matcher: PeerMatcher,
  pods: readonly Pod[],
  {
    cluster,
    policies: {
      profile: { view },
    },
  }: World,
): readonly Pod[] {
  switch (matcher.kind) {
    case 'pods':
    case 'identity':
    case 'expression':
      return podGroups(cluster).pods(matcher, view)
    default:
      return pods.filter((pod) => matchesPeer(matcher, asPeer(pod, view)))
  }
}

/** A pod as rules that speak of pods or addresses see it. */
function asPeer(pod: Pod, view: Viewpoint): Peer {
  return peerAt(pod.endpoint!, pod.addresses[0] ?? null, null, view)
}

/**
 * Flows of the matrix that pass and that an allowing rule of this policy fits at the gate of a pod it selects; for
 * `deny` those that do not pass, and a denying one. Whether another policy came first is not asked. A flow that both
 * directions fit counts once.
 */
function countFlows(
  directions: readonly CompiledPolicy[],
  action: RuleAction,
  selected: readonly Pod[],
  matrix: Matrix,
  view: Viewpoint,
): number {
  const refs = new Set(selected.map(({ workload }) => workload.ref))
  const isSelected = matrix.ends.map(({ ref }) => refs.has(ref))
  const selectedColumns = matrix.columns.flatMap(({ end }, at) => (isSelected[end] ? [at] : []))
  const allColumns = matrix.columns.map((_, at) => at)
  const rulesOf = (wanted: Direction) =>
    directions.find(({ direction }) => direction === wanted)?.rules.filter((rule) => rule.action === action) ?? []
  const ingress = rulesOf('ingress')
  const egress = rulesOf('egress')
  const fits = fitsByClass(matrix, view)
  let count = 0
  matrix.ends.forEach((source, row) => {
    const leaving = isSelected[row]! && egress.length > 0
    for (const at of leaving ? allColumns : ingress.length > 0 ? selectedColumns : []) {
      const cell = matrix.cells[row * matrix.columns.length + at] as CellCode
      if (
        action === 'deny'
          ? cell !== CELL['denied-leaving'] && cell !== CELL['denied-entering']
          : cell !== CELL.allowed && cell !== CELL.part
      )
        continue
      const { end, port } = matrix.columns[at]!
      const isHit = (rule: Rule) => fits(rule, source, matrix.ends[end]!, port)
      if ((isSelected[end] && ingress.some(isHit)) || (leaving && egress.some(isHit))) count++
    }
  })
  return count
}

/**
 * Whether a rule fits a flow between two ends, judged once for each pair of classes. Without a known port, any port the
 * rule admits will do.
 */
function fitsByClass(
  { reachability }: Matrix,
  view: Viewpoint,
): (rule: Rule, source: MatrixEnd, destination: MatrixEnd, port: MatrixColumn['port']) => boolean {
  const known = new Map<Rule, Map<string, boolean>>()
  const representatives = new Map<MatrixEnd, readonly Endpoint[]>()
  const tryOne = (rule: Rule, from: Endpoint, to: Endpoint, port: MatrixColumn['port']) => {
    const key = `${reachability.classes.of(from)} ${reachability.classes.of(to)} ${port ? `${port.protocol}/${port.port}` : ''}`
    const memo = known.get(rule) ?? known.set(rule, new Map<string, boolean>()).get(rule)!
    const before = memo.get(key)
    if (before !== undefined) return before
    const judged = { ...rule, when: port ? rule.when : rule.when.filter(({ aspect }) => aspect !== 'port') }
    const result = fitsFlow(
      judged,
      {
        source: from,
        destination: to,
        sourceAddress: from.addresses[0] ?? null,
        destinationAddress: to.addresses[0] ?? null,
        protocol: port?.protocol ?? 'TCP',
        port: port?.port ?? null,
        name: to.kind === 'external' ? to.name : null,
        hairpin: false,
        service: null,
      },
      view,
    )
    memo.set(key, result)
    return result
  }
  const kinds = (end: MatrixEnd) => {
    let distinct = representatives.get(end)
    if (!distinct)
      representatives.set(
        end,
        (distinct = [
          ...new Map(end.endpoints.map((endpoint) => [reachability.classes.of(endpoint), endpoint])).values(),
        ]),
      )
    return distinct
  }
  return (rule, source, destination, port) =>
    kinds(source).some((from) => kinds(destination).some((to) => tryOne(rule, from, to, port)))
}

function ruleLens(rule: Rule, object: KubernetesObject, pods: readonly Pod[], world: World): RuleLens {
  const peers = peersOf(rule)
  const matching = (matcher: PeerMatcher) => podsFitting(matcher, pods, world)
  return {
    section: rule.section,
    index: rule.index,
    name: rule.name,
    action: rule.action,
    line: lineOf(world, object, rule.path),
    ports: rule.when
      .flatMap((condition) => (condition.aspect === 'port' ? condition.anyOf : []))
      .map(({ protocol, range, name }) =>
        name !== null
          ? protocol === null
            ? name
            : `${name}/${protocol}`
          : range === null
            ? `all ${protocol ?? 'known'}`
            : `${range.from === range.to ? range.from : `${range.from}-${range.to}`}${protocol === null ? '/any' : `/${protocol}`}`,
      ),
    ...(rule.request && { said: rule.request.map(saidText) }),
    peers: peers.map((matcher): PeerLens => {
      const span = world.locate(object, matcher.path)
      return {
        line: span?.start.line ?? 0,
        lastLine: span?.end.line ?? 0,
        column: Math.max(1, (span?.start.column ?? 3) - 2),
        parts: partsOf(matcher),
        pods: matcher.kind === 'pods' ? matching(matcher).length : null,
      }
    }),
    pods: peers.some(({ kind }) => kind === 'pods') ? new Set(peers.flatMap(matching)).size : null,
  }
}

/** What a rule asks of what is said, in words of the API. */
function saidText(matcher: RequestMatcher): string {
  switch (matcher.kind) {
    case 'http': {
      const parts = [
        matcher.method?.text,
        matcher.target?.text,
        ...(matcher.host ? [`host ${matcher.host.text}`] : []),
        ...matcher.headers.map(({ name }) => `header ${name}`),
      ].filter((part) => part !== undefined)
      return ['HTTP', ...parts].join(' ')
    }
    case 'dns':
      return matcher.pattern === null ? 'DNS' : `DNS ${matcher.pattern.text}`
    case 'sni':
      return `TLS to ${matcher.patterns.map(({ text }) => text).join(' or ')}`
    case 'kafka':
      return [
        'Kafka',
        matcher.role ?? matcher.apiKey,
        matcher.topic,
        ...(matcher.clientId ? [`from ${matcher.clientId}`] : []),
      ]
        .filter((part) => part !== null)
        .join(' ')
    case 'opaque':
      return matcher.protocol
    default:
      return assertNever(matcher)
  }
}

function partsOf(matcher: PeerMatcher): readonly PeerPart[] {
  switch (matcher.kind) {
    case 'block':
      return [{ of: 'block', cidr: matcher.block.text, except: matcher.except.map(({ text }) => text) }]
    case 'nodes':
      return [{ of: 'node', selector: termsOf(matcher.selector) }]
    case 'name':
      return [{ of: 'name', name: matcher.domain.text }]
    case 'pods':
      return podParts(matcher)
    case 'fqdn':
      return [{ of: 'name', name: matcher.pattern.text }]
    case 'identity':
      return [
        matcher.word !== null
          ? { of: 'word', word: matcher.word }
          : { of: 'identity', selector: termsOf(matcher.selector) },
      ]
    case 'expression':
      return [{ of: 'expression', text: matcher.text }]
    case 'service':
      return [
        {
          of: 'service',
          name:
            matcher.name === null
              ? 'by labels'
              : `${matcher.namespace === null ? '' : `${matcher.namespace}/`}${matcher.name}`,
        },
      ]
    case 'group':
      return [{ of: 'group', name: matcher.name ?? 'by labels' }]
    case 'nobody':
      return [{ of: 'word', word: 'nobody' }]
    default:
      return assertNever(matcher)
  }
}

/** Pods of every namespace are said to be so: to leave it out would mean those of the policy's own. */
function podParts({ namespace, namespaceSelector, podSelector }: PodsMatcher): readonly PeerPart[] {
  return [
    ...(namespaceSelector
      ? [{ of: 'namespace' as const, selector: termsOf(namespaceSelector) }]
      : namespace === null
        ? [{ of: 'namespace' as const, selector: [] }]
        : []),
    ...(podSelector ? [{ of: 'pod' as const, selector: termsOf(podSelector) }] : []),
    ...(namespace !== null ? [{ of: 'own-namespace' as const, namespace }] : []),
  ]
}

function termsOf({ requirements }: LabelSelector): readonly SelectorTerm[] {
  return requirements.map(({ key, operator, values }) => ({ key, operator, values }))
}

function assumedTexts(object: KubernetesObject, world: World): readonly AssumedText[] {
  return (kindOf(object)?.assumed(object) ?? []).flatMap(({ path, text, place }): AssumedText[] => {
    // The field itself is not in the text: its place is that of the nearest field that holds it.
    const near = world.locate(object, path.slice(0, -1))
    if (!near) return []
    const line = place === 'line-end' ? near.start.line : headOf(world, object, path)
    return [{ line, place, indent: 2 * (path.length - 1), text, field: path }]
  })
}

/**
 * An assumed field of `spec` reads best after what stands before the rules: the pod selector; of metadata after its
 * name.
 */
function headOf(world: World, object: KubernetesObject, path: FieldPath): number {
  const before = path[0] === 'metadata' ? ['metadata', 'name'] : ['spec', 'podSelector']
  return world.locate(object, before)?.end.line ?? lineOf(world, object, [path[0]!])
}

function lineOf(world: World, object: KubernetesObject, path: FieldPath): number {
  return world.locate(object, path, 'entry')?.start.line ?? 1
}
