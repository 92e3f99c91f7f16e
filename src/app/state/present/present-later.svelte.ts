import { loadOnce } from '../../ui/load.ts'
import type { HistoryLater } from '../history/history-later.svelte.ts'
import { SHOW_ADDRESS } from '../route.ts'
import { newId } from '../new-id.ts'
import type { Session } from '../session.svelte.ts'
import type { StageHand } from './stage-hand.svelte.ts'
import type { Stage } from './stage.ts'

/** Presenting, before anybody does: it opens the window and hands it the stages. */
export class PresentLater {
  #hand = $state.raw<StageHand | null>(null)

  constructor(
    private readonly session: Session,
    private readonly history: HistoryLater,
    /** What the work on the screen is called. */
    private readonly title: () => string,
  ) {}

  readonly #load = loadOnce(() => import('./stage-hand.svelte.ts'))

  /** A presentation was begun from this window. */
  get isOn(): boolean {
    return this.#hand !== null
  }

  /**
   * Opens a window with the work on the screen as its last stage; those before it are the states that somebody gave a
   * name, the oldest first. False: the browser opens none.
   */
  begin(): Promise<boolean> {
    return this.#begin(async () => {
      const { session, history } = this
      const kept = history.isThere ? await history.load() : null
      await kept?.open()
      const named = (kept?.versions ?? [])
        .filter(({ name }) => name !== '')
        .reverse()
        .map(({ name, work }): Stage => ({ title: name, work: { ...work, view: work.view ?? session.work.view } }))
      return { stages: [...named, { title: this.title(), work: session.work }], own: named.length }
    })
  }

  /** Opens a window with stages that are prepared meanwhile; `at`: the index of the one that is shown first. */
  beginWith(prepare: () => Promise<{ readonly stages: readonly Stage[]; readonly at: number }>): Promise<boolean> {
    return this.#begin(async () => ({ ...(await prepare()), own: null }))
  }

  /** To be called whenever the work changed. */
  tellWork(): void {
    this.#hand?.tellWork()
  }

  async #begin(
    prepare: () => Promise<{ readonly stages: readonly Stage[]; readonly own: number | null; readonly at?: number }>,
  ): Promise<boolean> {
    // At once: a browser opens windows only in answer to a click.
    const opened = open(
      `${location.pathname}${location.search}${SHOW_ADDRESS}`,
      '_blank',
      'popup,width=1600,height=900',
    )
    const [{ StageHand }, { stages, own, at }] = await Promise.all([this.#load(), prepare()])
    this.#hand?.dispose()
    this.#hand = new StageHand(this.session, stages, own, {
      id: newId(),
      now: Date.now(),
      ...(at !== undefined && { at }),
    })
    return opened !== null
  }
}
