import { say } from '../../sentence.ts'
import type { PICTURE } from '../en/picture.ts'

export const picture: typeof PICTURE = {
  pictures: 'Bilder des Clusters',
  views: {
    graph: 'Graph',
    matrix: 'Matrix',
    walk: 'Weg',
    table: 'Tabelle',
    nodes: 'Nodes',
    board: 'Tiers',
    architecture: 'Architektur',
    cnis: 'CNIs',
  },
  updating: 'wird neu berechnet …',
  notLoaded: 'Diese Ansicht ließ sich nicht laden. Der Graph geht weiterhin.',
  tryAgain: 'Noch einmal',
  noPods: 'Noch keine Pods: Nichts in diesen Dokumenten startet einen.',
  open: (title) => `„${title}“ öffnen`,
  nothing: 'Leer anfangen',
  opened: (amount) => `${amount} geöffnet`,
  closed: (amount) => `${amount} geschlossen`,
  signs: { opened: 'geöffnet', closed: 'geschlossen', changed: 'geändert' },
  reaches: (isNow, from, to, port) =>
    say`${from} erreicht ${to}${port === '' ? '' : ` auf ${port}`} ${isNow ? 'jetzt' : 'nicht mehr'}.`,
  listChanges: (against) => `Zeigen, welche Flows sich geändert haben: ${against}`,
  against: {
    edit: 'durch die letzte Änderung',
    baseline: 'seit der Marke',
    start: 'seit Beginn der Lektion',
    before: 'seit der Version davor',
  },
  clearBaseline: 'Marke löschen',
  markBaseline: 'Marke setzen',
  markBaselineTitle: 'Von hier an zählen, was sich öffnet und schließt (B)',
}
