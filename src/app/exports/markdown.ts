import { portSetsText, portsText } from '../text/ports.ts'
import { hasSigns, type ListedConnections } from './listed.ts'

/** A table. Only where some connections changed it has columns for the change and for what passed before. */
export function printMarkdown(list: ListedConnections): string {
  const isSigned = hasSigns(list)
  const heading = [...(isSigned ? ['Change'] : []), 'From', 'To', 'Allowed', 'Depends', ...(isSigned ? ['Before'] : [])]
  const rows = list.connections.map(({ from, to, now, before, sign }) => [
    ...(isSigned ? [sign ?? ''] : []),
    from.name,
    to.name,
    portsText(now.allowed),
    portsText(now.conditional),
    ...(isSigned ? [sign === null ? '' : portSetsText(before)] : []),
  ])
  return [heading, heading.map(() => '---'), ...rows.map((row) => row.map(escaped))]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('')
}

/** Names come from documents of any origin: nothing in them may end the cell or be read as Markdown or HTML. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|~&]/g, (sign) => (sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`))
}
