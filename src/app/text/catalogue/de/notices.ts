import { code, list, say, strong } from '../../sentence.ts'
import type { NOTICES } from '../en/notices.ts'

/** Wovon ein Fehlschlag handelt. */
const which = (documents: readonly string[]) =>
  documents.length === 0
    ? say`Die Frage`
    : list(
        documents.map((name) => say`${code(name)}`),
        'und',
      )

export const notices: typeof NOTICES = {
  undo: 'Rückgängig',
  slow: (documents) =>
    say`${which(documents)} brauchte länger als 5 s und wurde angehalten. Das Bild zeigt den letzten Text, der ging; die nächste Änderung wird wieder versucht.`,
  crashed: (documents) =>
    say`${which(documents)} hat die Engine zum Absturz gebracht; sie läuft wieder. Das Bild zeigt den letzten Text, der ging.`,
  notStarted: say`Die Engine ist nicht gestartet, darum gibt es keine Urteile. Lade die Seite neu.`,
  engineRefused: (reason) => say`Die Engine konnte nicht antworten: ${reason}.`,
  stop: 'Anhalten',
  broken: say`Der Text gilt, wie er da steht, ohne das, was fehlerhaft ist.`,
  showLastValid: 'Letzte gültige Fassung zeigen',
  stale: (documents) =>
    say`${list(
      documents.map((name) => say`${code(name)}`),
      'und',
    )} ${documents.length === 1 ? 'hat' : 'haben'} Fehler: Zu sehen ist die letzte gültige Fassung.`,
  showWithout: 'Ohne das Fehlerhafte zeigen',
  fromLink: say`Aus einem Link geöffnet.`,
  openedExample: (title) => say`${strong(title)} geöffnet.`,
  newWork: say`Eine neue Arbeit.`,
  noExamples: say`Die Beispiele ließen sich nicht laden. Alles andere geht; lade die Seite neu, um es noch einmal zu versuchen.`,
  noReader: say`Was Dateien öffnet, konnte nicht geladen werden; geöffnet wurde nichts. Lade die Seite neu und versuch es noch einmal.`,
  storageFull: say`Der Speicher dieses Browsers ist voll. Deine Arbeit wird nicht gesichert; Teilen schreibt sie in eine Datei.`,
  storageOff: say`Dieser Browser lässt die Seite nichts speichern. Deine Arbeit bleibt, bis die Seite geschlossen wird; Teilen schreibt sie in eine Datei.`,
  madeRoom: say`Der Speicher dieses Browsers war voll. Deine Arbeit ist gesichert; ältere deiner Arbeiten mussten dafür weichen.`,
  laterWorks: say`Eine spätere Fassung von Reachable hebt in diesem Browser Arbeiten auf, die diese nicht lesen kann. Sie bleiben, wie sie sind.`,
  otherTabLesson: say`Diese Lektion ist noch in einem anderen Tab offen. Aufgehoben wird, was zuletzt geändert wurde; der Verlauf hat die früheren Stände beider.`,
  otherTab: say`Diese Arbeit ist noch in einem anderen Tab offen. Dieser Tab behält ab hier seine eigene Kopie.`,
  kept: say`Deine eigene Arbeit ist aufgehoben.`,
  keptForNow: say`Deine eigene Arbeit bleibt, bis diese Seite geschlossen wird: Der Speicher des Browsers nimmt sie nicht an.`,
  backToWork: 'Zurück zu meiner Arbeit',
  sharedWork: 'Geteilte Arbeit',
  myWork: 'Meine Arbeit',
  added: (name) => say`${code(name)} hinzugefügt.`,
  otherLesson: say`Dieser Link gehört zu einer anderen Fassung der Lektion. Sie öffnet sich so, wie du sie verlassen hast.`,
  noProgress: say`Dieser Browser hebt deinen Fortschritt nicht auf. Unter Lektionen kannst du ihn als Datei sichern.`,
  noMadeLesson: say`Diese Lektion hat jemand selbst gemacht. Sie ist nicht in diesem Browser, oder sie lässt sich nicht lesen. Ihr Link bringt sie, wenn er vollständig ist.`,
  noSuchLesson: say`Unter dieser Adresse gibt es keine Lektion. Hier sind alle, die es gibt.`,
  someLeftOut: say`Manches davon blieb draußen.`,
  whatWasLeftOut: 'Was draußen blieb',
}
