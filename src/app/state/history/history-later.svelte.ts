import { loadOnce } from '../../ui/load.ts'
import { newId } from '../new-id.ts'
import type { Session } from '../session.svelte.ts'

/** Milliseconds of quiet before a state is kept. */
const QUIET = 5_000

/**
 * The history, before anybody needs it: its window, and when states are kept. `workOf` names the work on the screen;
 * null: nothing is to be kept.
 */
export class HistoryLater {
  #isOpen = $state(false)
  #wasOpened = $state(false)

  constructor(
    private readonly session: Session,
    private readonly workOf: (() => string) | null,
  ) {}

  /** There is one: a page inside another keeps nothing. */
  get isThere(): boolean {
    return this.workOf !== null
  }
  get isOpen(): boolean {
    return this.#isOpen
  }
  /** It has been open: what it is made of stays, so that closing gives the focus back. */
  get wasOpened(): boolean {
    return this.#wasOpened
  }

  readonly load = loadOnce(async () => {
    const [{ History }, { BrowserVersions, PageVersions }] = await Promise.all([
      import('./history.svelte.ts'),
      import('./version-store.ts'),
    ])
    const store = this.workOf === null ? new PageVersions() : new BrowserVersions()
    return new History(this.session, store, this.workOf ?? (() => ''), () => Date.now(), newId)
  })

  open(): void {
    this.#wasOpened = true
    this.#isOpen = true
  }

  close(): void {
    this.#isOpen = false
  }

  /** Keeps the present state when nothing changes for a while. The result takes it back. */
  noteSoon(): () => void {
    if (this.workOf === null) return () => {}
    const timer = setTimeout(
      () =>
        void this.load().then(
          (history) => history.note(),
          () => {},
        ),
      QUIET,
    )
    return () => clearTimeout(timer)
  }
}
