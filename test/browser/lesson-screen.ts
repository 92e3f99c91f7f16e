import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator } from 'playwright-core'
import { Screen, type Profile } from './app.ts'

const FOLDER = fileURLToPath(new URL('../../lessons', import.meta.url))

/** The text of a file of the lessons, such as `network-policy/and-not-or/wrong/two-dashes.yaml`. */
export function lessonText(path: string): string {
  return readFileSync(`${FOLDER}/${path}`, 'utf8')
}

/** The tabs of a lesson's folder, `start` or `solution`. */
export function lessonTabs(
  id: string,
  folder: 'start' | 'solution',
): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(`${FOLDER}/${id}/${folder}`).map((file) => ({
    name: file.replace(/\.yaml$/, ''),
    text: lessonText(`${id}/${folder}/${file}`),
  }))
}

/** The line of a lesson in the list of all. */
export function inList({ page }: Screen, code: string): Locator {
  return page
    .getByRole('region', { name: 'All lessons' })
    .getByRole('listitem')
    .filter({ has: page.getByText(code, { exact: true }) })
    .getByRole('link')
}

/** One page with a lesson in it, in the words of somebody who learns. */
export class LessonScreen extends Screen {
  get goals() {
    return this.page.getByRole('region', { name: 'Goals' })
  }
  get hints() {
    return this.page.getByRole('region', { name: 'Hints' })
  }
  get banner() {
    return this.page.getByRole('region', { name: /^(?:Lesson complete|Seen, not earned)$/ })
  }
  /** Of the lesson itself and of the similar clusters, in their order. */
  get rows() {
    return this.goals.locator('li.row')
  }

  static async open(profile: Profile, id: string): Promise<LessonScreen> {
    const screen = new LessonScreen((await profile.open(`#/lesson/${id}`)).page)
    await screen.isOpen(id)
    return screen
  }

  /** Follows a link to another lesson. */
  async goTo(id: string): Promise<void> {
    await this.page.evaluate((address) => {
      location.hash = address
    }, `/lesson/${id}`)
    await this.isOpen(id)
  }

  /** The lesson is there, and its goals have been looked at. */
  async isOpen(id: string): Promise<void> {
    await this.page
      .locator(`nav[aria-label="Lessons of this track"] a[aria-current="page"][href="#/lesson/${id}"]`)
      .waitFor()
    await this.editorIsThere()
    await this.rows.locator('.mark.met, .now').first().waitFor()
  }

  /** Which goals hold, as it is said beside each. */
  async holds(): Promise<readonly boolean[]> {
    const said = await this.rows.locator('.words > .visually-hidden').allTextContents()
    return said.map((text) => text.trim() === 'Holds:')
  }

  async holdsAre(wanted: readonly boolean[]): Promise<void> {
    await this.until(async () => JSON.stringify(await this.holds()) === JSON.stringify(wanted))
  }

  /** Puts a text in place of the one in front. */
  async replace(text: string): Promise<void> {
    // Not the middle, where a row may stand that explains a peer.
    await this.page
      .locator('.monaco-editor .view-line')
      .first()
      .click({ position: { x: 4, y: 8 } })
    await this.page.keyboard.press('Control+a')
    await this.paste(text)
  }

  /** Writes the tabs of the solution that are not so already, one after the other. */
  async writeSolution(id: string): Promise<void> {
    const start = lessonTabs(id, 'start')
    for (const { name, text } of lessonTabs(id, 'solution')) {
      if (start.some((tab) => tab.name === name && tab.text === text)) continue
      await this.tab(name)
      await this.editorIsThere()
      await this.replace(text)
    }
  }

  async isComplete(): Promise<void> {
    await this.banner.getByRole('heading', { name: 'Lesson complete' }).waitFor()
  }

  async reset(): Promise<void> {
    await this.goals.getByRole('button', { name: 'Reset', exact: true }).click()
    await this.banner.waitFor({ state: 'detached' })
  }

  /**
   * Writes lines below the one with the cursor, each in one go, as dictation does. The editor's own indentation is
   * taken back first.
   */
  async writeLines(text: string): Promise<void> {
    for (const line of text.trimEnd().split('\n')) {
      for (const key of ['Enter', 'Shift+Home']) await this.page.keyboard.press(key)
      await this.page.keyboard.insertText(line)
    }
  }

  /** Puts the cursor at the end of the line of `text` that holds `content`; the editor has the focus. */
  async goToLine(text: string, content: string): Promise<void> {
    await this.page.keyboard.press('Control+Home')
    const above = text.slice(0, text.indexOf(content)).split('\n').length - 1
    for (let line = 0; line < above; line++) await this.page.keyboard.press('ArrowDown')
    await this.page.keyboard.press('End')
  }

  /** Goes there as somebody does who has no mouse. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      if ((await target.and(this.page.locator(':focus')).count()) === 1) return
      await this.page.keyboard.press(key)
    }
    throw new Error(`120 times ${key} do not lead to ${String(target)}`)
  }
}
