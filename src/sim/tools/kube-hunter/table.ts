import { wrap } from './wrap.ts'

/** Cells are wrapped at so many characters. */
const WIDTH = 20

/**
 * A table as PrettyTable draws it for kube-hunter: a rule after every row. Rows are in falling order of one column, and
 * of the whole row where that is equal. Source: src/modules/report/plain.py
 */
export function printTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  by: number,
): readonly string[] {
  const sorted = [...rows].sort((a, b) => -compareLists([a[by]!, ...a], [b[by]!, ...b]))
  const cells = [
    header.map((title) => [title]),
    ...sorted.map((row) =>
      row.map((cell) => cell.split('\n').flatMap((line) => (line.length > WIDTH ? wrap(line, WIDTH) : [line]))),
    ),
  ]
  const widths = header.map((_, column) =>
    Math.max(...cells.map((row) => Math.max(...row[column]!.map(visibleLength)))),
  )
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`
  return [rule, ...cells.flatMap((row) => [...linesOf(row, widths), rule])]
}

function linesOf(row: readonly (readonly string[])[], widths: readonly number[]): readonly string[] {
  const height = Math.max(...row.map((lines) => lines.length))
  return Array.from(
    { length: height },
    (_, index) => `|${widths.map((width, column) => ` ${padded(row[column]![index] ?? '', width)} `).join('|')}|`,
  )
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleLength(text)))
}

/** Evidence may hold the NUL between the words of a command line, which takes no room. */
function visibleLength(text: string): number {
  return text.replaceAll('\0', '').length
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return a[index]! < b[index]! ? -1 : 1
  return 0
}
