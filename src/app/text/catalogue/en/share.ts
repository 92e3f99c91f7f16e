import { part } from '../part.ts'

/** Sharing: links, codes, files, and what is embedded. */
export const SHARE = part('share', {
  title: 'Share',
  tooLarge: 'This work is too large for a link. The file holds all of its documents.',
  opensLesson: 'Who opens this link comes to this lesson, with what you wrote in it.',
  opensWork: 'Who opens this link sees the same documents, question and view.',
  opensStart: 'Who opens this link comes to this lesson, at its start.',
  opensAnyView: 'Who opens this link sees the same documents and question, in the view that suits their size.',
  withProgress: 'With what I wrote in the lesson',
  withView: 'With the view that is open and the place in the text',
  link: 'Link',
  making: 'Making the link…',
  short: (example: string) =>
    `Short: only what differs from the example “${example}”. It opens as long as that example stays as it is.`,
  length: (characters: string) => `${characters} characters.`,
  long: ' Some programs cut links as long as this; the file is safer.',
  copied: 'Copied',
  copyLink: 'Copy link',
  download: 'Download file',
  send: 'Send…',
  refused: 'The browser did not allow copying. The link is in the field above.',
  qr: 'The link as a QR code',
  qrShort: 'The code holds the short link.',
  qrTooLong: (inLesson: boolean) =>
    `Too long for a QR code${inLesson ? '' : ': only what differs from an example, or from the start of a lesson, fits into one'}.`,
  makeBefore: 'Or give others a task:',
  make: 'Make a lesson of this state',
  privacy: 'The state is in the part after #, it is not sent to a server. Whoever has the link has the documents.',
  embed: 'Embed in a page or in slides',
  shown: 'What is shown',
  modes: {
    view: { name: 'View', says: 'the text, the picture and the answer, to read' },
    quiz: { name: 'Quiz', says: 'the answer shows after a guess' },
    full: { name: 'Playground', says: 'to edit; nothing of it is kept' },
  },
  code: 'Code to embed',
  copyCode: 'Copy code',
  openLink: 'Open this link?',
  openLinkAbout: 'You have edited the work on the screen. It is kept, and “Back to my work” brings it back.',
  open: 'Open the link',
  stay: 'Stay here',
})
