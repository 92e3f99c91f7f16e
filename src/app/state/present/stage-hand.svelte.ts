import type { Session } from '../session.svelte.ts'
import type { Work } from '../work.ts'
import { ShowChannel } from './channel.ts'
import { isSameScreen } from './same-screen.ts'
import { STAGE_LIMIT, type Show, type Stage } from './stage.ts'

/**
 * The window that a presentation was begun from. It hands the stages to the windows of the show, and what is done here
 * to the work that is presented. It never takes anything from them: the work here stays as it was.
 */
export class StageHand {
  #show: Show
  #channel: ShowChannel
  #told: Work
  /** As long as this is what the work was opened as, it is the one that is presented. */
  #of: Session['asOpened']

  /**
   * `own`: which of the stages is the work on this screen; null: none. The show begins with it, else with the stage
   * `at`.
   */
  constructor(
    private readonly session: Session,
    stages: readonly Stage[],
    private readonly own: number | null,
    {
      id,
      now,
      at = 0,
      channel = new ShowChannel(),
    }: { readonly id: string; readonly now: number; readonly at?: number; readonly channel?: ShowChannel },
  ) {
    this.#show = { id, stages: stages.slice(0, STAGE_LIMIT), at: own ?? at, began: now }
    this.#told = session.work
    this.#of = session.asOpened
    this.#channel = channel
    const tellShow = (to: string | null) =>
      channel.tell({
        type: 'show',
        to,
        isPrepared: true,
        show: this.#show,
        work: this.#show.at === own && this.#isOwn ? session.work : this.#show.stages[this.#show.at]!.work,
        spot: false,
      })
    channel.listen((message) => {
      if (message.type === 'join') tellShow(message.from)
      // Who comes later comes to the stage that is on.
      if (message.type === 'show' && message.show.id === id) this.#show = message.show
    })
    // The window that was opened may have asked already.
    tellShow(null)
  }

  /** The work that is presented is still the one on this screen. */
  get #isOwn(): boolean {
    return this.session.asOpened === this.#of
  }

  /** To be called whenever the work changed. */
  tellWork(): void {
    const { work } = this.session
    if (!this.#isOwn || this.#show.at !== this.own || isSameScreen(this.#told, work)) return
    this.#told = work
    this.#channel.tell({ type: 'work', id: this.#show.id, work })
  }

  dispose(): void {
    this.#channel.close()
  }
}
