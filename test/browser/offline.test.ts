import { afterAll, describe, expect, it } from 'vitest'
import { BuiltApp } from './app.ts'

const app = new BuiltApp()

describe('without a network', () => {
  let close = async () => {}
  afterAll(() => close())

  it('everything works once it says so: editor, another plugin, lessons and help', async () => {
    const profile = await app.profile({ serviceWorkers: 'allow', viewport: { width: 1500, height: 900 } })
    close = () => profile.close()
    const first = await profile.open()
    await first.page.getByText('Ready offline').waitFor()
    await app.stopServing()
    await first.page.close()

    const screen = await profile.open()
    const { page } = screen
    await screen.editorIsThere()
    await screen.says('Denied')
    await page.getByText('Ready offline').waitFor()

    await page.getByRole('button', { name: /^CNI/ }).click()
    await page
      .getByRole('radio', { name: /Cilium/ })
      .first()
      .click()
    await screen.until(async () => (await page.getByRole('button', { name: /^CNI/ }).innerText()).includes('Cilium'))
    await page.keyboard.press('Escape')

    await page.getByRole('link', { name: 'Lessons' }).click()
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await page.getByRole('button', { name: 'Help' }).click()
    await page.getByText(/It is kept: “Ready offline”/).waitFor()
    expect(profile.complaints).toEqual([])
  })

  it('can be installed like an app', async () => {
    const { readFileSync } = await import('node:fs')
    const manifest = JSON.parse(
      readFileSync(new URL('../../dist/reachable.webmanifest', import.meta.url), 'utf8'),
    ) as Record<string, unknown>
    expect(manifest).toMatchObject({ name: 'Reachable', start_url: './', scope: './', display: 'standalone' })
  })
})
