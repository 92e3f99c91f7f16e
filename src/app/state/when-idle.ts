/** Milliseconds after the page is loaded in which nothing is begun that can wait: the editor is on its way. */
const SETTLE = 3_000

/** Calls once, when the page has been loaded and has settled. The result takes it back. */
export function whenIdle(call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const begin = () => {
    timer = setTimeout(call, SETTLE)
  }
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { once: true })
  return () => {
    removeEventListener('load', begin)
    clearTimeout(timer)
  }
}
