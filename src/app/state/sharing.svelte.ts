import { encodeLink } from './link-codec.ts'
import type { Session } from './session.svelte.ts'
import type { WorkDocument } from './work.ts'

/** The share dialog's contents: the link of the work as it is at the moment the dialog opens. */
export class Sharing {
  #link = $state<string | null>(null)
  #copied = $state(false)

  constructor(private readonly session: Session) {}

  /** Null while it is being made. */
  get link(): string | null { return this.#link }
  get copied(): boolean { return this.#copied }

  async prepare(address: string): Promise<void> {
    this.#link = null
    this.#copied = false
    this.#link = `${address.replace(/#.*$/, '')}${await encodeLink(this.session.work)}`
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

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** All documents as one stream, each under a comment with its tab's name. */
export function yamlStream(documents: readonly WorkDocument[]): string {
  return documents.map(({ name, text }) => `# ${name}\n${text.endsWith('\n') || text === '' ? text : `${text}\n`}`).join('---\n')
}
