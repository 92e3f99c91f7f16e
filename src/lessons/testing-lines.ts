import { TESTING } from '#testing'
import { need } from '../ground/part.ts'
import { questionOf, type Assertion } from '../world/assertions/assertion.ts'
import type { Question, World } from '../world/index.ts'
import type { LineState, Testing } from './line-state.ts'
import type { FlowLine, TestingLine } from './goal.ts'
import { expandPattern, isSamePlace, podsOf } from './places.ts'

/** Checks a line about assertions, about what a tool prints, or about what a change opened. */
export function checkTesting(line: TestingLine, world: World, { assertions, before }: Testing): LineState {
  switch (line.line) {
    case 'asserted':
      return checkAsserted(line, world, assertions)
    case 'exported':
      return checkExported(line, world, assertions)
    case 'asserted-at-most':
      return { met: assertions.length <= line.most, found: { of: 'number', number: assertions.length } }
    case 'noticed': {
      const { all, noticed } = mutantsOf(world, assertions)
      return { met: noticed >= line.least, found: { of: 'mutants', all, noticed } }
    }
    case 'output': {
      const printed = outputOf(line.command, line.at, world, assertions).includes(line.text)
      return { met: printed === line.printed, found: { of: 'output', printed } }
    }
    case 'opened':
      return checkOpened(line.flows, world, before)
  }
}

/** So many that fit, each of which holds; and none that does not hold, whatever it is about. */
function checkAsserted(
  { least, expect, flow }: Extract<TestingLine, { line: 'asserted' | 'exported' }>,
  world: World,
  assertions: readonly Assertion[],
): LineState {
  const checked = need(TESTING, 'assertions').checkAssertions(assertions, world)
  const fitting = checked.filter(
    ({ state, assertion, question }) => state === 'holds' && fits(assertion, question, expect, flow, world),
  )
  const failing = checked.filter(({ state }) => state !== 'holds').length
  return { met: fitting.length >= least && failing === 0, found: { of: 'assertions', number: fitting.length, failing } }
}

/** What netassert would read of the file that is written of them. */
function checkExported(
  { least, expect, flow }: Extract<TestingLine, { line: 'asserted' | 'exported' }>,
  world: World,
  assertions: readonly Assertion[],
): LineState {
  const { testsOf, writeTests, readTestsFile } = need(TESTING, 'assertions')
  const { tests } = testsOf(assertions, world)
  const read = readTestsFile(writeTests(tests), world.cluster)
  const fitting = (read.ok ? read.value : []).filter((assertion) =>
    fits(assertion, questionOf(assertion), expect, flow, world),
  )
  return { met: fitting.length >= least, found: { of: 'assertions', number: fitting.length, failing: 0 } }
}

function fits(
  assertion: Assertion,
  question: Question | null,
  expect: Assertion['expect'] | null,
  flow: FlowLine | null,
  world: World,
): boolean {
  if (expect !== null && assertion.expect !== expect) return false
  if (flow === null) return true
  if (!question) return false
  const isAmong = (ref: string, patterns: readonly string[]) =>
    patterns.flatMap((pattern) => expandPattern(pattern, world)).some((each) => isSamePlace(ref, each, world))
  return (
    isAmong(question.from, flow.from) &&
    isAmong(question.to, flow.to) &&
    (flow.port === undefined || String(flow.port) === String(question.port)) &&
    (flow.port === undefined || (flow.protocol ?? 'TCP') === (question.protocol ?? 'TCP'))
  )
}

interface Noticed {
  readonly all: number
  readonly noticed: number
}

const noticed = new WeakMap<World, Map<string, Noticed>>()

/**
 * How many changes of the policies make a difference, and how many of these the assertions notice. They are many
 * worlds, so the answer is kept.
 */
function mutantsOf(world: World, assertions: readonly Assertion[]): Noticed {
  return kept(noticed, world, JSON.stringify(assertions), () => {
    const plan = need(TESTING, 'assertions').planMutants(world)
    const fates = plan.tryMutants(assertions, 0, plan.count).map(({ fate }) => fate)
    return {
      all: fates.filter((fate) => fate === 'noticed' || fate === 'survived').length,
      noticed: fates.filter((fate) => fate === 'noticed').length,
    }
  })
}

const printed = new WeakMap<World, Map<string, string>>()

/** Of a workload, on its first pod. */
function outputOf(command: string, where: string, world: World, assertions: readonly Assertion[]): string {
  const at = podsOf(world, where)[0] ?? where
  return kept(printed, world, JSON.stringify([at, command, assertions]), () =>
    need(TESTING, 'assertions')
      .runCommand(world, { line: command, at, startedAt: 0, sent: [], assertions })
      .lines.map(({ text }) => text)
      .join('\n'),
  )
}

function kept<Value>(known: WeakMap<World, Map<string, Value>>, world: World, key: string, find: () => Value): Value {
  const values = known.get(world) ?? new Map<string, Value>()
  known.set(world, values)
  const value = values.get(key) ?? find()
  values.set(key, value)
  return value
}

/** Flows that pass now and did not before: these and no others, and nothing closed. */
function checkOpened(flows: readonly FlowLine[], world: World, before: World | null): LineState {
  if (!before) return { met: false, found: { of: 'opened', more: [], missing: [] } }
  const wanted = flows.flatMap(({ from, to, port }) =>
    from
      .flatMap((each) => expandPattern(each, world))
      .flatMap((source) =>
        to.flatMap((each) => expandPattern(each, world)).map((target) => ({ source, target, port: String(port) })),
      ),
  )
  const changes = world
    .diff(before, CHANGES)
    .changes.map(({ sign, from, to, port }) => ({ sign, from, to, port: String(port?.port ?? '') }))
  const isThis = (change: (typeof changes)[number], { source, target, port }: (typeof wanted)[number]) =>
    change.sign === 'opened' &&
    change.port === port &&
    isSamePlace(change.from, source, world) &&
    isSamePlace(change.to, target, world)
  const more = changes
    .filter((change) => !wanted.some((each) => isThis(change, each)))
    .map(({ from, to, port }) => `${nameOf(from)} -> ${nameOf(to)}:${port}`)
  const missing = wanted
    .filter((each) => !changes.some((change) => isThis(change, each)))
    .map(({ source, target, port }) => `${source} -> ${target}:${port}`)
  return { met: more.length + missing.length === 0, found: { of: 'opened', more, missing } }
}

/** Of a workload without its kind. */
function nameOf(ref: string): string {
  return ref.replace(/^(?:deploy|sts|ds|rs|rc|job|cronjob):/, '')
}

const CHANGES = 500
