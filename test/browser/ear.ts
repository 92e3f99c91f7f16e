import type { CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'

/**
 * What somebody hears who has a screen reader: what has the focus, taken from the accessibility tree, and what live
 * regions say when they change.
 */
export class Ear {
  #heard: string[] = []

  private constructor(
    private readonly page: Page,
    private readonly tree: CDPSession,
  ) {}

  /** To be called before the page is opened. */
  static async at(page: Page): Promise<Ear> {
    await page.addInitScript(listen)
    const tree = await page.context().newCDPSession(page)
    await tree.send('Accessibility.enable')
    return new Ear(page, tree)
  }

  /** What the reading keys come to. */
  read(lines: readonly string[]): void {
    this.#heard.push(...lines)
  }

  /** Waits until a line has been heard since `forget`. */
  async hears(line: string): Promise<void> {
    const start = performance.now()
    for (;;) {
      this.#heard.push(
        ...(await this.page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0))),
        await this.#focused(),
      )
      if (this.#heard.includes(line)) return
      if (performance.now() - start > 30_000)
        expect.fail(`was not heard: ${line}\nbut: ${[...new Set(this.#heard)].join('\n     ')}`)
      await this.page.waitForTimeout(60)
    }
  }

  forget(): void {
    this.#heard = []
  }

  /** Its name, its role and its state, separated by commas. */
  async #focused(): Promise<string> {
    const { nodes } = await this.tree.send('Accessibility.getFullAXTree')
    const node = nodes
      .filter(({ properties }) => properties?.some(({ name, value }) => name === 'focused' && value.value === true))
      .at(-1)
    const state = new Map(node?.properties?.map(({ name, value }) => [name as string, String(value.value)]))
    return [
      String(node?.name?.value ?? '')
        .replace(/\s+/g, ' ')
        .replaceAll(' ,', ',')
        .trim(),
      state.get('roledescription') ?? String(node?.role?.value ?? ''),
      ...(state.has('expanded') ? [state.get('expanded') === 'true' ? 'expanded' : 'collapsed'] : []),
      ...(state.get('pressed') === 'true' ? ['pressed'] : []),
    ].join(', ')
  }
}

/** In the page: notes what live regions say. What stands in one when it comes is not read, except in an alert. */
function listen(): void {
  const heard: string[] = []
  const said = new WeakMap<Element, string>()
  ;(window as unknown as { heard: string[] }).heard = heard
  new MutationObserver(() => {
    for (const part of document.querySelectorAll(
      '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"]',
    )) {
      const text = (part.textContent ?? '').replace(/\s+/g, ' ').trim()
      const before = said.get(part)
      if (text !== '' && text !== before && (before !== undefined || part.getAttribute('role') === 'alert'))
        heard.push(text)
      said.set(part, text)
    }
  }).observe(document, { subtree: true, childList: true, characterData: true })
}
