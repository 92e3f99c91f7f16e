import type { Locator } from 'playwright-core'
import type { Screen } from './app.ts'

/** Where the focus is: its name, whether anything of it is in sight, and whether that it has the focus is. */
const focused = ({ page }: Screen) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | SVGElement | null
    if (at === null || at === document.body) return null
    const box = at.getBoundingClientRect()
    const left = Math.max(0, box.left)
    const right = Math.min(innerWidth, box.right)
    const top = Math.max(0, box.top)
    const bottom = Math.min(innerHeight, box.bottom)
    const steps = [1, 2, 3, 4, 5, 6, 7]
    const isInSight =
      right > left &&
      bottom > top &&
      steps.some((x) =>
        steps.some((y) => {
          const upmost = document.elementFromPoint(left + ((right - left) * x) / 8, top + ((bottom - top) * y) / 8)
          return upmost !== null && (at.contains(upmost) || (upmost !== document.body && upmost.contains(at)))
        }),
      )
    // A field in a frame, a row of a table, a station: the ring may be around what holds it, or be a shape of its own.
    const rings: (Element | null)[] = [
      at,
      at.parentElement,
      at.parentElement?.parentElement ?? null,
      at.closest('.station, tr'),
      ...at.querySelectorAll('*'),
    ]
    const isMarked =
      at.closest('.monaco-editor') !== null ||
      rings.some((element) => {
        if (element === null) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
      }) ||
      at instanceof SVGElement
    const labels =
      at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement
    const named = [
      at.getAttribute('aria-label'),
      ...(at.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent),
      ...(labels ? [...(at.labels ?? [])].map(({ textContent }) => textContent) : [at.textContent]),
      at.getAttribute('title'),
    ]
    return {
      isNamed: named.some((text) => (text ?? '').trim() !== ''),
      name: `${at.tagName} ${(at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 40)}`,
      isInEditor: at.closest('.monaco-editor') !== null,
      isInSight,
      isMarked,
    }
  })

export interface Walk {
  /** Names of what had the focus, each once. */
  readonly seen: ReadonlySet<string>
  /** What was under something, out of sight, without a name, or looked as without the focus. */
  readonly found: readonly string[]
  /** The last press led out of the page, or back to its beginning. */
  readonly isOut: boolean
}

/** Presses Tab until there is nothing more, or so many times. Out of the editor leads Escape. */
export async function stepThrough(screen: Screen, presses = 90): Promise<Walk> {
  const seen = new Set<string>()
  const found: string[] = []
  for (let press = 0; press < presses; press++) {
    await screen.page.keyboard.press('Tab')
    const at = await focused(screen)
    if (at === null || (at.name.startsWith('A Skip to the editor') && seen.size > 1))
      return { seen, found, isOut: true }
    if (at.isInEditor) await screen.page.keyboard.press('Escape')
    seen.add(at.name)
    if (!at.isInSight && !at.isInEditor) found.push(`covered: ${at.name}`)
    if (!at.isMarked) found.push(`unmarked: ${at.name}`)
    if (!at.isNamed && !at.isInEditor) found.push(`nameless: ${at.name}`)
  }
  return { seen, found, isOut: false }
}

/** Waits until this has the focus. */
export async function focusIsOn({ page }: Screen, what: Locator): Promise<void> {
  await what.and(page.locator(':focus')).waitFor()
}
