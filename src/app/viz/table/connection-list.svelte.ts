import type { ConnectionsQuery, ConnectionsView } from '../../../worker/connections-view.ts'
import type { ReachView } from '../../../worker/snapshot.ts'
import type { ListedConnections } from '../../exports/listed.ts'
import {
  arrangedConnections,
  connectionAt,
  connectionRows,
  listedConnections,
  type ConnectionColumn,
  type ConnectionRow,
  type ConnectionSort,
} from './connection-rows.ts'
import { KeepSame } from '../keep-same.ts'
import { fullName, orderedGroups } from '../matrix/grid.ts'

/** Rows of a page, and of a print. */
export const PAGE = 500
const PRINTED = 5000
/** In larger clusters newcomers are looked for when somebody asks: it takes about a second. */
const SMALL = 300

type Side = NonNullable<ConnectionsQuery['about']>['as']

/** Which connections the list shows, in which order, page by page. */
export class ConnectionListState {
  text = $state('')
  changedOnly = $state(false)
  conditionalOnly = $state(false)
  hidesDns = $state(false)
  about = $state<string | null>(null)
  as = $state<Side>('either')
  namespace = $state<string | null>(null)
  /** Shows more than a page, for paper. */
  isPrinting = $state(false)
  /** Null: whatever suits the size of the cluster. */
  #exposure = $state<boolean | null>(null)
  #sort = $state.raw<ConnectionSort | null>(null)
  #page = $state(0)
  #view = $state.raw<ConnectionsView | null>(null)
  #same = new KeepSame<ConnectionRow>()

  get sort(): ConnectionSort | null {
    return this.#sort
  }

  exposure = $derived.by(() => this.#exposure ?? this.reach().endpoints.length <= SMALL)
  groups = $derived.by(() => orderedGroups(this.reach().groups))
  /** Workloads, to list what one of them has to do with; by group. */
  choices = $derived.by(() =>
    this.groups
      .filter((group) => group !== 'outside')
      .map((group) => ({
        group,
        ends: this.reach()
          .endpoints.filter((end) => end.group === group)
          .map((end) => ({ id: end.id, name: fullName(end) })),
      })),
  )
  /** What the engine is asked for. What is gone from the cluster does not filter it. */
  query: ConnectionsQuery = $derived.by(() => {
    const about =
      this.about !== null && this.reach().endpoints.some(({ id }) => id === this.about)
        ? { end: this.about, as: this.as }
        : null
    return {
      about,
      namespace: this.namespace !== null && this.groups.includes(this.namespace) ? this.namespace : null,
      exposure: this.exposure,
    }
  })
  /** Null: they are not there yet. */
  rows = $derived.by(() => (this.#view ? connectionRows(this.#view) : null))
  found = $derived.by(() =>
    this.rows
      ? arrangedConnections(
          this.rows,
          {
            text: this.text,
            changedOnly: this.changedOnly,
            conditionalOnly: this.conditionalOnly,
            hidesDns: this.hidesDns,
          },
          this.#sort,
        )
      : new Uint32Array(),
  )
  isFiltered = $derived.by(
    () =>
      this.text.trim() !== '' ||
      this.changedOnly ||
      this.conditionalOnly ||
      this.hidesDns ||
      this.query.about !== null ||
      this.query.namespace !== null,
  )
  pages = $derived(Math.max(1, Math.ceil(this.found.length / PAGE)))
  page = $derived(Math.min(this.#page, this.pages - 1))
  shown: readonly ConnectionRow[] = $derived.by(() => {
    const { rows } = this
    const items = this.isPrinting
      ? this.found.subarray(0, PRINTED)
      : this.found.subarray(this.page * PAGE, (this.page + 1) * PAGE)
    return this.#same.of(rows ? [...items].map((item) => connectionAt(rows, item)) : [])
  })

  constructor(private readonly reach: () => Pick<ReachView, 'endpoints' | 'groups'>) {}

  take(view: ConnectionsView): void {
    this.#view = view
  }

  search(text: string): void {
    this.text = text
    this.#page = 0
  }

  toggle(what: 'changedOnly' | 'conditionalOnly' | 'hidesDns'): void {
    this[what] = !this[what]
    this.#page = 0
  }

  toggleExposure(): void {
    this.#exposure = !this.exposure
    this.#page = 0
  }

  focus(end: string | null): void {
    this.about = end
    this.#page = 0
  }

  clear(): void {
    this.text = ''
    this.changedOnly = this.conditionalOnly = this.hidesDns = false
    this.about = this.namespace = null
    this.as = 'either'
    this.#page = 0
  }

  /** Up, down, and back to the engine's own order. */
  sortBy(by: ConnectionColumn): void {
    this.#sort =
      this.#sort?.by !== by ? { by, descending: false } : this.#sort.descending ? null : { by, descending: true }
    this.#page = 0
  }

  turn(by: number): void {
    this.#page = Math.max(0, Math.min(this.pages - 1, this.page + by))
  }

  /** Everything that passes the filter, on all pages. */
  listed(): ListedConnections {
    return this.#view
      ? listedConnections(connectionRows(this.#view), this.found, 'connections')
      : { kind: 'connections', connections: [] }
  }
}
