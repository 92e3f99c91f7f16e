import { SvelteSet } from 'svelte/reactivity'
import type { CellCode, DiffView, ReachView } from '../../../worker/snapshot.ts'
import { sayEnglish } from '../../text/catalogue/spoken.ts'
import {
  arrangedFlows,
  cellOfFlow,
  flowRows,
  flowsAsCsv,
  rowOf,
  type FlowRow,
  type FlowRows,
  type Sort,
  type SortColumn,
} from './flow-rows.ts'
import { KeepSame } from '../keep-same.ts'
import { orderedGroups } from '../matrix/grid.ts'
import type { FlowSelection } from '../selection.ts'

/** Rows of a page, and of a print. */
export const PAGE = 500
const PRINTED = 5000

/** What the table is given with every picture. */
export interface TableInput {
  readonly reach: ReachView
  readonly diff: DiffView
  readonly selection: FlowSelection | null
}

/** Which flows the table shows, in which order, page by page. */
export class FlowTableState {
  text = $state('')
  readonly verdicts = new SvelteSet<CellCode>()
  changedOnly = $state(false)
  /** Shows more than a page, for paper. */
  isPrinting = $state(false)
  #sort = $state.raw<Sort | null>(null)
  #page = $state(0)
  #into = $state<string | null>(null)
  #part = $state.raw<{ readonly into: string; readonly reach: ReachView } | null>(null)
  #same = new KeepSame<FlowRow>()

  get sort(): Sort | null {
    return this.#sort
  }

  groups = $derived.by(() => orderedGroups(this.input().reach.groups))
  /** Of a matrix too large to come whole, one destination is shown at a time; null: it came whole. */
  into: string | null = $derived.by(() => {
    const { reach, selection } = this.input()
    if (reach.cells) return null
    if (this.#into !== null && this.groups.includes(this.#into)) return this.#into
    return (
      reach.endpoints.find((end) => end.id === selection?.to)?.group ??
      this.groups.find((group) => group !== 'outside') ??
      null
    )
  })
  /** Null: the cells are not there yet. */
  rows: FlowRows | null = $derived.by(() => {
    const { reach, diff } = this.input()
    const source = reach.cells ? reach : this.#part?.into === this.into ? this.#part.reach : null
    return source?.cells ? flowRows(source, source.cells, diff) : null
  })
  found = $derived.by(() =>
    this.rows
      ? arrangedFlows(
          this.rows,
          { text: this.text, verdicts: new Set(this.verdicts), changedOnly: this.changedOnly },
          this.#sort,
        )
      : new Uint32Array(),
  )
  isFiltered = $derived.by(() => this.text.trim() !== '' || this.verdicts.size > 0 || this.changedOnly)
  pages = $derived(Math.max(1, Math.ceil(this.found.length / PAGE)))
  page = $derived(Math.min(this.#page, this.pages - 1))
  shown: readonly FlowRow[] = $derived.by(() => {
    const { rows } = this
    const cells = this.isPrinting
      ? this.found.subarray(0, PRINTED)
      : this.found.subarray(this.page * PAGE, (this.page + 1) * PAGE)
    return this.#same.of(rows ? [...cells].map((cell) => rowOf(rows, cell)) : [])
  })

  constructor(private readonly input: () => TableInput) {}

  search(text: string): void {
    this.text = text
    this.#page = 0
  }

  toggle(verdict: CellCode): void {
    if (!this.verdicts.delete(verdict)) this.verdicts.add(verdict)
    this.#page = 0
  }

  toggleChanged(): void {
    this.changedOnly = !this.changedOnly
    this.#page = 0
  }

  clear(): void {
    this.text = ''
    this.verdicts.clear()
    this.changedOnly = false
  }

  /** Up, down, and back to the matrix's own order. */
  sortBy(by: SortColumn): void {
    this.#sort =
      this.#sort?.by !== by ? { by, descending: false } : this.#sort.descending ? null : { by, descending: true }
    this.#page = 0
  }

  turn(by: number): void {
    this.#page = Math.max(0, Math.min(this.pages - 1, this.page + by))
  }

  /** Turns to the page that has a flow; stays when none has. */
  turnTo(flow: FlowSelection): void {
    const index = this.rows ? this.found.indexOf(cellOfFlow(this.rows, flow)) : -1
    if (index >= 0) this.#page = Math.floor(index / PAGE)
  }

  goInto(group: string): void {
    this.#into = group
    this.#page = 0
  }

  take(into: string, reach: ReachView): void {
    this.#part = { into, reach }
  }

  /** Everything that passes the filter, on all pages. */
  csv(): string {
    const { rows, found } = this
    return rows ? sayEnglish(() => flowsAsCsv(rows, found)) : ''
  }
}
