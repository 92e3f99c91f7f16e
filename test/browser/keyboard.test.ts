import { afterEach, describe, expect, it } from 'vitest'
import { encodeLink } from '../../src/app/state/link/codec.ts'
import { EMPTY_WORK } from '../../src/app/state/work.ts'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { LessonScreen } from './lesson-screen.ts'
import { focusIsOn, stepThrough } from './tab.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const work = { documents: [ALLOW_WEB, DEFAULT_DENY, SHOP], question: 'shop/web -> shop/api:8080' }
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

/** Nothing of what Tab leads through is covered, unmarked or nameless, and it leads out again. */
async function walks(screen: Screen, where: string, least: number, presses = 160): Promise<void> {
  const { seen, found, isOut } = await stepThrough(screen, presses)
  expect(seen.size, where).toBeGreaterThan(least)
  expect(found, where).toEqual([])
  expect(isOut, `${where}: still at ${[...seen].at(-1)}`).toBe(true)
}

describe('what is put away with the keyboard leaves the focus at the next stop', () => {
  const isSomewhere = ({ page }: Screen) => page.evaluate(() => document.activeElement !== document.body)

  it('the task of the first visit', async () => {
    profile = await app.profile()
    const screen = await profile.open()
    await screen.says('Denied')
    await screen.page.getByRole('button', { name: 'Put the task away' }).press('Enter')
    await focusIsOn(screen, screen.page.getByRole('combobox', { name: 'From', exact: true }))
  })

  it('notices, one after the other, and what they offer', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    const { page } = screen
    await screen.says('Denied')
    await screen.editorIsThere()
    const closing = page.getByRole('button', { name: /^Close allow-web/ })
    await closing.press('Enter')
    const notices = page.locator('.notices .notice')
    await notices.getByRole('button', { name: 'Undo' }).press('Enter')
    await notices.first().waitFor({ state: 'detached' })
    expect(await isSomewhere(screen)).toBe(true)
    await closing.press('Enter')
    await notices.getByRole('button', { name: 'Put away' }).press('Enter')
    await notices.first().waitFor({ state: 'detached' })
    expect(await isSomewhere(screen)).toBe(true)
  })

  it('the banner of a finished lesson', async () => {
    profile = await app.profile()
    const screen = await LessonScreen.open(profile, 'network-policy/and-not-or')
    await screen.page.getByRole('button', { name: 'Solve' }).click()
    await screen.page.getByRole('button', { name: 'Show the solution' }).click()
    await screen.banner.getByRole('button', { name: 'Put away' }).press('Enter')
    await screen.banner.waitFor({ state: 'detached' })
    expect(await isSomewhere(screen)).toBe(true)
  })

  it('but a pointer that puts something away wants no keyboard', async () => {
    profile = await app.profile()
    const screen = await profile.open()
    await screen.says('Denied')
    await screen.page.getByRole('button', { name: 'Put the task away' }).click()
    await screen.page.getByRole('button', { name: 'Put the task away' }).waitFor({ state: 'detached' })
    expect(await isSomewhere(screen)).toBe(false)
  })

  it('what is folded, and what lies over the work in a narrow window', async () => {
    profile = await app.profile({ viewport: { width: 1600, height: 900 } })
    const screen = await profile.openWork(work)
    const { page } = screen
    await screen.says('Denied')
    const opener = page.locator('button[data-focus="rail"]')
    const fold = page.getByRole('button', { name: 'Fold the examples' })
    await fold.press('Enter')
    await focusIsOn(screen, opener)
    await page.keyboard.press('Enter')
    await focusIsOn(screen, fold)
    await page.setViewportSize({ width: 1000, height: 700 })
    for (const how of ['button', 'Escape']) {
      await opener.press('Enter')
      const close = page.getByRole('button', { name: 'Close the examples' })
      await close.focus()
      await page.keyboard.press(how === 'button' ? 'Enter' : 'Escape')
      await focusIsOn(screen, opener)
    }
  })

  it('a lesson that is folded', async () => {
    profile = await app.profile({ viewport: { width: 1000, height: 700 } })
    const screen = await profile.open('#/lesson/network-policy/and-not-or')
    const { page } = screen
    const opener = page.locator('.strip button[data-focus="lesson"]')
    await opener.press('Enter')
    await page.getByRole('button', { name: 'Fold the lesson' }).press('Enter')
    await focusIsOn(screen, opener)
  })
})

describe('Tab leads through everything, never under anything, and out again', () => {
  it('in a lesson, finished or not', async () => {
    profile = await app.profile()
    const screen = await LessonScreen.open(profile, 'network-policy/and-not-or')
    await screen.settled('main:not([hidden])')
    await walks(screen, 'a lesson', 25)
    await screen.page.getByRole('button', { name: 'Solve' }).click()
    await walks(screen, 'its solution', 2)
    await screen.page.getByRole('button', { name: 'Show the solution' }).click()
    await screen.banner.waitFor()
    await walks(screen, 'a finished lesson', 25)
  })

  it('in the list of lessons', async () => {
    profile = await app.profile()
    const screen = await profile.open('#/lessons')
    await screen.settled('main:not([hidden])')
    await walks(screen, 'all lessons', 25)
  })

  it('in the builder', async () => {
    profile = await app.profile({ viewport: { width: 1440, height: 900 } })
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await screen.act('Make a lesson of this state')
    await screen.page.getByRole('region', { name: 'The lesson', exact: true }).waitFor()
    await screen.settled('main:not([hidden])')
    await walks(screen, 'the builder', 40, 200)
  })

  it('in the whole playground in a page', async () => {
    profile = await app.profile({ viewport: { width: 900, height: 600 } })
    const link = await encodeLink({
      ...EMPTY_WORK,
      active: ALLOW_WEB.name,
      documents: [ALLOW_WEB, SHOP],
      question: { from: 'shop/web', to: 'shop/api', port: 8080 },
    })
    const screen = await profile.open(`${link}&embed=full`)
    await screen.says('Denied')
    await screen.settled('main:not([hidden])')
    await walks(screen, 'embedded', 15)
  })

  it('in every dialog and menu', async () => {
    profile = await app.profile({ viewport: { width: 1440, height: 900 } })
    const screen = await profile.openWork({ ...work, cni: settingOf({ name: 'cilium' }) })
    const { page } = screen
    await screen.says('Denied')
    for (const [action, words] of [
      ['Share: link', 'Copy link'],
      ['Help and the list', 'Not evaluated yet'],
      ['History: earlier', 'History'],
      ['Walls of shop/web', 'shop/web'],
    ] as const) {
      await screen.act(action)
      await page.locator('dialog[open]').getByText(words).first().waitFor()
      await screen.settled('dialog[open]')
      await walks(screen, action, 2)
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
  })

  it.each(['matrix', 'table', 'walk', 'nodes', 'board', 'architecture', 'cnis'] as const)(
    'in the view %s',
    async (view) => {
      profile = await app.profile({ viewport: { width: 1440, height: 900 } })
      const screen = await profile.openWork({
        ...work,
        view,
        cni: settingOf({ name: view === 'board' ? 'calico' : 'cilium' }),
      })
      await screen.says('Denied')
      await screen.settled('#answer')
      await walks(screen, view, 20)
    },
    60_000,
  )
})
