/**
 * Words of Python's textwrap: blanks, words that may be cut behind a hyphen, dashes between words.
 * Source: https://github.com/python/cpython/blob/main/Lib/textwrap.py, wordsep_re.
 */
const CHUNK =
  /([\t\n\v\f\r ]+|(?<=[\p{L}\p{N}_!"'&.,?])-{2,}(?=[\p{L}\p{N}_])|[^\t\n\v\f\r ]+?(?:-(?:(?<=[\p{L}_]{2}-)|(?<=[\p{L}_]-[\p{L}\p{N}_!"'&.,?]-))(?=[\p{L}_]-?[\p{L}_])|(?=[\t\n\v\f\r ]|$)|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,}[\p{L}\p{N}_])))/u

/** The lines of a text that are no longer than `width`; words that are longer are cut. */
export function wrap(text: string, width: number): readonly string[] {
  const chunks = text
    .replace(/[\t\n\v\f\r]/g, ' ')
    .split(CHUNK)
    .filter((chunk) => chunk !== undefined && chunk !== '')
  const lines: string[] = []
  let line = ''
  while (chunks.length > 0) {
    const chunk = chunks[0]!
    if (line === '' && lines.length > 0 && chunk.trim() === '') {
      chunks.shift()
      continue
    }
    if (line.length + chunk.length <= width) {
      line += chunk
      chunks.shift()
      continue
    }
    if (chunk.length > width) {
      const room = width - line.length
      // Behind a hyphen where there is one, else where the line ends.
      const hyphen = chunk.slice(0, room).lastIndexOf('-')
      const end = hyphen > 0 && /[^-]/.test(chunk.slice(0, hyphen)) ? hyphen + 1 : room
      line += chunk.slice(0, end)
      chunks[0] = chunk.slice(end)
    }
    lines.push(line.trimEnd())
    line = ''
  }
  if (line.trimEnd() !== '' || lines.length === 0) lines.push(line.trimEnd())
  return lines
}
