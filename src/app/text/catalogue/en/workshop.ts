import type { StepForm } from '../../../../lessons/workshop.ts'
import type { OfflineState } from '../../../state/offline.svelte.ts'
import { count } from '../../sentence.ts'
import { part } from '../part.ts'

interface Ready {
  readonly name: string
  readonly text: string
}

/** Workshops: the list, the page of who attends, the one of who leads, and the handout. */
export const WORKSHOP = part('workshop', {
  title: 'Workshops',
  lost: 'There is no workshop at this address. Here are all there are.',
  lead: 'A plan with its times, a page for everybody who attends, one for whoever leads, and a handout. Late-comers catch up with one click.',
  facts: (hours: string, steps: number) => `${hours} hours, ${count(steps, 'step')}`,
  attend: 'Attend',
  leadIt: 'Lead',
  handout: 'Handout',
  failed: 'The workshops could not be loaded. The playground still works.',
  tryAgain: 'Try again',

  print: 'Print, or save as PDF',
  toPlan: 'To the plan',
  openCode:
    'Open this code on your laptop or phone and wait for “Ready offline”. From then on no network is needed, nothing is installed, and nothing that you write leaves your browser. Who comes late scans the code of the step that is on.',
  pageCode: 'The page of the workshop as a QR code',
  startHere: 'Start here',
  minutes: (minutes: number) => `${minutes} min`,
  asCode: (name: string) => `${name}, as a QR code`,
  keep: 'Keep your progress: Lessons, “Save progress as a file”. Keep a state: Share. Keep tests for a real cluster: Assertions, Export.',
  notes: 'My notes',

  noWindow: 'The browser opened no window. Allow windows for this page, and try again.',
  clock: 'The clock',
  forTrainer: 'For the trainer',
  timeLeft: 'Time left in this step',
  afterwards: (time: string) => `Then, at ${time}:`,
  begin: 'Begin now',
  before: 'Step before',
  next: 'Next step',
  more: '5 minutes more',
  less: '5 minutes less',
  stop: 'Stop the clock',
  present: 'Present the checkpoints',
  forThose: 'For those who attend',
  attendCode: 'The page for those who attend, as a QR code',
  beginFirst: 'Begin first, then the code knows the time.',
  codeKnows: 'The code knows the time. After a change of the plan it is another one.',
  copied: 'Copied',
  copyLink: 'Copy link',
  bring: 'To bring',
  allSteps: 'All steps',

  whereWeAre: 'Where we are',
  pressHere: 'Press “We are here” at a step, or open the trainer’s code: it knows the time.',
  catchUp: 'Catch up',
  forNeighbour: 'This page for a neighbour',
  thisPage: 'This page as a QR code',
  handoutToPrint: 'Handout to print',

  forms: {
    work: 'Everybody works',
    teams: 'In teams, a puzzle each',
    shown: 'On the big screen',
    break: 'Break',
  } as Readonly<Record<StepForm, string>>,
  states: { passed: 'passed', seen: 'seen, not earned', ahead: 'ahead' },
  now: 'now',
  join: (name: string) => `Join in: ${name}`,
  goHere: 'Go here',
  weAreHere: 'We are here',
  atStep: (action: string, step: number, title: string) => `${action}, step ${step}, ${title}`,
  sum: (steps: number, hours: string) => `${count(steps, 'step')}, ${hours} hours.`,

  notBegun: 'Nobody has said yet when it began.',
  begins: (time: string, minutes: number) => `Begins at ${time}, in ${count(minutes, 'minute')}.`,
  during: (step: number, steps: number, minutes: number) =>
    `Step ${step} of ${steps}, ${count(minutes, 'minute')} to go.`,
  over: 'It is over. Everything stays open.',
  ready: {
    ready: { name: 'Ready offline', text: 'Everything is kept in this browser. The network may go.' },
    waiting: { name: 'Keeping for offline …', text: 'Stay connected for a moment.' },
    fetching: { name: 'Keeping for offline …', text: 'Stay connected for a moment.' },
    failed: { name: 'Not offline', text: 'Not everything could be kept. Reload to try again, or ask for the stick.' },
    unavailable: {
      name: 'Online only',
      text: 'This browser keeps nothing for this address. Stay connected, or ask for the stick.',
    },
  } as Readonly<Record<OfflineState, Ready>>,
})
