import type { Lesson } from '../../../lessons/lesson.ts'
import { copyText } from '../../ui/copy-text.ts'
import { loadExamples } from '../example/examples.ts'
import { encodeLink } from './codec.ts'
import type { Lessons } from '../lesson/lessons.svelte.ts'
import type { MadeFolder } from '../made/made-link.ts'
import type { Session } from '../session.svelte.ts'
import { lessonAddress } from '../route.ts'
import { EMPTY_WORK, type Work, type WorkDocument } from '../work.ts'

/** The share dialog's contents: the link of the work, or of the lesson, as it is at the moment the dialog opens. */
export class Sharing {
  #isOpen = $state(false)
  #link = $state<string | null>(null)
  #short = $state.raw<{ readonly link: string; readonly title: string } | null>(null)
  #isTooLarge = $state(false)
  #copied = $state(false)
  #isMade = $state(false)
  #withView = $state(true)
  #withProgress = $state(true)
  #address = ''
  #turn = 0

  constructor(
    private readonly session: Session,
    private readonly lessons: Pick<Lessons, 'madeFolder'>,
  ) {}

  /** The dialog is. */
  get isOpen(): boolean {
    return this.#isOpen
  }
  /** Null while it is being made, and when there is none. */
  get link(): string | null {
    return this.#link
  }
  /**
   * The same as what differs from an example, of that title; null: no example is near, or the link is not the shorter
   * one.
   */
  get short(): { readonly link: string; readonly title: string } | null {
    return this.#short
  }
  /** No link can hold the work. */
  get isTooLarge(): boolean {
    return this.#isTooLarge
  }
  get copied(): boolean {
    return this.#copied
  }
  /** The link opens the lesson that is on the screen. */
  get isLesson(): boolean {
    return this.session.lesson !== null
  }
  /** The lesson was made here: the link holds all of it, as it is for everybody. */
  get isMade(): boolean {
    return this.#isMade
  }
  /** It opens in the same view, at the same place of the text. */
  get withView(): boolean {
    return this.#withView
  }
  set withView(withView: boolean) {
    this.#choose(() => {
      this.#withView = withView
    })
  }
  /** Of a lesson: it opens with what was written in it, and not at its start. */
  get withProgress(): boolean {
    return this.#withProgress
  }
  set withProgress(withProgress: boolean) {
    this.#choose(() => {
      this.#withProgress = withProgress
    })
  }

  #choose(set: () => void): void {
    set()
    void this.prepare(this.#address)
  }

  /** Opens the dialog. `address`: of the page. */
  open(address: string): void {
    this.#isOpen = true
    void this.prepare(address)
  }

  close(): void {
    this.#isOpen = false
  }

  async prepare(address: string): Promise<void> {
    const turn = ++this.#turn
    this.#address = address
    this.#link = null
    this.#short = null
    this.#isTooLarge = false
    this.#copied = false
    const { lesson } = this.session
    const work = this.#withView ? this.session.work : { ...this.session.work, view: null, cursor: EMPTY_WORK.cursor }
    const made = lesson && (await this.lessons.madeFolder(lesson.id))
    this.#isMade = Boolean(made)
    const fragment = await this.#fragment(work, lesson, made)
    // The dialog may have been opened again over another work meanwhile.
    if (turn !== this.#turn) return
    const page = address.replace(/#.*$/, '')
    this.#isTooLarge = fragment === null
    this.#link = fragment === null ? null : `${page}${fragment}`
    if (lesson) return
    const near = await shortLink(work).catch(() => null)
    if (turn === this.#turn && near && near.fragment.length < (fragment?.length ?? Infinity) / 2)
      this.#short = { link: `${page}${near.fragment}`, title: near.title }
  }

  /**
   * What follows the page's address; null: too large for a link. `made`: the files of the lesson, where somebody made
   * it.
   */
  async #fragment(work: Work, lesson: Lesson | null, made: MadeFolder | null): Promise<string | null> {
    if (made) return (await import('../made/made-link.ts')).encodeMadeLink(made)
    if (!lesson) return encodeLink(work)
    if (!this.#withProgress) return lessonAddress(lesson.id)
    return (await import('./lesson-link.ts')).encodeLessonLink(lesson.id, lesson.start, work)
  }

  /** False when the browser refuses; the link can then be selected and copied by hand. */
  async copy(link: string): Promise<boolean> {
    this.#copied = await copyText(link)
    return this.#copied
  }

  /** Another link is on the screen than the one that was copied. */
  forgetCopy(): void {
    this.#copied = false
  }

  /** One YAML stream that `kubectl apply -f` takes. */
  file(): Blob {
    return new Blob([yamlStream(this.session.documents)], { type: 'application/yaml' })
  }
}

/** All documents as one stream, each under a comment with its tab's name. */
function yamlStream(documents: readonly WorkDocument[]): string {
  return documents
    .map(({ name, text }) => `# ${name}\n${text.endsWith('\n') || text === '' ? text : `${text}\n`}`)
    .join('---\n')
}

/** The work as what differs from the nearest example. */
export async function shortLink(work: Work): Promise<{ readonly fragment: string; readonly title: string } | null> {
  const [{ encodeExampleLink }, examples] = await Promise.all([import('./example-link.ts'), loadExamples()])
  return encodeExampleLink(work, examples)
}
