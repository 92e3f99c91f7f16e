import { part } from '../part.ts'
import { code, list, say, strong } from '../../sentence.ts'

/** What a failure is about: these documents, or the question. */
const which = (documents: readonly string[]) =>
  documents.length === 0 ? say`The question` : list(documents.map((name) => say`${code(name)}`))

/** What is told above the picture. */
export const NOTICES = part('notices', {
  undo: 'Undo',
  slow: (documents: readonly string[]) =>
    say`${which(documents)} took longer than 5 s and was stopped. The picture shows the last text that worked; the next change is tried again.`,
  crashed: (documents: readonly string[]) =>
    say`${which(documents)} brought the engine down; it was started again. The picture shows the last text that worked.`,
  notStarted: say`The engine did not start, so there are no verdicts. Reload the page.`,
  engineRefused: (reason: string) => say`The engine could not answer: ${reason}.`,
  stop: 'Stop',
  broken: say`Showing the text as it is, without what has errors.`,
  showLastValid: 'Show the last valid version',
  stale: (documents: readonly string[]) =>
    say`${list(documents.map((name) => say`${code(name)}`))} has errors: showing last valid version.`,
  showWithout: 'Show without it',
  fromLink: say`Opened from a link.`,
  openedExample: (title: string) => say`Opened ${strong(title)}.`,
  newWork: say`A new work.`,
  noExamples: say`The examples could not be loaded. Everything else works; reload the page to try again.`,
  noReader: say`What opens files could not be loaded, so nothing was opened. Reload the page and try again.`,
  storageFull: say`This browser’s storage is full. Your work is not being saved; Share can put it into a file.`,
  storageOff: say`This browser does not let this page store anything. Your work is there until the page is closed; Share can put it into a file.`,
  madeRoom: say`This browser’s storage was full. Your work is saved; older works of yours were removed to make room for it.`,
  laterWorks: say`A later version of Reachable keeps works in this browser that this one cannot read. They stay as they are.`,
  otherTabLesson: say`This lesson is open in another tab too. What was edited last is what is kept; History has the earlier states of both.`,
  otherTab: say`This work is open in another tab too. This tab keeps its own copy from here.`,
  kept: say`Your own work is kept.`,
  keptForNow: say`Your own work is kept until this page is closed: the browser’s storage does not take it.`,
  backToWork: 'Back to my work',
  sharedWork: 'Shared work',
  myWork: 'My work',
  added: (name: string) => say`Added ${code(name)}.`,
  otherLesson: say`This link belongs to another version of this lesson, so it opens as you left it.`,
  noProgress: say`This browser does not keep your progress. Lessons can save it as a file.`,
  noMadeLesson: say`This lesson was made by somebody, and is not in this browser or cannot be read. Its link brings it, if it is whole.`,
  noSuchLesson: say`There is no lesson at this address. Here are all there are.`,
  someLeftOut: say`Some of it was left out.`,
  whatWasLeftOut: 'What was left out',
})
