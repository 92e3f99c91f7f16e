import { TRANSPORT } from '../text/catalogue/en/transport.ts'

/** How fast it plays: `every` step stays so many milliseconds. */
export interface Pace {
  readonly id: PaceId
  readonly label: string
  readonly every: number
}

/** How long a step lasts when it goes by itself: `every`, in milliseconds. */
const PACES = [
  {
    id: 'slow',
    get label() {
      return TRANSPORT.paces.slow
    },
    every: 6000,
  },
  {
    id: 'even',
    get label() {
      return TRANSPORT.paces.even
    },
    every: 3000,
  },
  {
    id: 'fast',
    get label() {
      return TRANSPORT.paces.fast
    },
    every: 1000,
  },
] as const
/** The name of a pace. */
export type PaceId = (typeof PACES)[number]['id']

/** Goes from step to step, by hand or by itself. It stands at one of `count` steps; with none of them at 0. */
export class Stepper {
  #index = $state(0)
  #isPlaying = $state(false)
  pace = $state<PaceId>('even')

  constructor(
    private readonly count: () => number,
    readonly paces: readonly Pace[] = PACES,
  ) {}

  /** A journey that became shorter is stood at its end. */
  get index(): number {
    return Math.max(0, Math.min(this.#index, this.count() - 1))
  }
  get isPlaying(): boolean {
    return this.#isPlaying && !this.isAtEnd
  }
  get isAtEnd(): boolean {
    return this.index >= this.count() - 1
  }

  go(index: number): void {
    this.#index = index
    this.#isPlaying = false
  }

  by(steps: number): void {
    this.go(Math.max(0, Math.min(this.count() - 1, this.index + steps)))
  }

  /** At the end it begins anew. */
  toggle(): void {
    if (this.#isPlaying) {
      this.#isPlaying = false
      return
    }
    if (this.isAtEnd) this.#index = 0
    this.#isPlaying = this.count() > 1
  }

  stop(): void {
    this.#isPlaying = false
  }

  /** For an effect: while it plays, the next step comes when the pace says so. */
  run(): (() => void) | void {
    if (!this.isPlaying) return
    const { index } = this
    const timer = setTimeout(
      () => {
        this.#index = index + 1
        if (this.isAtEnd) this.#isPlaying = false
      },
      this.paces.find(({ id }) => id === this.pace)!.every,
    )
    return () => clearTimeout(timer)
  }
}

/**
 * What a key does to it; false: nothing. Arrows and Home and End step, Space plays. Keys typed at a control of its own
 * are that one's.
 */
export function stepByKey(event: KeyboardEvent, stepper: Stepper, count: number): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof Element)) return false
  const { target } = event
  if (target.closest('select, input, textarea, [role="tab"], pre') !== null) return false
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowDown':
      stepper.by(1)
      return true
    case 'ArrowLeft':
    case 'ArrowUp':
      stepper.by(-1)
      return true
    case 'Home':
      stepper.go(0)
      return true
    case 'End':
      stepper.go(count - 1)
      return true
    case ' ':
      if (target.closest('button, a, summary') !== null) return false
      stepper.toggle()
      return true
    default:
      return false
  }
}
