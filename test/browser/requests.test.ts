import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile, type Screen } from './app.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile()
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const openExample = async (screen: Screen, title: RegExp) => {
  await screen.says('Denied')
  await screen.page
    .getByRole('button', { name: /^Examples|Why can’t/ })
    .first()
    .click()
  await screen.page.getByRole('button', { name: title }).click()
}

describe('policies of a network plugin', () => {
  it('an HTTP rule: I change what is said and see the answer turn', async () => {
    const screen = await profile.open()
    await openExample(screen, /^Reading is not writing/)
    await screen.verdict.getByText('403 from the proxy').waitFor()
    expect(await screen.page.locator('header').getByText('Cilium').count()).toBeGreaterThan(0)

    const words = screen.page.getByRole('combobox', { name: /^What is said/ })
    expect(await words.inputValue()).toBe('DELETE /orders/7')
    await words.fill('GET /orders/7')
    await words.press('Enter')
    await screen.says('Allowed')
    await words.fill('anything')
    await words.press('Enter')
    await screen.says('Depends')
    await words.waitFor()
    await screen.editor.getByText('depends on the request').first().waitFor()
    // From the cell of the matrix to what would pass, and from the trace to the map that was looked into.
    const { page } = screen
    const panel = (name: string) => page.getByRole('tabpanel', { name })
    await page.getByRole('tab', { name: 'Matrix' }).click()
    await page.locator('#picture').getByRole('button', { name: 'Requests that would pass' }).click()
    await panel('Requests')
      .getByRole('button', { name: /GET \/orders/ })
      .click()
    await screen.says('Allowed')
    await page.getByRole('tab', { name: 'Trace' }).click()
    await screen.trace.getByText(/^ingress of shop\/api.*Handed to the http proxy, which reads on\./i).waitFor()
    await screen.trace.getByRole('button', { name: 'Show the policy map' }).click()
    const map = panel('Identities').getByRole('combobox', { name: 'Policy map of' })
    await map.focus()
    await map.selectOption({ index: 0 })
    await panel('Identities')
      .getByRole('table', { name: /^Policy map of/ })
      .waitFor()
    expect(await map.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('a tier that passes: the trace names the rule of the tier', async () => {
    const screen = await profile.open()
    await openExample(screen, /^A tier that passes/)
    await screen.trace.getByText('security.dev-stays-out').first().waitFor()
    await screen.trace.getByText('security tier, order 20').first().waitFor()
    await screen.ask('shop/web', 'shop/api', '8080')
    await screen.says('Allowed')
    await screen.trace.getByText('api-guests').first().waitFor()
  })
})
