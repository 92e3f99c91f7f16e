import { code, say } from '../../sentence.ts'
import type { CELLS } from '../en/cells.ts'

export const cells: typeof CELLS = {
  words: {
    self: 'zu sich selbst',
    allowed: 'durch eine Regel erlaubt',
    open: 'von selbst offen',
    'denied-leaving': 'abgelehnt am Ausgang',
    'denied-entering': 'abgelehnt am Eingang',
    part: 'kommt darauf an',
  },
  signs: { opened: 'geöffnet', closed: 'geschlossen', changed: 'geändert' },
  anyPort: 'jeder TCP-Port',
  flow: (from, to, port, verdict) => say`${code(from)} zu ${code(to)} ${port}: ${verdict}`,
  outside: (from, to) => say`${code(from)} zu ${code(to)}: beide außerhalb des Clusters`,
  noFlows: (from, to) => say`${from} zu ${to}: keine Flows`,
  kinds: { allowed: 'durch eine Regel erlaubt', open: 'offen', part: 'zum Teil', denied: 'abgelehnt' },
  all: (kind) => `alle ${kind}`,
  pair: (from, to, [passing, all], said) => say`${from} zu ${to}: ${passing} von ${all} Flows kommen durch, ${said}`,
  some: (changes) => `; einige ${changes.join(', einige ')}`,
}
