import { assertNever } from '../../ground/result.ts'
import { ENTRY_LIMIT, INFLATION_LIMIT, type ArchiveProblem, type ImportProblem, type LeftOut } from '../state/import-file.ts'
import type { Imported } from '../state/import-read.ts'
import { DOCUMENT_LIMIT, WORK_LIMIT } from '../state/work.ts'
import { capital, code, count, counted, list, say, type Sentence } from './sentence.ts'

/** Names that a sentence lists before it counts the rest. */
const NAMES = 4

const figure = (amount: number) => amount.toLocaleString('en')

/** What did not open, why, and what would make it open. */
export function leftOutText(left: LeftOut): Sentence {
  switch (left.why) {
    case 'helm':
      return say`${placeOf(left.folder)} is a Helm chart. ${capital(counted(left.templates, 'template'))} and the chart’s values were left out: they become manifests when Helm renders them. ${code(`helm template ${shellWord(left.folder)} > rendered.yaml`)} writes them to a file that opens here.`
    case 'template':
      return say`${names(left.names)} ${left.names.length === 1 ? 'has' : 'have'} template directives, ${code('{{ … }}')}, and ${were(left.names)} left out: Helm has to render them first. In the chart’s folder, ${code('helm template . > rendered.yaml')} writes a file that opens here.`
    case 'package':
      return say`${names(left.names)} ${were(left.names)} left out. If it is a packaged Helm chart, ${code(`helm template ${shellWord(left.names[0]!)} > rendered.yaml`)} writes a file that opens here.`
    case 'kustomize': {
      const patches = left.patches.length === 0 ? [] : say` and ${counted(left.patches.length, 'patch', 'patches')}, ${names(left.patches)},`
      return say`${placeOf(left.folder)} is put together by kustomize. Its kustomization${patches} ${left.patches.length === 0 ? 'was' : 'were'} left out, so the picture shows the manifests without what it changes. ${code(`kubectl kustomize ${shellWord(left.folder)} > rendered.yaml`)} writes the result to a file that opens here.`
    }
    case 'other': return say`${capital(counted(left.names.length, 'file'))} with other endings than .yaml, .yml, .json and .zip ${were(left.names)} skipped.`
    case 'no-object': return say`${names(left.names)} ${left.names.length === 1 ? 'names' : 'name'} no Kubernetes object, neither ${code('apiVersion')} nor ${code('kind')}, and ${were(left.names)} skipped.`
    case 'nested': return say`${names(left.names)} ${were(left.names)} left out: archives inside an archive are not opened. Unpack the outer one and open the inner one by itself.`
    case 'not-text': return say`${names(left.names)} ${were(left.names)} left out: not a text in UTF-8.`
    case 'too-large': return say`${names(left.names)} ${were(left.names)} left out: longer than ${figure(WORK_LIMIT)} characters.`
    case 'encrypted': return say`${names(left.names)} ${were(left.names)} left out: locked with a password. Unpack the archive and open the files.`
    case 'damaged': return say`${names(left.names)} ${were(left.names)} left out: damaged inside the archive, or packed in a way that only newer tools unpack.`
    case 'unreadable': return say`${names(left.names)} could not be read: moved, deleted or not permitted.`
    case 'archive': return say`${code(left.name)} was not opened: ${archiveText(left.problem)}.`
    default: return assertNever(left)
  }
}

/** Whether somebody would miss it in the picture, so that it is said as a warning. */
export function isMissed({ why }: LeftOut): boolean {
  return why !== 'other' && why !== 'no-object'
}

/** Why nothing at all was opened. */
export function importProblemText(problem: ImportProblem | 'folder' | 'not-fetched'): Sentence {
  switch (problem) {
    case 'too-many': return say`These are more than ${DOCUMENT_LIMIT} files, the most that a work holds. Nothing was opened.`
    case 'too-large': return say`Together these are longer than ${figure(WORK_LIMIT)} characters, the most that a work holds. Nothing was opened.`
    case 'not-fetched': return say`What files are read with could not be loaded. Nothing was opened; it works again with the network, or paste the text.`
    case 'folder': return say`This folder holds more than ${figure(ENTRY_LIMIT)} files. Nothing was opened; pick the folder with the manifests.`
    default: return assertNever(problem)
  }
}

/** Files that together with the work on the screen are too many or too large for one work. */
export function noRoomText(problem: ImportProblem): Sentence {
  return problem === 'too-many'
    ? say`Together with this work these are more than ${DOCUMENT_LIMIT} documents, the most that a work holds. Nothing was added.`
    : say`Together with this work these are longer than ${figure(WORK_LIMIT)} characters, the most that a work holds. Nothing was added.`
}

/** What an import brought. */
export function importedText(amount: number, title: string): Sentence {
  return amount === 0 ? say`Nothing of ${code(title)} was opened.` : say`Opened ${counted(amount, 'document')} of ${code(title)}.`
}

/** Files with the same name. */
export function numberedText(numbered: readonly string[]): Sentence {
  return say`Some files have the same name: ${names(numbered)} got ${numbered.length === 1 ? 'a number' : 'numbers'}.`
}

/** While files are read. */
export function readingText(done: number, all: number): Sentence {
  return all === 0 ? say`Reading …` : say`Reading: ${done} of ${count(all, 'file')}.`
}

function archiveText(problem: ArchiveProblem): string {
  switch (problem) {
    case 'damaged': return 'it is no zip archive, or it was cut or changed on its way'
    case 'too-many': return `it holds more than ${figure(ENTRY_LIMIT)} files`
    case 'too-large': return `it unpacks to more than ${INFLATION_LIMIT / 1_000_000} MB`
    default: return assertNever(problem)
  }
}

function names(all: readonly string[]): Sentence {
  const more = all.length - NAMES
  return list([...all.slice(0, more === 1 ? NAMES + 1 : NAMES).map((name) => say`${code(name)}`), ...(more > 1 ? [say`${more} more`] : [])])
}

function were(all: readonly string[]): string {
  return all.length === 1 ? 'was' : 'were'
}

function placeOf(folder: string): Sentence {
  return folder === '' ? say`This` : say`${code(folder)}`
}

/** A path as one word of a shell: nothing in a name may become a command. */
function shellWord(path: string): string {
  if (path === '') return '.'
  const safe = path.startsWith('-') ? `./${path}` : path
  return /^[\w./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`
}

/** What is to be said about an import: names that were changed, and everything that did not open. */
export function remarksOn({ numbered, leftOut }: Pick<Imported, 'numbered' | 'leftOut'>): readonly Sentence[] {
  return [...(numbered.length > 0 ? [numberedText(numbered)] : []), ...leftOut.map(leftOutText)]
}
