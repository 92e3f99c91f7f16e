/** A document's lines, read one at a time, so that nobody has to copy a large text to look at a few of them. */
export interface Lines {
  readonly count: number
  /** Without its end. Lines count from 1; empty when there is no such line. */
  at(line: number): string
}

/** Cuts the text at its line breaks of any kind. An empty text has one line. */
export function linesOf(text: string): Lines {
  const lines = text.split(/\r\n|\r|\n/)
  return { count: lines.length, at: (line) => lines[line - 1] ?? '' }
}

/** The column, from 0, of a line's first character that is not white; null for a blank line. */
export function indentOf(line: string): number | null {
  const indent = line.search(/\S/)
  return indent < 0 ? null : indent
}
