import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, Screen, type Profile } from './app.ts'
import { violations } from './axe.ts'
import { stepThrough } from './tab.ts'
import { ALLOW_WEB, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

describe('presenting', () => {
  it('opens a large window without anything else, keeps all windows in step without a network, and leaves the work as it was', async () => {
    profile = await app.profile({ serviceWorkers: 'allow' })
    const screen = await profile.openWork({
      documents: [SHOP, ALLOW_WEB],
      active: ALLOW_WEB.name,
      question: 'shop/web -> shop/api:8080',
    })
    const { page } = screen
    const context = page.context()
    await screen.says('Denied')
    await screen.editorIsThere()
    // A state with a name is a stage.
    await page.getByRole('contentinfo').getByRole('button', { name: 'History' }).click()
    const dialog = page.getByRole('dialog', { name: 'History' })
    await dialog.getByText('The first that is known').waitFor()
    await dialog.getByRole('textbox', { name: 'Name for the present state' }).fill('A wrong label')
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await screen.until(
      async () =>
        (await dialog.getByRole('textbox', { name: /^Name of the version/ }).inputValue()) === 'A wrong label',
    )
    await page.keyboard.press('Escape')
    await screen.clickLine('app: web-frontend')
    for (let letter = 0; letter < '-frontend'.length; letter++) await page.keyboard.press('Backspace')
    await screen.says('Allowed')

    // What a window fetches later comes out of what is kept.
    await page.getByText('Ready offline').waitFor({ state: 'attached' })
    const open = async (from: Screen, button: string) => {
      const [opened] = await Promise.all([
        context.waitForEvent('page'),
        from.page.getByRole('button', { name: button, exact: true }).click(),
      ])
      await opened.setViewportSize({ width: 1600, height: 900 })
      return new Screen(opened)
    }
    const stage = await open(screen, 'Present')
    await stage.says('Allowed')
    await stage.editorIsThere()
    await stage.until(() =>
      stage.page
        .locator('.view-line', { hasText: 'podSelector' })
        .first()
        .evaluate((line) => parseFloat(getComputedStyle(line).fontSize) >= 20),
    )
    const label = stage.page.locator('figure.graph text', { hasText: 'exporter' }).first()
    await label.waitFor()
    await stage.until(() => label.evaluate((text) => text.getBoundingClientRect().height >= 16))
    expect(await stage.page.getByText('Examples').count()).toBe(0)
    expect(await violations(stage)).toEqual([])
    const { seen, ...walk } = await stepThrough(stage)
    expect(walk).toEqual({ found: [], isOut: true })
    expect(seen.size).toBeGreaterThan(10)
    await stage.page.emulateMedia({ colorScheme: 'dark' })
    await stage.page.locator('.monaco-editor.vs-dark').first().waitFor()
    expect(await violations(stage, { rules: ['color-contrast'] })).toEqual([])
    await stage.page.emulateMedia({ colorScheme: 'light' })

    const second = await open(stage, 'Second window')
    await second.says('Allowed')
    await context.setOffline(true)
    await stage.page.locator('main').click({ position: { x: 400, y: 890 } })
    await stage.page.keyboard.press('[')
    await second.page.getByRole('heading', { name: 'A wrong label' }).waitFor()
    await second.says('Denied')
    await stage.says('Denied')

    await stage.clickLine('app: web-frontend')
    for (let letter = 0; letter < '-frontend'.length; letter++) await stage.page.keyboard.press('Backspace')
    await stage.says('Allowed')
    await second.says('Allowed')
    await second.page.getByRole('button', { name: 'Spotlight' }).click()
    await stage.page.locator('button[aria-pressed="true"]', { hasText: 'Spotlight' }).waitFor()
    await context.setOffline(false)

    // On stage something else was done: the work is as it was, edited here.
    expect(await screen.text()).not.toContain('web-frontend')
    await stage.page.close()
    await second.page.close()
    await page.reload()
    await screen.says('Allowed')
    await page.getByText('edited').first().waitFor()
  })
})
