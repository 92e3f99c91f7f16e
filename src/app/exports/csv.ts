import { portsText } from '../text/ports.ts'
import { csvField } from './csv-field.ts'
import type { ListedConnections } from './listed.ts'

const HEADING = ['Change', 'From', 'To', 'Allowed', 'Depends', 'Allowed before', 'Depends before', 'Not there yet']

/** Comma-separated values after RFC 4180, with a heading. The columns are always the same. */
export function printCsv({ connections }: ListedConnections): string {
  const rows = connections.map(({ from, to, now, before, sign }) => [
    sign ?? '',
    from.name,
    to.name,
    portsText(now.allowed, '-'),
    portsText(now.conditional, '-'),
    ...(sign === null ? ['', ''] : [portsText(before.allowed, '-'), portsText(before.conditional, '-')]),
    from.newcomer ? 'from' : to.newcomer ? 'to' : '',
  ])
  return [HEADING, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('')
}
