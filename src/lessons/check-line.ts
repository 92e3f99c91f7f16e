import { isEmpty, printConnections, type ConnectionSet } from '../ground/connections.ts'
import { PORT_PROTOCOLS } from '../ground/ports.ts'
import type { SecurityLevel } from '../manifests/security-level.ts'
import { isSameSetting } from '../sim/cni/choice.ts'
import type {
  Answer,
  CniSetting,
  Connection,
  DenialCause,
  KubernetesObject,
  Question,
  TimeVerdict,
  World,
} from '../world/index.ts'
import { askAt } from '../world/time/timeline.ts'
import { canonical } from './canonical.ts'
import type { AttackState } from './attack.ts'
import type { DenialWay, FlowLine, GoalLine, LessonEvent, Prediction } from './goal.ts'
import { expandPattern, isSamePlace, podsFitting, podsNamed, podsOf } from './places.ts'
import { checkLink, type LinkForm } from './link-line.ts'
import { checkRoad } from './road-line.ts'
import { checkTesting, type Testing } from './testing-lines.ts'
import { checkCapability, checkEnforced, checkSecurity } from './security-lines.ts'

/** What the learner has made and done. */
export interface Attempt extends Partial<Testing> {
  /** The cluster of the learner's documents. */
  readonly world: World
  /** The cluster at the start of the lesson. */
  readonly start: World
  readonly events: readonly LessonEvent[]
  /** What was predicted last, by the goal's line as written. */
  readonly predictions: Readonly<Record<string, Prediction>>
  /** How the lesson's break-in stands; null: it has none. */
  readonly attack: AttackState | null
  /** All plugins that lines of the lesson speak of, so that they are opened together. */
  readonly plugins: readonly CniSetting[]
}

/** Whether a line holds now, and what there is instead. */
export interface LineState {
  readonly met: boolean
  readonly found: Found
}

/**
 * - `flows`: how many of them hold, and the first that does not (or the only one) with its answer.
 * - `pods`, `services`: which there are now; `more` and `missing`: against what is wanted.
 * - `number`, `object`, `changes`: what was counted or compared.
 * - `security`: the first pod that falls short, or the namespace, and the level that it meets or asks for. `capability`: who has it.
 * - `prediction`: what was said; `answer` only once something was.
 * - `addresses`: the pods without one. `moment`: the first flow that does not hold at that time, or the first, and what is so then. `road`: the outer header; null: there is none.
 * - `assertions`: how many fit and hold, and how many of all do not hold. `mutants`: changes that make a difference, and how many are noticed. `opened`: flows that changed and should
 *   not have, and the other way round.
 * - `link`: how the mesh secures it; null: nothing is sent.
 * - `loot`: how it is had, or would be; null: the learner has not found it yet, so that nobody tells.
 * - `nothing`: the line names something that is not in the cluster any more.
 */
export type Found =
  | {
      readonly of: 'flows'
      readonly held: number
      readonly all: number
      readonly question: Question
      readonly answer: Answer
    }
  | { readonly of: 'pods' | 'services'; readonly more: readonly string[]; readonly missing: readonly string[] }
  | { readonly of: 'number'; readonly number: number }
  | { readonly of: 'object'; readonly is: 'there' | 'missing' | 'changed' }
  | { readonly of: 'changes'; readonly number: number }
  | { readonly of: 'security'; readonly name: string; readonly level: SecurityLevel }
  | { readonly of: 'capability'; readonly holders: readonly string[] }
  | {
      readonly of: 'prediction'
      readonly said: Prediction | null
      readonly question: Question
      readonly answer: Answer | null
    }
  | { readonly of: 'event' }
  | { readonly of: 'addresses'; readonly missing: readonly string[] }
  | { readonly of: 'moment'; readonly held: number; readonly all: number; readonly verdict: TimeVerdict }
  | { readonly of: 'road'; readonly wrapped: string | null; readonly crosses: boolean }
  | { readonly of: 'assertions'; readonly number: number; readonly failing: number }
  | { readonly of: 'mutants'; readonly all: number; readonly noticed: number }
  | { readonly of: 'output'; readonly printed: boolean }
  | { readonly of: 'opened'; readonly more: readonly string[]; readonly missing: readonly string[] }
  | { readonly of: 'link'; readonly form: LinkForm | null; readonly question: Question }
  | { readonly of: 'loot'; readonly question: Question | null; readonly answer: Answer }
  | { readonly of: 'nothing'; readonly name: string }

/** Checks one line. `text` is the line as written, by which predictions are kept. */
export function checkLine(line: GoalLine, text: string, attempt: Attempt): LineState {
  const { world, start } = attempt
  switch (line.line) {
    case 'flow':
      return checkFlow(line, world)
    case 'predict': {
      const said = Object.hasOwn(attempt.predictions, text) ? attempt.predictions[text]! : null
      return {
        met: said === line.answer,
        found: {
          of: 'prediction',
          said,
          question: line.question,
          answer: said === null ? null : start.ask(line.question),
        },
      }
    }
    case 'select':
      return compareNames('pods', isolatedPods(world, line.policy, line.direction), podsNamed(world, line.pods))
    case 'endpoints': {
      const service = world.cluster.services.find(({ namespace, name }) => `${namespace.name}/${name}` === line.service)
      if (!service) return { met: false, found: { of: 'nothing', name: line.service } }
      return compareNames(
        'pods',
        new Set(
          service.backends.flatMap(({ endpoint, ready }) =>
            ready && endpoint.kind === 'pod' ? [`${endpoint.pod.namespace.name}/${endpoint.pod.name}`] : [],
          ),
        ),
        podsNamed(world, line.pods),
      )
    }
    case 'exposed': {
      const services = world.cluster.services.filter(
        ({ type, externalAddresses }) => type === 'NodePort' || type === 'LoadBalancer' || externalAddresses.length > 0,
      )
      return compareNames(
        'services',
        new Set(services.map(({ namespace, name }) => `${namespace.name}/${name}`)),
        new Set(line.services),
      )
    }
    case 'count': {
      const number = world.applied.filter(
        (object) =>
          isOfKind(object, line.kind) &&
          (line.namespace === null || (object.namespace ?? 'default') === line.namespace),
      ).length
      return { met: number === line.number, found: { of: 'number', number } }
    }
    case 'pods': {
      const number = podsOf(world, line.workload).length
      return { met: number === line.number, found: { of: 'number', number } }
    }
    case 'exists': {
      const is = objectNamed(world, line.kind, line.name) ? 'there' : 'missing'
      return { met: is === 'there', found: { of: 'object', is } }
    }
    case 'unchanged': {
      const before = objectNamed(start, line.kind, line.name)
      const now = objectNamed(world, line.kind, line.name)
      const is = !now ? 'missing' : before && isSameObject(before, now) ? 'there' : 'changed'
      return { met: is === 'there', found: { of: 'object', is } }
    }
    case 'security':
      return checkSecurity(line.pods, line.level, world)
    case 'enforces':
      return checkEnforced(line.namespace, line.level, world)
    case 'lacks':
      return checkCapability(line.pods, line.capability, world)
    case 'same-matrix': {
      const { opened, closed } = world.diff(start, 0)
      return { met: hasSameEffect(world, start), found: { of: 'changes', number: opened + closed } }
    }
    case 'at':
      return checkMoment(line, world)
    case 'road':
      return checkRoad(line, world)
    case 'link':
      return checkLink(line, world)
    case 'addressed': {
      const pods = line.pods.map((pattern) => ({ pattern, names: podsFitting(world, pattern) }))
      const absent = pods.find(({ names }) => names.length === 0)
      if (absent) return { met: false, found: { of: 'nothing', name: absent.pattern } }
      const missing = [...new Set(pods.flatMap(({ names }) => names))].filter(
        (name) => world.cluster.podByName.get(name)!.addresses.length === 0,
      )
      return { met: missing.length === 0, found: { of: 'addresses', missing } }
    }
    case 'safe': {
      const loot = attempt.attack?.loot.find(({ id }) => id === line.loot)
      return loot
        ? { met: loot.safe, found: { of: 'loot', question: loot.taken ? loot.question : null, answer: loot.answer } }
        : { met: false, found: { of: 'nothing', name: line.loot } }
    }
    case 'under': {
      const under = (each: World) =>
        each.under([...attempt.plugins, line.cni]).find(({ cni }) => isSameSetting(cni, line.cni))!
      return checkLine(line.goal, text, { ...attempt, world: under(world), start: under(start) })
    }
    case 'asserted':
    case 'exported':
    case 'asserted-at-most':
    case 'noticed':
    case 'output':
    case 'opened':
      return checkTesting(line, world, { assertions: attempt.assertions ?? [], before: attempt.before ?? null })
    case 'event':
      return { met: attempt.events.some((event) => isSameEvent(event, line.event, world)), found: { of: 'event' } }
  }
}

/** Whether the same may reach the same: on the ports that pods and Services name, and on all others. */
export function hasSameEffect(world: World, other: World): boolean {
  if (world === other) return true
  const { opened, closed } = world.diff(other, 0)
  return opened + closed === 0 && effectOf(world) === effectOf(other)
}

const effects = new WeakMap<World, string>()

function effectOf(world: World): string {
  let effect = effects.get(world)
  if (effect === undefined) {
    effect = world
      .connections()
      .map(
        ({ from, to, allowed, conditional }) =>
          `${from} ${to} ${printConnections(allowed)} ${printConnections(conditional)}`,
      )
      .sort()
      .join('\n')
    effects.set(world, effect)
  }
  return effect
}

/** The order in which fields are written means nothing. */
export function isSameObject(a: KubernetesObject, b: KubernetesObject): boolean {
  return a === b || canonical(a.value) === canonical(b.value)
}

/** `Kind` and `namespace/name`, or the name alone where there is no namespace. */
function objectNamed(world: World, kind: string, name: string): KubernetesObject | undefined {
  return world.applied.find(
    (object) =>
      isOfKind(object, kind) &&
      (object.namespace === null ? object.name === name : `${object.namespace}/${object.name}` === name),
  )
}

/** `NetworkPolicy`, or `NetworkPolicy.networking.k8s.io` where another group has a kind of that name. */
function isOfKind(object: KubernetesObject, wanted: string): boolean {
  const [kind, ...group] = wanted.split('.')
  return object.kind === kind && (group.length === 0 || object.group === group.join('.'))
}

function checkFlow(line: FlowLine, world: World): LineState {
  const pairs = pairsOf(line, world)
  if ('nothing' in pairs) return { met: false, found: { of: 'nothing', name: pairs.nothing } }
  const judged = pairs.questions.map((question) => judge(question, line, world))
  const failing = judged.find(({ held }) => !held)
  const shown = failing ?? judged[0]!
  return {
    met: failing === undefined,
    found: {
      of: 'flows',
      held: judged.filter(({ held }) => held).length,
      all: judged.length,
      question: shown.question,
      answer: shown.answer,
    },
  }
}

/** Every pair of different ends that the two sides of the line mean. */
function pairsOf(
  { from, to, port, protocol, said }: FlowLine,
  world: World,
): { readonly questions: readonly Question[] } | { readonly nothing: string } {
  const expand = (patterns: readonly string[]) =>
    patterns.map((pattern) => ({ pattern, refs: expandPattern(pattern, world) }))
  const sources = expand(from)
  const targets = expand(to)
  const nothing = [...sources, ...targets].find(({ refs }) => refs.length === 0)
  if (nothing) return { nothing: nothing.pattern }
  const questions = sources
    .flatMap(({ refs }) => refs)
    .flatMap((source) =>
      targets
        .flatMap(({ refs }) => refs)
        .filter((target) => !isSamePlace(source, target, world))
        .map((target): Question => ({
          from: source,
          to: target,
          ...(port !== undefined && { port }),
          ...(protocol !== undefined && { protocol }),
          ...said,
        })),
    )
  return questions.length > 0 ? { questions } : { nothing: to[0]! }
}

interface Judged {
  readonly held: boolean
  readonly question: Question
  readonly answer: Answer
}

function judge(question: Question, line: FlowLine, world: World): Judged {
  if (question.port !== undefined || question.protocol !== undefined || line.said !== undefined)
    return judgePort(question, line, world)
  const wide = line.at === undefined && line.by === undefined ? connectionOf(question, world) : null
  return wide ? judgeConnection(question, wide, line, world) : judgePorts(question, line, world)
}

function judgePort(question: Question, line: FlowLine, world: World): Judged {
  const answer = world.ask(question)
  const held =
    line.verdict === 'allow'
      ? answer.outcome === 'allowed'
      : answer.outcome === 'denied' &&
        (line.at === undefined || answer.deniedAt === line.at) &&
        (line.by === undefined || CAUSES[line.by].some((cause) => cause === answer.cause))
  return { held, question, answer }
}

const CAUSES: Readonly<Record<DenialWay, readonly DenialCause[]>> = {
  drop: ['policy-drop'],
  L7: ['http-401', 'http-403', 'http-404', 'tls-mismatch', 'l7-denied'],
  dns: ['dns-refused', 'name-not-resolved'],
  reset: ['mtls-required', 'connection-reset'],
  closed: ['connection-closed'],
  401: ['http-401'],
  403: ['http-403'],
  404: ['http-404'],
  503: ['http-503'],
}

/** What the flows are so many seconds after a pod has got its network: the rules alone know nothing of that. */
function checkMoment({ seconds, pod, flow }: Extract<GoalLine, { line: 'at' }>, world: World): LineState {
  const pairs = pairsOf(flow, world)
  if ('nothing' in pairs) return { met: false, found: { of: 'nothing', name: pairs.nothing } }
  const judged = pairs.questions.map((question) => {
    const verdict = askAt(world, question, { kind: 'start-up', pod }, seconds)
    return {
      verdict,
      held:
        verdict.outcome === (flow.verdict === 'allow' ? 'allowed' : 'denied') &&
        (flow.at === undefined || verdict.deniedAt === flow.at),
    }
  })
  const held = judged.filter((each) => each.held).length
  return {
    met: held === judged.length,
    found: {
      of: 'moment',
      held,
      all: judged.length,
      verdict: (judged.find((each) => !each.held) ?? judged[0]!).verdict,
    },
  }
}

/** Of each stretch of ports that no policy tells apart, one is asked for. The ports of a Service or a name are only those it has. */
function judgePorts(question: Question, line: FlowLine, world: World): Judged {
  const declared = judgePort(question, line, world)
  if (/^(?:svc|name):/.test(question.to) || (!declared.held && declared.answer.outcome !== 'unanswerable'))
    return declared
  const judged = world
    .matrix()
    .reachability.atoms.map(({ protocol, to }) => judgePort({ ...question, port: to, protocol }, line, world))
  const failing = judged.find(({ held }) => !held)
  if (!failing) return declared.held ? declared : judgePort({ ...question, port: 80 }, line, world)
  return failing.answer.outcome === 'unanswerable' ? declared : failing
}

/** All ports of a pair at once. Null: the pair is none of the matrix's, so that it has to be asked. */
function connectionOf({ from, to }: Question, world: World): Pick<Connection, 'allowed' | 'conditional'> | null {
  const ends = world.matrix().ends
  const refOf = (name: string) =>
    ends.find(
      ({ ref, workload }) => ref === name || (workload && `${workload.namespace.name}/${workload.name}` === name),
    )?.ref
  const source = refOf(from)
  const target = refOf(to)
  if (source === undefined || target === undefined) return null
  return world.connections({ from: source, to: target })[0] ?? { allowed: NONE, conditional: NONE }
}

const NONE: ConnectionSet = { TCP: [], UDP: [], SCTP: [] }

function judgeConnection(
  question: Question,
  { allowed, conditional }: Pick<Connection, 'allowed' | 'conditional'>,
  line: FlowLine,
  world: World,
): Judged {
  const held = line.verdict === 'allow' ? printConnections(allowed) === 'all' : isEmpty(allowed) && isEmpty(conditional)
  const port =
    line.verdict === 'deny' && !held ? firstPort(question.to, isEmpty(allowed) ? conditional : allowed, world) : {}
  const asked = { ...question, ...port }
  const answer = world.ask(asked)
  // Without a port of its own the pair is asked for one that the destination declares, or for any.
  return answer.outcome === 'unanswerable'
    ? { held, question: { ...question, port: 80 }, answer: world.ask({ ...question, port: 80 }) }
    : { held, question: asked, answer }
}

/** A port of the set: one that the destination declares, if any is in it. */
function firstPort(to: string, set: ConnectionSet, world: World): Pick<Question, 'port' | 'protocol'> {
  const end = world
    .matrix()
    .ends.find(({ ref, workload }) => ref === to || (workload && `${workload.namespace.name}/${workload.name}` === to))
  const declared = end?.ports.find(({ protocol, port }) =>
    set[protocol].some((range) => range.from <= port && port <= range.to),
  )
  if (declared) return { port: declared.port, protocol: declared.protocol }
  const protocol = PORT_PROTOCOLS.find((each) => set[each].length > 0)
  return protocol ? { port: set[protocol][0]!.from, protocol } : {}
}

/** Pods that a policy of this name (null: any) closes in this direction, as `namespace/name`. */
function isolatedPods(world: World, policy: string | null, direction: 'ingress' | 'egress'): ReadonlySet<string> {
  const isolating = world.cluster.pods.filter(
    (pod) =>
      pod.endpoint !== null &&
      world.policies
        .applicable(direction, pod.endpoint)
        .some(({ policies }) =>
          policies.some(
            ({ isolates, namespace, name }) => isolates && (policy === null || policy === `${namespace}/${name}`),
          ),
        ),
  )
  return new Set(isolating.map(({ namespace, name }) => `${namespace.name}/${name}`))
}

function compareNames(of: 'pods' | 'services', now: ReadonlySet<string>, wanted: ReadonlySet<string>): LineState {
  const more = [...now].filter((name) => !wanted.has(name))
  const missing = [...wanted].filter((name) => !now.has(name))
  return { met: more.length + missing.length === 0, found: { of, more, missing } }
}

function isSameEvent(done: LessonEvent, wanted: LessonEvent, world: World): boolean {
  if (done.event === 'select' && wanted.event === 'select') return isSamePlace(done.ref, wanted.ref, world)
  if (done.event === 'red' && wanted.event === 'red') return done.number >= wanted.number
  if (done.event === 'run' && wanted.event === 'run') return done.tool === wanted.tool
  if (done.event === 'export' && wanted.event === 'export') return true
  if (done.event === 'loot' && wanted.event === 'loot') return done.loot === wanted.loot
  if (done.event === 'view' && wanted.event === 'view') return done.view === wanted.view
  if (
    done.event === 'walk' &&
    wanted.event === 'walk' &&
    wanted.cni &&
    (done.cni?.name !== wanted.cni.name || done.cni.mode !== wanted.cni.mode)
  )
    return false
  if (!('question' in done) || !('question' in wanted) || done.event !== wanted.event) return false
  const [a, b] = [done.question, wanted.question]
  const isSamePort =
    b.port === undefined || (String(a.port) === String(b.port) && (a.protocol ?? 'TCP') === (b.protocol ?? 'TCP'))
  return isSamePlace(a.from, b.from, world) && isSamePlace(a.to, b.to, world) && isSamePort
}
