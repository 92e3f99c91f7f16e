import { gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright-core'
import { encodeLink } from '../../src/app/state/link/codec.ts'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { EMPTY_WORK } from '../../src/app/state/work.ts'
import { generateWorld, MIXED_CNI, type PolicyKinds } from './generate-world.ts'
import { MIXED_SIZES, SIZES, spread, type Size } from './sizes.ts'

const KEYS = 30
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

/** The built app in Chromium: what it loads, and from a key press to the painted answer, per size. */
export async function* benchBrowser(address: string, executablePath: string): AsyncGenerator<Record<string, unknown>> {
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  try {
    const first = await browser.newPage()
    yield { bench: 'first-load', ...(await measureLoad(first, address)) }
    await first.close()
    for (const kinds of ['plain', 'mixed'] as const)
      for (const size of kinds === 'plain' ? SIZES : MIXED_SIZES) {
        const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
        yield { bench: 'keystroke', kinds, ...size, ...(await measureKeys(page, address, size, kinds)) }
        yield { bench: 'views', kinds, ...size, ...(await measureViews(page)) }
        await page.close()
      }
  } finally {
    await browser.close()
  }
}

/**
 * Kilobytes of everything the page asks for, compressed as a server would: until the picture stands, and with the
 * editor.
 */
async function measureLoad(page: Page, address: string): Promise<Record<string, number>> {
  const sizes = new Map<string, number>()
  let beforeEditor = 0
  const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0)
  page.on('response', (response) => {
    void response.body().then(
      (body) => sizes.set(response.url(), gzipSync(body).length),
      () => undefined,
    )
  })
  const start = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator('.verdict').first().waitFor()
  const pictureMs = performance.now() - start
  await page.locator('.monaco-editor .view-line').first().waitFor()
  const editorMs = performance.now() - start
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(500)
  for (const [url, size] of sizes) if (!/\/(?:Editor|monaco|editor|yaml|codicon)[^/]*$/i.test(url)) beforeEditor += size
  return {
    shellKb: Math.round(beforeEditor / 1000),
    withEditorKb: Math.round(total() / 1000),
    pictureMs: Math.round(pictureMs),
    editorMs: Math.round(editorMs),
  }
}

/**
 * A port is completed and cut short in turn, so that every key press turns the verdict round. Painted means: the frame
 * after the one in which the verdict changed. `keyToPaintedLetterMs` is the floor below it, the same measure for the
 * letter alone. `blockedMs`: the longest task of the page's own thread while typing.
 */
async function measureKeys(
  page: Page,
  address: string,
  size: Size,
  kinds: PolicyKinds,
): Promise<Record<string, unknown>> {
  const world = generateWorld(size.pods, size.policies, kinds)
  const edited = world.edited(1).replace('8001', '800')
  const line = edited.split('\n').findIndex((text) => text.includes('port: 800')) + 1
  const column = edited.split('\n')[line - 1]!.length + 1
  const documents = world.documents.map((document) =>
    document.name === 'edited.yaml' ? { name: document.name, text: edited } : document,
  )
  const link = await encodeLink({
    ...EMPTY_WORK,
    ...(kinds === 'mixed' && { cni: settingOf(MIXED_CNI) }),
    documents,
    active: 'edited.yaml',
    cursor: { line, column },
    question: { ...world.question, port: 8001, protocol: 'TCP' },
  })
  const start = performance.now()
  await page.goto(`${address}${link}`)
  await page.locator('.verdict').getByText('Denied').waitFor({ timeout: 60_000 })
  const openMs = performance.now() - start
  await page.locator('.monaco-editor .view-line').first().waitFor()
  await page.waitForTimeout(1000)
  await page.locator('.view-line', { hasText: 'port: 800' }).first().click()
  await page.keyboard.press('End')
  await page.evaluate(watch)
  const times: number[] = []
  const letters: number[] = []
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.press(key % 2 === 0 ? '1' : 'Backspace')
    times.push(await page.evaluate(() => (window as unknown as Watched).painted()))
    await page.waitForTimeout(120)
    letters.push(await page.evaluate(() => (window as unknown as Watched).letter()))
  }
  const { longest, heap } = await page.evaluate(() => ({
    longest: (window as unknown as Watched).longest,
    heap: (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
  }))
  return {
    openMs: Math.round(openMs),
    keyToPaintedAnswerMs: spread(times),
    keyToPaintedLetterMs: spread(letters),
    blockedMs: Math.round(longest),
    heapMb: Math.round(heap / 1e6),
  }
}

/** Milliseconds until another view or plugin is on the screen, and the longest task while the matrix is scrolled. */
async function measureViews(page: Page): Promise<Record<string, number>> {
  const until = async (act: () => Promise<void>, shown: string) => {
    const start = performance.now()
    await act()
    await page.locator(shown).first().waitFor({ timeout: 60_000 })
    return Math.round(performance.now() - start)
  }
  const tab = (name: string) => page.getByRole('tab', { name }).click()
  const matrixMs = await until(() => tab('Matrix'), '#picture [role=grid]')
  await page.locator('#picture [role=grid]').first().hover()
  await page.evaluate(() => {
    ;(window as unknown as Watched).longest = 0
  })
  for (let step = 0; step < SCROLLS; step++) {
    await page.mouse.wheel(step % 2 === 0 ? 40 : 0, 120)
    await page.waitForTimeout(16)
  }
  const scrollBlockedMs = Math.round(await page.evaluate(() => (window as unknown as Watched).longest))
  const graphMs = await until(() => tab('Graph'), '#picture figure.graph')
  return { matrixMs, scrollBlockedMs, graphMs }
}

const SCROLLS = 60

/** What `watch` leaves on the page. */
interface Watched {
  /** Milliseconds from the last key press to the paint of the verdict it caused. */
  painted(): Promise<number>
  /** The same for the letter that was typed. */
  letter(): Promise<number>
  longest: number
}

/** Runs in the page. */
function watch(): void {
  const watched = window as unknown as Watched
  let pressed = 0
  let shown = document.querySelector('.verdict')!.textContent
  let arrive: (ms: number) => void = () => undefined
  let painting = Promise.resolve(0)
  let lettering = Promise.resolve(0)
  const afterFrame = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = then
      port2.postMessage(null)
    })
  watched.longest = 0
  watched.painted = () => painting
  watched.letter = () => lettering
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      pressed = timeStamp
      lettering = new Promise((resolve) => {
        afterFrame(() => resolve(performance.now() - timeStamp))
      })
      painting = new Promise((resolve, reject) => {
        arrive = resolve
        setTimeout(() => reject(new Error('the verdict did not change within 20 s')), 20_000)
      })
    },
    true,
  )
  new MutationObserver(() => {
    const text = document.querySelector('.verdict')!.textContent
    if (text === shown) return
    shown = text
    const done = arrive
    const from = pressed
    afterFrame(() => done(performance.now() - from))
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration)
  }).observe({ type: 'longtask' })
}
