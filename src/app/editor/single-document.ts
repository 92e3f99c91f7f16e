import type { Lines } from './lines.ts'

const SEPARATOR = /^(?:---|\.\.\.)(?:\s|$)/

/**
 * The text of the one YAML document that `line` is in, with every line still at its place: what is above is left blank.
 * The language server does not find its way in the later documents of a stream, and has less to read.
 */
export function singleDocument(lines: Lines, line: number): string {
  let first = line
  // A separator begins the document below it.
  while (first > 1 && !SEPARATOR.test(lines.at(first)) && !SEPARATOR.test(lines.at(first - 1))) first--
  let last = line
  while (last < lines.count && !SEPARATOR.test(lines.at(last + 1))) last++
  const text: string[] = []
  for (let at = first; at <= last; at++) text.push(SEPARATOR.test(lines.at(at)) ? '' : lines.at(at))
  return '\n'.repeat(first - 1) + text.join('\n')
}
