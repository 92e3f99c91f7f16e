import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile({ permissions: ['clipboard-read', 'clipboard-write'] })
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

describe('a link', () => {
  it('opens elsewhere at the same documents, tab, cursor, flow and view, and nothing of it leaves the page', async () => {
    const screen = await profile.openWork({
      documents: [ALLOW_WEB, DEFAULT_DENY, SHOP],
      question: 'shop/web -> shop/api:8080',
    })
    await screen.says('Denied')
    await screen.page.getByRole('tab', { name: 'Matrix' }).click()
    await screen.tab('default-deny')
    await screen.clickLine('podSelector')
    await screen.page.getByRole('button', { name: 'Share', exact: true }).click()
    await screen.page.getByRole('button', { name: 'Copy link' }).click()
    await screen.page.getByText('Copied').waitFor()
    const link = await screen.page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(new RegExp(`^${app.address}#v1\\.[\\w-]+$`))
    expect(await screen.page.getByText(`${link.length.toLocaleString('en')} characters.`).count()).toBe(1)
    await screen.page.getByLabel('With the view that is open').uncheck()
    await screen.page.getByText('in the view that suits their size').waitFor()

    const other = await app.profile()
    const requests: string[] = []
    const second = await other.blank()
    second.page.on('request', (request) => requests.push(request.url()))
    await second.page.goto(link)
    await second.says('Denied')
    await second.editorIsThere()
    expect(await second.page.getByRole('tab', { name: /^default-deny/ }).getAttribute('aria-selected')).toBe('true')
    expect(await second.page.getByRole('tab', { name: 'Matrix' }).getAttribute('aria-selected')).toBe('true')
    expect(await second.page.locator('footer').innerText()).toContain('Ln 7')
    expect(requests.every((request) => !request.includes('v1.'))).toBe(true)
    expect(other.complaints).toEqual([])
    await other.close()
  })

  it('of an example fits into a QR code, and opens elsewhere with what was changed', async () => {
    profile = await app.profile()
    const screen = await profile.open()
    const { page } = screen
    await screen.says('Denied')
    await screen.clickLine('app: web-frontend')
    for (let letter = 0; letter < '-frontend'.length; letter++) await page.keyboard.press('Backspace')
    await screen.says('Allowed')
    await page.getByRole('button', { name: 'Share' }).click()
    const dialog = page.getByRole('dialog', { name: 'Share' })
    await dialog.getByRole('img', { name: 'The link as a QR code' }).waitFor()
    await dialog.getByText('The code holds the short link.').waitFor()
    await dialog.getByRole('checkbox', { name: /^Short/ }).check()
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue()
    expect(link).toMatch(/#v2\./)
    expect(link.length).toBeLessThan(700)

    const other = await app.profile()
    const opened = await other.open(link.slice(link.indexOf('#')))
    await opened.says('Allowed')
    await opened.editorIsThere()
    expect(await opened.text()).not.toContain('web-frontend')
    expect(other.complaints).toEqual([])
    await other.close()
  })

  it('that was cut says so, and leaves the work that was there', async () => {
    const screen = await profile.openWork({ documents: [ALLOW_WEB, SHOP], question: 'shop/web -> shop/api:8080' })
    await screen.says('Denied')
    await screen.page.waitForTimeout(500)
    const { encodeLink } = await import('../../src/app/state/link/codec.ts')
    const { EMPTY_WORK } = await import('../../src/app/state/work.ts')
    const link = (await encodeLink({ ...EMPTY_WORK, documents: [DEFAULT_DENY], active: 'default-deny' }))!
    await screen.page.goto(`${app.address}${link.slice(0, -1)}`)
    await screen.page.getByText('This link is incomplete. Your own work is untouched.').waitFor()
    expect(await screen.page.getByRole('tab', { name: /^allow-web/ }).count()).toBe(1)
  })

  it.each([
    ['empty', '#v1.'],
    ['short', '#v1.AAAA'],
    ['of a later version', '#v9.AAAA'],
    ['long', `#v1.${'A'.repeat(20_000)}`],
    ['markup', '#v1.%00<img src=x onerror=alert(1)>'],
  ])('that is made up (%s) changes nothing', async (_, fragment) => {
    const screen = await profile.open(fragment)
    await screen.says('Denied')
    expect(await screen.page.getByRole('tab', { name: /^allow-web/ }).count()).toBe(1)
  })

  it('does not cover edited work without a question', async () => {
    const screen = await profile.open()
    await screen.says('Denied')
    await screen.clickLine('app: web-frontend')
    await screen.page.keyboard.insertText('-mine')
    const { encodeLink } = await import('../../src/app/state/link/codec.ts')
    const { EMPTY_WORK } = await import('../../src/app/state/work.ts')
    const link = (await encodeLink({ ...EMPTY_WORK, documents: [DEFAULT_DENY], active: 'default-deny' }))!
    await screen.page.evaluate((hash) => {
      location.hash = hash
    }, link)
    await screen.page.getByRole('button', { name: 'Open the link' }).click()
    await screen.page.getByRole('button', { name: 'Back to my work' }).click()
    await screen.editorIsThere()
    await screen.until(async () => (await screen.text()).includes('web-frontend-mine'))
  })
})

describe('work in this browser', () => {
  it('is there again after a reload, with question and view', async () => {
    const screen = await profile.open()
    await screen.says('Denied')
    await screen.clickLine('app: web-frontend')
    for (let letter = 0; letter < '-frontend'.length; letter++) await screen.page.keyboard.press('Backspace')
    await screen.says('Allowed')
    await screen.page.getByRole('tab', { name: 'Table' }).click()
    await screen.page.reload()
    await screen.says('Allowed')
    expect(await screen.page.getByRole('tab', { name: 'Table' }).getAttribute('aria-selected')).toBe('true')
  })

  it('is said not to be kept where storage is forbidden; everything else goes on', async () => {
    const screen = await profile.blank()
    const { page } = screen
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('no', 'SecurityError')
          },
        })
      // It is not there on plain http.
      Object.defineProperty(Crypto.prototype, 'randomUUID', { value: undefined })
    })
    await page.goto(app.address)
    await screen.says('Denied')
    await page.getByText('does not let this page store anything').waitFor()
    await page.getByText('Not saved: storage is off').waitFor()
    await page.getByRole('contentinfo').getByRole('button', { name: 'History' }).click()
    await page.getByText('they are gone when the page is closed').waitFor()
    await page.goto('about:blank')
    await page.goto(`${app.address}#/present`)
    await page.getByText('Nothing is presented yet').waitFor()
  })

  it('is said not to be kept where storage is full, and starts anew where it holds anything', async () => {
    const screen = await profile.blank()
    const { page } = screen
    await page.addInitScript(() => {
      const noise = () => String.fromCharCode(...crypto.getRandomValues(new Uint16Array(300)))
      for (const key of [
        'work.x',
        'work.__proto__',
        'tab',
        'theme',
        'layout',
        'welcomed',
        'language',
        'progress',
        'lesson-last',
        'lesson.a/b',
      ])
        localStorage.setItem(`reachable.${key}`, noise())
      for (const key of ['tab', 'show']) sessionStorage.setItem(`reachable.${key}`, noise())
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await page.goto(app.address)
    await screen.says('Denied')
    await page.getByText('storage is full. Your work is not being saved').waitFor()
    await page.getByText('Not saved: storage is full').waitFor()
  })

  it('is not overwritten by a second tab', async () => {
    const first = await profile.open()
    await first.says('Denied')
    await first.clickLine('app: web-frontend')
    await first.page.keyboard.insertText('-one')
    await first.page.waitForTimeout(600)
    const second = await profile.open()
    await second.says('Denied')
    await second.clickLine('app: web-frontend')
    await second.page.keyboard.insertText('-two')
    await second.page.waitForTimeout(600)
    await first.page.reload()
    await first.editorIsThere()
    expect(await first.text()).toContain('web-frontend-one')
    expect(await first.text()).not.toContain('-two')
  })

  it('comes back when another example was opened over it', async () => {
    const screen = await profile.open()
    await screen.says('Denied')
    await screen.clickLine('app: web-frontend')
    await screen.page.keyboard.insertText('-mine')
    await screen.page
      .getByRole('button', { name: /^Examples|Why can’t/ })
      .first()
      .click()
    await screen.page.getByRole('button', { name: /^Everything is open/ }).click()
    await screen.says('Allowed')
    await screen.page.getByRole('button', { name: 'Back to my work' }).click()
    await screen.editorIsThere()
    await screen.until(async () => (await screen.text()).includes('web-frontend-mine'))
  })
})
