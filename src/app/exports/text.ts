import { portSetsText } from '../text/ports.ts'
import { hasSigns, SIGN_LETTERS, type ListedConnection, type ListedConnections } from './listed.ts'

/**
 * One line each: `shop/web → shop/api: TCP 8080`. Where some changed, each line begins with its sign, or with blanks.
 */
export function printText(list: ListedConnections): string {
  const isSigned = hasSigns(list)
  return list.connections
    .map(
      (connection) =>
        `${isSigned ? `${connection.sign ? SIGN_LETTERS[connection.sign] : ' '} ` : ''}${lineOf(connection)}\n`,
    )
    .join('')
}

function lineOf({ from, to, now, before, sign }: ListedConnection): string {
  return `${from.name} → ${to.name}: ${portSetsText(now)}${sign === 'changed' || sign === 'closed' ? ` (was ${portSetsText(before)})` : ''}`
}
