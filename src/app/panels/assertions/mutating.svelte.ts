import type { Session } from '../../state/session.svelte.ts'
import type { Assertion } from '../../../world/assertions/assertion.ts'
import type { TriedMutant } from '../../../world/mutants/try.ts'

/** Mutants that are tried between two looks at whether somebody typed. */
const STEP = 4

/** Trying every mutant of the policies on the screen, bit by bit, so that typing goes on meanwhile. */
export class Mutating {
  #tried = $state.raw<readonly TriedMutant[] | null>(null)
  #all = $state(0)
  #isRunning = $state(false)
  #hasFailed = $state(false)
  #turn = 0
  /** What was tried against. */
  #against: { readonly assertions: readonly Assertion[]; readonly snapshot: unknown } | null = null

  constructor(private readonly session: Session) {}

  /** Null: not tried yet. While it runs: those so far. */
  get tried(): readonly TriedMutant[] | null { return this.#tried }
  get all(): number { return this.#all }
  get isRunning(): boolean { return this.#isRunning }
  get hasFailed(): boolean { return this.#hasFailed }

  /** The policies or the assertions are others by now. */
  isOld = $derived.by(() => this.#tried !== null && !this.#isRunning && (this.#against?.snapshot !== this.session.snapshot || this.#against.assertions !== this.session.work.assertions))

  survivors = $derived.by(() => (this.#tried ?? []).filter(({ fate }) => fate === 'survived'))

  async run(): Promise<void> {
    const turn = ++this.#turn, { assertions } = this.session.work, { snapshot } = this.session
    this.#against = { assertions, snapshot }
    this.#tried = []
    this.#all = 0
    this.#hasFailed = false
    this.#isRunning = true
    try {
      for (let from = 0; ;) {
        const { all, tried } = await this.session.testing({ task: 'mutants', assertions, from, count: STEP })
        if (turn !== this.#turn) return
        this.#all = all
        this.#tried = [...this.#tried, ...tried]
        from += tried.length
        // Another picture has other mutants.
        if (from >= all || this.session.snapshot !== snapshot) break
      }
    } catch {
      if (turn === this.#turn) this.#hasFailed = true
    }
    if (turn === this.#turn) this.#isRunning = false
  }

  stop(): void {
    this.#turn++
    this.#isRunning = false
  }
}
