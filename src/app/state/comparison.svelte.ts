import type { ConnectionsView } from '../../worker/connections-view.ts'
import type { Sentence } from '../text/sentence.ts'
import { whenQuiet } from '../ui/when-quiet.ts'
import type { OfferedFile } from './import/file.ts'
import { importFiles } from './import/later.ts'
import { decodeLink } from './link/codec.ts'
import { readRoute } from './route.ts'
import type { Session } from './session.svelte.ts'
import type { WorkDocument } from './work.ts'

/** The first picture does not wait for what is said of a comparison that fails. */
const words = () => import('../text/comparison.ts')

/**
 * What the present work is compared with.
 *
 * - `flows`: what its changes are counted from, flow by flow, as the strip has it; nothing needs to be asked for.
 * - `counted`: the same state, connection by connection.
 * - `opened`: the work as it was last opened. `files`, `link`: another state that somebody chose.
 */
export type ComparedTo = 'flows' | 'counted' | 'opened' | 'files' | 'link'

/** The comparison of the drawer: with what, and what came of it. */
export class Comparison {
  #to = $state<ComparedTo>('flows')
  /** What was chosen, and how people call it. */
  #other = $state.raw<{ readonly name: string; readonly documents: readonly WorkDocument[] } | null>(null)
  #problem = $state.raw<Sentence | null>(null)
  #view = $state.raw<ConnectionsView | null>(null)
  #hasFailed = $state(false)

  constructor(private readonly session: Session) {}

  get to(): ComparedTo {
    return this.#to
  }
  /** Of the files or the link; empty: nothing is chosen yet. */
  get name(): string {
    return this.#other?.name ?? ''
  }
  /** Why what was chosen cannot be compared with. */
  get problem(): Sentence | null {
    return this.#problem
  }
  /** The connections that differ; null: not known yet, or nothing to compare with. */
  get view(): ConnectionsView | null {
    return this.#view
  }
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** What the engine has to compare with: null is what it counts changes from; undefined: nothing. */
  documents: readonly WorkDocument[] | null | undefined = $derived.by(() => {
    switch (this.#to) {
      case 'flows':
        return undefined
      case 'counted':
        return null
      case 'opened':
        return this.session.asOpened
      default:
        return this.#other?.documents
    }
  })

  compareTo(to: ComparedTo): void {
    this.#to = to
    this.#other = null
    this.#problem = null
    this.#view = null
  }

  async chooseFiles(files: readonly OfferedFile[] | null): Promise<void> {
    if (files === null || files.length === 0) return
    const read = await importFiles(files, { signal: new AbortController().signal, progress: () => {} })
    const documents = read.ok ? read.value.documents : []
    if (documents.length === 0)
      return this.#refuse((await words()).comparisonProblemText(read.ok ? 'nothing' : read.problem))
    this.#choose(files.length === 1 ? files[0]!.path : (await words()).filesName(files.length), documents)
  }

  async chooseLink(text: string): Promise<void> {
    const fragment = text.trim().replace(/^[^#]*/, '')
    const route = readRoute(fragment)
    if (route?.to !== 'work')
      return this.#refuse(
        (await words()).comparisonProblemText(route?.to === 'lesson' || route?.to === 'coded' ? 'lesson' : 'no-link'),
      )
    const link = await decodeLink(route.link)
    if (link.ok) this.#choose((await words()).linkName(), link.value.documents)
    else this.#refuse((await words()).linkToCompareText(link.problem))
  }

  /**
   * Asks for the difference as things stand; the result takes it back. What was shown stays until the next is there.
   */
  ask(): () => void {
    const { documents } = this
    if (documents === undefined) return () => {}
    let isOver = false
    const callBack = whenQuiet(() => {
      this.session.picture.compare(documents).then(
        (view) => {
          if (isOver) return
          this.#view = view
          this.#hasFailed = false
        },
        () => {
          if (!isOver) this.#hasFailed = true
        },
      )
    })
    return () => {
      isOver = true
      callBack()
    }
  }

  #choose(name: string, documents: readonly WorkDocument[]): void {
    this.#other = { name, documents }
    this.#problem = null
    this.#view = null
  }

  #refuse(problem: Sentence): void {
    this.#problem = problem
    this.#other = null
    this.#view = null
  }
}
