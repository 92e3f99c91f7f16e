import type { Result } from '../ground/result.ts'
import { writeTests } from '../sim/tools/netassert/write.ts'
import type { Assertion } from '../world/assertions/assertion.ts'
import { assertionViews, type AssertionView } from '../world/assertions/check.ts'
import { testsOf, type NoTest } from '../world/assertions/netassert.ts'
import { readTestsFile } from '../world/assertions/tests-file.ts'
import type { World } from '../world/index.ts'
import { planMutants, type MutantPlan, type TriedMutant } from '../world/mutants/try.ts'

/**
 * What the engine needs for assertions and for nothing else: a part of its own, which is fetched with the first one.
 */

/**
 * What can be done with assertions. `check`: how they stand. `export`: as a file for netassert. `import`: from such a
 * file. `mutants`: changes policies one at a time and looks which changes the assertions notice, from one number on, so
 * many at once.
 */
export type TestingTask =
  | { readonly task: 'check'; readonly assertions: readonly Assertion[] }
  | { readonly task: 'export'; readonly assertions: readonly Assertion[] }
  | { readonly task: 'import'; readonly text: string }
  | {
      readonly task: 'mutants'
      readonly assertions: readonly Assertion[]
      readonly from: number
      readonly count: number
    }

/** By its task. The problem of an `import` is the tool's message. */
export interface TestingResults {
  readonly check: readonly AssertionView[]
  readonly export: {
    readonly file: string
    readonly count: number
    readonly left: readonly { readonly index: number; readonly why: NoTest }[]
  }
  readonly import: Result<readonly Assertion[], string>
  readonly mutants: { readonly all: number; readonly untried: number; readonly tried: readonly TriedMutant[] }
}

/** Does a task about assertions. `earlier`: the world that is compared with; null: none. */
export function testingOf(task: TestingTask, world: World, earlier: World | null): TestingResults[TestingTask['task']] {
  switch (task.task) {
    case 'check':
      return assertionViews(task.assertions, world, earlier)
    case 'export': {
      const { tests, left } = testsOf(task.assertions, world)
      return { file: writeTests(tests), count: tests.length, left }
    }
    case 'import':
      return readTestsFile(task.text, world.cluster)
    case 'mutants': {
      const plan = planOf(world)
      return { all: plan.count, untried: plan.untried, tried: plan.tryMutants(task.assertions, task.from, task.count) }
    }
  }
}

/** A world is asked for its mutants in several parts. */
const plans = new WeakMap<World, MutantPlan>()

function planOf(world: World): MutantPlan {
  const plan = plans.get(world) ?? planMutants(world)
  plans.set(world, plan)
  return plan
}
