import { tick } from 'svelte'

/** Whether keys typed now are text for a field, so that shortcuts of one letter must keep still. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="textbox"], [role="combobox"], .monaco-editor') !== null)
  )
}

/**
 * Moves focus along a row of tabs with the arrow keys, Home and End; `show` gets the index. Returns whether the key was
 * one.
 */
export function stepThroughTabs(
  event: KeyboardEvent,
  current: number,
  length: number,
  show: (index: number) => void,
): boolean {
  const next = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: length - 1 }[event.key]
  if (next === undefined || length === 0) return false
  event.preventDefault()
  show((next + length) % length)
  return true
}

/**
 * Called before `holder` is drawn anew: where that takes the focused element away, focus goes to `place`, so that
 * the next key is not lost. Focus that somebody moved elsewhere meanwhile is left alone.
 */
export function keepFocus(holder: HTMLElement | undefined, place: () => HTMLElement | null | undefined): void {
  if (!holder?.contains(document.activeElement)) return
  void tick().then(() => {
    if (document.activeElement === document.body) place()?.focus()
  })
}

const STOPS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]'

/** The stops of the Tab key behind an element, in order, as far as they can be seen now. */
export function stopsBehind(element: Element): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(STOPS)].filter(
    (each) =>
      each.tabIndex >= 0 &&
      (element.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
      each.closest('[inert]') === null &&
      each.checkVisibility(),
  )
}

/**
 * Called before something opens that takes the focus; what is returned is called once it is gone. The element that has
 * the focus now has it again then, unless something else does: a browser does that by itself only for a dialog that is
 * closed before it is taken away.
 */
export function focusBack(): () => void {
  const before = document.activeElement
  return () =>
    queueMicrotask(() => {
      if (document.activeElement === document.body && (before instanceof HTMLElement || before instanceof SVGElement))
        before.focus()
    })
}
