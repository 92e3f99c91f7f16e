import type { Place } from './keys.ts'
import type { Grid } from './grid.ts'

const HEADING = 'heading'

/**
 * The one place of a grid that takes the focus. It stays with its flow, by the keys of row and column, when other rows
 * come and go, and at its place when its own is gone. Nobody was there yet: it is what is asked about, else the first
 * cell.
 */
export class GridFocus {
  #visited = $state.raw<{ readonly row: string; readonly column: string; readonly place: Place } | null>(null)
  #rows = $derived.by(() => new Map(this.grid().rows.map(({ key }, index) => [key, index])))
  #columns = $derived.by(() => new Map(this.grid().columns.map(({ key }, index) => [key, index])))

  readonly place: Place = $derived.by(() => {
    if (!this.#visited) {
      const selected = this.selected()
      return selected.row >= 0 && selected.column >= 0 ? selected : { row: 0, column: 0 }
    }
    const { row, column, place } = this.#visited
    return {
      row: row === HEADING ? -1 : (this.#rows.get(row) ?? Math.min(place.row, this.grid().rows.length - 1)),
      column:
        column === HEADING ? -1 : (this.#columns.get(column) ?? Math.min(place.column, this.grid().columns.length - 1)),
    }
  })

  constructor(
    private readonly grid: () => Grid,
    private readonly selected: () => Place,
  ) {}

  visit(place: Place): void {
    this.#visited = {
      row: this.grid().rows[place.row]?.key ?? HEADING,
      column: this.grid().columns[place.column]?.key ?? HEADING,
      place,
    }
  }

  forget(): void {
    this.#visited = null
  }
}
