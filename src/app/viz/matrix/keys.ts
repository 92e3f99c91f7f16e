/** A place in a grid. −1 is the heading of a row or a column. */
export interface Place {
  readonly row: number
  readonly column: number
}

/**
 * What a key press in a grid is about: how many lines there are, how many rows a page has, whether headings take the
 * focus.
 */
export interface GridSize {
  readonly rows: number
  readonly columns: number
  readonly page: number
  readonly headings: boolean
}

/** Where a key leads; null when it is no key of a grid. Stays inside. */
export function placeAfter(
  key: string,
  control: boolean,
  { row, column }: Place,
  { rows, columns, page, headings }: GridSize,
): Place | null {
  const least = headings ? -1 : 0
  const place = (row: number, column: number): Place => ({
    row: Math.max(least, Math.min(rows - 1, row)),
    column: Math.max(least, Math.min(columns - 1, column)),
  })
  switch (key) {
    case 'ArrowUp':
      return place(control ? 0 : row - 1, column)
    case 'ArrowDown':
      return place(control ? rows - 1 : row + 1, column)
    case 'ArrowLeft':
      return place(row, control ? 0 : column - 1)
    case 'ArrowRight':
      return place(row, control ? columns - 1 : column + 1)
    case 'Home':
      return place(control ? 0 : row, 0)
    case 'End':
      return place(control ? rows - 1 : row, columns - 1)
    case 'PageUp':
      return place(Math.max(0, row - page), column)
    case 'PageDown':
      return place(row + page, column)
    default:
      return null
  }
}
