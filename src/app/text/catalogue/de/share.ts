import type { SHARE } from '../en/share.ts'

export const share: typeof SHARE = {
  title: 'Teilen',
  tooLarge: 'Diese Arbeit ist zu groß für einen Link. Die Datei enthält alle ihre Dokumente.',
  opensLesson: 'Wer diesen Link öffnet, kommt zu dieser Lektion, mit dem, was du darin geschrieben hast.',
  opensWork: 'Wer diesen Link öffnet, sieht dieselben Dokumente, dieselbe Frage und dieselbe Ansicht.',
  opensStart: 'Wer diesen Link öffnet, kommt zu dieser Lektion, an ihren Anfang.',
  opensAnyView:
    'Wer diesen Link öffnet, sieht dieselben Dokumente und dieselbe Frage, in der Ansicht, die zu ihrer Größe passt.',
  withProgress: 'Mit dem, was ich in der Lektion geschrieben habe',
  withView: 'Mit der offenen Ansicht und der Stelle im Text',
  link: 'Link',
  making: 'Der Link entsteht …',
  short: (example) =>
    `Kurz: nur, was vom Beispiel „${example}“ abweicht. Er öffnet sich, solange das Beispiel bleibt, wie es ist.`,
  length: (characters) => `${characters} Zeichen.`,
  long: ' Manche Programme schneiden so lange Links ab; die Datei ist sicherer.',
  copied: 'Kopiert',
  copyLink: 'Link kopieren',
  download: 'Datei herunterladen',
  send: 'Senden …',
  refused: 'Der Browser hat das Kopieren nicht erlaubt. Der Link steht oben im Feld.',
  qr: 'Der Link als QR-Code',
  qrShort: 'Der Code enthält den kurzen Link.',
  qrTooLong: (inLesson) =>
    `Zu lang für einen QR-Code${inLesson ? '' : ': Hinein passt nur, was von einem Beispiel oder vom Anfang einer Lektion abweicht'}.`,
  makeBefore: 'Oder gib anderen eine Aufgabe:',
  make: 'Aus diesem Stand eine Lektion machen',
  privacy:
    'Der Stand steht im Teil nach dem #, er wird an keinen Server geschickt. Wer den Link hat, hat die Dokumente.',
  embed: 'In eine Seite oder in Folien einbetten',
  shown: 'Was zu sehen ist',
  modes: {
    view: { name: 'Ansicht', says: 'Text, Bild und Antwort, zum Lesen' },
    quiz: { name: 'Quiz', says: 'die Antwort kommt nach einer Vermutung' },
    full: { name: 'Playground', says: 'zum Ändern; nichts davon wird aufgehoben' },
  },
  code: 'Code zum Einbetten',
  copyCode: 'Code kopieren',
  openLink: 'Diesen Link öffnen?',
  openLinkAbout:
    'Du hast die Arbeit auf dem Bildschirm geändert. Sie wird aufgehoben, und „Zurück zu meiner Arbeit“ bringt sie zurück.',
  open: 'Link öffnen',
  stay: 'Hier bleiben',
}
