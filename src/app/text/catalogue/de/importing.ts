import { code, say } from '../../sentence.ts'
import type { IMPORTING } from '../en/importing.ts'
import { anzahl } from './count.ts'

const zahl = (amount: number) => amount.toLocaleString('de')
const blieb = (amount: number) => (amount === 1 ? 'blieb' : 'blieben')

export const importing: typeof IMPORTING = {
  offer: (documents) => `${anzahl(documents, { one: 'Dokument', other: 'Dokumente' })} öffnen?`,
  offerAbout: (title) =>
    say`Du hast die Arbeit auf dem Bildschirm geändert. Als neue Arbeit tritt an ihre Stelle, was in ${title} ist; deine wird aufgehoben, und „Zurück zu meiner Arbeit“ bringt sie zurück.`,
  asNew: 'Als neue Arbeit öffnen',
  add: 'Zu dieser Arbeit hinzufügen',
  nothing: 'Nichts öffnen',
  leftOut: 'Was draußen blieb',
  and: 'und',
  more: (amount) => say`${amount} weitere`,
  files: (amount) => anzahl(amount, { one: 'Datei', other: 'Dateien' }),
  place: (folder) => (folder === '' ? say`Das` : say`${code(folder)}`),
  helm: (place, templates, command) =>
    say`${place} ist ein Helm-Chart. ${anzahl(templates, { one: 'Template', other: 'Templates' })} und die Werte des Charts blieben draußen: Manifeste werden sie erst, wenn Helm sie rendert. ${command} schreibt sie in eine Datei, die sich hier öffnen lässt.`,
  template: (names, amount, command) =>
    say`${names} ${amount === 1 ? 'enthält' : 'enthalten'} Anweisungen eines Templates, ${code('{{ … }}')}, und ${blieb(amount)} draußen: Helm muss sie erst rendern. Im Ordner des Charts schreibt ${command} eine Datei, die sich hier öffnen lässt.`,
  package: (names, amount, command) =>
    say`${names} ${blieb(amount)} draußen. Ist es ein gepacktes Helm-Chart, schreibt ${command} eine Datei, die sich hier öffnen lässt.`,
  kustomize: (place, patches, names, command) =>
    say`${place} wird von kustomize zusammengesetzt. Seine Kustomization${patches === 0 ? [] : say` und ${anzahl(patches, { one: 'Patch', other: 'Patches' })}, ${names},`} ${patches === 0 ? 'blieb' : 'blieben'} draußen, darum zeigt das Bild die Manifeste ohne das, was sie ändert. ${command} schreibt das Ergebnis in eine Datei, die sich hier öffnen lässt.`,
  other: (amount) =>
    say`${anzahl(amount, { one: 'Datei', other: 'Dateien' })} mit anderen Endungen als .yaml, .yml, .json und .zip ${amount === 1 ? 'wurde' : 'wurden'} übersprungen.`,
  noObject: (names, amount) =>
    say`${names} ${amount === 1 ? 'nennt' : 'nennen'} kein Objekt von Kubernetes, weder ${code('apiVersion')} noch ${code('kind')}, und ${amount === 1 ? 'wurde' : 'wurden'} übersprungen.`,
  nested: (names, amount) =>
    say`${names} ${blieb(amount)} draußen: Archive in einem Archiv werden nicht geöffnet. Pack das äußere aus und öffne das innere für sich.`,
  notText: (names, amount) => say`${names} ${blieb(amount)} draußen: kein Text in UTF-8.`,
  tooLarge: (names, amount, limit) => say`${names} ${blieb(amount)} draußen: länger als ${zahl(limit)} Zeichen.`,
  encrypted: (names, amount) =>
    say`${names} ${blieb(amount)} draußen: mit einem Passwort verschlossen. Pack das Archiv aus und öffne die Dateien.`,
  damaged: (names, amount) =>
    say`${names} ${blieb(amount)} draußen: im Archiv beschädigt, oder so gepackt, dass nur neuere Programme es auspacken.`,
  unreadable: (names) => say`${names} ließ sich nicht lesen: verschoben, gelöscht oder nicht erlaubt.`,
  archive: (name, problem) => say`${name} wurde nicht geöffnet: ${problem}.`,
  archiveProblems: {
    damaged: 'Es ist kein Zip-Archiv, oder es wurde unterwegs abgeschnitten oder verändert',
    'too-many': (limit) => `Es enthält mehr als ${zahl(limit)} Dateien`,
    'too-large': (megabytes) => `Ausgepackt ist es größer als ${megabytes}\u00a0MB`,
  },
  tooManyFiles: (limit) =>
    say`Das sind mehr als ${limit} Dateien, so viele, wie eine Arbeit höchstens fasst. Nichts wurde geöffnet.`,
  allTooLarge: (limit) =>
    say`Zusammen sind sie länger als ${zahl(limit)} Zeichen, so viel, wie eine Arbeit höchstens fasst. Nichts wurde geöffnet.`,
  notFetched: say`Was Dateien liest, ließ sich nicht laden. Nichts wurde geöffnet; mit dem Netz geht es wieder, oder füg den Text ein.`,
  folderTooLarge: (limit) =>
    say`Dieser Ordner enthält mehr als ${zahl(limit)} Dateien. Nichts wurde geöffnet; wähl den Ordner mit den Manifesten.`,
  noRoomForFiles: (limit) =>
    say`Zusammen mit dieser Arbeit sind das mehr als ${limit} Dokumente, so viele, wie eine Arbeit höchstens fasst. Nichts kam dazu.`,
  noRoomForText: (limit) =>
    say`Zusammen mit dieser Arbeit sind sie länger als ${zahl(limit)} Zeichen, so viel, wie eine Arbeit höchstens fasst. Nichts kam dazu.`,
  opened: (amount, title) =>
    amount === 0
      ? say`Aus ${title} wurde nichts geöffnet.`
      : say`${anzahl(amount, { one: 'Dokument', other: 'Dokumente' })} aus ${title} geöffnet.`,
  numbered: (names, amount) =>
    say`Manche Dateien heißen gleich: ${names} ${amount === 1 ? 'hat eine Nummer' : 'haben Nummern'} bekommen.`,
  reading: say`Wird gelesen …`,
  readingOf: (done, all) => say`Wird gelesen: ${done} von ${anzahl(all, { one: 'Datei', other: 'Dateien' })}.`,
  testsTaken: (path, tests) =>
    say`${path} enthält ${anzahl(tests, { one: 'Test', other: 'Tests' })} von netassert: ${tests === 1 ? 'Er gehört' : 'Sie gehören'} jetzt zu den Zusicherungen.`,
  testsRefused: (path, problem) => say`netassert lehnt ${path} ab: ${problem}`,
}
