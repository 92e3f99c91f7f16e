import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, Screen, type Profile } from './app.ts'
import { violations } from './axe.ts'

const app = new BuiltApp()
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

/** So many minutes ago, as an address has it. */
const ago = (minutes: number) => `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 16)}Z`

describe('a workshop', () => {
  it('is led with a clock, a code for those who attend, and its checkpoints on the big screen', async () => {
    profile = await app.profile()
    const screen = await profile.open('#/lessons')
    const { page } = screen
    await page.getByRole('link', { name: 'Workshops' }).click()
    await page.getByRole('link', { name: 'Lead' }).nth(1).click()
    await page.getByText('Nobody has said yet when it began.').waitFor()
    await page.getByRole('button', { name: 'Begin now' }).click()
    await page.getByText(/^Step 1 of 9/).waitFor()
    await page.getByRole('button', { name: 'Next step' }).click()
    await page.getByText('Step 2 of 9, 25 minutes to go.').waitFor()
    await page
      .getByRole('timer')
      .getByText(/^2[45]:\d\d$/)
      .waitFor()
    await page.getByText('A wrong guess is worth more').waitFor()
    await page.getByRole('button', { name: 'Go here, step 3, The first doors' }).click()
    await page.getByText('Step 3 of 9, 30 minutes to go.').waitFor()
    await page.getByRole('button', { name: '5 minutes less' }).click()
    await page.getByText('Step 3 of 9, 25 minutes to go.').waitFor()
    await page.getByRole('img', { name: 'The page for those who attend, as a QR code' }).waitFor()
    expect(await page.evaluate(() => location.hash)).toMatch(
      /^#\/workshop\/three-hours\/lead\/\d{4}-\d\d-\d\dT\d\d:\d\dZ$/,
    )
    expect(await violations(screen)).toEqual([])

    // A reload, or another computer, is at the same step.
    await page.reload()
    await page.getByText(/^Step 3 of 9/).waitFor()
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Present the checkpoints' }).click(),
    ])
    const stage = new Screen(opened)
    await opened.setViewportSize({ width: 1600, height: 900 })
    await opened.getByRole('heading', { name: 'The first doors', level: 1 }).waitFor()
    await stage.editorIsThere()
    await opened.getByRole('img', { name: /QR code/ }).waitFor()
    await opened.getByRole('button', { name: 'Next stage' }).click()
    await opened.getByRole('heading', { name: 'In pairs', level: 1 }).waitFor()
    await opened.close()

    await page.getByRole('link', { name: 'Handout' }).click()
    await page.getByRole('button', { name: 'Print, or save as PDF' }).waitFor()
    expect(await page.getByRole('img', { name: /as a QR code$/ }).count()).toBe(10)
    expect(await page.getByText('A wrong guess is worth more').count()).toBe(0)
    await page.emulateMedia({ media: 'print' })
    await page.getByRole('banner').waitFor({ state: 'hidden' })
    expect(await page.getByRole('heading', { name: 'Take it to the cluster' }).isVisible()).toBe(true)
    expect(
      await page.evaluate(
        () =>
          document.querySelector('.workshops')!.scrollHeight <= document.body.scrollHeight &&
          document.body.scrollHeight > innerHeight,
      ),
    ).toBe(true)
  })

  it('is attended from a phone or a laptop, also late, and with the network off', async () => {
    profile = await app.profile({ serviceWorkers: 'allow', viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    const screen = await profile.open(`#/workshop/three-hours/${ago(70)}`)
    const { page } = screen
    await page.getByText(/^Step 4 of 9, \d+ minutes to go\.$/).waitFor()
    await page.getByText('Everything is kept in this browser. The network may go.').waitFor()
    expect(await violations(screen)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.context().setOffline(true)
    await page.reload()
    await page.getByRole('link', { name: 'In pairs', exact: true }).click()
    await page.getByText('One namespace by label').first().waitFor({ state: 'attached' })
    expect(await page.evaluate(() => location.hash)).toBe('#/lesson/network-policy/one-namespace-by-label')

    // From the lesson it is one click back, and somebody who is elsewhere says so.
    await page.getByRole('link', { name: 'Workshop' }).click()
    await page.getByRole('button', { name: 'We are here, step 7, Choose one' }).click()
    await page.getByText('Step 7 of 9, 30 minutes to go.').waitFor()
    for (const door of ['For administrators', 'For Cilium', 'For a mesh'])
      await page.getByRole('link', { name: door, exact: true }).waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save progress as a file' }).click()
    expect((await saved).suggestedFilename()).toBe('reachable-progress.json')
    await page.context().setOffline(false)
  })
})
