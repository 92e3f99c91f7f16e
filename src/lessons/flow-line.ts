import { isEmpty, printConnections, type ConnectionSet } from '../ground/connections.ts'
import { PORT_PROTOCOLS } from '../ground/ports.ts'
import type { Answer, Connection, DenialCause, Question, World } from '../world/index.ts'
import { askAt } from '../world/time/timeline.ts'
import type { DenialWay, FlowLine, GoalLine } from './goal.ts'
import type { LineState } from './line-state.ts'
import { expandPattern, isSamePlace } from './places.ts'
import { namespacedName } from '../model/namespaced-name.ts'

/** Flows that a goal wants to pass or not: each that the line stands for is asked. */
export function checkFlow(line: FlowLine, world: World): LineState {
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
export function checkMoment({ seconds, pod, flow }: Extract<GoalLine, { line: 'at' }>, world: World): LineState {
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

/**
 * Of each stretch of ports that no policy tells apart, one is asked for. The ports of a Service or a name are only
 * those it has.
 */
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
    ends.find(({ ref, workload }) => ref === name || (workload && namespacedName(workload) === name))?.ref
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
    .ends.find(({ ref, workload }) => ref === to || (workload && namespacedName(workload) === to))
  const declared = end?.ports.find(({ protocol, port }) =>
    set[protocol].some((range) => range.from <= port && port <= range.to),
  )
  if (declared) return { port: declared.port, protocol: declared.protocol }
  const protocol = PORT_PROTOCOLS.find((each) => set[each].length > 0)
  return protocol ? { port: set[protocol][0]!.from, protocol } : {}
}
