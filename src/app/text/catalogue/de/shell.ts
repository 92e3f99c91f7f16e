import { say, strong } from '../../sentence.ts'
import type { SHELL } from '../en/shell.ts'

export const shell: typeof SHELL = {
  skipToEditor: 'Zum Editor springen',
  skipToQuestion: 'Zur Frage springen',
  noHome:
    'Die Liste der Lektionen ließ sich nicht laden. Der Playground geht weiterhin; lade die Seite neu, um es noch einmal zu versuchen.',
  noLesson: 'Der Text der Lektion ließ sich nicht laden. Lade die Seite neu, um es noch einmal zu versuchen.',
  noAttack: 'Die Sicht des Angreifers ließ sich nicht laden. Lade die Seite neu, um es noch einmal zu versuchen.',
  noBuilder: 'Der Baukasten für Lektionen ließ sich nicht laden. Lade die Seite neu, um es noch einmal zu versuchen.',
  noWorkshop: 'Die Workshops ließen sich nicht laden. Lade die Seite neu, um es noch einmal zu versuchen.',
  noWindow: 'Der Browser hat kein Fenster geöffnet. Erlaube Fenster für diese Seite und versuche es noch einmal.',
  editor: 'Editor',
  editorWidth: 'Breite des Editors',
  explanationHeight: 'Höhe der Erklärung',
  cluster: 'Cluster',
  splitter: 'Ziehen, klicken oder Pfeiltasten. Doppelklick stellt zurück.',
  close: 'Schließen',
  putAway: 'Weglegen',
  task: 'web erreicht api nicht. Finde heraus, warum.',
  putTaskAway: 'Aufgabe weglegen',
  putAwayKey: 'Weglegen (Esc)',
  ctrlKey: 'Strg',
  shiftKey: 'Umschalt',
  shown: 'Was zu sehen ist',
  halves: { lesson: 'Lektion', yaml: 'YAML', cluster: 'Cluster', trace: 'Trace' },
  attack: 'Angriff',
  drop: (inLesson) =>
    say`${strong('Zum Öffnen loslassen.')} YAML- und JSON-Dateien, Ordner und Zip-Archive.${inLesson ? ' Sie öffnen sich als eigene Arbeit; die Lektion behält deinen Entwurf.' : ''}`,
}
