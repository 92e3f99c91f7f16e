import { copyText } from '../ui/copy-text.ts'
import { encodeLink } from './link-codec.ts'
import type { Session } from './session.svelte.ts'
import type { WorkDocument } from './work.ts'

/** The share dialog's contents: the link of the work, or of the lesson, as it is at the moment the dialog opens. */
export class Sharing {
  #link = $state<string | null>(null)
  #isTooLarge = $state(false)
  #copied = $state(false)
  #turn = 0

  constructor(private readonly session: Session) {}

  /** Null while it is being made, and when there is none. */
  get link(): string | null { return this.#link }
  /** No link can hold the work. */
  get isTooLarge(): boolean { return this.#isTooLarge }
  get copied(): boolean { return this.#copied }
  /** The link opens the lesson that is on the screen. */
  get isLesson(): boolean { return this.session.lesson !== null }

  async prepare(address: string): Promise<void> {
    const turn = ++this.#turn
    this.#link = null
    this.#isTooLarge = false
    this.#copied = false
    const { lesson, work } = this.session
    const fragment = await (lesson ? import('./lesson-link.ts').then(({ encodeLessonLink }) => encodeLessonLink(lesson.id, lesson.start, work)) : encodeLink(work))
    // The dialog may have been opened again over another work meanwhile.
    if (turn !== this.#turn) return
    this.#isTooLarge = fragment === null
    this.#link = fragment === null ? null : `${address.replace(/#.*$/, '')}${fragment}`
  }

  /** False when the browser refuses; the link can then be selected and copied by hand. */
  async copy(): Promise<boolean> {
    if (this.#link === null) return false
    this.#copied = await copyText(this.#link)
    return this.#copied
  }

  /** One YAML stream that `kubectl apply -f` takes. */
  file(): Blob {
    return new Blob([yamlStream(this.session.documents)], { type: 'application/yaml' })
  }
}

/** All documents as one stream, each under a comment with its tab's name. */
function yamlStream(documents: readonly WorkDocument[]): string {
  return documents.map(({ name, text }) => `# ${name}\n${text.endsWith('\n') || text === '' ? text : `${text}\n`}`).join('---\n')
}
