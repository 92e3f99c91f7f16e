import { flushSync } from 'svelte'
import { isTyping } from '../ui/focus.ts'
import { isPressed } from '../ui/keys.ts'
import { assertHere } from './assert-here.ts'
import type { AppState } from './context.ts'
import { nextProblem } from './problems.ts'
import type { View } from './work.ts'

/**
 * Something that keys do in the whole window.
 *
 * - `before`: before whatever has the focus sees the key. `anywhere`: also while somebody types.
 * - `page`: not while somebody types. `cluster`: the same, with the focus in the cluster. Only these are single signs,
 *   which can be switched off.
 *
 * Keys are spelled as `isPressed` reads them.
 */
export interface Shortcut {
  readonly keys: readonly string[]
  readonly where: 'before' | 'anywhere' | 'page' | 'cluster'
  /** `at`: what has the focus. Only false: there was nothing to do, and the key is left to others. */
  run(app: AppState, at: Element | null): boolean | void
}

/** Every key that holds in the whole window, by the action it belongs to. */
export const SHORTCUTS = {
  palette: { keys: ['Mod+K'], where: 'before', run: ({ palette }) => palette.open() },
  'go.lesson': { keys: ['Alt+1'], where: 'anywhere', run: goToLesson },
  'go.editor': { keys: ['Alt+2'], where: 'anywhere', run: goToEditor },
  'go.cluster': { keys: ['Alt+3'], where: 'anywhere', run: goToCluster },
  'lesson.side': { keys: ['Alt+4'], where: 'anywhere', run: changeSides },
  'problem.next': { keys: ['F8'], where: 'anywhere', run: (app) => goToProblem(app, 1) },
  'problem.previous': { keys: ['Shift+F8'], where: 'anywhere', run: (app) => goToProblem(app, -1) },
  'view.graph': view('G', 'graph'),
  'view.matrix': view('M', 'matrix'),
  'view.walk': view('W', 'walk'),
  'view.table': view('T', 'table'),
  'view.nodes': view('N', 'nodes'),
  'view.board': view('I', 'board'),
  'view.architecture': view('A', 'architecture'),
  'view.cnis': view('C', 'cnis'),
  baseline: { keys: ['B'], where: 'cluster', run: ({ session }) => session.setBaseline(session.baseline === null) },
  assert: {
    keys: ['E'],
    where: 'cluster',
    run: (app, at) => {
      if (!assertHere(at, app)) app.assertions.addAsked()
    },
  },
  help: { keys: ['?'], where: 'page', run: ({ help }) => help.open() },
} as const satisfies Readonly<Record<string, Shortcut>>

/** The name of a shortcut. */
export type ShortcutId = keyof typeof SHORTCUTS

/**
 * Where a key is pressed: before anything else sees it, or after; while somebody types; with the focus in the cluster;
 * and whether single signs do anything.
 */
export interface KeyPlace {
  readonly phase: 'before' | 'after'
  readonly isText: boolean
  readonly inCluster: boolean
  readonly hasLetters: boolean
}

/** The shortcut that a key press is; null: none, or it must keep still there. */
export function shortcutOf(event: KeyboardEvent, { phase, isText, inCluster, hasLetters }: KeyPlace): Shortcut | null {
  const holds = ({ where }: Shortcut) => {
    switch (where) {
      case 'before':
        return phase === 'before'
      case 'anywhere':
        return phase === 'after'
      case 'page':
        return phase === 'after' && hasLetters && !isText
      case 'cluster':
        return phase === 'after' && hasLetters && !isText && inCluster
    }
  }
  return (
    Object.values<Shortcut>(SHORTCUTS).find(
      (shortcut) => holds(shortcut) && shortcut.keys.some((key) => isPressed(key, event)),
    ) ?? null
  )
}

/** Listens for all keys that hold in the whole window. */
export function keysOf(app: () => AppState, phase: 'before' | 'after'): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || event.isComposing) return
    const { firstOpen, letterKeys, palette } = app()
    if (phase === 'before' && palette.takesEarly(event)) {
      event.preventDefault()
      return event.stopPropagation()
    }
    if (phase === 'after' && event.key === 'Escape' && firstOpen.isOpen) return firstOpen.dismiss()
    const at = event.target instanceof Element ? event.target : null
    const shortcut = shortcutOf(event, {
      phase,
      isText: isTyping(at),
      inCluster: at !== null && at.closest('#answer') !== null,
      hasLetters: letterKeys.areOn,
    })
    if (!shortcut || shortcut.run(app(), at) === false) return
    event.preventDefault()
    // The editor waits for a second key after this one, unless it never hears of it.
    if (phase === 'before') event.stopPropagation()
  }
}

function view(key: string, to: View): Shortcut {
  return {
    keys: [key],
    where: 'cluster',
    run: ({ session, layout }) => {
      if (!layout.isPair) layout.half = 'cluster'
      session.setView(to)
    },
  }
}

const EDITOR = ['[data-focus="attack"]', '#editor .native-edit-context', '#editor textarea'] as const

// What is not on the screen has to be there first, to take the focus: the halves of a small one, and the editor where
// it is a strip.

function goToLesson({ layout, lessons }: AppState): boolean {
  if (!layout.isPair && lessons.open)
    flushSync(() => {
      layout.half = 'lesson'
    })
  return goTo('[data-focus="lesson"]', '[data-focus="examples"]', '[data-focus="rail"]', '[data-focus="lessons"]')
}

function goToEditor({ layout }: AppState): boolean {
  flushSync(() => {
    layout.half = 'yaml'
  })
  return goTo(...EDITOR)
}

function goToCluster({ layout }: AppState): boolean {
  if (!layout.isPair)
    flushSync(() => {
      layout.half = 'cluster'
    })
  return goTo('#picture [tabindex="0"]', '#picture button')
}

/** In a puzzle: from the attacker to the defender, and back. */
function changeSides({ lessons, layout }: AppState): boolean {
  if (!lessons.open?.attack) return false
  flushSync(() => {
    lessons.attacking = !lessons.attacking
    layout.half = 'yaml'
  })
  return goTo(...EDITOR)
}

function goToProblem({ session }: AppState, by: 1 | -1): void {
  const problem = nextProblem(
    session.snapshot?.diagnostics ?? [],
    session.documents.map(({ name }) => name),
    { document: session.active, ...session.work.cursor },
    by,
  )
  if (problem?.span) session.goTo(problem.span)
}

/** Gives the focus to the first place that is there. */
function goTo(...places: readonly string[]): boolean {
  return places.some(focusFirst)
}

/** Gives the focus to the first element that fits; false when there is none. */
export function focusFirst(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector)
  found?.focus()
  return found !== null
}
