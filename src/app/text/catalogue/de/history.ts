import { say } from '../../sentence.ts'
import type { HISTORY } from '../en/history.ts'
import { anzahl } from './count.ts'

const verbindungen = { one: 'Verbindung', other: 'Verbindungen' }

export const history: typeof HISTORY = {
  title: 'Verlauf',
  about:
    'Stände dieser Arbeit, in diesem Browser aufgehoben, sobald du mit dem Schreiben innehältst. Holst du einen zurück, bleibt auch der jetzige.',
  notKept: 'Dieser Browser speichert sie nicht: Sie sind fort, wenn die Seite geschlossen wird.',
  nameNow: 'Name für den jetzigen Stand',
  nameNowField: 'Dem jetzigen Stand einen Namen geben',
  keep: 'Aufheben',
  onScreen: 'auf dem Bildschirm',
  nameOf: (when) => `Name der Version von ${when}`,
  noName: 'ohne Namen',
  comparing: 'Wird verglichen …',
  changes: 'Änderungen',
  bringBack: 'Zurückholen',
  remove: 'Löschen',
  removeOf: (when) => `Version von ${when} löschen`,
  none: 'Noch ist nichts aufgehoben. Öffne etwas, oder schreib.',
  restored: (version) => say`Zurück bei ${version}. Was vorher da war, steht im Verlauf.`,
  undo: 'Rückgängig',
  now: 'was auf dem Bildschirm ist',
  all: 'Alle Versionen',
  from: 'Von',
  to: 'bis',
  moreNotListed: (amount) => `${amount} weitere stehen nicht in der Liste.`,
  sameDocuments: 'Kein Dokument unterscheidet sich.',
  first: say`Die erste, die bekannt ist`,
  objects: {
    added: (names) => say`${names} neu`,
    changed: (names) => say`${names} geändert`,
    removed: (names) => say`${names} entfernt`,
  },
  more: (amount) => `${amount} weitere`,
  and: 'und',
  otherCni: say`anderes CNI oder andere Einstellung`,
  otherApi: say`andere Policy-API`,
  otherAssertions: say`andere Zusicherungen`,
  otherText: say`Text außerhalb von Objekten`,
  noObject: say`Kein Objekt hat sich geändert`,
  notCompared: 'Die beiden ließen sich nicht vergleichen.',
  noConnection: 'keine Verbindung unterscheidet sich',
  opens: (amount) => `öffnet ${anzahl(amount, verbindungen)}`,
  closes: (amount) => `schließt ${anzahl(amount, verbindungen)}`,
  changesPorts: (amount) => `ändert die Ports von ${anzahl(amount, verbindungen)}`,
  errors: (amount) =>
    `; ${anzahl(amount, { one: 'Fehler', other: 'Fehler' })} im Text, und worin ${amount === 1 ? 'er steckt' : 'sie stecken'}, blieb draußen`,
}
