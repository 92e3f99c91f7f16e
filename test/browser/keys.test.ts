import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { violations } from './axe.ts'
import { focusIsOn } from './tab.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const work = { documents: [ALLOW_WEB, DEFAULT_DENY, SHOP], question: 'shop/web -> shop/api:8080' }
let profile: Profile

afterEach(() => profile.close())

describe('with the keyboard alone', () => {
  it('the question is asked, the text is mended and the trace is read', async () => {
    profile = await app.profile()
    const screen = await profile.openWork({ documents: work.documents })
    const { keyboard } = screen.page
    await screen.editorIsThere()
    await keyboard.press('Tab')
    await screen.page.getByRole('link', { name: 'Skip to the editor' }).and(screen.page.locator(':focus')).waitFor()
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await screen.page.getByRole('combobox', { name: 'From' }).and(screen.page.locator(':focus')).waitFor()
    await keyboard.type('shop/web')
    await keyboard.press('Enter')
    await keyboard.press('Tab')
    await keyboard.type('shop/api')
    await keyboard.press('Enter')
    await screen.says('Denied')

    await keyboard.press('Alt+2')
    await screen.page.locator('.monaco-editor.focused, .monaco-editor .focused').first().waitFor()
    await keyboard.press('Control+Home')
    await keyboard.press('Control+f')
    await keyboard.type('web-frontend')
    await keyboard.press('Enter')
    await keyboard.press('Escape')
    await keyboard.type('web')
    await screen.says('Allowed')

    await keyboard.press('Escape')
    await keyboard.press('Tab')
    expect(await screen.page.locator('.monaco-editor :focus').count()).toBe(0)
  })

  it('the graph is one stop; arrows move, Enter pins, Escape releases', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await screen.page.keyboard.press('Alt+3')
    const focused = screen.page.locator('#picture :focus')
    const first = await focused.getAttribute('aria-label')
    expect(first).toMatch(/\//)
    await screen.page.keyboard.press('ArrowRight')
    await screen.until(async () => (await focused.getAttribute('aria-label')) !== first)
    await screen.page.keyboard.press('Enter')
    expect(await focused.getAttribute('aria-pressed')).toBe('true')
    await screen.page.keyboard.press('Escape')
    expect(await focused.getAttribute('aria-pressed')).toBe('false')
    expect(await screen.page.locator('#picture [data-stop][tabindex="0"]').count()).toBe(1)
  })

  it('letters switch the view with focus in the cluster, and are letters in the editor', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await screen.page.keyboard.press('Alt+3')
    await screen.page.keyboard.press('m')
    await screen.page.getByRole('tab', { name: 'Matrix', selected: true }).waitFor()
    await screen.clickLine('port: 8080')
    await screen.page.keyboard.type('g')
    expect(await screen.page.getByRole('tab', { name: 'Matrix' }).getAttribute('aria-selected')).toBe('true')
    expect(await screen.text()).toContain('port: 8080g')
  })
})

describe('what opens over the work', () => {
  it('gives the focus back, however it is closed', async () => {
    profile = await app.profile({ viewport: { width: 1440, height: 900 } })
    const screen = await profile.openWork(work)
    const { page } = screen
    const dialog = page.locator('dialog[open]')
    await screen.says('Denied')
    for (const [name, closes] of [
      ['Share', ['Escape', 'button']],
      ['Help', ['button', 'outside']],
      ['History…', ['button']],
    ] as const) {
      const opener = page.getByRole('button', { name, exact: true }).first()
      for (const how of closes) {
        await opener.focus()
        await page.keyboard.press('Enter')
        const close = dialog.getByRole('button', { name: 'Close', exact: true })
        await close.waitFor()
        if (how === 'Escape') await page.keyboard.press('Escape')
        else if (how === 'button') await close.press('Enter')
        else await page.mouse.click(4, 4)
        await dialog.waitFor({ state: 'detached' })
        await focusIsOn(screen, opener)
      }
    }
    // The builder is a column, which takes the focus, and gives it back.
    const opener = page.getByRole('tab', { name: 'Graph', exact: true })
    await opener.focus()
    await screen.act('Make a lesson of this state')
    await focusIsOn(screen, page.getByRole('region', { name: 'The lesson', exact: true }))
    await page.getByRole('button', { name: 'Close the lesson builder' }).press('Enter')
    await focusIsOn(screen, opener)
  })

  it('the help has headings, and a list of contents that leads to them', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    const { page } = screen
    await screen.says('Denied')
    await page.keyboard.press('Alt+3')
    await page.keyboard.press('?')
    const address = page.url()
    const help = page.getByRole('dialog', { name: 'Help' })
    const contents = help.getByRole('navigation', { name: 'Contents' })
    await contents.waitFor()
    const titles = await contents.getByRole('link').allInnerTexts()
    expect(titles.length).toBeGreaterThan(6)
    expect(await help.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(titles)
    for (const title of titles)
      expect(await help.getByRole('region', { name: title, exact: true }).count(), title).toBe(1)
    await contents.getByRole('link', { name: 'Keys', exact: true }).press('Enter')
    const heading = help.getByRole('heading', { name: 'Keys', exact: true })
    await focusIsOn(screen, heading)
    // Below the head, which stays in sight with the way out.
    const [{ y, height }, head] = [
      (await heading.boundingBox())!,
      (await help.getByRole('button', { name: 'Close', exact: true }).boundingBox())!,
    ]
    expect([y >= head.y + head.height - 1, y + height < 800]).toEqual([true, true])
    expect(page.url()).toBe(address)
  })
})

describe('the palette', () => {
  it('opens over the editor, finds with a few letters, runs, remembers, and gives the focus back', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    const { page } = screen
    const { keyboard } = page
    await screen.says('Denied')
    await screen.clickLine('port: 8080')
    await keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Find or do anything' })
    const current = page.locator('dialog [role="option"][aria-selected="true"]')
    await field.and(page.locator(':focus')).waitFor()
    expect(await violations(screen)).toEqual([])
    await keyboard.type('mtrx')
    await current.filter({ hasText: 'Matrix' }).waitFor()
    expect(await field.getAttribute('aria-activedescendant')).toBe(await current.getAttribute('id'))
    expect(await current.locator('mark').allTextContents()).toEqual(['M', 'tr', 'x'])
    await keyboard.press('Enter')
    await page.getByRole('tab', { name: 'Matrix', selected: true }).waitFor()
    await page.locator('#editor .native-edit-context:focus').waitFor({ state: 'attached' })
    expect(await screen.text()).not.toContain('mtrx')

    await keyboard.press('Control+k')
    await page.getByRole('group', { name: 'Last used' }).getByRole('option', { name: 'Matrix' }).waitFor()
    await keyboard.type('cili native')
    await keyboard.press('Enter')
    await page.getByRole('button', { name: /CNI Cilium, native routing/ }).waitFor()

    await keyboard.press('Control+k')
    await keyboard.type('shop/api Deployment 2 pods')
    await keyboard.press('Enter')
    await page.locator('#picture [data-stop]:focus[aria-pressed="true"]').waitFor({ state: 'attached' })

    await keyboard.press('Control+k')
    await keyboard.type('shop/prom -> shop/api:9090')
    await page.getByText('1 line found').waitFor({ state: 'attached' })
    await keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    await page.locator('#picture [data-stop]:focus').waitFor({ state: 'attached' })
  })

  it('can take the keys of one letter away, and give them back', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    const { page } = screen
    await screen.says('Denied')
    await screen.act('letter off')
    await page.keyboard.press('Alt+3')
    await page.keyboard.press('m')
    await page.keyboard.press('?')
    expect(await page.getByRole('tab', { name: 'Graph' }).getAttribute('aria-selected')).toBe('true')
    await screen.act('letter on')
    await page.keyboard.press('Alt+3')
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Help' })
    await dialog.getByText('Ctrl K').waitFor()
    expect(await dialog.getByRole('checkbox', { name: /^Keys of one letter/ }).isChecked()).toBe(true)
  })
})
