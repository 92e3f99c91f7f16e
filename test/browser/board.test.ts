import { afterEach, describe, expect, it } from 'vitest'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'
import { SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const policy = (kind: string, name: string, rest: string) =>
  `apiVersion: projectcalico.org/v3\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n${rest}`
const POLICIES = {
  name: 'policies',
  text: [
    policy(
      'NetworkPolicy',
      'allow-web',
      "  order: 10\n  selector: app == 'api'\n  ingress:\n    - action: Allow\n      source:\n        selector: app == 'web'\n",
    ),
    policy('NetworkPolicy', 'deny-all', "  order: 20\n  selector: app == 'api'\n  ingress:\n    - action: Deny\n"),
    policy('StagedNetworkPolicy', 'no-web', "  order: 5\n  selector: app == 'api'\n  ingress:\n    - action: Deny\n"),
  ].join('---\n'),
}

async function openBoard(options: Parameters<BuiltApp['profile']>[0] = {}): Promise<Screen> {
  profile = await app.profile(options)
  const screen = await profile.openWork({
    documents: [POLICIES, SHOP],
    view: 'board',
    question: 'shop/web -> shop/api:8080',
    cni: settingOf({ name: 'calico' }),
  })
  await handle(screen, 'allow-web').waitFor()
  return screen
}

const board = ({ page }: Screen) => page.getByRole('region', { name: 'Tiers and their policies' })
const handle = (screen: Screen, name: string) =>
  board(screen).getByRole('button', { name: new RegExp(`^Move shop/${name},`) })
const deciding = (screen: Screen, words: string) => board(screen).getByText(words).first()

const cursorLine = ({ page }: Screen) =>
  page
    .locator('.monaco-editor .current-line')
    .first()
    .evaluate((line) => {
      const top = line.getBoundingClientRect().top
      return (
        [...document.querySelectorAll<HTMLElement>('.view-line')]
          .find((each) => Math.abs(each.getBoundingClientRect().top - top) < 4)
          ?.textContent?.replaceAll('\u00a0', ' ') ?? ''
      )
    })

describe('the board of tiers', () => {
  it('moves a policy by keyboard, writes its order, and the undo of the editor takes it back', async () => {
    const screen = await openBoard()
    const { page } = screen
    await deciding(screen, 'rule 1 allows it').waitFor()
    await handle(screen, 'deny-all').focus()
    await page.keyboard.press('ArrowUp')
    await deciding(screen, 'rule 1 denies it').waitFor()
    await board(screen)
      .getByRole('button', { name: /^Move shop\/deny-all, order 7/ })
      .waitFor()
    // The card keeps the focus in its new place.
    await screen.until(async () =>
      page.evaluate(() => document.activeElement?.getAttribute('data-handle')?.endsWith('deny-all') ?? false),
    )
    await page.keyboard.press('Alt+2')
    await page.keyboard.press('Control+z')
    await deciding(screen, 'rule 1 allows it').waitFor()
  })

  it('moves a policy by dragging its card onto another', async () => {
    const screen = await openBoard()
    await deciding(screen, 'rule 1 allows it').waitFor()
    const card = (name: string) =>
      board(screen)
        .locator('.slot')
        .filter({ hasText: `shop/${name}` })
    await card('deny-all').dragTo(card('allow-web'))
    await deciding(screen, 'rule 1 denies it').waitFor()
    await board(screen)
      .getByRole('button', { name: /^Move shop\/deny-all, order 7/ })
      .waitFor()
  })

  it('says what a staged policy would change, and promotes it', async () => {
    const screen = await openBoard()
    await board(screen)
      .getByText(/^Enforcing them all would open no flows and close two flows\.$/)
      .waitFor()
    await board(screen).getByRole('button', { name: 'Promote shop/no-web' }).press('Enter')
    await deciding(screen, 'rule 1 denies it').waitFor()
    await screen.until(
      async () =>
        (await board(screen)
          .getByRole('button', { name: /^Promote / })
          .count()) === 0,
    )
  })

  it('lists what Felix builds for the pod, and leads from a line of it to its text', async () => {
    const screen = await openBoard()
    await board(screen)
      .getByText(/^What Felix builds for shop\/api-\d, for what it gets$/)
      .click()
    const listing = board(screen).getByRole('region', { name: 'Listing' })
    await listing.getByText(/-A cali-pi-shop\/deny-all -j DROP/).waitFor()
    await listing
      .getByRole('row')
      .filter({ hasText: 'deny-all -j DROP' })
      .getByRole('button', { name: /\(line 23\)$/ })
      .click()
    await screen.until(async () => (await cursorLine(screen)).trim() === '- action: Deny')
  })

  it('completes selectors with the labels that are worn', async () => {
    const screen = await openBoard()
    const { page } = screen
    await screen.clickLine("selector: app == 'api'")
    await page.keyboard.type(" && app == 'w")
    await page.locator('.suggest-widget').getByRole('option', { name: /^web/ }).waitFor()
    await page.keyboard.press('Enter')
    await screen.until(async () => (await screen.text()).includes("selector: app == 'api' && app == 'web'"))
    // Whom a selector matches is told where the pointer rests.
    await page
      .locator('.view-line', { hasText: /selector:\sapp\s==\s'web'/ })
      .locator('span span')
      .last()
      .hover()
    await page
      .locator('.monaco-hover')
      .getByText(/^Matches \d pods?: shop\/web/)
      .waitFor()
  })

  it('tells and completes selectors on a touch screen too, where the big editor is not', async () => {
    profile = await app.profile({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })
    const { page } = await profile.openWork({
      documents: [POLICIES, SHOP],
      active: 'policies',
      view: 'board',
      question: 'shop/web -> shop/api:8080',
      cni: settingOf({ name: 'calico' }),
    })
    await page.getByRole('button', { name: 'YAML', exact: true }).click()
    const field = page.locator('#editor textarea')
    const editor = page.locator('#editor')
    await field.evaluate((text: HTMLTextAreaElement) => {
      const end = text.value.indexOf("app == 'api'") + "app == 'api'".length
      text.focus()
      text.setSelectionRange(end, end)
    })
    await editor.getByText(/^Selects \d pods?: shop\/api-/).waitFor()
    await page.keyboard.type(' && app == w')
    await editor
      .getByRole('group', { name: 'Words that may come here' })
      .getByRole('button', { name: "'web'", exact: true })
      .click()
    expect(await field.inputValue()).toContain("selector: app == 'api' && app == 'web'")
  })

  it('is readable by everybody, wide and narrow', async () => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 800 },
    ]) {
      const screen = await openBoard({ viewport })
      expect(await violations(screen)).toEqual([])
      if (viewport.width > 400) await profile.close()
    }
  })
})
