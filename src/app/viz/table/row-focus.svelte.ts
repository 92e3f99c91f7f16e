import { tick, untrack } from 'svelte'
import { steppedRow } from './row-keys.ts'

/**
 * The focus in the body of a table whose rows are one stop of the Tab key: keys walk from row to row, and when the
 * focused row moves or goes, the focus stays in the table. The button of each row has the tab index 0 if its key is
 * `stop`, and −1 else. To be made while a component is.
 */
export class RowFocus<Row extends { readonly key: string }> {
  body = $state<HTMLElement>()
  scroller = $state<HTMLElement>()
  /** The row that had the focus last. */
  #last = $state<string | null>(null)
  readonly #shown: () => readonly Row[]
  readonly #asked: () => string | undefined

  /** `asked`: the key of the row to begin with, where nobody was in the table yet; undefined: the first. */
  constructor(shown: () => readonly Row[], asked: () => string | undefined) {
    this.#shown = shown
    this.#asked = asked
    let hadFocus = false
    $effect.pre(() => {
      // A row that moves or goes loses the focus.
      void shown()
      hadFocus = this.hasFocus
    })
    $effect(() => {
      void shown()
      untrack(() => {
        if (hadFocus && !this.hasFocus) void this.#focus()
      })
    })
  }

  /** The key of the row that Tab leads to; undefined: there are no rows. */
  readonly stop = $derived.by(() => {
    const rows = this.#shown()
    return rows.find(({ key }) => key === this.#last)?.key ?? this.#asked() ?? rows[0]?.key
  })

  get hasFocus(): boolean {
    return this.body?.contains(document.activeElement) ?? false
  }

  /** The row that got the focus. */
  rest(key: string): void {
    this.#last = key
  }

  step(event: KeyboardEvent): void {
    const rows = this.#shown()
    const next = steppedRow(
      event,
      rows.findIndex(({ key }) => key === this.stop),
      rows.length,
    )
    if (next === null) return
    event.preventDefault()
    this.#last = rows[next]?.key ?? null
    void this.#focus()
  }

  /** The row that was clicked into, by its `data-index`; undefined: none. */
  picked(event: MouseEvent): Row | undefined {
    const index = (event.target as Element).closest('tr')?.dataset.index
    const row = index === undefined ? undefined : this.#shown()[Number(index)]
    if (row) this.#last = row.key
    return row
  }

  /** Brings the row that is asked about into the middle of the table, and moves nothing around the table. */
  async toAsked(): Promise<void> {
    await tick()
    const row = this.body?.querySelector('[aria-current="true"]')?.closest('tr')
    const { scroller } = this
    if (!row || !scroller) return
    const [of, within] = [row.getBoundingClientRect(), scroller.getBoundingClientRect()]
    scroller.scrollTop += of.top - within.top - (within.height - of.height) / 2
  }

  async toTop(): Promise<void> {
    await tick()
    this.scroller?.scrollTo({ top: 0 })
  }

  async #focus(): Promise<void> {
    await tick()
    const button = this.body?.querySelector<HTMLElement>('[tabindex="0"]')
    button?.focus({ preventScroll: true })
    button?.closest('tr')?.scrollIntoView({ block: 'nearest' })
  }
}
