/** Calls back once, later; the result takes it back. */
export type Later = (call: () => void) => () => void

/** Once what has changed by now is on the screen. In a window that is not shown nothing is painted: then soon. */
export const afterPaint: Later = (call) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    timer = setTimeout(call)
  }
  const frame = document.hidden ? (soon(), 0) : requestAnimationFrame(soon)
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
