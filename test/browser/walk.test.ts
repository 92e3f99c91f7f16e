import { afterEach, describe, expect, it } from 'vitest'
import type { Work } from '../../src/app/state/work.ts'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const OPENED = { ...ALLOW_WEB, text: ALLOW_WEB.text.replace('web-frontend', 'web') }
const CILIUM = settingOf({ name: 'cilium' })
const DENIED: Partial<Work> = {
  documents: [ALLOW_WEB, DEFAULT_DENY, SHOP],
  question: 'shop/web -> shop/api:8080',
  view: 'walk',
  cni: CILIUM,
}
const ALLOWED: Partial<Work> = { ...DENIED, documents: [OPENED, DEFAULT_DENY, SHOP] }
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

/** A walk on the screen, with the focus in it. */
async function openWalk(work: Partial<Work>, options: Parameters<BuiltApp['profile']>[0] = {}): Promise<Screen> {
  profile = await app.profile({
    viewport: { width: 1600, height: 1000 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  })
  const screen = await profile.openWork(work)
  await screen.page.locator('.walk').waitFor()
  await screen.page.locator('.walk').focus()
  return screen
}

const said = ({ page }: Screen) => page.locator('.walk > [aria-live]').innerText()
const count = ({ page }: Screen) => page.locator('.hop .count').innerText()

describe('a walk', () => {
  it('is stepped by keyboard through all hops of an allowed flow', async () => {
    const screen = await openWalk(ALLOWED)
    const { keyboard } = screen.page
    const total = Number(/of (\d+)/.exec(await count(screen))![1])
    expect(total).toBeGreaterThan(8)
    const titles: string[] = []
    for (let hop = 1; hop <= total; hop++) {
      expect(await said(screen)).toMatch(new RegExp(`^Hop ${hop} of ${total}\\. `))
      titles.push(await screen.page.locator('.hop .tell h3').innerText())
      await keyboard.press('ArrowRight')
    }
    expect(titles).toContain('cilium_vxlan wraps the packet')
    expect(titles.at(-1)).toBe('The program has it')
    expect(new Set(titles).size).toBe(total)
    await keyboard.press('Home')
    expect(await count(screen)).toContain(`Hop 1 of ${total}`)
    await keyboard.press('End')
    await keyboard.press('ArrowLeft')
    expect(await count(screen)).toContain(`Hop ${total - 1} of ${total}`)

    await screen.page.getByRole('button', { name: 'Follow the reply' }).click()
    expect(await count(screen)).toMatch(/^Answer, hop 1 of \d+/)
    await screen.page.getByRole('button', { name: 'Back to the first packet' }).click()
    expect(await count(screen)).toContain('Hop 1 of')
  })

  it('plays and pauses with Space, at the chosen pace', async () => {
    const screen = await openWalk(ALLOWED)
    await screen.page.getByRole('combobox', { name: 'Pace' }).selectOption('fast')
    await screen.page.locator('.walk').focus()
    await screen.page.keyboard.press('Space')
    await screen.until(async () => (await count(screen)).startsWith('Hop 3 '))
    await screen.page.keyboard.press('Space')
    const stood = await count(screen)
    await screen.page.waitForTimeout(900)
    expect(await count(screen)).toBe(stood)
  })

  it('goes to a stop that is picked on the strip or in the picture, and the focus stays with the packet', async () => {
    const screen = await openWalk(ALLOWED)
    await screen.page.getByRole('button', { name: /^Wrap cilium_vxlan wraps the packet$/ }).click()
    await screen.page.locator('.hop .tell h3', { hasText: 'wraps' }).waitFor()
    await screen.page.keyboard.press('ArrowRight')
    await screen.until(() =>
      screen.page.evaluate(() => document.activeElement?.getAttribute('aria-current') === 'step'),
    )
    await screen.page.locator('svg [data-stop="0"] .hit').click({ force: true })
    expect(await count(screen)).toContain('Hop 1 of')
  })

  it('ends at the gate that stops a denied flow, and leads to the line', async () => {
    const screen = await openWalk(DENIED)
    const { page } = screen
    await page.keyboard.press('End')
    await page.getByRole('heading', { name: 'The ingress gate stops it' }).waitFor()
    const [, at, of] = /Hop (\d+) of (\d+)/.exec(await count(screen))!
    expect(at).toBe(of)
    expect(await page.locator('.drop').first().innerText()).toMatch(
      /Connection timed out[\s\S]*Nothing comes back[\s\S]*Counter[\s\S]*cilium_drop_count_total/,
    )
    expect(await page.locator('.walk svg .unreached .title').first().textContent()).toContain('shop/api')
    expect(await page.getByRole('button', { name: 'Follow the reply' }).count()).toBe(0)

    // The editor is a strip beside the walk until somebody wants to see the text.
    expect(await page.locator('.monaco-editor').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Line 14' }).click()
    await screen.editorIsThere()
    expect(await page.locator('.monaco-editor').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Fold the editor' }).click()
    await page.getByRole('button', { name: 'Editor: allow-web' }).waitFor()
    await page.keyboard.press('Alt+2')
    await page.locator('.monaco-editor.focused, .monaco-editor .focused').first().waitFor()
  })

  it('is another one under another plugin, at the same place', async () => {
    const screen = await openWalk(DENIED)
    const { page } = screen
    await page.getByRole('button', { name: 'Calico IPIP', exact: true }).click()
    await page.locator('.walk svg').getByText('IP in IP').waitFor()
    await screen.says('Denied')
    await page.getByRole('button', { name: 'Flannel VXLAN', exact: true }).click()
    await screen.says('Allowed')
    await page.locator('.walk svg .detail', { hasText: 'unenforced' }).first().waitFor()
    expect(await page.getByRole('button', { name: 'Flannel VXLAN', exact: true }).getAttribute('aria-pressed')).toBe(
      'true',
    )
  })

  it('is all there as text, which can be copied', async () => {
    const screen = await openWalk(DENIED)
    const { page } = screen
    await page.getByText('All hops as text').click()
    const total = Number(/of (\d+)/.exec(await count(screen))![1])
    await screen.until(async () => (await page.locator('details ol > li').count()) === total)
    await page.getByRole('button', { name: 'Copy as text' }).click()
    await page.getByText('Copied').first().waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.split('\n')[0]).toContain('shop/web')
    expect(copied).toContain(`${total}. The ingress gate stops it.`)
    expect(await violations(screen)).toEqual([])
  })

  it('says what to do without a question, and what is wrong with one', async () => {
    profile = await app.profile()
    const screen = await profile.openWork({ ...DENIED, question: null })
    const { page } = screen
    await page.getByRole('button', { name: /^Walk / }).click()
    await page.locator('.walk').waitFor()
    await screen.ask('shop/nobody', 'shop/api', '8080')
    await page.locator('#picture').getByText('shop/nobody').waitFor()
    expect(await page.locator('.walk').count()).toBe(0)
    expect(await violations(screen)).toEqual([])
  })
})

describe('for everybody', () => {
  it.each(['light', 'dark'] as const)('nothing keeps people out in the %s theme', async (colorScheme) => {
    const screen = await openWalk(ALLOWED, { colorScheme })
    await screen.page.keyboard.press('ArrowRight')
    expect(await violations(screen)).toEqual([])
    await screen.page.locator('.hop .tell h3').waitFor()
    for (let hop = 0; hop < 4; hop++) await screen.page.keyboard.press('ArrowRight')
    await screen.page.waitForTimeout(500)
    expect(await violations(screen)).toEqual([])
  })

  it.each(['light', 'dark'] as const)('neither does a denied one in the %s theme', async (colorScheme) => {
    const screen = await openWalk(DENIED, { colorScheme, viewport: { width: 1280, height: 800 } })
    await screen.page.keyboard.press('End')
    await screen.page.waitForTimeout(500)
    expect(await violations(screen)).toEqual([])
  })

  it('nothing moves where somebody asked for that', async () => {
    const screen = await openWalk(ALLOWED, { reducedMotion: 'reduce' })
    await screen.page.keyboard.press('ArrowRight')
    await screen.page.waitForTimeout(30)
    const places = () =>
      screen.page.evaluate(() =>
        [...document.querySelectorAll('.walk svg .here, .walk svg [data-stop="1"]')].map((element) =>
          element.getAttribute('transform'),
        ),
      )
    const [stop, here] = await places()
    expect(here).toBe(stop)
  })

  it('where it moves, it ends at its stop, also before a closed gate', async () => {
    const screen = await openWalk(DENIED)
    const total = Number(/of (\d+)/.exec(await count(screen))![1])
    for (let hop = 1; hop < total; hop++) {
      await screen.page.keyboard.press('ArrowRight')
      if (hop > total - 3) await screen.page.waitForTimeout(700)
    }
    const places = await screen.page.evaluate(
      (last) =>
        ['.here', `[data-stop="${last}"]`].map((each) =>
          document.querySelector(`.walk svg ${each}`)!.getAttribute('transform'),
        ),
      total - 1,
    )
    expect(places[0]).toBe(places[1])
  })

  it('targets are large enough to hit', async () => {
    const screen = await openWalk(DENIED, { viewport: { width: 1280, height: 800 } })
    await screen.page.keyboard.press('End')
    const small = await screen.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('#answer button, #answer summary, #answer select')]
        .filter((element) => element.checkVisibility())
        .map((element) => ({ text: element.outerHTML.slice(0, 120), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(({ text, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${text}`),
    )
    expect(small).toEqual([])
  })

  it('is a ladder on a phone, whose stops open in their place', async () => {
    const screen = await openWalk(DENIED, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    const { page } = screen
    expect(await page.locator('.walk svg[role="img"]').count()).toBe(0)
    const rungs = page.locator('.ladder ol[start] > li')
    const total = await rungs.count()
    for (let hop = 1; hop < total; hop++) await page.getByRole('button', { name: 'Next step' }).tap()
    await rungs.last().getByText('The caller sees').waitFor()
    expect(await page.locator('.ladder').getByText('not reached').count()).toBe(1)
    await rungs.first().locator('button').first().tap()
    await rungs.first().locator('h3', { hasText: 'leaves' }).waitFor()
    expect(
      await page.evaluate(() => [
        document.documentElement.scrollWidth <= innerWidth,
        document.documentElement.scrollHeight <= innerHeight,
      ]),
    ).toEqual([true, true])
    expect(await violations(screen)).toEqual([])
  })
})
