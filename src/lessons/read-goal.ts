import { failure, success, type Result } from '../ground/result.ts'
import { isSecurityLevel, SECURITY_LEVELS } from '../manifests/security-level.ts'
import { NETWORK_CAPABILITIES } from '../sim/walls/capabilities.ts'
import type { CniSetting, Question, World } from '../world/index.ts'
import { DENIAL_WAYS, LESSON_VIEWS, PREDICTIONS, type DenialWay, type FlowLine, type GoalLine } from './goal.ts'
import { readCniWords } from './read-cni.ts'
import { readTesting, readTestingEvent, TESTING_WORDS } from './read-testing.ts'

/** The grammar of questions, which goals share. */
export type ParseQuestion = World['parse']

/** Characters of a line that are looked at. */
const LONGEST = 2_000

/** Reads what follows the first word of a line. */
type LineReader = (rest: string, parse: ParseQuestion) => Result<GoalLine, string>

/** How each line reads on after its first word; those about assertions and tools are in `read-testing.ts`. */
const READERS: ReadonlyMap<string, LineReader> = new Map<string, LineReader>([
  ['allow', (rest, parse) => readFlow('allow', rest, parse)],
  ['deny', (rest, parse) => readFlow('deny', rest, parse)],
  ['predict', readPrediction],
  ['select', readSelected],
  ['endpoints', readEndpoints],
  ['exposed', readExposed],
  ['count', readCount],
  ['none', readNone],
  ['pods', readPodCount],
  ['exists', (rest) => readObject('exists', rest)],
  ['unchanged', (rest) => readObject('unchanged', rest)],
  ['security', readSecurity],
  ['enforces', readEnforced],
  ['lacks', readLacking],
  [
    'same-matrix',
    (rest) => (rest === 'start' ? success({ line: 'same-matrix' }) : failure('write: same-matrix start')),
  ],
  ['event', (rest, parse) => readEvent(rest, parse, null)],
  ['at', readMoment],
  ['wrapped', (rest, parse) => readAsked('wrapped', rest, parse)],
  ['unwrapped', (rest, parse) => readAsked('unwrapped', rest, parse)],
  ['mutual', (rest, parse) => readAsked('mutual', rest, parse)],
  ['plain', (rest, parse) => readAsked('plain', rest, parse)],
  ['addressed', readAddressed],
  ['safe', (rest) => (isId(rest) ? success({ line: 'safe', loot: rest }) : failure('write: safe loot'))],
  ['under', readUnder],
])

/**
 * Reads one line of a goal; a failure says in a sentence what is wrong with it. `lessons/README.md` is the grammar's
 * reference.
 */
export function readGoalLine(text: string, parse: ParseQuestion): Result<GoalLine, string> {
  if (text.length > LONGEST) return failure(`a line has at most ${LONGEST} characters`)
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text.trim()) ?? []
  const testing = TESTING_WORDS.find((each) => each === word)
  if (testing) return readTesting(testing, rest, (flow) => readFlow('allow', flow, parse))
  return READERS.get(word)?.(rest, parse) ?? failure(`no goal begins with "${word}"`)
}

function readSelected(text: string): Result<GoalLine, string> {
  const [, policy, direction, set] = /^(?:(\S+)\s+)?(ingress|egress)\s*==\s*(.+)$/.exec(text) ?? []
  const pods = set === undefined ? null : readSet(set)
  return pods
    ? success({ line: 'select', policy: policy ?? null, direction: direction as 'ingress' | 'egress', pods })
    : failure('write: select [namespace/policy] ingress|egress == {pods}')
}

function readEndpoints(text: string): Result<GoalLine, string> {
  const [, service, set] = /^svc:(\S+)\s*==\s*(.+)$/.exec(text) ?? []
  const pods = set === undefined ? null : readSet(set)
  return service && pods
    ? success({ line: 'endpoints', service, pods })
    : failure('write: endpoints svc:namespace/name == {pods}')
}

function readExposed(text: string): Result<GoalLine, string> {
  const services = /^==/.test(text) ? readSet(text.replace(/^==\s*/, '')) : null
  return services
    ? success({ line: 'exposed', services: services.map((name) => name.replace(/^svc:/, '')) })
    : failure('write: exposed == {namespace/name}')
}

function readCount(text: string): Result<GoalLine, string> {
  const [, kind, namespace, number] = /^(\w[\w.]*)(?:\s+in\s+(\S+))?\s+(\d+)$/.exec(text) ?? []
  return kind
    ? success({ line: 'count', kind, namespace: namespace ?? null, number: Number(number) })
    : failure('write: count Kind [in namespace] number')
}

function readNone(text: string): Result<GoalLine, string> {
  const [, kind, namespace] = /^(\w[\w.]*)(?:\s+in\s+(\S+))?$/.exec(text) ?? []
  return kind
    ? success({ line: 'count', kind, namespace: namespace ?? null, number: 0 })
    : failure('write: none Kind [in namespace]')
}

function readPodCount(text: string): Result<GoalLine, string> {
  const [, workload, number] = /^(\S+)\s+(\d+)$/.exec(text) ?? []
  return workload
    ? success({ line: 'pods', workload, number: Number(number) })
    : failure('write: pods namespace/workload number')
}

function readObject(line: 'exists' | 'unchanged', text: string): Result<GoalLine, string> {
  const [, kind, name] = /^([A-Z][\w.]*)\s+(\S+)$/.exec(text) ?? []
  return kind && name ? success({ line, kind, name }) : failure(`write: ${line} Kind namespace/name`)
}

function readSecurity(text: string): Result<GoalLine, string> {
  const [pods, level] = readAbout(text)
  return pods && isSecurityLevel(level)
    ? success({ line: 'security', pods, level })
    : failure(`write: security pods ${SECURITY_LEVELS.join('|')}`)
}

function readEnforced(text: string): Result<GoalLine, string> {
  const [, namespace, level = ''] = /^(\S+)\s+(\S+)$/.exec(text) ?? []
  return namespace && isSecurityLevel(level)
    ? success({ line: 'enforces', namespace, level })
    : failure(`write: enforces namespace ${SECURITY_LEVELS.join('|')}`)
}

function readLacking(text: string): Result<GoalLine, string> {
  const [pods, name] = readAbout(text)
  const capability = NETWORK_CAPABILITIES.find((each) => each === name)
  return pods && capability
    ? success({ line: 'lacks', pods, capability })
    : failure(`write: lacks pods ${NETWORK_CAPABILITIES.join('|')}`)
}

/** How what is sent travels: inside another packet between nodes, or secured by the mesh. */
function readAsked(
  word: 'wrapped' | 'unwrapped' | 'mutual' | 'plain',
  text: string,
  parse: ParseQuestion,
): Result<GoalLine, string> {
  const question = readQuestion(text, parse)
  if (!question) return failure(`write: ${word} source -> destination:port`)
  return success(
    word === 'mutual' || word === 'plain'
      ? { line: 'link', question, mutual: word === 'mutual' }
      : { line: 'road', question, wrapped: word === 'wrapped' },
  )
}

function readAddressed(text: string): Result<GoalLine, string> {
  const pods = text === '' ? null : readPatterns(text)
  return pods ? success({ line: 'addressed', pods }) : failure('write: addressed pods')
}

function readFlow(verdict: FlowLine['verdict'], text: string, parse: ParseQuestion): Result<FlowLine, string> {
  const [, flow, at, by] = /^(.*?)(?:\s+at\s+(egress|ingress))?(?:\s+by\s+(\S+))?$/s.exec(text) as unknown as [
    string,
    string,
    FlowLine['at'],
    string | undefined,
  ]
  if (by !== undefined && !isDenialWay(by)) return failure(`"by" is ${DENIAL_WAYS.join(', ')}`)
  const sides = flow.split(/->|→/).map((side) => side.trim())
  const from = sides[0] ? readPatterns(sides[0]) : null
  const [, list, rest] = /^(\{[^}]*\})?(.*)$/s.exec(sides[1] ?? '') as unknown as [string, string | undefined, string]
  if (sides.length !== 2 || !from) return failure(`write: ${verdict} source -> destination:port`)
  // A list stands for each of its members, so the grammar of questions reads the port behind it.
  const parsed = parse(`ns/any -> ${list ? 'ns/any' : ''}${rest.trim().replaceAll('*', 'x-any-x')}`)
  const to = list ? readPatterns(list) : parsed.ok ? [parsed.value.to.replaceAll('x-any-x', '*')] : null
  if (!parsed.ok || !to || (list && parsed.value.to !== 'ns/any'))
    return failure(`write: ${verdict} source -> destination:port`)
  const { from: _from, to: _to, port, protocol, ...said } = parsed.value
  return success({
    line: 'flow',
    verdict,
    from,
    to,
    ...(port !== undefined && { port }),
    ...(protocol !== undefined && { protocol }),
    ...(Object.keys(said).length > 0 && { said }),
    ...(at && { at }),
    ...(by && { by }),
  })
}

function isDenialWay(word: string): word is DenialWay {
  return DENIAL_WAYS.some((way) => way === word)
}

function readMoment(text: string, parse: ParseQuestion): Result<GoalLine, string> {
  const [, seconds, pod, verdict, rest] = /^(\d+(?:\.\d+)?)s(?:\s+of\s+(\S+))?\s+(allow|deny)\s+(.+)$/s.exec(text) ?? []
  if (!rest) return failure('write: at 0s [of namespace/pod] allow|deny source -> destination:port')
  const flow = readFlow(verdict as FlowLine['verdict'], rest, parse)
  return flow.ok ? success({ line: 'at', seconds: Number(seconds), pod: pod ?? null, flow: flow.value }) : flow
}

/**
 * A line about the same documents under another plugin. What happens on the screen is said of the plugin that was
 * chosen there.
 */
function readUnder(text: string, parse: ParseQuestion): Result<GoalLine, string> {
  const [, words, rest] = /^([^:]*):\s+(.+)$/s.exec(text) ?? []
  const cni = words === undefined ? failure('write: under plugin [mode] [option=value]: line') : readCniWords(words)
  if (!cni.ok) return cni
  if (/^under\b/.test(rest!)) return failure('a line is under one plugin')
  const [, event] = /^event\s+(.+)$/s.exec(rest!) ?? []
  if (event !== undefined)
    return /^walk\b/.test(event) ? readEvent(event, parse, cni.value) : failure('only "event walk" is under a plugin')
  const goal = readGoalLine(rest!, parse)
  return goal.ok ? success({ line: 'under', cni: cni.value, goal: goal.value }) : goal
}

function readPrediction(text: string, parse: ParseQuestion): Result<GoalLine, string> {
  const [, reply, flow, said] = /^(reply\s+)?(.*?)\s*=\s*(\w+)$/s.exec(text) ?? []
  const question = flow === undefined ? null : readQuestion(flow, parse)
  const answer = PREDICTIONS.find((each) => each === said)
  return question && answer
    ? success({ line: 'predict', question, reply: reply !== undefined, answer })
    : failure('write: predict [reply] source -> destination:port = allowed|denied')
}

function readEvent(text: string, parse: ParseQuestion, cni: CniSetting | null): Result<GoalLine, string> {
  const testing = readTestingEvent(text)
  if (testing) return success({ line: 'event', event: testing })
  const [, kind, rest] = /^(\S+)\s+(.+)$/s.exec(text) ?? []
  switch (kind) {
    case 'select':
      return success({ line: 'event', event: { event: 'select', ref: rest! } })
    case 'view':
      return LESSON_VIEWS.some((view) => view === rest)
        ? success({ line: 'event', event: { event: 'view', view: rest! } })
        : failure(`write: event view ${LESSON_VIEWS.join('|')}`)
    case 'trace': {
      const question = readQuestion(rest!, parse)
      return question
        ? success({ line: 'event', event: { event: 'trace', question } })
        : failure('write: event trace source -> destination:port')
    }
    case 'walk': {
      const question = readQuestion(rest!, parse)
      return question
        ? success({ line: 'event', event: { event: 'walk', question, cni: cni && { name: cni.name, mode: cni.mode } } })
        : failure('write: event walk source -> destination:port')
    }
    case 'loot':
      return isId(rest!)
        ? success({ line: 'event', event: { event: 'loot', loot: rest! } })
        : failure('write: event loot loot')
    default:
      return failure('write: event select|trace|view|walk|red|run|export|loot …')
  }
}

function isId(text: string): boolean {
  return /^[a-z0-9-]+$/.test(text)
}

function readQuestion(text: string, parse: ParseQuestion): Question | null {
  const parsed = parse(text)
  return parsed.ok ? parsed.value : null
}

/** Pods, and a word about them. */
function readAbout(text: string): readonly [pods: readonly string[] | null, word: string] {
  const [, pods, word] = /^(.*\S)\s+(\S+)$/s.exec(text) ?? []
  return pods === undefined ? [null, ''] : [readPatterns(pods), word!]
}

/** `{a, b}`, or one name alone. */
function readPatterns(text: string): readonly string[] | null {
  const names = text.startsWith('{') ? readSet(text) : /\s/.test(text) ? null : [text]
  return names && names.length > 0 ? names : null
}

function readSet(text: string): readonly string[] | null {
  const [, members] = /^\{([^{}]*)\}$/.exec(text.trim()) ?? []
  if (members === undefined) return null
  const names = members
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return names.some((name) => /\s/.test(name)) ? null : names
}
