import { MediaQuery } from 'svelte/reactivity'
import type { TableRows } from '../viz/table/table-rows.ts'

/** What a narrow screen shows one at a time. */
const HALVES = ['lesson', 'yaml', 'cluster', 'trace'] as const
/** What a small screen shows, which has room for one thing. */
export type Half = (typeof HALVES)[number]

/** A part below the picture. */
export type DrawerTab =
  | 'trace'
  | 'assertions'
  | 'terminal'
  | 'time'
  | 'flows'
  | 'entries'
  | 'goals'
  | 'policies'
  | 'requests'
  | 'identities'
  | 'hubble'

/**
 * Heights, in pixels, at which the drawer rests: the sentence and the two gates; the whole ladder. `tall` is 60 % of
 * the column.
 */
export const DRAWER_STOPS = { peek: 192, half: 304 } as const

/** Pixels of the editor's letters for an audience. */
const LARGE_TEXT = 22

interface Sizes {
  /** Pixels; null: the width that suits the window. */
  readonly editorWidth: number | null
  readonly drawerHeight: number | null
  readonly drawerOpen: boolean
  /** Null: open when there is room. */
  readonly railOpen: boolean | null
  /** Whether a lesson has its column, where there is room. */
  readonly lessonOpen: boolean
}

const KEY = 'reachable.layout'
const DEFAULTS: Sizes = { editorWidth: null, drawerHeight: null, drawerOpen: true, railOpen: null, lessonOpen: true }

/** Sizes of the panes, which are remembered, and which of them a narrow screen shows, which is not. */
export class Layout {
  #sizes = $state.raw<Sizes>(readSizes())
  #wide = new MediaQuery('(min-width: 1440px)')
  #medium = new MediaQuery('(min-width: 1100px)')
  #pair = new MediaQuery('(min-width: 800px)')
  #roomy = new MediaQuery('(min-width: 1000px)')
  #low = new MediaQuery('(max-height: 899px)')
  half = $state<Half>('cluster')
  drawerTab = $state<DrawerTab>('trace')
  /** What the rows of the table are, for this visit. */
  tableRows = $state<TableRows>('ports')
  /** Whether the examples lie over the work, where they have no column of their own. */
  #overlay = $state(false)

  /** `isForAudience`: a window of a presentation. */
  constructor(readonly isForAudience = false) {}

  /**
   * Everything is to be read from the back row. A small window is nobody's big screen, and has no room for large
   * letters.
   */
  get isLarge(): boolean {
    return this.isForAudience && this.#roomy.current
  }

  /** Of the text in the editor, in pixels. */
  get fontSize(): number {
    return this.isLarge ? LARGE_TEXT : 14
  }
  /** Editor and answer side by side. */
  get isPair(): boolean {
    return this.#pair.current
  }
  get isMedium(): boolean {
    return this.#medium.current
  }
  /** The examples have a column of their own. */
  get hasRail(): boolean {
    return this.#wide.current && (this.#sizes.railOpen ?? true)
  }
  get isOverlaid(): boolean {
    return this.#overlay && !this.hasRail
  }
  /** The lesson lies over the work. */
  get isLessonOverlaid(): boolean {
    return this.#overlay && !this.hasLesson && this.isPair
  }
  get isWide(): boolean {
    return this.#wide.current
  }
  /** A lesson has a column of its own. */
  get hasLesson(): boolean {
    return this.#medium.current && this.#sizes.lessonOpen
  }
  get editorWidth(): number | null {
    return this.#sizes.editorWidth
  }
  get drawerOpen(): boolean {
    return this.#sizes.drawerOpen
  }
  get drawerHeight(): number {
    return this.#sizes.drawerHeight ?? (this.#low.current ? DRAWER_STOPS.peek : DRAWER_STOPS.half)
  }

  setEditorWidth(width: number | null): void {
    this.#set({ editorWidth: width })
  }
  setDrawerHeight(height: number | null): void {
    this.#set({ drawerHeight: height, drawerOpen: true })
  }
  setDrawerOpen(open: boolean): void {
    this.#set({ drawerOpen: open })
  }

  /** Opens the drawer with this in front; on a narrow screen it takes the place of what is there. */
  show(tab: DrawerTab): void {
    this.drawerTab = tab
    this.setDrawerOpen(true)
    this.half = 'trace'
  }

  toggleRail(): void {
    if (this.#wide.current) this.#set({ railOpen: !this.hasRail })
    else this.#overlay = !this.#overlay
  }

  toggleLesson(): void {
    if (this.#medium.current) this.#set({ lessonOpen: !this.hasLesson })
    else this.#overlay = !this.#overlay
  }

  closeOverlay(): void {
    this.#overlay = false
  }

  #set(change: Partial<Sizes>): void {
    this.#sizes = { ...this.#sizes, ...change }
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#sizes))
    } catch {
      // Storage may be forbidden or full; sizes then hold for this visit.
    }
  }
}

function readSizes(): Sizes {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
    const pixels = (value: unknown) => (typeof value === 'number' && value >= 100 && value <= 4000 ? value : null)
    return {
      editorWidth: pixels(kept.editorWidth),
      drawerHeight: pixels(kept.drawerHeight),
      drawerOpen: kept.drawerOpen !== false,
      railOpen: typeof kept.railOpen === 'boolean' ? kept.railOpen : null,
      lessonOpen: kept.lessonOpen !== false,
    }
  } catch {
    return DEFAULTS
  }
}
