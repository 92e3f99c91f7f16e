import { NOTICES } from '../../text/catalogue/en/notices.ts'
import type * as ImportWords from '../../text/import.ts'
import { join, say, type Sentence } from '../../text/sentence.ts'
import { loadOnce } from '../../ui/load.ts'
import type { Assertions } from '../assertions.svelte.ts'
import type { Desk } from '../desk.svelte.ts'
import { isTextName, type OfferedFile } from './file.ts'
import { importFiles } from './later.ts'
import type { Imported } from './read.ts'
import type { Lessons } from '../lesson/lessons.svelte.ts'
import type { Notices } from '../notices.svelte.ts'
import type { OpenedLog } from '../requests.svelte.ts'
import type { Session } from '../session.svelte.ts'
import { EMPTY_WORK, roomFor } from '../work.ts'

/** Files that were read and wait for the user's word. */
export interface ImportOffer extends Imported {
  /** What they came from. */
  readonly title: string
}

/** Null: more than can be looked at. */
type OfferedFiles = readonly OfferedFile[] | null

/** How a log of Hubble begins: `{"flow": {`, or the flow itself. */
const FLOW = /^\s*\{\s*(?:"flow"\s*:\s*\{|"time"\s*:\s*"[^"]*"\s*,\s*(?:"uuid"|"verdict"))/

/** What is said of it, in the language that is spoken. */
const words = loadOnce(() => import('../../text/import.ts'))

/** Milliseconds that reading may take without a word about it. */
const QUIET = 300

/**
 * Opens files, folders and archives. What is on the screen is never lost: a single file becomes a tab, several become a
 * work of their own, and over edited work the user chooses.
 */
export class Importing {
  #offer = $state.raw<ImportOffer | null>(null)
  #report = $state.raw<readonly Sentence[] | null>(null)
  #reading: AbortController | null = null

  /** Fetched with the first files. */
  #words: typeof ImportWords | null = null

  constructor(
    private readonly session: Session,
    private readonly desk: Desk,
    private readonly lessons: Lessons,
    private readonly notices: Notices,
    private readonly assertions: Assertions,
    /** Shows a log of flows, which is no document. */
    private readonly showLog: (log: OpenedLog) => void,
  ) {}

  get offer(): ImportOffer | null {
    return this.#offer
  }
  /** What was left out of the last import, while somebody looks at it. */
  get report(): readonly Sentence[] | null {
    return this.#report
  }

  /** Takes files, also while they are still being gathered. One import at a time: what comes meanwhile is not begun. */
  async take(gathering: OfferedFiles | Promise<OfferedFiles>): Promise<void> {
    if (this.#reading || this.#offer) return
    const reading = (this.#reading = new AbortController())
    this.notices.dismiss('import')
    const told = this.#tell(reading)
    try {
      const files = await gathering
      this.#words = await words().catch(() => null)
      if (!this.#words) return this.#warn(NOTICES.noReader)
      if (files === null) return this.#warn(this.#words.importProblemText('folder'))
      if (files.length === 0) return
      const link = files.length === 1 ? await pictureLink(files[0]!) : null
      if (link !== null) {
        this.lessons.save()
        return await this.desk.followLink(link)
      }
      const result = await importFiles(files, { signal: reading.signal, progress: told.progress })
      reading.signal.throwIfAborted()
      if (!result.ok) return this.#warn(this.#words.importProblemText(result.problem))
      const { tests, documents, leftOut } = result.value
      if (tests.length > 0) await this.#takeTests(tests)
      if (tests.length === 0 || documents.length + leftOut.length > 0)
        this.#settle(
          { ...result.value, title: titleOf(files, this.#words) },
          files.length === 1 && files[0]!.isDirect && isTextName(files[0]!.path),
        )
    } catch (error) {
      if (!reading.signal.aborted) throw error
    } finally {
      told.end()
      this.#reading = null
    }
  }

  /**
   * Tests of netassert belong to the work that is there. A file that the tool would refuse brings none, and its message
   * is shown.
   */
  async #takeTests(tests: Imported['tests']): Promise<void> {
    const { testsRefusedText, testsTakenText } = await import('../../text/import-tests.ts')
    for (const { path, text } of tests) {
      const read = await this.session.picture.testing({ task: 'import', text })
      if (!read.ok)
        return this.notices.show({ key: 'tests', tone: 'warning', text: testsRefusedText(path, read.problem) })
      this.assertions.add(read.value)
      this.notices.show({ key: 'tests', tone: 'plain', text: testsTakenText(path, read.value.length) })
    }
  }

  openAsNew(): void {
    const offer = this.#takeOffer()
    if (offer) this.#open(offer)
  }

  addToWork(): void {
    const offer = this.#takeOffer()
    if (offer) this.#add(offer)
  }

  decline(): void {
    this.#offer = null
  }

  closeReport(): void {
    this.#report = null
  }

  #takeOffer(): ImportOffer | null {
    const offer = this.#offer
    this.#offer = null
    return offer
  }

  #settle(offer: ImportOffer, isSingle: boolean): void {
    const [only] = offer.documents
    if (isSingle && only && FLOW.test(only.text)) this.showLog(only)
    else if (offer.documents.length === 0) this.#say(offer)
    else if (this.session.lesson) this.#open(offer)
    else if (isSingle) this.#add(offer)
    else if (this.session.edited) this.#offer = offer
    else this.#open(offer)
  }

  #open(offer: ImportOffer): void {
    const { documents, title } = offer
    this.lessons.save()
    this.desk.openImported({ ...EMPTY_WORK, documents, active: documents[0]!.name }, title)
    this.#say(offer)
  }

  #add(offer: ImportOffer): void {
    const room = roomFor([...this.session.documents, ...offer.documents])
    if (room !== 'fits') return this.#warn(this.#words!.noRoomText(room))
    this.session.add(...offer.documents)
    // The list of lessons may lie over the work.
    this.desk.onopened()
    this.#say(offer)
  }

  /** What was opened and what was not. A single document that is there speaks for itself. */
  #say(offer: ImportOffer): void {
    const sentences = this.#words!.remarksOn(offer)
    if (sentences.length === 0 && offer.documents.length === 1) return
    const opened = this.#words!.importedText(offer.documents.length, offer.title)
    const isWarning = offer.documents.length === 0 || offer.leftOut.some(this.#words!.isMissed)
    this.notices.show({
      key: 'import',
      tone: isWarning ? 'warning' : 'plain',
      text:
        sentences.length < 2
          ? join([opened, ...sentences])
          : offer.documents.length === 0
            ? opened
            : say`${opened} ${NOTICES.someLeftOut}`,
      ...(sentences.length > 1 && {
        action: {
          label: NOTICES.whatWasLeftOut,
          run: () => {
            this.#report = sentences
          },
        },
      }),
    })
  }

  #warn(text: Sentence): void {
    this.notices.show({ key: 'import', tone: 'warning', text })
  }

  /** Says how far reading is, once it takes long, and lets the user stop it. */
  #tell(reading: AbortController): { progress(done: number, all: number): void; end(): void } {
    let known = { done: 0, all: 0 }
    const show = () =>
      this.#words &&
      this.notices.show({
        key: 'import-reading',
        tone: 'plain',
        text: this.#words!.readingText(known.done, known.all),
        action: { label: NOTICES.stop, run: () => reading.abort() },
      })
    const timer = setInterval(show, QUIET)
    return {
      progress: (done, all) => {
        known = { done, all }
      },
      end: () => {
        clearInterval(timer)
        this.notices.dismiss('import-reading')
      },
    }
  }
}

/** The one file or folder they are in; else how many they are. */
function titleOf(files: readonly OfferedFile[], words: typeof ImportWords): string {
  const tops = new Set(files.map(({ path }) => path.split('/')[0]!))
  return tops.size === 1 ? [...tops][0]! : words.filesTitle(files.length)
}

/** The link in a picture that was saved here; null: it is none, or of somebody else. */
async function pictureLink({ path, blob }: OfferedFile): Promise<string | null> {
  if (!blob || !/\.(?:svg|png)$/i.test(path)) return null
  const { linkInPicture } = await import('../../exports/picture-file.ts')
  return linkInPicture(blob)
}
