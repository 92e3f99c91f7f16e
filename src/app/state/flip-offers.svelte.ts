import type { Flip } from '../../world/index.ts'
import { NOTICES } from '../text/catalogue/en/notices.ts'
import type { Notices } from './notices.svelte.ts'
import type { Session } from './session.svelte.ts'

/**
 * What would turn the answer on the screen round: looked for when somebody wants to know, and for the state that was
 * asked about alone.
 */
export class FlipOffers {
  #found = $state.raw<{ readonly key: string; readonly revision: number; readonly flips: readonly Flip[] } | null>(null)
  #wanted = $state<string | null>(null)

  constructor(
    private readonly session: Session,
    private readonly notices: Notices,
  ) {}

  /** Null: nobody asked, or about another state. */
  get flips(): readonly Flip[] | null {
    return this.#found?.key === this.#key ? this.#found.flips : null
  }
  get isLooking(): boolean {
    return this.#wanted !== null && this.#wanted === this.#key && this.flips === null
  }

  async seek(): Promise<void> {
    const key = this.#key
    this.#wanted = key
    // A worker that ended is told elsewhere; then nothing is offered.
    const found = await this.session.picture.flips().catch(() => null)
    if (found && this.#wanted === key) this.#found = { key, ...found }
    else this.#wanted = null
  }

  /** False: the text has changed since. */
  apply({ edits, added }: Flip): boolean {
    const revision = this.#found?.revision ?? -1
    if (this.flips === null) return false
    if (!added) return this.session.applyEdits(revision, edits)
    this.session.add(added)
    const { active } = this.session
    this.notices.show({
      key: 'flip',
      tone: 'plain',
      text: NOTICES.added(active),
      action: {
        label: NOTICES.undo,
        run: () => {
          this.session.close(active)
          this.session.forgetClosed()
          this.notices.dismiss('flip')
        },
      },
    })
    return true
  }

  get #key(): string {
    const { snapshot, reply } = this.session
    return JSON.stringify([snapshot?.revision, reply?.question])
  }
}
