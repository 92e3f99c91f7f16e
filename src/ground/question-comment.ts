/**
 * The question in a `# ? shop/web -> shop/api:8080` comment, without the blanks around it. Null: the line is no such
 * comment, or asks nothing. Written without a regular expression, so that a line of many blanks costs what its length
 * says.
 */
export function questionComment(line: string): string | null {
  const comment = line.trim()
  if (!comment.startsWith('#')) return null
  const text = comment.slice(1).trimStart()
  return text.startsWith('?') ? text.slice(1).trim() || null : null
}
