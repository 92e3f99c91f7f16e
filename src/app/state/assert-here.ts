import type { Assertions } from './assertions.svelte.ts'
import type { Session } from './session.svelte.ts'

/** What of a picture stands for one flow: a cell of a matrix, a line of the graph, a row of a list. */
const FLOWS = '[role="gridcell"], [data-line], tr:has(button), [data-flow]'

/**
 * Asserts the flow under the pointer or the focus: it is asked as a click would ask it, and the answer becomes what is
 * expected. False: there is no flow here.
 */
export function assertHere(
  target: EventTarget | null,
  { session, assertions }: { readonly session: Session; readonly assertions: Assertions },
): boolean {
  const flow = target instanceof Element ? target.closest(FLOWS) : null
  if (!flow) return false
  const before = session.question
  // Clicking what is asked already would open it further.
  const isAsked = flow.getAttribute('aria-selected') === 'true'
  if (!isAsked) click(flow.matches('tr') ? (flow.querySelector('button') ?? flow) : flow)
  if (!isAsked && session.question === before) return false
  assertions.addAsked()
  return true
}

/** In its middle: a matrix goes by where the pointer is. */
function click(element: Element): void {
  const { left, top, width, height } = element.getBoundingClientRect()
  element.dispatchEvent(
    new MouseEvent('click', { bubbles: true, cancelable: true, clientX: left + width / 2, clientY: top + height / 2 }),
  )
}
