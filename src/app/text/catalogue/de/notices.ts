import { code, list, say, strong } from '../../sentence.ts'
import type { NOTICES } from '../en/notices.ts'

export const notices: typeof NOTICES = {
  undo: 'Rückgängig',
  stop: 'Anhalten',
  broken: say`Der Text gilt, wie er da steht, ohne das, was fehlerhaft ist.`,
  showLastValid: 'Letzte gültige Fassung zeigen',
  stale: (documents) => say`${list(documents.map((name) => say`${code(name)}`), 'und')} ${documents.length === 1 ? 'hat' : 'haben'} Fehler: Zu sehen ist die letzte gültige Fassung.`,
  showWithout: 'Ohne das Fehlerhafte zeigen',
  fromLink: say`Aus einem Link geöffnet.`,
  openedExample: (title) => say`${strong(title)} geöffnet.`,
  newWork: say`Eine neue Arbeit.`,
  noExamples: say`Die Beispiele ließen sich nicht laden. Alles andere geht; lade die Seite neu, um es noch einmal zu versuchen.`,
  storageFull: say`Der Speicher dieses Browsers ist voll. Deine Arbeit wird nicht gesichert; Teilen schreibt sie in eine Datei.`,
  otherTab: say`Diese Arbeit ist noch in einem anderen Tab offen. Dieser Tab behält ab hier seine eigene Kopie.`,
  kept: say`Deine eigene Arbeit ist aufgehoben.`,
  keptForNow: say`Deine eigene Arbeit bleibt, bis diese Seite geschlossen wird: Der Speicher des Browsers nimmt sie nicht an.`,
  backToWork: 'Zurück zu meiner Arbeit',
  sharedWork: 'Geteilte Arbeit',
  myWork: 'Meine Arbeit',
  added: (name) => say`${code(name)} hinzugefügt.`,
  otherLesson: say`Dieser Link gehört zu einer anderen Fassung der Lektion. Sie öffnet sich so, wie du sie verlassen hast.`,
  noProgress: say`Dieser Browser hebt deinen Fortschritt nicht auf. Unter Lektionen kannst du ihn als Datei sichern.`,
  noSuchLesson: say`Unter dieser Adresse gibt es keine Lektion. Hier sind alle, die es gibt.`,
  someLeftOut: say`Manches davon blieb draußen.`,
  whatWasLeftOut: 'Was draußen blieb',
}
