const HEADING = /^#### (.*)\n*/

/**
 * The server's hover text without what says nothing: a heading alone, and a heading that names the same type for each
 * of several forms.
 */
export function tidyHover(markdown: string): string {
  const heading = HEADING.exec(markdown)?.[1] ?? ''
  const text = markdown.replace(HEADING, '').trim()
  if (text === '') return ''
  const types = [...new Set(heading.split(' || '))].filter((type) => type !== '')
  return types.length === 0 ? text : `#### ${types.join(' or ')}\n\n${text}`
}
