import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { encodeLink } from '../../src/app/state/link/codec.ts'
import { EMPTY_WORK } from '../../src/app/state/work.ts'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { violations } from './axe.ts'
import { stepThrough } from './tab.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const work = { documents: [ALLOW_WEB, DEFAULT_DENY, SHOP], question: 'shop/web -> shop/api:8080' }
let profile: Profile

afterEach(() => profile.close())

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it('no view, drawer, menu or dialog has anything that keeps people out', async () => {
    profile = await app.profile({ colorScheme, viewport: { width: 1600, height: 1000 } })
    const screen = await profile.openWork({ ...work, cni: settingOf({ name: 'cilium' }) })
    const { page } = screen
    const found: string[] = []
    // What is not about colours is the same in both themes.
    const look = async (name: string, within: string) => {
      await screen.settled(within)
      found.push(
        ...(await violations(screen, { within, ...(colorScheme === 'dark' && { rules: ['color-contrast'] }) })).map(
          (what) => `${name}: ${what}`,
        ),
      )
    }
    await screen.says('Denied')
    await screen.editorIsThere()
    await look('the page', 'html')
    for (const view of await page.getByRole('tablist', { name: 'Pictures of the cluster' }).getByRole('tab').all()) {
      await view.click()
      await look(await view.innerText(), '#answer')
    }
    await page.getByRole('tab', { name: 'Graph', exact: true }).click()
    for (const tab of await page.getByRole('tablist', { name: 'Explanation' }).getByRole('tab').all()) {
      await tab.click()
      await look(await tab.innerText(), '.drawer')
    }
    for (const [action, words] of [
      ['Share: link', 'Copy link'],
      ['Help and the list', 'Not evaluated yet'],
      ['History: earlier', 'History'],
      ['Walls of shop/web', 'shop/web'],
    ] as const) {
      await screen.act(action)
      await page.locator('dialog[open]').getByText(words).first().waitFor()
      await look(action, 'dialog[open]')
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Control+k')
    await look('the palette', 'dialog[open]')
    await page.keyboard.press('Escape')
    for (const name of ['Save', 'Add a document', /^CNI/]) {
      await page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click()
      await look(String(name), ':popover-open')
      await page.keyboard.press('Escape')
    }
    expect(found).toEqual([])
  })
})

it('no page beside the work, and nothing that is embedded, has anything that keeps people out, in either theme', async () => {
  profile = await app.profile({ colorScheme: 'dark', viewport: { width: 1440, height: 900 } })
  const screen = await profile.open('#/lessons')
  const { page } = screen
  const found: string[] = []
  const link = await encodeLink({
    ...EMPTY_WORK,
    active: ALLOW_WEB.name,
    documents: [ALLOW_WEB, SHOP],
    question: { from: 'shop/web', to: 'shop/api', port: 8080 },
  })
  const places = [
    ['#/lessons', 'Find a lesson', false],
    ['#/workshop', 'Attend', false],
    ['#/workshop/three-hours', 'This page for a neighbour', false],
    ['#/workshop/three-hours/lead/2026-01-01T09:00Z', 'Next step', true],
    ['#/workshop/three-hours/handout', 'Print, or save as PDF', true],
    ['#/lesson/break-in/the-credential', 'Within reach', true],
    [`${link}&embed=quiz`, 'What happens?', true],
    [`${link}&embed=full`, 'Denied', false],
  ] as const
  for (const [fragment, words, isWalked] of places) {
    if (fragment.startsWith('#v')) await page.goto('about:blank')
    await page.goto(`${app.address}${fragment}`)
    await page.getByText(words).or(page.getByPlaceholder(words)).first().waitFor({ state: 'attached' })
    await screen.settled('main:not([hidden])')
    found.push(...(await violations(screen)).map((what) => `${words}, dark: ${what}`))
    await page.emulateMedia({ colorScheme: 'light' })
    // The editor follows a moment after the page.
    await screen.until(async () => (await page.locator('.monaco-editor.vs-dark').count()) === 0)
    found.push(...(await violations(screen, { rules: ['color-contrast'] })).map((what) => `${words}, light: ${what}`))
    await page.emulateMedia({ colorScheme: 'dark' })
    if (isWalked) found.push(...(await stepThrough(screen)).found.map((what) => `${words}, with Tab: ${what}`))
  }
  expect(found).toEqual([])
})
