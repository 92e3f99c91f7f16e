import { untrack } from 'svelte'
import { stopsBehind } from './focus.ts'

/**
 * To be called while a component is made: where a change takes what has the focus out of `holder`, the next stop of the
 * Tab key has it then, so that nobody has to begin at the top of the page. Only for who sees where the focus is: a
 * finger that puts something away wants no keyboard. `changes` reads whatever what is inside depends on; `place`, where
 * there is one after the change, has the focus in the place of the next stop.
 */
export function passFocusOn(
  holder: () => HTMLElement | null | undefined,
  changes: () => unknown,
  place?: () => HTMLElement | null | undefined,
): void {
  let next: readonly HTMLElement[] | null = null
  $effect.pre(() => {
    void changes()
    const focused = document.activeElement
    const isHeld = untrack(holder)?.contains(focused) === true && focused?.matches(':focus-visible') === true
    next = isHeld ? stopsBehind(focused) : null
  })
  $effect(() => {
    void changes()
    if (next === null || document.activeElement !== document.body) return
    ;(untrack(() => place?.()) ?? next.find(({ isConnected }) => isConnected))?.focus()
  })
}
