/** One edit: lines `first` to `last` (both touched) were replaced by a text with so many line ends in it. */
export interface LineChange {
  readonly first: number
  readonly last: number
  readonly lineEnds: number
}

/**
 * After which line something stands that stood after `line` before the change. Just like Monaco moves what lies between
 * lines: lines that are there before and after count as edited, further ones as inserted behind or deleted from behind
 * them.
 */
export function movedLine(line: number, { first, last, lineEnds }: LineChange): number {
  const deleted = last - first
  const kept = first + Math.min(deleted, lineEnds)
  if (lineEnds > deleted) return line > kept ? line + lineEnds - deleted : line
  return line <= kept ? line : line <= last ? kept : line - (deleted - lineEnds)
}
