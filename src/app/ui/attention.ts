/** Calls when somebody points at an element or moves focus into it, each time. For `{@attach}`. */
export function onAttention(call: () => void): (element: Element) => () => void {
  return (element) => {
    const ending = new AbortController()
    const { signal } = ending
    for (const type of ['focusin', 'pointerenter']) element.addEventListener(type, call, { signal })
    return () => ending.abort()
  }
}
