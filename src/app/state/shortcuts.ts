import { flushSync } from 'svelte'
import { assertHere } from './assert-here.ts'
import { isTyping } from '../ui/focus.ts'
import type { AppState } from './context.ts'
import { nextProblem } from './problems.ts'

/** Places that Alt and a figure lead to; the first that is there and takes the focus gets it. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  1: ['[data-focus="lesson"]', '[data-focus="examples"]', '[data-focus="rail"]', '[data-focus="lessons"]'],
  2: ['[data-focus="attack"]', '#editor .native-edit-context', '#editor textarea'],
  3: ['#picture [tabindex="0"]', '#picture button'],
}

/** All keys that hold in the whole window. Letters act only with focus in the cluster, never while somebody types. */
export function keysOf(app: () => AppState, on: { help(): void }): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || event.isComposing) return
    const { session, firstOpen, layout, lessons, assertions } = app()
    // Where the editor is a strip, it has to be there to take the focus.
    if (event.altKey && event.code === 'Digit2' && layout.isPair) flushSync(() => { layout.half = 'yaml' })
    const handled = event.altKey ? (event.code === 'Digit4' && changeSides()) || goToPlace(event) : plainKey(event)
    if (handled) event.preventDefault()

    /** In a puzzle: from the attacker to the defender, and back. */
    function changeSides(): boolean {
      if (!lessons.open?.attack) return false
      flushSync(() => { lessons.attacking = !lessons.attacking; layout.half = 'yaml' })
      return PLACES[2]!.some(focusFirst)
    }

    function plainKey({ key, shiftKey, target, ctrlKey, metaKey }: KeyboardEvent): boolean {
      if (ctrlKey || metaKey) return false
      if (key === 'F8') {
        const problem = nextProblem(session.snapshot?.diagnostics ?? [], session.documents.map(({ name }) => name), { document: session.work.active, ...session.work.cursor }, shiftKey ? -1 : 1)
        if (problem?.span) session.goTo(problem.span)
        return true
      }
      if (key === 'Escape' && firstOpen.isOpen) {
        firstOpen.dismiss()
        return false
      }
      if (isTyping(target)) return false
      if (key === '?') {
        on.help()
        return true
      }
      return target instanceof Element && target.closest('#answer') !== null && clusterKey(key, target)
    }

    function clusterKey(key: string, target: Element): boolean {
      switch (key.toLowerCase()) {
        case 'g': session.setView('graph'); return true
        case 'm': session.setView('matrix'); return true
        case 'w': session.setView('walk'); return true
        case 't': session.setView('table'); return true
        case 'n': session.setView('nodes'); return true
        case 'a': session.setView('architecture'); return true
        case 'i': session.setView('board'); return true
        case 'c': session.setView('cnis'); return true
        case 'b': session.setBaseline(session.work.baseline === null); return true
        case 'e': if (!assertHere(target, app())) assertions.addAsked(); return true
        default: return false
      }
    }
  }
}

function goToPlace({ code }: KeyboardEvent): boolean {
  const places = PLACES[/^Digit([123])$/.exec(code)?.[1] ?? '']
  return places?.some(focusFirst) ?? false
}

/** Gives the focus to the first element that fits; false when there is none. */
export function focusFirst(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector)
  found?.focus()
  return found !== null
}
