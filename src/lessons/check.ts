import { openWorld, type DocumentText, type KubernetesObject, type World } from '../world/index.ts'
import { printAssertion, type Assertion } from '../world/assertions/assertion.ts'
import { canonical } from './canonical.ts'
import type { AttackState } from './attack.ts'
import { attackState } from './check-attack.ts'
import { checkLine } from './check-line.ts'
import type { Attempt, LineState } from './line-state.ts'
import { hasSameEffect, isSameObject } from './same-effect.ts'
import { isSameSetting, type CniSetting } from '../sim/cni/choice.ts'
import { isGoalMet, type GoalLine, type LessonEvent, type Prediction } from './goal.ts'
import type { Lesson, LessonId, NearMiss } from './lesson.ts'
import { sizeOf, type Size } from './par.ts'

/** What a learner has made, as the checker takes it. */
export interface Work {
  /** As the cluster shows them: of a tab with errors, its last valid text. */
  readonly documents: readonly DocumentText[]
  /** The world of these documents, where it is open already. */
  readonly world?: World
  readonly events: readonly LessonEvent[]
  readonly predictions: Readonly<Record<string, Prediction>>
  /** Absent: none. */
  readonly assertions?: readonly Assertion[]
}

/** Whether a goal is met, and each of its lines, in order. */
export interface GoalState {
  readonly met: boolean
  readonly lines: readonly LineState[]
}

/** `waiting`: the goals that are seen do not all hold yet, so it was not tried. */
export type DecoyState = 'waiting' | 'held' | 'failed'

/** How a lesson stands for what is in the tabs now. */
export interface LessonCheck {
  readonly lesson: LessonId
  readonly goals: readonly GoalState[]
  readonly decoys: readonly DecoyState[]
  /** How the break-in of a puzzle stands; null: the lesson has none. */
  readonly attack: AttackState | null
  /** Objects of the shared world that are not as they were, as `Kind namespace/name`. They belong to the lesson. */
  readonly disturbed: readonly string[]
  readonly complete: boolean
  /** What the answer takes; null while it is not complete. */
  readonly size: Size | null
  readonly nearMiss: NearMissState | null
}

/**
 * The near miss that this comes to, by its place in the lesson. `isSame`: it has the same effect, so what is said about
 * it is true here.
 */
export interface NearMissState {
  readonly index: number
  readonly isSame: boolean
}

/** Checks works against one lesson; what belongs to the lesson is opened once. */
export class LessonChecker {
  readonly start: World
  readonly #guarded: readonly KubernetesObject[]
  readonly #plugins: readonly CniSetting[]
  #nearMissWorlds: readonly World[] | null = null
  readonly #before: World | null

  constructor(readonly lesson: Lesson) {
    this.start = openWorld({ documents: lesson.start, cni: lesson.cni })
    this.#before = lesson.before ? openWorld({ documents: lesson.before, cni: lesson.cni }, this.start) : null
    this.#plugins = [...lesson.goals, ...lesson.decoys.map(({ goals }) => ({ lines: goals }))].flatMap(({ lines }) =>
      lines.flatMap(pluginsOf),
    )
    this.#guarded = this.start.applied.filter(
      (object) => lesson.world !== null && this.start.documentOf(object) === lesson.world,
    )
  }

  check({
    documents,
    world = openWorld({ documents, cni: this.lesson.cni }, this.start),
    events,
    predictions,
    assertions = [],
  }: Work): LessonCheck {
    const attack = this.#attack(world, events)
    const attempt: Attempt = {
      world,
      start: this.start,
      before: this.#before,
      events,
      predictions,
      assertions,
      attack,
      plugins: this.#plugins,
    }
    const goals = this.#goals(attempt)
    const disturbed = this.#disturbed(world)
    const isReady = disturbed.length === 0 && goals.every(({ met }) => met)
    const decoys = this.lesson.decoys.map((_, index) => (isReady ? this.#tryDecoy(index, documents, world) : 'waiting'))
    const complete = isReady && decoys.every((state) => state === 'held')
    return {
      lesson: this.lesson.id,
      goals,
      decoys,
      attack,
      disturbed,
      complete,
      size: complete ? sizeOf(this.lesson.start, documents) : null,
      nearMiss: complete ? null : this.#nearMiss(goals, decoys, attempt),
    }
  }

  #attack(world: World, events: readonly LessonEvent[]): AttackState | null {
    return this.lesson.attack && attackState(this.lesson.attack, world, events)
  }

  #goals(attempt: Attempt): readonly GoalState[] {
    return this.lesson.goals.map((goal) => {
      const states = goal.lines.map((line, index) => checkLine(line, goal.texts[index]!, attempt))
      return {
        met: isGoalMet(
          goal,
          states.map(({ met }) => met),
        ),
        lines: states,
      }
    })
  }

  #disturbed(world: World): readonly string[] {
    const now = new Map(world.applied.map((object) => [nameOf(object), object]))
    return this.#guarded
      .filter((object) => {
        const found = now.get(nameOf(object))
        return !found || !isSameObject(found, object)
      })
      .map(nameOf)
  }

  #tryDecoy(index: number, documents: readonly DocumentText[], world: World): DecoyState {
    const decoy = this.lesson.decoys[index]!
    const similar = world.open([...documents, { name: DECOY_DOCUMENT, text: decoy.text }])
    const attempt: Attempt = {
      world: similar,
      start: this.start,
      events: [],
      predictions: {},
      attack: this.#attack(similar, []),
      plugins: this.#plugins,
    }
    return decoy.goals.every((line, at) => checkLine(line, decoy.texts[at]!, attempt).met) ? 'held' : 'failed'
  }

  /**
   * The one that is written alike or has the same effect on the cluster, else the first that misses the same goals,
   * when those are not the start's.
   */
  #nearMiss(goals: readonly GoalState[], decoys: readonly DecoyState[], attempt: Attempt): NearMissState | null {
    const { nearMisses } = this.lesson
    const { world, start } = attempt
    this.#nearMissWorlds ??= nearMisses.map(({ documents, cni }) => openWorld({ documents, cni }, start))
    const misses = missesOf(goals)
    const isAsAtStart =
      misses === missesOf(this.#goals({ ...attempt, world: start, attack: this.#attack(start, attempt.events) }))
    const fits = ({ misses: wanted }: NearMiss) =>
      wanted === 'decoys' ? misses === '' && decoys.includes('failed') : wanted.join() === misses
    const asserts = (each: NearMiss) => !each.assertions || expectTheSame(each.assertions, attempt.assertions ?? [])
    const written = nearMisses.findIndex(
      (each, index) => fits(each) && asserts(each) && hasSameObjects(world, this.#nearMissWorlds![index]!),
    )
    if (written >= 0) return { index: written, isSame: true }
    // What changes nothing is a mistake only when it is written in just that way.
    if (isAsAtStart && isSameSetting(world.cni, start.cni) && hasSameEffect(world, start)) return null
    const same = nearMisses.findIndex(
      (each, index) => fits(each) && asserts(each) && isAlike(world, this.#nearMissWorlds![index]!),
    )
    if (same >= 0) return { index: same, isSame: true }
    const alike = isAsAtStart ? -1 : nearMisses.findIndex(fits)
    return alike >= 0 ? { index: alike, isSame: false } : null
  }
}

/** Whether the same is expected, in whatever order. */
function expectTheSame(a: readonly Assertion[], b: readonly Assertion[]): boolean {
  const texts = (list: readonly Assertion[]) => list.map(printAssertion).sort().join('\n')
  return texts(a) === texts(b)
}

/** A name that no tab can have. */
const DECOY_DOCUMENT = '\nsimilar cluster'

/**
 * The same effect under the same plugin, of as many policies: a policy that does nothing is another mistake than none.
 */
function isAlike(world: World, other: World): boolean {
  return (
    isSameSetting(world.cni, other.cni) &&
    world.policies.policies.length === other.policies.policies.length &&
    hasSameEffect(world, other)
  )
}

function hasSameObjects(world: World, other: World): boolean {
  const written = ({ applied }: World) =>
    applied
      .map(({ value }) => canonical(value))
      .sort()
      .join('\n')
  return (
    isSameSetting(world.cni, other.cni) &&
    world.applied.length === other.applied.length &&
    written(world) === written(other)
  )
}

/** The plugins, other than its own, that a line wants the cluster to be looked at under. */
function pluginsOf(line: GoalLine): readonly CniSetting[] {
  return line.line === 'under' ? [line.cni] : []
}

/** Numbers of the goals that are not met, from 1. */
function missesOf(goals: readonly GoalState[]): string {
  return goals.flatMap(({ met }, index) => (met ? [] : [index + 1])).join()
}

function nameOf({ kind, namespace, name }: KubernetesObject): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`
}
