/** Where the last word of a line begins; behind the line's last letter when a space ends it. */
export function lastWordAt(line: string): number {
  let at = line.length
  while (at > 0 && !/\s/.test(line[at - 1]!)) at--
  return at
}
