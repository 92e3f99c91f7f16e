import { isSameData } from '../../ground/same-data.ts'
import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { Fix } from '../../world/index.ts'
import type { Session } from './session.svelte.ts'

/** Milliseconds of quiet before fixes are looked for: finding them costs the engine as much as a key press each. */
const QUIET = 300
/** Fixes are looked for as far down the list as anybody sees at once. */
const SOUGHT = 20

/** The fixes of the problems on the list, found one after the other while nobody types. */
export class FixOffers {
  #offers = $state.raw<ReadonlyMap<string, readonly Fix[]>>(new Map())

  constructor(
    private readonly session: Pick<Session, 'applyEdits' | 'snapshot'> & {
      readonly picture: Pick<Session['picture'], 'fixes'>
    },
  ) {}

  /** What is offered for a problem: from before the last edit, until it has been looked for anew. */
  of(problem: Diagnostic): readonly Fix[] {
    return this.#offers.get(keyOf(problem)) ?? []
  }

  /** Looks for the fixes of these problems; the result ends that. */
  seek(problems: readonly Diagnostic[]): () => void {
    let isOver = false
    const look = async () => {
      const found = new Map<string, readonly Fix[]>()
      for (const problem of problems.filter(isFinding).slice(0, SOUGHT)) {
        const fixes = await this.session.picture.fixes(problem)
        if (isOver) return
        found.set(keyOf(problem), fixes)
      }
      this.#offers = found
    }
    // A worker that ended is told elsewhere; then nothing is offered.
    const timer = setTimeout(() => {
      look().catch(() => {})
    }, QUIET)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }

  /** Applies a fix. It is looked for once more, because the text may have changed since it was offered. */
  async apply(problem: Diagnostic, offered: Fix): Promise<void> {
    const { snapshot } = this.session
    if (!snapshot) return
    const fix = (await this.session.picture.fixes(problem)).find(({ does }) => isSameData(does, offered.does))
    if (fix) this.session.applyEdits(snapshot.revision, fix.edits)
  }
}

function isFinding({ layer, subject, span }: Diagnostic): boolean {
  return layer === 'finding' && subject !== null && span !== null
}

/** The same for one problem from snapshot to snapshot, wherever its line moved. */
function keyOf({ severity, layer, span, ...facts }: Diagnostic): string {
  return JSON.stringify([span?.document, facts])
}
