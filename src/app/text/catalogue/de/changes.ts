import { say } from '../../sentence.ts'
import type { CHANGES } from '../en/changes.ts'
import { anzahl } from './count.ts'

const weitere = (amount: number) =>
  `${amount.toLocaleString('de')} weitere ${amount === 1 ? 'steht' : 'stehen'} nicht in der Liste`

export const changes: typeof CHANGES = {
  comparedWith: 'Verglichen mit',
  to: {
    flows: (against) => `${against}, Flow für Flow`,
    counted: (against) => `${against}, alle Ports`,
    opened: () => 'der Arbeit, wie sie geöffnet wurde',
    files: () => 'Dateien …',
    link: () => 'einem Link …',
  },
  against: { edit: 'der letzten Änderung', baseline: 'der Marke', start: 'dem Anfang der Lektion' },
  chooseFiles: 'Dateien wählen',
  otherFiles: 'Andere Dateien',
  linkField: 'Link, mit dem verglichen wird',
  compare: 'Vergleichen',
  files: (amount) => anzahl(amount, { one: 'Datei', other: 'Dateien' }),
  theLink: 'der Link',
  noneSinceBaseline: 'Kein Flow ist anders als bei der Marke.',
  noneSinceEdit: 'Die letzte Änderung hat keinen Flow geändert.',
  showAll: 'Alle Flows als Tabelle zeigen',
  head: (against) => `Was sich geändert hat: ${against}`,
  moreFlows: (amount) => `${weitere(amount)}.`,
  howFiles: 'Wähl Manifeste oder ein Archiv davon. Sie werden in diesem Browser gelesen und nicht geöffnet.',
  howLink: 'Füg einen Link ein, den Teilen gemacht hat. Seine Arbeit wird nicht geöffnet.',
  notCompared: 'Die Verbindungen ließen sich nicht vergleichen. Die nächste Änderung wird wieder versucht.',
  comparing: 'Wird verglichen …',
  counts: (opened, closed, changed) => `${opened} geöffnet · ${closed} geschlossen · ${changed} geändert`,
  errors: (amount) =>
    ` · ${amount === 1 ? 'ein Fehler' : anzahl(amount, { one: 'Fehler', other: 'Fehler' })} in dem, womit verglichen wird; worin ${amount === 1 ? 'er steckt' : 'sie stecken'}, blieb draußen`,
  same: 'Jede Verbindung ist gleich, auf jedem Port.',
  was: (ports) => ` vorher ${ports}`,
  moreConnections: (amount, inExport) => `${weitere(amount)}${inExport ? '; ein Export hat sie alle' : ''}.`,
  problems: {
    nothing: say`In dem, was gewählt wurde, fand sich kein Manifest.`,
    'too-many': say`Das sind mehr Dateien, als sich vergleichen lassen.`,
    'too-large': say`Diese Dateien sind größer, als eine Arbeit sein darf.`,
    'not-fetched': say`Was Dateien liest, ließ sich nicht laden. Mit dem Netz geht es wieder.`,
    lesson: say`Das ist ein Link zu einer Lektion. Vergleichen lassen sich nur Links, die Teilen aus einer Arbeit macht.`,
    'no-link': say`Das ist kein Link von Reachable: Der Teil nach dem # fehlt, oder er gehört zu einer anderen Seite.`,
  },
  linkProblems: {
    incomplete: say`Dieser Link ist unvollständig.`,
    newer: say`Dieser Link stammt aus einer späteren Version von Reachable.`,
    'other-example': say`Dieser Link enthält nur, was von einem Beispiel abweicht, und dieses Beispiel ist hier ein anderes.`,
    'too-large': say`Dieser Link wird ausgepackt größer als 30\u00a0MB.`,
    'not-a-work': say`Dieser Link enthält nichts, was sich vergleichen ließe.`,
  },
}
