import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ensureBuild, serveBuild } from '../../scripts/build.mjs'
import { ensureBrowser, NO_BROWSER } from '../../scripts/browser.mjs'
import { encodeLink } from '../../src/app/state/link/codec.ts'
import { EMPTY_WORK, type Work } from '../../src/app/state/work.ts'

/** Milliseconds to wait for anything, as Playwright does: less than a test may take, so that what was waited for is named. */
const PATIENCE = 30_000

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

/** The built app, served and opened in Chromium, for the tests of one file. */
export class BuiltApp {
  #browser: Browser | null = null
  #stop: (() => Promise<void>) | null = null
  address = ''

  constructor() {
    beforeAll(async () => {
      await ensureBuild()
      const executablePath = await ensureBrowser()
      if (!executablePath) throw new Error(NO_BROWSER)
      const server = await serveBuild(4200)
      this.address = server.resolvedUrls!.local[0]!
      this.#stop = () => server.close()
      this.#browser = await chromium.launch({ executablePath, args: FLAGS })
    })
    afterAll(async () => {
      await this.#browser?.close()
      await this.stopServing()
    })
  }

  /** From now on nobody serves the app. */
  async stopServing(): Promise<void> {
    await this.#stop?.()
    this.#stop = null
  }

  /**
   * A fresh profile. It keeps nothing for offline use unless it is asked to: that costs each test seconds. Whatever a
   * page does in it that no page of ours may do ends up in `complaints`: errors, refusals by the
   * Content-Security-Policy, requests to anywhere else.
   */
  async profile(options: BrowserContextOptions = {}): Promise<Profile> {
    const context = await this.#browser!.newContext({
      viewport: { width: 1280, height: 800 },
      serviceWorkers: 'block',
      ...options,
    })
    const complaints: string[] = []
    context.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
      })
      page.on('request', (request) => {
        if (!/^(?:blob|data):/.test(request.url()) && !request.url().startsWith(this.address))
          complaints.push(`request: ${request.url()}`)
      })
    })
    return {
      complaints,
      blank: async () => new Screen(await context.newPage()),
      open: async (fragment = '') => {
        const page = await context.newPage()
        await page.goto(`${this.address}${fragment}`)
        return new Screen(page)
      },
      openWork: async (work) => {
        const page = await context.newPage()
        await page.goto(
          `${this.address}${await encodeLink({ ...EMPTY_WORK, active: work.documents?.[0]?.name ?? '', ...work })}`,
        )
        return new Screen(page)
      },
      inEachPage: async (run) => {
        await context.addInitScript(run)
      },
      close: () => context.close(),
    }
  }
}

export interface Profile {
  readonly complaints: readonly string[]
  /** A page before anything is opened in it. */
  blank(): Promise<Screen>
  open(fragment?: string): Promise<Screen>
  openWork(work: Partial<Work>): Promise<Screen>
  /** Runs in every page that is opened from now on, before its own scripts. */
  inEachPage(run: () => void): Promise<void>
  close(): Promise<void>
}

/** One page, in the words of somebody who looks at it. */
export class Screen {
  constructor(readonly page: Page) {}

  get verdict() {
    return this.page.locator('.verdict')
  }
  get trace() {
    return this.page.getByRole('region', { name: 'Explanation' })
  }
  get problems() {
    return this.page.locator('.problems')
  }
  get strip() {
    return this.page.locator('.counts')
  }
  get editor() {
    return this.page.locator('#editor')
  }

  async says(word: 'Allowed' | 'Denied' | 'Depends'): Promise<void> {
    await this.verdict.getByText(word, { exact: true }).waitFor()
  }

  /** The text in front, as Monaco has it. */
  async text(): Promise<string> {
    return this.page.evaluate(() => {
      const lines = [...document.querySelectorAll<HTMLElement>('.view-line')]
      return lines
        .sort((a, b) => a.offsetTop - b.offsetTop)
        .map((line) => line.textContent?.replaceAll('\u00a0', ' ') ?? '')
        .join('\n')
    })
  }

  async editorIsThere(): Promise<void> {
    await this.page.locator('.monaco-editor .view-line').first().waitFor()
  }

  /** Puts the cursor at the end of the first line that contains this text. */
  async clickLine(content: string): Promise<void> {
    await this.editorIsThere()
    await this.page.locator('.view-line', { hasText: content }).first().click()
    await this.page.keyboard.press('End')
  }

  /** As from another window: typing it would be indented by the editor. Needs the clipboard's permissions. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((content) => navigator.clipboard.writeText(content), text)
    await this.page.keyboard.press('Control+v')
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${name}(?:\\s|$)`) }).click()
  }

  /** Asks by typing into the question bar. */
  async ask(from: string, to: string, port: string): Promise<void> {
    for (const [label, value] of [
      ['From', from],
      ['To', to],
      ['Port', port],
    ] as const) {
      const field = this.page.getByRole('combobox', { name: label, exact: true })
      await field.fill(value)
      await field.press('Enter')
    }
  }

  /** Finds something to do in the palette by some of its words, and does it. */
  async act(words: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    await this.page.getByRole('combobox', { name: 'Find or do anything' }).fill(words)
    await this.page.keyboard.press('Enter')
  }

  /** What is there has stopped changing. */
  async settled(selector: string): Promise<void> {
    const part = this.page.locator(selector).first()
    await part.waitFor()
    for (let last = '', times = 0; times < 3;) {
      const now = await part.innerHTML()
      times = now === last ? times + 1 : 0
      last = now
      await this.page.waitForTimeout(60)
    }
  }

  /** Until nothing has been fetched for half a second. */
  async hasFetched(): Promise<void> {
    const fetched = () => this.page.evaluate(() => performance.getEntriesByType('resource').length)
    for (let before = -1, now = await fetched(); before !== now; now = await fetched()) {
      before = now
      await this.page.waitForTimeout(500)
    }
  }

  /** Waits until the condition holds in the page, however busy the machine is. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    const start = performance.now()
    while (!(await condition())) {
      if (performance.now() - start > PATIENCE) expect.fail(`did not hold within ${PATIENCE} ms`)
      await this.page.waitForTimeout(15)
    }
  }
}
