import type { Session } from '../../state/session.svelte.ts'
import type { Work } from '../../state/work.ts'
import type { TriedMutant } from '../../../world/mutants/try.ts'

/** Mutants that are tried between two looks at whether somebody typed. */
const STEP = 4

type Against = Pick<Work, 'assertions' | 'documents' | 'cni' | 'policyApi'>

function isSame(a: Against, b: Against): boolean {
  return a.assertions === b.assertions && a.documents === b.documents && a.cni === b.cni && a.policyApi === b.policyApi
}

/** Milliseconds between two looks at whether the engine has caught up. */
const PAUSE = 50
const pause = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, PAUSE)
  })

/** Trying every mutant of the policies on the screen, bit by bit, so that typing goes on meanwhile. */
export class Mutating {
  #tried = $state.raw<readonly TriedMutant[] | null>(null)
  #all = $state(0)
  #untried = $state(0)
  #isRunning = $state(false)
  #hasFailed = $state(false)
  #turn = 0
  /** What was tried against. */
  #against = $state.raw<Against | null>(null)

  constructor(private readonly session: Session) {}

  /** Null: not tried yet. While it runs: those so far. */
  get tried(): readonly TriedMutant[] | null {
    return this.#tried
  }
  get all(): number {
    return this.#all
  }
  /** How many more there are than are tried. */
  get untried(): number {
    return this.#untried
  }
  get isRunning(): boolean {
    return this.#isRunning
  }
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** The policies or the assertions are others by now. */
  isOld = $derived.by(
    () =>
      this.#tried !== null && !this.#isRunning && this.#against !== null && !isSame(this.#against, this.session.work),
  )

  survivors = $derived.by(() => (this.#tried ?? []).filter(({ fate }) => fate === 'survived'))

  async run(): Promise<void> {
    const turn = ++this.#turn
    this.#hasFailed = false
    this.#isRunning = true
    this.#begin()
    try {
      for (;;) {
        // Another text has other mutants: somebody typed, so it begins again with what is there now.
        if (this.session.pending || !isSame(this.#against!, this.session.work)) {
          await pause()
          if (turn !== this.#turn) return
          if (!this.session.pending) this.#begin()
          continue
        }
        const from: number = this.#tried!.length
        const { assertions } = this.#against!
        const { all, untried, tried } = await this.session.picture.testing({
          task: 'mutants',
          assertions,
          from,
          count: STEP,
        })
        if (turn !== this.#turn) return
        if (this.session.pending) continue
        this.#all = all
        this.#untried = untried
        this.#tried = [...this.#tried!, ...tried]
        if (from + tried.length >= all) break
      }
    } catch {
      if (turn === this.#turn) this.#hasFailed = true
    }
    if (turn === this.#turn) this.#isRunning = false
  }

  #begin(): void {
    const { assertions, documents, cni, policyApi } = this.session
    this.#against = { assertions, documents, cni, policyApi }
    this.#tried = []
    this.#all = 0
  }

  stop(): void {
    this.#turn++
    this.#isRunning = false
  }
}
