import { part } from '../part.ts'
import { figure } from '../spoken.ts'
import { capital, code, count, counted, say, type Phrase, type Sentence } from '../../sentence.ts'

const were = (amount: number) => (amount === 1 ? 'was' : 'were')

/** Files, folders and archives that come in: what opened, what did not, and what would make it open. */
export const IMPORTING = part('importing', {
  offer: (documents: number) => `Open ${count(documents, 'document')}?`,
  offerAbout: (title: Phrase) =>
    say`You have edited the work on the screen. As a new work, what is in ${title} takes its place; yours is kept, and “Back to my work” brings it back.`,
  asNew: 'Open as a new work',
  add: 'Add to this work',
  nothing: 'Open nothing',
  leftOut: 'What was left out',
  and: 'and',
  more: (amount: number) => say`${amount} more`,
  files: (amount: number) => `${amount} files`,
  place: (folder: string) => (folder === '' ? say`This` : say`${code(folder)}`),
  helm: (place: Sentence, templates: number, command: Phrase) =>
    say`${place} is a Helm chart. ${capital(counted(templates, 'template'))} and the chart’s values were left out: they become manifests when Helm renders them. ${command} writes them to a file that opens here.`,
  template: (names: Sentence, amount: number, command: Phrase) =>
    say`${names} ${amount === 1 ? 'has' : 'have'} template directives, ${code('{{ … }}')}, and ${were(amount)} left out: Helm has to render them first. In the chart’s folder, ${command} writes a file that opens here.`,
  package: (names: Sentence, amount: number, command: Phrase) =>
    say`${names} ${were(amount)} left out. If it is a packaged Helm chart, ${command} writes a file that opens here.`,
  kustomize: (place: Sentence, patches: number, names: Sentence, command: Phrase) =>
    say`${place} is put together by kustomize. Its kustomization${patches === 0 ? [] : say` and ${counted(patches, 'patch', 'patches')}, ${names},`} ${patches === 0 ? 'was' : 'were'} left out, so the picture shows the manifests without what it changes. ${command} writes the result to a file that opens here.`,
  other: (amount: number) =>
    say`${capital(counted(amount, 'file'))} with other endings than .yaml, .yml, .json and .zip ${were(amount)} skipped.`,
  noObject: (names: Sentence, amount: number) =>
    say`${names} ${amount === 1 ? 'names' : 'name'} no Kubernetes object, neither ${code('apiVersion')} nor ${code('kind')}, and ${were(amount)} skipped.`,
  nested: (names: Sentence, amount: number) =>
    say`${names} ${were(amount)} left out: archives inside an archive are not opened. Unpack the outer one and open the inner one by itself.`,
  notText: (names: Sentence, amount: number) => say`${names} ${were(amount)} left out: not a text in UTF-8.`,
  tooLarge: (names: Sentence, amount: number, limit: number) =>
    say`${names} ${were(amount)} left out: longer than ${figure(limit)} characters.`,
  encrypted: (names: Sentence, amount: number) =>
    say`${names} ${were(amount)} left out: locked with a password. Unpack the archive and open the files.`,
  damaged: (names: Sentence, amount: number) =>
    say`${names} ${were(amount)} left out: damaged inside the archive, or packed in a way that only newer tools unpack.`,
  unreadable: (names: Sentence) => say`${names} could not be read: moved, deleted or not permitted.`,
  archive: (name: Phrase, problem: string) => say`${name} was not opened: ${problem}.`,
  archiveProblems: {
    damaged: 'it is no zip archive, or it was cut or changed on its way',
    'too-many': (limit: number) => `it holds more than ${figure(limit)} files`,
    'too-large': (megabytes: number) => `it unpacks to more than ${megabytes} MB`,
  },
  tooManyFiles: (limit: number) =>
    say`These are more than ${limit} files, the most that a work holds. Nothing was opened.`,
  allTooLarge: (limit: number) =>
    say`Together these are longer than ${figure(limit)} characters, the most that a work holds. Nothing was opened.`,
  notFetched: say`What files are read with could not be loaded. Nothing was opened; it works again with the network, or paste the text.`,
  folderTooLarge: (limit: number) =>
    say`This folder holds more than ${figure(limit)} files. Nothing was opened; pick the folder with the manifests.`,
  noRoomForFiles: (limit: number) =>
    say`Together with this work these are more than ${limit} documents, the most that a work holds. Nothing was added.`,
  noRoomForText: (limit: number) =>
    say`Together with this work these are longer than ${figure(limit)} characters, the most that a work holds. Nothing was added.`,
  opened: (amount: number, title: Phrase) =>
    amount === 0 ? say`Nothing of ${title} was opened.` : say`Opened ${counted(amount, 'document')} of ${title}.`,
  numbered: (names: Sentence, amount: number) =>
    say`Some files have the same name: ${names} got ${amount === 1 ? 'a number' : 'numbers'}.`,
  reading: say`Reading …`,
  readingOf: (done: number, all: number) => say`Reading: ${done} of ${count(all, 'file')}.`,
  testsTaken: (path: Phrase, tests: number) =>
    say`${path} holds ${counted(tests, 'test')} of netassert: ${tests === 1 ? 'it is' : 'they are'} among the assertions now.`,
  testsRefused: (path: Phrase, problem: string) => say`netassert refuses ${path}: ${problem}`,
})
