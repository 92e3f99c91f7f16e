import { openWorld, type DocumentText, type KubernetesObject, type World } from '../world/index.ts'
import { checkLine, hasSameEffect, isSameObject, type Attempt, type LineState } from './check-line.ts'
import type { LessonEvent, Prediction } from './goal.ts'
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
}

export interface GoalState {
  readonly met: boolean
  readonly lines: readonly LineState[]
}

/** `waiting`: the goals that are seen do not all hold yet, so it was not tried. */
export type DecoyState = 'waiting' | 'held' | 'failed'

export interface LessonCheck {
  readonly lesson: LessonId
  readonly goals: readonly GoalState[]
  readonly decoys: readonly DecoyState[]
  /** Objects of the shared world that are not as they were, as `Kind namespace/name`. They belong to the lesson. */
  readonly disturbed: readonly string[]
  readonly complete: boolean
  /** What the answer takes; null while it is not complete. */
  readonly size: Size | null
  readonly nearMiss: NearMissState | null
}

/** The near miss that this comes to, by its place in the lesson. `isSame`: it has the same effect, so what is said about it is true here. */
export interface NearMissState {
  readonly index: number
  readonly isSame: boolean
}

/** Checks works against one lesson; what belongs to the lesson is opened once. */
export class LessonChecker {
  readonly start: World
  readonly #guarded: readonly KubernetesObject[]
  #nearMissWorlds: readonly World[] | null = null

  constructor(readonly lesson: Lesson) {
    this.start = openWorld({ documents: lesson.start })
    this.#guarded = this.start.applied.filter((object) => lesson.world !== null && this.start.documentOf(object) === lesson.world)
  }

  check({ documents, world = openWorld({ documents }, this.start), events, predictions }: Work): LessonCheck {
    const goals = this.#goals({ world, start: this.start, events, predictions })
    const disturbed = this.#disturbed(world)
    const isReady = disturbed.length === 0 && goals.every(({ met }) => met)
    const decoys = this.lesson.decoys.map((_, index) => (isReady ? this.#tryDecoy(index, documents, world) : 'waiting'))
    const complete = isReady && decoys.every((state) => state === 'held')
    return { lesson: this.lesson.id, goals, decoys, disturbed, complete, size: complete ? sizeOf(this.lesson.start, documents) : null, nearMiss: complete ? null : this.#nearMiss(goals, decoys, { world, start: this.start, events, predictions }) }
  }

  #goals(attempt: Attempt): readonly GoalState[] {
    return this.lesson.goals.map(({ lines, texts }) => {
      const states = lines.map((line, index) => checkLine(line, texts[index]!, attempt))
      return { met: states.every(({ met }) => met), lines: states }
    })
  }

  #disturbed(world: World): readonly string[] {
    const now = new Map(world.applied.map((object) => [nameOf(object), object]))
    return this.#guarded.filter((object) => { const found = now.get(nameOf(object)); return !found || !isSameObject(found, object) }).map(nameOf)
  }

  #tryDecoy(index: number, documents: readonly DocumentText[], world: World): DecoyState {
    const decoy = this.lesson.decoys[index]!
    const similar = openWorld({ documents: [...documents, { name: DECOY_DOCUMENT, text: decoy.text }] }, world)
    const attempt: Attempt = { world: similar, start: this.start, events: [], predictions: {} }
    return decoy.goals.every((line, at) => checkLine(line, decoy.texts[at]!, attempt).met) ? 'held' : 'failed'
  }

  /** The one that has the same effect on the cluster, else the first that misses the same goals, when those are not the start's. */
  #nearMiss(goals: readonly GoalState[], decoys: readonly DecoyState[], attempt: Attempt): NearMissState | null {
    const { nearMisses } = this.lesson
    const { world, start } = attempt
    this.#nearMissWorlds ??= nearMisses.map(({ documents }) => openWorld({ documents }, start))
    const misses = missesOf(goals)
    const isAsAtStart = misses === missesOf(this.#goals({ ...attempt, world: start }))
    if (isAsAtStart && hasSameEffect(world, start)) return null
    const fits = ({ misses: wanted }: NearMiss) => (wanted === 'decoys' ? misses === '' && decoys.includes('failed') : wanted.join() === misses)
    const same = nearMisses.findIndex((each, index) => fits(each) && isAlike(world, this.#nearMissWorlds![index]!))
    if (same >= 0) return { index: same, isSame: true }
    const alike = isAsAtStart ? -1 : nearMisses.findIndex(fits)
    return alike >= 0 ? { index: alike, isSame: false } : null
  }
}

/** A name that no tab can have. */
const DECOY_DOCUMENT = '\nsimilar cluster'

/** The same effect, of as many policies: a policy that does nothing is another mistake than none. */
function isAlike(world: World, other: World): boolean {
  return world.policies.policies.length === other.policies.policies.length && hasSameEffect(world, other)
}

/** Numbers of the goals that are not met, from 1. */
function missesOf(goals: readonly GoalState[]): string {
  return goals.flatMap(({ met }, index) => (met ? [] : [index + 1])).join()
}


function nameOf({ kind, namespace, name }: KubernetesObject): string {
  return `${kind} ${namespace === null ? '' : `${namespace}/`}${name}`
}
