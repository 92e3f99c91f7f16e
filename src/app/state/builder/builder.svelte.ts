import type { MadeLesson } from '../../../lessons/made/make.ts'
import type { LessonPlan, PlannedGoal, PlannedState, PlannedWrong } from '../../../lessons/made/plan.ts'
import { printQuestion } from '../../../world/print-question.ts'
import { loadLessonFiles } from '../lesson/shelf.ts'
import { encodeMadeLink } from '../made/made-link.ts'
import type { Session } from '../session.svelte.ts'
import type { KeyValueStore } from '../work-store.ts'
import { keepPlan, keptPlan, newPlan } from './kept-plan.ts'

/**
 * A lesson that is being made beside the work: its parts are taken from what is on the screen, and the engine tries it.
 */
export class Builder {
  #plan = $state.raw<LessonPlan>(
    newPlan(
      { documents: [], cni: { name: 'reference', mode: 'as-written', isModeAssumed: false, options: {} } },
      null,
      null,
    ),
  )
  #made = $state.raw<MadeLesson | null>(null)
  #link = $state.raw<string | null>(null)
  #status = $state<'idle' | 'trying' | 'failed'>('idle')
  #turn = 0

  constructor(
    private readonly session: Session,
    private readonly local: KeyValueStore | null,
  ) {
    const kept = keptPlan(local)
    if (kept) this.#plan = kept
    else this.startOver()
  }

  get plan(): LessonPlan {
    return this.#plan
  }
  /** How the lesson stood when it was tried last; null: never, or it has changed since. */
  get made(): MadeLesson | null {
    return this.#made
  }
  /** The part of an address after `#`, with it; null: it was not tried, cannot be read, or is too large. */
  get link(): string | null {
    return this.#link
  }
  get status(): 'idle' | 'trying' | 'failed' {
    return this.#status
  }

  /** What was asked last, as a goal would have it; null: nothing. */
  asked: string | null = $derived.by(() => {
    const { question } = this.session.reply ?? {}
    return question ? printQuestion(question) : null
  })

  /** The work on the screen, as the start of another lesson. */
  startOver(): void {
    this.#change(newPlan(this.#present(), this.asked, this.session.view))
  }

  set(change: Partial<LessonPlan>): void {
    this.#change({ ...this.#plan, ...change })
  }

  /** A goal of the question that was asked: that it passes, or that it does not. */
  addAsked(expect: 'allow' | 'deny'): void {
    if (this.asked !== null) this.addGoal(`${expect} ${this.asked}`)
  }

  /** A line of a goal. One that is there already is not added. */
  addGoal(line: string): void {
    const text = line.trim()
    if (text !== '' && !this.#plan.goals.some((goal) => goal.line === text))
      this.set({ goals: [...this.#plan.goals, { line: text, say: '' }] })
  }

  setGoal(at: number, change: Partial<PlannedGoal>): void {
    this.set({ goals: this.#plan.goals.map((goal, index) => (index === at ? { ...goal, ...change } : goal)) })
  }

  removeGoal(at: number): void {
    this.set({ goals: this.#plan.goals.toSpliced(at, 1) })
  }

  takeStart(): void {
    this.set({ start: this.#present(), question: this.asked, view: this.session.view })
  }

  takeSolution(): void {
    this.set({ solution: this.#present() })
  }

  takeWrong(): void {
    this.set({
      wrong: [
        ...this.#plan.wrong,
        { ...this.#present(), name: `wrong ${this.#plan.wrong.length + 1}`, say: '', hint: 2 },
      ],
    })
  }

  setWrong(at: number, change: Partial<PlannedWrong>): void {
    this.set({ wrong: this.#plan.wrong.map((wrong, index) => (index === at ? { ...wrong, ...change } : wrong)) })
  }

  removeWrong(at: number): void {
    this.set({ wrong: this.#plan.wrong.toSpliced(at, 1) })
  }

  /** Puts a state back on the screen, to go on from there. */
  show({ documents, cni }: PlannedState): void {
    this.session.replaceDocuments(documents, cni, this.session.assertions)
  }

  async verify(): Promise<void> {
    const turn = ++this.#turn
    this.#status = 'trying'
    try {
      const made = await this.session.lessonReader.makeLesson(this.#plan, await loadLessonFiles())
      const link = made.problems.length === 0 ? await encodeMadeLink(made) : null
      if (turn !== this.#turn) return
      this.#made = made
      this.#link = link
      this.#status = 'idle'
    } catch {
      if (turn === this.#turn) this.#status = 'failed'
    }
  }

  #present(): PlannedState {
    const { documents, cni } = this.session
    return { documents, cni }
  }

  #change(plan: LessonPlan): void {
    this.#turn++
    this.#plan = plan
    this.#made = null
    this.#link = null
    this.#status = 'idle'
    keepPlan(this.local, plan)
  }
}
