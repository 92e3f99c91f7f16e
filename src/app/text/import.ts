import { assertNever } from '../../ground/result.ts'
import {
  ENTRY_LIMIT,
  INFLATION_LIMIT,
  type ArchiveProblem,
  type ImportProblem,
  type LeftOut,
} from '../state/import/file.ts'
import type { Imported } from '../state/import/read.ts'
import { DOCUMENT_LIMIT, WORK_LIMIT } from '../state/work.ts'
import { IMPORTING } from './catalogue/en/importing.ts'
import { code, list, say, type Sentence } from './sentence.ts'

/** Names that a sentence lists before it counts the rest. */
const NAMES = 4

/** What did not open, why, and what would make it open. */
export function leftOutText(left: LeftOut): Sentence {
  switch (left.why) {
    case 'helm':
      return IMPORTING.helm(
        IMPORTING.place(left.folder),
        left.templates,
        code(`helm template ${shellWord(left.folder)} > rendered.yaml`),
      )
    case 'template':
      return IMPORTING.template(names(left.names), left.names.length, code('helm template . > rendered.yaml'))
    case 'package':
      return IMPORTING.package(
        names(left.names),
        left.names.length,
        code(`helm template ${shellWord(left.names[0]!)} > rendered.yaml`),
      )
    case 'kustomize':
      return IMPORTING.kustomize(
        IMPORTING.place(left.folder),
        left.patches.length,
        names(left.patches),
        code(`kubectl kustomize ${shellWord(left.folder)} > rendered.yaml`),
      )
    case 'other':
      return IMPORTING.other(left.names.length)
    case 'no-object':
      return IMPORTING.noObject(names(left.names), left.names.length)
    case 'nested':
      return IMPORTING.nested(names(left.names), left.names.length)
    case 'not-text':
      return IMPORTING.notText(names(left.names), left.names.length)
    case 'too-large':
      return IMPORTING.tooLarge(names(left.names), left.names.length, WORK_LIMIT)
    case 'encrypted':
      return IMPORTING.encrypted(names(left.names), left.names.length)
    case 'damaged':
      return IMPORTING.damaged(names(left.names), left.names.length)
    case 'unreadable':
      return IMPORTING.unreadable(names(left.names))
    case 'archive':
      return IMPORTING.archive(code(left.name), archiveText(left.problem))
    default:
      return assertNever(left)
  }
}

/** Whether somebody would miss it in the picture, so that it is said as a warning. */
export function isMissed({ why }: LeftOut): boolean {
  return why !== 'other' && why !== 'no-object'
}

/** Why nothing at all was opened. */
export function importProblemText(problem: ImportProblem | 'folder' | 'not-fetched'): Sentence {
  switch (problem) {
    case 'too-many':
      return IMPORTING.tooManyFiles(DOCUMENT_LIMIT)
    case 'too-large':
      return IMPORTING.allTooLarge(WORK_LIMIT)
    case 'not-fetched':
      return IMPORTING.notFetched
    case 'folder':
      return IMPORTING.folderTooLarge(ENTRY_LIMIT)
    default:
      return assertNever(problem)
  }
}

/** Files that together with the work on the screen are too many or too large for one work. */
export function noRoomText(problem: ImportProblem): Sentence {
  return problem === 'too-many' ? IMPORTING.noRoomForFiles(DOCUMENT_LIMIT) : IMPORTING.noRoomForText(WORK_LIMIT)
}

/** What an import brought. */
export function importedText(amount: number, title: string): Sentence {
  return IMPORTING.opened(amount, code(title))
}

/** Several files, where one would be called by its name. */
export function filesTitle(amount: number): string {
  return IMPORTING.files(amount)
}

/** Files with the same name. */
export function numberedText(numbered: readonly string[]): Sentence {
  return IMPORTING.numbered(names(numbered), numbered.length)
}

/** While files are read. */
export function readingText(done: number, all: number): Sentence {
  return all === 0 ? IMPORTING.reading : IMPORTING.readingOf(done, all)
}

function archiveText(problem: ArchiveProblem): string {
  switch (problem) {
    case 'damaged':
      return IMPORTING.archiveProblems.damaged
    case 'too-many':
      return IMPORTING.archiveProblems['too-many'](ENTRY_LIMIT)
    case 'too-large':
      return IMPORTING.archiveProblems['too-large'](INFLATION_LIMIT / 1_000_000)
    default:
      return assertNever(problem)
  }
}

function names(all: readonly string[]): Sentence {
  const more = all.length - NAMES
  return list(
    [
      ...all.slice(0, more === 1 ? NAMES + 1 : NAMES).map((name) => say`${code(name)}`),
      ...(more > 1 ? [IMPORTING.more(more)] : []),
    ],
    IMPORTING.and,
  )
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
