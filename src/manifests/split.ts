/** A stretch of a YAML stream that holds one document, with its `---` line if it has one. */
export interface StreamPart {
  readonly text: string
  /** How many lines of the stream come before it. */
  readonly line: number
}

/**
 * Cuts a stream at its `---` lines. A marker always ends a document, even inside a block scalar, so no parsing is
 * needed. Parts without content (blank, comments, only directives) are left out. Concatenated, the parts and what was
 * left out give the stream again, so columns and lines stay true.
 */
export function splitDocuments(text: string): readonly StreamPart[] {
  const parts: StreamPart[] = []
  let start = 0
  let line = 0
  const close = (end: number) => {
    const part = text.slice(start, end)
    if (hasContent(part)) parts.push({ text: part, line })
    for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) line++
    start = end
  }
  for (const marker of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) if (marker.index > start) close(marker.index)
  close(text.length)
  return parts
}

function hasContent(part: string): boolean {
  return /^(?!---(?:[ \t]*(?:#.*)?)?\r?$|\.\.\.|%)[ \t]*[^\s#]/m.test(part.replace(/^---[ \t]+(?=[^\s#])/, ''))
}
