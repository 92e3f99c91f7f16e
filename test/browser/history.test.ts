import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { violations } from './axe.ts'
import { ALLOW_WEB, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

describe('the history', () => {
  it('keeps states over a reload, says what each changed, compares two, and brings one back', async () => {
    profile = await app.profile()
    const screen = await profile.openWork({
      documents: [SHOP, ALLOW_WEB],
      active: ALLOW_WEB.name,
      question: 'shop/web -> shop/api:8080',
    })
    const { page } = screen
    const dialog = page.getByRole('dialog', { name: 'History' })
    const button = page.getByRole('contentinfo').getByRole('button', { name: 'History' })
    await screen.says('Denied')
    await screen.editorIsThere()
    await button.click()
    await dialog.getByText('The first that is known').waitFor()
    await dialog.getByRole('textbox', { name: 'Name for the present state' }).fill('as it came')
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await screen.until(
      async () => (await dialog.getByRole('textbox', { name: /^Name of the version/ }).inputValue()) === 'as it came',
    )
    await page.keyboard.press('Escape')

    await screen.clickLine('app: web-frontend')
    for (let letter = 0; letter < '-frontend'.length; letter++) await page.keyboard.press('Backspace')
    await screen.says('Allowed')
    await button.click()
    await dialog.getByText('NetworkPolicy shop/allow-web changed').waitFor()
    await dialog.getByText(/opens \d+ connection/).waitFor()
    expect(await violations(screen)).toEqual([])

    await dialog.getByRole('button', { name: 'Changes' }).first().click()
    await dialog.getByText('web → api').first().waitFor()
    await dialog.getByText('app: web-frontend').waitFor()
    await dialog.getByRole('combobox', { name: 'From' }).selectOption({ label: 'what is on the screen' })
    await dialog.getByText('No document differs.').waitFor()
    await page.keyboard.press('Escape')

    await page.reload()
    await screen.says('Allowed')
    await button.click()
    await dialog.getByRole('button', { name: 'Bring back' }).last().click()
    await screen.says('Denied')
    await page.getByText(/^Back at as it came/).waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await screen.says('Allowed')
  })
})
