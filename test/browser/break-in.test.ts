import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { violations } from './axe.ts'
import { LessonScreen, lessonText } from './lesson-screen.ts'

const app = new BuiltApp()
const J1 = 'break-in/the-credential'
const KEYS = '169.254.169.254:80'
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

/** One puzzle on the screen. */
class PuzzleScreen extends LessonScreen {
  get bar() {
    return this.page.getByRole('region', { name: 'Break-in', exact: true })
  }
  get attack() {
    return this.page.getByRole('region', { name: 'Attacker’s view' })
  }
  get path() {
    return this.attack.getByRole('list', { name: 'The path so far' })
  }
  door(name: string) {
    return this.attack.getByRole('button', { name: `Connect to ${name}`, exact: true })
  }

  static async openPuzzle(id: string): Promise<PuzzleScreen> {
    const screen = new PuzzleScreen((await profile.open(`#/lesson/${id}`)).page)
    await screen.bar.waitFor()
    return screen
  }

  async stands(...texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.bar.getByText(text, { exact: true }).waitFor()
  }

  async defend(): Promise<void> {
    await this.bar.getByRole('button', { name: 'Defender' }).click()
    await this.editorIsThere()
  }
}

describe('story 8: break in, then defend', () => {
  it('is played from the attacker to the defender', async () => {
    profile = await app.profile({ permissions: ['clipboard-read', 'clipboard-write'] })
    const screen = await PuzzleScreen.openPuzzle(J1)
    await screen.stands('attack path open', 'shop still sells')
    await screen.attack.getByText('shop/web', { exact: true }).waitFor()
    const halo = screen.page.locator('#picture .halo')
    await halo.getByText('you are here', { exact: true }).waitFor()
    expect(await halo.getByText('in reach', { exact: true }).count()).toBeGreaterThan(5)
    await screen.page.getByRole('list', { name: 'Not on the map' }).getByText(KEYS).waitFor()

    // A door of the shop leads to nothing; the other one to the keys.
    await screen.door('shop/db:9187').click()
    await screen.attack.getByText('has nothing for you', { exact: true }).waitFor()
    await screen.door(KEYS).click()
    await screen.attack.locator('li').getByText('Loot: node credentials', { exact: false }).waitFor()
    await screen.path.getByText('node credentials').waitFor()
    await screen.path.getByRole('button', { name: 'still open' }).waitFor()
    await screen.verdict.getByText('Allowed', { exact: true }).waitFor()

    await screen.defend()
    expect(await screen.attack.isVisible()).toBe(false)
    await screen.replace(lessonText(`${J1}/wrong/block-everything.yaml`))
    await screen.stands('attack path broken', 'the shop is down')
    await screen.holdsAre([true, true, true, false, false, false, false, true])

    await screen.replace(lessonText(`${J1}/solution/no-metadata.yaml`))
    await screen.stands('attack path broken', 'shop still sells')
    await screen.isComplete()
    expect(await screen.holds()).toEqual(Array.from({ length: 8 }, () => true))
    expect(await screen.banner.innerText()).toMatch(/par \d+ and \d+/)

    // The attacker comes back and finds the door shut, with the policy that shut it.
    await screen.page.keyboard.press('Alt+4')
    await screen.attack.waitFor()
    await screen.path.getByRole('button', { name: 'broken, stopped leaving shop/web' }).click()
    await screen.trace.getByText('no-metadata').first().waitFor()
    expect(await screen.door(KEYS).count()).toBe(0)
  })

  it('is played with the keyboard alone, and what was taken is kept', async () => {
    profile = await app.profile()
    const screen = await PuzzleScreen.openPuzzle(J1)
    const { page } = screen
    await screen.tabTo(screen.attack.getByRole('button').first())
    for (
      let presses = 0;
      presses < 30 && (await screen.door(KEYS).and(page.locator(':focus')).count()) === 0;
      presses++
    )
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await screen.path.getByText('node credentials').waitFor()
    await page.keyboard.press('Alt+4')
    await page.locator('#editor .native-edit-context:focus').waitFor({ state: 'attached' })
    await page.keyboard.press('Alt+4')
    await screen.attack.and(page.locator(':focus')).waitFor()

    await page.reload()
    await screen.bar.getByRole('button', { name: 'Defender', pressed: true }).waitFor()
    await page.keyboard.press('Alt+4')
    await screen.path.getByText('node credentials').waitFor()
  })

  it.each(['light', 'dark'] as const)(
    'has nothing in the way of anybody, %s and narrow',
    async (colorScheme) => {
      profile = await app.profile({ colorScheme })
      const screen = await PuzzleScreen.openPuzzle(J1)
      await screen.door(KEYS).click()
      await screen.path.getByText('node credentials').waitFor()
      expect(await violations(screen)).toEqual([])
      await screen.page.setViewportSize({ width: 390, height: 844 })
      await screen.page.getByRole('button', { name: 'Attack', exact: true }).click()
      await screen.door(KEYS).waitFor()
      expect(await violations(screen)).toEqual([])
      expect(await screen.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    },
    60_000,
  )
})
