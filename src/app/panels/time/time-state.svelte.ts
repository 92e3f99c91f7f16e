import type { TimelineView, TimeScenario } from '../../../world/index.ts'
import type { Question } from '../../../world/answer.ts'

/** A scenario for each chip, as it was chosen last. */
type Chosen = { readonly [Kind in TimeScenario['kind']]: Extract<TimeScenario, { kind: Kind }> }

const FIRST: Chosen = {
  'start-up': { kind: 'start-up', pod: null },
  policy: { kind: 'policy', change: 'arrives', policy: null },
  rollout: { kind: 'rollout', workload: null, label: null },
  address: { kind: 'address', pod: null },
}

/** Which scenario is looked at, which moment of it, and what came of it. */
export class TimeState {
  #chosen = $state.raw<Chosen>(FIRST)
  #kind = $state<TimeScenario['kind']>('start-up')
  #view = $state.raw<TimelineView | null>(null)
  #shown = $state.raw<TimeScenario>(FIRST['start-up'])
  #hasFailed = $state(false)
  #at = $state(0)
  #turn = 0

  constructor(private readonly read: (question: Question, scenario: TimeScenario) => Promise<TimelineView>) {}

  readonly scenario: TimeScenario = $derived(this.#chosen[this.#kind])
  /** What was read last, and for which scenario; null: nothing yet. It stays while the next is on its way. */
  get view(): TimelineView | null {
    return this.#view
  }
  get shown(): TimeScenario {
    return this.#shown
  }
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** The moment that the slider stands at: an index of the timeline's moments. */
  get at(): number {
    return Math.min(this.#at, Math.max(0, (this.#view?.timeline?.moments.length ?? 1) - 1))
  }
  set at(index: number) {
    this.#at = index
  }

  show(kind: TimeScenario['kind']): void {
    this.#kind = kind
    this.#at = 0
  }

  choose(scenario: TimeScenario): void {
    this.#chosen = { ...this.#chosen, [scenario.kind]: scenario }
    this.show(scenario.kind)
  }

  async load(question: Question): Promise<void> {
    const turn = ++this.#turn
    const scenario = this.scenario
    try {
      const view = await this.read(question, scenario)
      if (turn !== this.#turn) return
      this.#view = view
      this.#shown = scenario
      this.#hasFailed = false
    } catch {
      if (turn === this.#turn) this.#hasFailed = true
    }
  }
}
