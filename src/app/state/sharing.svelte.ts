import { copyText } from '../ui/copy-text.ts'
import { loadExamples } from './examples.ts'
import { encodeLink } from './link-codec.ts'
import type { Lessons } from './lessons.svelte.ts'
import type { Session } from './session.svelte.ts'
import type { Work, WorkDocument } from './work.ts'

/** The share dialog's contents: the link of the work, or of the lesson, as it is at the moment the dialog opens. */
export class Sharing {
  #isOpen = $state(false)
  #link = $state<string | null>(null)
  #short = $state.raw<{ readonly link: string; readonly title: string } | null>(null)
  #isTooLarge = $state(false)
  #copied = $state(false)
  #turn = 0

  constructor(private readonly session: Session, private readonly lessons: Pick<Lessons, 'madeFolder'>) {}

  /** The dialog is. */
  get isOpen(): boolean { return this.#isOpen }
  /** Null while it is being made, and when there is none. */
  get link(): string | null { return this.#link }
  /** The same as what differs from an example, of that title; null: no example is near, or the link is not the shorter one. */
  get short(): { readonly link: string; readonly title: string } | null { return this.#short }
  /** No link can hold the work. */
  get isTooLarge(): boolean { return this.#isTooLarge }
  get copied(): boolean { return this.#copied }
  /** The link opens the lesson that is on the screen. */
  get isLesson(): boolean { return this.session.lesson !== null }

  /** Opens the dialog. `address`: of the page. */
  open(address: string): void {
    this.#isOpen = true
    void this.prepare(address)
  }

  close(): void { this.#isOpen = false }

  async prepare(address: string): Promise<void> {
    const turn = ++this.#turn
    this.#link = null
    this.#short = null
    this.#isTooLarge = false
    this.#copied = false
    const { lesson, work } = this.session
    const made = lesson && await this.lessons.madeFolder(lesson.id)
    const fragment = await (made ? import('./made/made-link.ts').then(({ encodeMadeLink }) => encodeMadeLink(made)) : lesson ? import('./lesson-link.ts').then(({ encodeLessonLink }) => encodeLessonLink(lesson.id, lesson.start, work)) : encodeLink(work))
    // The dialog may have been opened again over another work meanwhile.
    if (turn !== this.#turn) return
    const page = address.replace(/#.*$/, '')
    this.#isTooLarge = fragment === null
    this.#link = fragment === null ? null : `${page}${fragment}`
    if (lesson) return
    const near = await shortLink(work).catch(() => null)
    if (turn === this.#turn && near && near.fragment.length < (fragment?.length ?? Infinity) / 2) this.#short = { link: `${page}${near.fragment}`, title: near.title }
  }

  /** False when the browser refuses; the link can then be selected and copied by hand. */
  async copy(link: string): Promise<boolean> {
    this.#copied = await copyText(link)
    return this.#copied
  }

  /** Another link is on the screen than the one that was copied. */
  forgetCopy(): void { this.#copied = false }

  /** One YAML stream that `kubectl apply -f` takes. */
  file(): Blob {
    return new Blob([yamlStream(this.session.documents)], { type: 'application/yaml' })
  }
}

/** All documents as one stream, each under a comment with its tab's name. */
function yamlStream(documents: readonly WorkDocument[]): string {
  return documents.map(({ name, text }) => `# ${name}\n${text.endsWith('\n') || text === '' ? text : `${text}\n`}`).join('---\n')
}

/** The work as what differs from the nearest example. */
export async function shortLink(work: Work): Promise<{ readonly fragment: string; readonly title: string } | null> {
  const [{ encodeExampleLink }, examples] = await Promise.all([import('./example-link.ts'), loadExamples()])
  return encodeExampleLink(work, examples)
}
