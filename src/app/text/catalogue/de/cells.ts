import { code, say } from '../../sentence.ts'
import type { CELLS } from '../en/cells.ts'

const ARTEN = { allowed: 'durch eine Regel erlaubt', open: 'offen', part: 'zum Teil', denied: 'abgelehnt' }
const ZEICHEN = { opened: 'geöffnet', closed: 'geschlossen', changed: 'geändert' }

export const cells: typeof CELLS = {
  words: { self: 'zu sich selbst', allowed: 'durch eine Regel erlaubt', open: 'von selbst offen', 'denied-leaving': 'abgelehnt, hinaus', 'denied-entering': 'abgelehnt, hinein', part: 'kommt darauf an' },
  signs: ZEICHEN,
  anyPort: 'jeder TCP-Port',
  flow: (from, to, port, verdict, change) => say`${code(from)} zu ${code(to)} ${port}: ${verdict}${change === null ? '' : `, ${change}`}`,
  outside: (from, to) => say`${code(from)} zu ${code(to)}: beide außerhalb des Clusters`,
  noFlows: (from, to) => say`${from} zu ${to}: keine Flows`,
  pair: (from, to, passing, all, kinds, changes) =>
    say`${from} zu ${to}: ${passing} von ${all} Flows kommen durch${kinds.length === 1 ? `, alle ${ARTEN[kinds[0]![1]]}` : `, ${kinds.map(([amount, kind]) => `${amount} ${ARTEN[kind]}`).join(', ')}`}${changes.length > 0 ? `; einige ${changes.map((change) => ZEICHEN[change]).join(', einige ')}` : ''}`,
}
