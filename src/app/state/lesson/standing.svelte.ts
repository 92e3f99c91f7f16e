import type { LessonCheck } from '../../../lessons/check.ts'
import type { FlowGoal } from '../../viz/selection.ts'
import { flowGoals } from './flow-goals.ts'
import type { Session } from '../session.svelte.ts'
import { shortNames } from '../short-names.ts'

const NO_FLOWS: readonly FlowGoal[] = []

/** How the goals of the open lesson stand. */
export class LessonStanding {
  /** Numbers of goals, from 1, that were met and are not any more. */
  #lost = $state.raw<readonly number[]>([])
  #met: readonly boolean[] = []

  constructor(private readonly session: Session) {}

  get lost(): readonly number[] {
    return this.#lost
  }

  /** Null: not known yet. */
  check: LessonCheck | null = $derived.by(() => {
    const check = this.session.snapshot?.lesson ?? null
    return check && check.lesson === this.session.lesson?.id ? check : null
  })
  isComplete = $derived(this.check?.complete ?? false)
  held = $derived(this.check?.goals.filter(({ met }) => met).length ?? 0)
  /** Goals that the graph draws. */
  flows: readonly FlowGoal[] = $derived.by(() => {
    const { lesson, snapshot, stations } = this.session
    return lesson && snapshot ? flowGoals(lesson, snapshot, stations) : NO_FLOWS
  })
  /** Workloads by their short names, as the lesson speaks of them. */
  nameOf = $derived.by(() =>
    shortNames(this.session.stations.filter(({ group }) => group === 'Workloads').map(({ name }) => name)),
  )
  /** What is said about the present mistake: only where it is this very one. */
  remark = $derived.by(() =>
    this.check?.nearMiss?.isSame ? (this.session.lesson?.nearMisses[this.check.nearMiss.index]?.say ?? null) : null,
  )
  /** The hint, from 1, that the present mistake calls for; 0: none. */
  wantedHint = $derived.by(() =>
    this.check?.nearMiss ? (this.session.lesson?.nearMisses[this.check.nearMiss.index]?.hint ?? 0) : 0,
  )
  /** The similar cluster in which the answer fails; null: none, or it was not tried. */
  failedDecoy = $derived.by(
    () => this.session.lesson?.decoys.find((_, index) => this.check?.decoys[index] === 'failed') ?? null,
  )

  /** Another lesson is opened: nothing was met that could be lost. */
  forget(): void {
    this.#lost = []
    this.#met = []
  }

  /** To be called with each new check. */
  note({ goals }: LessonCheck): void {
    const met = goals.map((goal) => goal.met)
    this.#lost = met.flatMap((now, index) =>
      !now && (this.#met[index] || this.#lost.includes(index + 1)) ? [index + 1] : [],
    )
    this.#met = met
  }
}
