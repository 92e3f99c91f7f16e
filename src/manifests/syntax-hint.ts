/**
 * A likelier explanation of text that is no YAML than the parser's own, which often notices a fault a line too late:
 * `missing-colon` after `word`, `tab` where YAML allows only blanks, `open-quote` that nothing closes.
 */
export type SyntaxHint =
  | { readonly hint: 'missing-colon'; readonly word: string; readonly offset: number }
  | { readonly hint: 'tab'; readonly offset: number }
  | { readonly hint: 'open-quote'; readonly offset: number }

/** Nobody sees a likely slip in a longer line, and patterns would read it again from each of its places. */
const LONGEST_LINE = 2_000

/**
 * Looks at the line where the parser gave up and at the last one with content before it. Null: nothing catches the eye.
 */
export function syntaxHint(text: string, offset: number): SyntaxHint | null {
  const at = lineAt(text, offset)
  const lines = [at, ...linesBefore(text, at.start)].filter((line) => line.text.length <= LONGEST_LINE)
  for (const line of lines) {
    const tab = /^ *\t/.exec(line.text)
    if (tab) return { hint: 'tab', offset: line.start + tab[0].length - 1 }
  }
  for (const line of lines) {
    // A key alone on its line, or a key and its value with only a blank between them.
    const bare = /^ *(?:- +)*([A-Za-z][\w./-]*)(?: +[^\s:#][^:#]*)?\s*$/.exec(line.text)
    if (bare && !line.text.includes('"') && !line.text.includes("'"))
      return {
        hint: 'missing-colon',
        word: bare[1]!,
        offset: line.start + line.text.indexOf(bare[1]!) + bare[1]!.length,
      }
  }
  for (const line of lines) {
    const quote = /:\s+(["'])[^"']*$/.exec(line.text)
    if (quote) return { hint: 'open-quote', offset: line.start + line.text.lastIndexOf(quote[1]!) }
  }
  return null
}

interface Line {
  readonly start: number
  readonly text: string
}

function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', Math.max(0, Math.min(offset, text.length) - 1)) + 1
  const end = text.indexOf('\n', start)
  return { start, text: text.slice(start, end < 0 ? text.length : end) }
}

/** The last line before `start` that is neither blank nor a comment, if there is one. */
function linesBefore(text: string, start: number): readonly Line[] {
  for (let end = start - 1; end > 0;) {
    const line = lineAt(text, end)
    if (/^\s*[^\s#]/.test(line.text)) return [line]
    end = line.start - 1
  }
  return []
}
