import { tick } from 'svelte'
import { PALETTE } from '../../text/catalogue/en/palette.ts'
import { steppedOption } from '../../ui/combobox.ts'
import type { AppState } from '../context.ts'
import { listExamples, type ListedExample } from '../example/examples.ts'
import { action, type Action } from './action.ts'
import { findActions, type FoundGroup } from './find.ts'
import { actionsOf } from './all.ts'
import type { UsedActions } from './used.svelte.ts'

/** Rows that Page Up and Page Down go. */
const PAGE = 8

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }

/** A group with the number of its first row among all of them. */
export interface NumberedGroup extends FoundGroup {
  readonly first: number
}

/** What is typed into the palette, what is listed for it, and which row is current. */
export class ActionSearch {
  #typed = $state('')
  #current = $state(0)
  /** Where a lesson was opened first, nobody has fetched them yet. */
  #fetched = $state.raw<readonly ListedExample[]>([])

  constructor(
    private readonly app: AppState,
    private readonly used: UsedActions,
  ) {}

  #actions: readonly Action[] = $derived.by(() => {
    const { palette, desk } = this.app
    return palette.isOpen ? actionsOf(this.app, desk.examples.length > 0 ? desk.examples : this.#fetched) : []
  })
  groups: readonly NumberedGroup[] = $derived.by(() => {
    let first = 0
    return [...this.#asking(), ...findActions(this.#actions, this.#typed, this.used.ids)].map((group) => {
      const numbered = { ...group, first }
      first += group.found.length
      return numbered
    })
  })
  #rows = $derived(this.groups.flatMap(({ found }) => found.map(({ action: each }) => each)))

  get typed(): string {
    return this.#typed
  }
  set typed(text: string) {
    this.#typed = text
    this.#current = 0
  }
  get length(): number {
    return this.#rows.length
  }
  /** The row that Enter runs; -1: there is none. */
  get current(): number {
    return Math.min(this.#current, this.#rows.length - 1)
  }

  /** To be called when the palette opens: it begins anew, and fetches what is not there yet. */
  begin(): void {
    this.typed = this.app.palette.arrive()
    void this.app.lessons.load()
    if (this.app.desk.examples.length === 0)
      listExamples().then(
        ({ all }) => {
          this.#fetched = all
        },
        () => {},
      )
  }

  /** False: it is no key of the list. */
  press(key: string): boolean {
    const by = STEPS[key]
    if (by === undefined) {
      if (key !== 'Enter') return false
      void this.run(this.current)
    } else if (by === 1 || by === -1) this.#current = steppedOption(this.current, by, this.length)
    else this.#current = Math.max(0, Math.min(this.length - 1, this.current + by))
    return true
  }

  /** Closes first, so that the focus is back where it was and the action may take it elsewhere. */
  async run(row: number): Promise<void> {
    const chosen = this.#rows[row]
    if (!chosen) return
    this.app.palette.close()
    await tick()
    if (chosen.id !== ASKED) this.used.note(chosen.id)
    chosen.run()
  }

  /** A question that is typed here is asked like one in the bar. */
  #asking(): readonly FoundGroup[] {
    const { navigation, session, layout } = this.app
    const question = this.#typed.trim()
    if (!question.includes('->') || navigation.page !== 'work') return []
    const ask = () => {
      if (!layout.isPair) layout.half = 'trace'
      session.ask(question)
    }
    return [
      {
        group: 'question',
        more: 0,
        found: [
          { at: [], action: action({ id: ASKED, group: 'question', label: PALETTE.askPart(question), run: ask }) },
        ],
      },
    ]
  }
}

/** It is another one each time. */
const ASKED = 'ask-this'
