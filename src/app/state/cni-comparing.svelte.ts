import type { CniSetting } from '../../sim/cni/choice.ts'
import type { CniComparison, ComparedFlow } from '../../world/index.ts'
import { DEFAULT_COLUMNS, shownColumns, withChanged, withColumn, withoutColumn } from './cni-columns.ts'
import type { Session } from './session.svelte.ts'

/** How many flows are listed at most. */
const FLOW_LIMIT = 200

/** What the rows of the comparison are: flows, or what plugins do. */
export type CniRows = 'flows' | 'behaviours'

/**
 * The same documents under several network plugins: which ones, and what came of it. Nothing is compared before
 * somebody looks.
 */
export class CniComparing {
  #chosen = $state.raw<readonly CniSetting[]>(DEFAULT_COLUMNS)
  #found = $state.raw<CniComparison | null>(null)
  #hasFailed = $state(false)
  #asked = 0
  rows = $state<CniRows>('flows')
  /** Whether behaviours in which all columns agree are shown too. */
  showsAll = $state(false)

  constructor(private readonly session: Session) {}

  readonly columns: readonly CniSetting[] = $derived.by(() => shownColumns(this.#chosen, this.session.cni))

  /** What was compared last; null: nothing yet. It stays while the next is on its way. */
  get found(): CniComparison | null {
    return this.#found
  }
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  add(setting: CniSetting): void {
    this.#chosen = withColumn(this.columns, setting)
  }
  remove(setting: CniSetting): void {
    this.#chosen = withoutColumn(this.columns, setting)
  }
  change(from: CniSetting, to: CniSetting): void {
    this.#chosen = withChanged(this.columns, from, to)
  }
  reset(): void {
    this.#chosen = DEFAULT_COLUMNS
  }

  /** Compares the picture on the screen anew. */
  async compare(): Promise<void> {
    const turn = ++this.#asked
    const { question } = this.session
    try {
      const found = await this.session.picture.compareCnis({
        settings: this.columns,
        question: typeof question === 'object' ? question : null,
        limit: FLOW_LIMIT,
      })
      if (turn !== this.#asked) return
      this.#found = found
      this.#hasFailed = false
    } catch {
      if (turn === this.#asked) this.#hasFailed = true
    }
  }

  /** Takes this plugin, and asks the flow. */
  take(setting: CniSetting, flow: ComparedFlow): void {
    this.session.setCni(setting)
    this.session.ask(flow.question)
  }
}
