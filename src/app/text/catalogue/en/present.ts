import { part } from '../part.ts'

/** The window for an audience. */
export const PRESENT = part('present', {
  text: 'Text',
  cluster: 'Cluster',
  nothing: 'Nothing is presented yet',
  nothingAbout:
    'Press Present in the window with your work. What it shows comes here, without a network and without anything else of yours.',
  before: 'Stage before',
  beforeTitle: 'Stage before ([ or Page Up)',
  next: 'Next stage',
  nextTitle: 'Next stage (] or Page Down)',
  stages: 'Stages',
  spot: 'Spotlight',
  spotTitle: 'Dim everything but the asked flow (S)',
  second: 'Second window',
  secondTitle: 'Another window of this presentation, in step with this one',
  theme: 'Theme',
  themeTitle: 'Light or dark',
  clock: (time: string) => `Time so far, ${time}; start again`,
  clockTitle: 'Time so far; a click starts it again',
  open: 'Open this stage',
  offline: 'It works offline',
  qr: 'Link of this stage as a QR code',
  qrTooLong: 'Too long for a QR code',
  playground: 'Open the playground',
})
