import { failure, success, type Result } from '../../../ground/result.ts'
import { withAll } from '../documents.ts'
import {
  extensionOf,
  FILE_LIMIT,
  INFLATION_LIMIT,
  isTextName,
  type ImportedText,
  type ImportProblem,
  type LeftOut,
  type OfferedFile,
} from './file.ts'
import { comparePaths, shortLabels } from './names.ts'
import { decodeText, holdsChecks, holdsTests, namesAnObject } from './text.ts'
import { sortOutTools } from './tools.ts'
import type { Budget } from './zip.ts'
import { readZipDirectory } from './zip-directory.ts'
import { roomFor, type WorkDocument } from '../work.ts'

/** What an import brings. */
export interface Imported {
  /** Ordered by path; names are unique. */
  readonly documents: readonly WorkDocument[]
  /** Names that got a number, because another file has the same. */
  readonly numbered: readonly string[]
  readonly leftOut: readonly LeftOut[]
  /** Files of tests, which become assertions. */
  readonly tests: readonly { readonly path: string; readonly text: string }[]
}

/** Who waits for an import. */
export interface ImportWatch {
  readonly signal: AbortSignal
  /** Files that were read, of those known so far. */
  progress(done: number, all: number): void
}

type NamedReason = Extract<LeftOut, { names: unknown }>['why']

/** In the order in which they are told. */
const REASONS: readonly NamedReason[] = [
  'encrypted',
  'damaged',
  'unreadable',
  'not-text',
  'too-large',
  'package',
  'nested',
  'no-object',
  'other',
]

/** Reads files, folders and archives, one file after the other. Throws only when the signal says stop. */
export async function readImport(
  files: readonly OfferedFile[],
  watch: ImportWatch,
): Promise<Result<Imported, ImportProblem>> {
  const reading = new Reading(watch)
  for (const file of files) await reading.take(file, files.length)
  const tests = reading.texts.filter(({ text }) => holdsTests(text))
  const { plain, leftOut } = sortOutTools(reading.texts.filter((text) => !tests.includes(text)))
  const manifests = plain
    .filter(
      ({ isDirect, path, text }) =>
        isDirect || namesAnObject(text) || holdsChecks(text) || reading.leave('no-object', path),
    )
    .sort((a, b) => comparePaths(labelOf(a), labelOf(b)))
  const labels = shortLabels(manifests.map(labelOf))
  const found = manifests.map(({ text }, index) => ({ name: labels[index]!, text }))
  const room = roomFor(found)
  if (room !== 'fits') return failure(room)
  const documents = withAll([], found)
  return success({
    documents,
    numbered: documents.flatMap(({ name }, index) => (name === labels[index] ? [] : [name])),
    leftOut: [...leftOut, ...reading.leftOut()],
    tests: tests.map(({ path, text }) => ({ path, text })),
  })
}

/** Archives hold whole trees: their names keep two trees apart. */
function labelOf({ archive, path }: ImportedText): string {
  return archive === '' ? path : `${archive.replace(/\.zip$/i, '')}/${path}`
}

/** The texts and what was left out, while files are read. */
class Reading {
  readonly texts: ImportedText[] = []
  readonly #left = new Map<NamedReason, string[]>()
  readonly #archives: LeftOut[] = []
  readonly #budget: Budget = { left: INFLATION_LIMIT }
  #done = 0

  constructor(private readonly watch: ImportWatch) {}

  async take(file: OfferedFile, all: number): Promise<void> {
    this.watch.signal.throwIfAborted()
    const { path, isDirect, blob } = file
    const extension = extensionOf(path)
    try {
      if (blob === null) this.leave('unreadable', path)
      else if (isTextName(path)) {
        if (blob.size > FILE_LIMIT) this.leave('too-large', path)
        else this.#addText({ path, archive: '', isDirect }, new Uint8Array(await blob.arrayBuffer()))
      } else if (extension === 'zip') await this.#unzip(path, blob)
      else this.leave(extension === 'tgz' ? 'package' : 'other', path)
    } catch (error) {
      if (this.watch.signal.aborted) throw error
      // Moved, deleted or forbidden since it was picked.
      this.leave('unreadable', path)
    }
    this.watch.progress(++this.#done, all)
  }

  /** Notes that a file does not open; false, to be used in a filter. */
  leave(why: NamedReason, name: string): false {
    const names = this.#left.get(why)
    if (names) names.push(name)
    else this.#left.set(why, [name])
    return false
  }

  leftOut(): readonly LeftOut[] {
    return [
      ...this.#archives,
      ...REASONS.flatMap((why) => {
        const names = this.#left.get(why)
        return names ? [{ why, names }] : []
      }),
    ]
  }

  async #unzip(name: string, archive: Blob): Promise<void> {
    const directory = await readZipDirectory(archive)
    if (!directory.ok) {
      this.#archives.push({ why: 'archive', name, problem: directory.problem })
      return
    }
    const { unzipEntry } = await import('./zip.ts')
    const wanted = directory.value.filter(({ path }) => isTextName(path) || this.#leaveEntry(path))
    const before = this.texts.length
    for (const [index, entry] of wanted.entries()) {
      const unzipped = await unzipEntry(archive, entry, this.#budget, this.watch.signal)
      if (unzipped.is === 'over') {
        this.texts.length = before
        this.#archives.push({ why: 'archive', name, problem: 'too-large' })
        return
      }
      if (unzipped.is === 'bytes') this.#addText({ path: entry.path, archive: name, isDirect: false }, unzipped.bytes)
      else this.leave(unzipped.is, entry.path)
      this.watch.progress(index + 1, wanted.length)
    }
  }

  #leaveEntry(path: string): false {
    return this.leave(extensionOf(path) === 'zip' ? 'nested' : extensionOf(path) === 'tgz' ? 'package' : 'other', path)
  }

  #addText(file: Omit<ImportedText, 'text'>, bytes: Uint8Array): void {
    const text = decodeText(bytes)
    if (text === null) this.leave('not-text', file.path)
    else this.texts.push({ ...file, text })
  }
}
