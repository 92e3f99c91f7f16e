import type { ArchitectureQuery, ArchitectureView, JourneyKind, JourneyStep } from '../../../world/architecture.ts'
import { stepWords } from '../../text/architecture.ts'
import { Stepper } from '../../ui/stepper.svelte.ts'

/** What can be read beside the picture: the step, the list of steps, the components. */
export const DETAIL_TABS = ['step', 'steps', 'parts'] as const
/** One of these tabs. */
export type DetailTab = (typeof DETAIL_TABS)[number]

/** Which journey is looked at, of what, and where it stands. */
export class ArchitectureState {
  tab = $state<DetailTab>('step')
  /** The part whose words are looked at; null: none. */
  part = $state<string | null>(null)
  #kind = $state<JourneyKind>('deployment')
  #chosen = $state.raw<Readonly<Partial<Record<JourneyKind, string>>>>({})
  #view = $state.raw<ArchitectureView | null>(null)
  readonly stepper = new Stepper(() => this.steps.length)

  get kind(): JourneyKind {
    return this.#kind
  }
  /** Null: it is not there yet. */
  get view(): ArchitectureView | null {
    return this.#view
  }

  query: ArchitectureQuery = $derived({ journey: this.#kind, of: this.#chosen[this.#kind] ?? null })
  steps: readonly JourneyStep[] = $derived(this.#view?.journey?.steps ?? [])
  step: JourneyStep | null = $derived(this.steps[this.stepper.index] ?? null)
  names: readonly string[] = $derived(
    this.#view?.journey ? this.steps.map((step) => stepWords(step, this.#view!.journey!).title) : [],
  )

  /** What the engine says; what was asked for something else by now is dropped. */
  take(view: ArchitectureView, query: ArchitectureQuery): void {
    if (query === this.query) this.#view = view
  }

  choose(kind: JourneyKind): void {
    if (kind === this.#kind) return
    this.#kind = kind
    this.#view = null
    this.#begin()
  }

  /** What the journey is of. */
  follow(id: string): void {
    this.#chosen = { ...this.#chosen, [this.#kind]: id }
    this.#begin()
  }

  goTo(index: number): void {
    this.stepper.go(index)
    this.tab = 'step'
  }

  look(part: string): void {
    this.stepper.stop()
    this.part = part
    this.tab = 'parts'
  }

  #begin(): void {
    this.stepper.go(0)
    this.tab = 'step'
  }
}
