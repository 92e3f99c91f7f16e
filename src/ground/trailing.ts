/**
 * The text without the signs of `signs` (each one UTF-16 unit) at its end; none of them there: the text itself. Takes
 * one pass, where a pattern like `/-+$/` tries again from each sign of a run that is not at the end.
 */
export function withoutTrailing(text: string, signs: string): string {
  let end = text.length
  while (end > 0 && signs.includes(text[end - 1]!)) end--
  return text.slice(0, end)
}
