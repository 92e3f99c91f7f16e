import type { Locator } from 'playwright-core'

/**
 * Texts and spoken attributes that hold a word which only English has, in an element and all that is in it: what nobody
 * has put into the language of the page. Not what says that it is English, and not names and code.
 */
export function englishWords(element: Locator): Promise<readonly string[]> {
  return element.evaluate((root) => {
    const said =
      /\b(?:the|of|and|with|which|is|are|not|from|this|that|it|you|your|when|what|who|no|to|show|open|close|every|only|by|for|copy|into)\b/i
    const isNamed = (at: Element) => at.closest('[lang="en"], code, pre, kbd, .mono') !== null
    const found: string[] = []
    for (const at of [root, ...root.querySelectorAll('*')]) {
      if (isNamed(at)) continue
      const texts = [...at.childNodes].flatMap((node) => (node instanceof Text ? [node.data] : []))
      const spoken = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'].flatMap(
        (name) => at.getAttribute(name) ?? [],
      )
      found.push(...[...texts, ...spoken].map((text) => text.trim()).filter((text) => said.test(text)))
    }
    return found
  })
}
