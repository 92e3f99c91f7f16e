import type { WORKSHOP } from '../en/workshop.ts'
import { anzahl } from './count.ts'

const schritte = (amount: number) => anzahl(amount, { one: 'Schritt', other: 'Schritte' })
const minuten = { one: 'Minute', other: 'Minuten' }

export const workshop: typeof WORKSHOP = {
  title: 'Workshops',
  lost: 'Unter dieser Adresse gibt es keinen Workshop. Hier sind alle, die es gibt.',
  lead: 'Ein Plan mit seinen Zeiten, eine Seite für alle, die mitmachen, eine für die Leitung, und ein Handzettel. Wer später kommt, holt mit einem Klick auf.',
  facts: (hours, steps) => `${hours} Stunden, ${schritte(steps)}`,
  attend: 'Mitmachen',
  leadIt: 'Leiten',
  handout: 'Handzettel',
  failed: 'Die Workshops ließen sich nicht laden. Der Playground geht weiterhin.',
  tryAgain: 'Noch einmal versuchen',

  print: 'Drucken oder als PDF sichern',
  toPlan: 'Zum Plan',
  openCode:
    'Öffne diesen Code auf deinem Laptop oder Telefon und warte auf „Offline bereit“. Von da an braucht es kein Netz, nichts wird installiert, und nichts, was du schreibst, verlässt deinen Browser. Wer später kommt, scannt den Code des Schritts, der gerade dran ist.',
  pageCode: 'Die Seite des Workshops als QR-Code',
  startHere: 'Hier anfangen',
  minutes: (minutes) => `${minutes}\u00a0min`,
  asCode: (name) => `${name}, als QR-Code`,
  keep: 'Den Fortschritt behalten: Lektionen, „Fortschritt als Datei sichern“. Einen Stand behalten: Teilen. Tests für einen echten Cluster behalten: Zusicherungen, Exportieren.',
  notes: 'Meine Notizen',

  noWindow: 'Der Browser hat kein Fenster geöffnet. Erlaube dieser Seite Fenster und versuch es noch einmal.',
  clock: 'Die Uhr',
  forTrainer: 'Für die Leitung',
  timeLeft: 'Restzeit in diesem Schritt',
  afterwards: (time) => `Dann, um ${time}:`,
  begin: 'Jetzt anfangen',
  before: 'Voriger Schritt',
  next: 'Nächster Schritt',
  more: '5\u00a0Minuten mehr',
  less: '5\u00a0Minuten weniger',
  stop: 'Uhr anhalten',
  present: 'Die Checkpoints vorführen',
  forThose: 'Für alle, die mitmachen',
  attendCode: 'Die Seite für alle, die mitmachen, als QR-Code',
  beginFirst: 'Fang zuerst an, dann kennt der Code die Zeit.',
  codeKnows: 'Der Code kennt die Zeit. Nach einer Änderung am Plan ist es ein anderer.',
  copied: 'Kopiert',
  copyLink: 'Link kopieren',
  bring: 'Mitbringen',
  allSteps: 'Alle Schritte',

  whereWeAre: 'Wo wir sind',
  pressHere: 'Drück bei einem Schritt „Wir sind hier“, oder öffne den Code der Leitung: er kennt die Zeit.',
  catchUp: 'Aufholen',
  forNeighbour: 'Diese Seite für den Nachbarn',
  thisPage: 'Diese Seite als QR-Code',
  handoutToPrint: 'Handzettel zum Drucken',

  forms: {
    work: 'Alle arbeiten',
    teams: 'In Teams, jedes ein Rätsel',
    shown: 'Auf der großen Leinwand',
    break: 'Pause',
  },
  states: { passed: 'geschafft', seen: 'gesehen, nicht verdient', ahead: 'noch vor dir' },
  now: 'jetzt',
  join: (name) => `Einsteigen: ${name}`,
  goHere: 'Hierhin',
  weAreHere: 'Wir sind hier',
  atStep: (action, step, title) => `${action}, Schritt ${step}, ${title}`,
  sum: (steps, hours) => `${schritte(steps)}, ${hours} Stunden.`,

  notBegun: 'Noch hat niemand gesagt, wann es angefangen hat.',
  begins: (time, minutes) => `Beginnt um ${time}, in ${anzahl(minutes, minuten)}.`,
  during: (step, steps, minutes) => `Schritt ${step} von ${steps}, noch ${anzahl(minutes, minuten)}.`,
  over: 'Es ist vorbei. Alles bleibt offen.',
  ready: {
    ready: { name: 'Offline bereit', text: 'Alles ist in diesem Browser gesichert. Das Netz darf weg sein.' },
    waiting: { name: 'Wird für offline gesichert …', text: 'Bleib noch einen Moment verbunden.' },
    fetching: { name: 'Wird für offline gesichert …', text: 'Bleib noch einen Moment verbunden.' },
    failed: { name: 'Nicht offline', text: 'Nicht alles ließ sich sichern. Lade neu, oder frag nach dem Stick.' },
    unavailable: {
      name: 'Nur online',
      text: 'Dieser Browser sichert für diese Adresse nichts. Bleib verbunden, oder frag nach dem Stick.',
    },
  },
}
