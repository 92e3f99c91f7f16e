import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { inList, LessonScreen, lessonText } from './lesson-screen.ts'

const app = new BuiltApp()
const C8 = 'network-policy/and-not-or'
const C9 = 'network-policy/let-the-world-in-once'
const SOLUTION = lessonText(`${C8}/solution/api-metrics.yaml`)
const TWO_DASHES = lessonText(`${C8}/wrong/two-dashes.yaml`)
let profile: Profile

beforeEach(async () => {
  profile = await app.profile({ permissions: ['clipboard-read', 'clipboard-write'] })
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

describe('the list of lessons', () => {
  it('has tracks, a search, and links that lead there', async () => {
    const screen = new LessonScreen((await profile.open('#/lessons')).page)
    const { page } = screen
    await page.getByRole('heading', { name: 'Walk the cluster' }).waitFor()
    for (const name of ['Architecture and primitives', 'NetworkPolicy'])
      expect(await page.getByRole('article', { name, exact: true }).count()).toBe(1)
    expect(await page.getByRole('link', { name: 'Start A1' }).getAttribute('href')).toBe(
      '#/lesson/primitives/walk-the-cluster',
    )
    expect(await inList(screen, 'A2').getAttribute('href')).toBe('#/lesson/primitives/a-pod-is-an-address')
    expect(await inList(screen, 'C8').count()).toBe(0)
    await page
      .getByRole('article', { name: 'NetworkPolicy', exact: true })
      .getByRole('button', { expanded: false })
      .click()
    await inList(screen, 'C8').waitFor()

    const search = page.getByRole('searchbox', { name: 'Find a lesson' })
    await search.fill('one dash')
    await inList(screen, 'A2').waitFor({ state: 'detached' })
    expect(await inList(screen, 'C8').innerText()).toContain('AND, not OR')
    await search.fill('zzz')
    await page.getByText('No lesson has these words.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await inList(screen, 'A2').waitFor()

    await inList(screen, 'C8').click()
    await screen.isOpen(C8)
    expect(page.url()).toBe(`${app.address}#/lesson/${C8}`)
    await page.goBack()
    await inList(screen, 'C8').waitFor()
    expect(await inList(screen, 'C8').innerText()).toContain(', you are here.')
  })

  it('shows what is passed; a file carries it to another browser', async () => {
    const screen = await LessonScreen.open(profile, C8)
    await screen.replace(SOLUTION)
    await screen.isComplete()
    await screen.page.getByRole('link', { name: 'Lessons', exact: true }).click()
    await screen.page.getByRole('link', { name: 'Continue C9' }).waitFor()
    expect(await inList(screen, 'C8').innerText()).toContain(', passed.')
    expect(await inList(screen, 'C9').innerText()).toContain(', you are here.')
    expect(await inList(screen, 'C7').innerText()).toContain(', ahead.')
    expect(
      await screen.page.getByRole('article', { name: 'NetworkPolicy', exact: true }).getByRole('button').innerText(),
    ).toMatch(/^1 of \d+/)
    const [download] = await Promise.all([
      screen.page.waitForEvent('download'),
      screen.page.getByRole('button', { name: 'Save progress as a file' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('reachable-progress.json')
    const file = { name: 'p.json', mimeType: 'application/json', buffer: readFileSync(await download.path()) }

    const other = await app.profile()
    const second = await other.open('#/lessons')
    await second.page.getByText('0 without a hint.').waitFor()
    await second.page.getByLabel('Open a file').setInputFiles({ ...file, buffer: Buffer.from('{"lessons":{}}') })
    await second.page
      .getByRole('status')
      .getByText('This file holds no progress of Reachable. Nothing has changed.')
      .waitFor()
    await second.page.getByLabel('Open a file').setInputFiles(file)
    await second.page.getByRole('status').getByText('Your progress is joined with the file').waitFor()
    await second.page.getByText('1 without a hint.').waitFor()
    await second.page.reload()
    await second.page
      .getByRole('article', { name: 'NetworkPolicy', exact: true })
      .getByRole('button', { name: /^1 of/ })
      .click()
    expect(await inList(second, 'C8').innerText()).toContain(', passed.')
    expect(other.complaints).toEqual([])
    await other.close()
  })

  it('can be the lesson’s code, as it is called in a room', async () => {
    const screen = await profile.open('#/lesson/c8')
    await screen.page.waitForURL(`${app.address}#/lesson/${C8}`)
    await screen.page.goto(`${app.address}#/lesson/C99`)
    await screen.page.getByRole('status').getByText('There is no lesson at this address.').waitFor()
  })

  it('takes the task of the first visit away, which is about another work', async () => {
    await profile.close()
    profile = await app.profile()
    const { page } = await profile.open()
    const task = page.getByText('web cannot reach api. Find out why.')
    await task.waitFor()
    await page.goto(`${app.address}#/lesson/${C8}`)
    await page.getByRole('heading', { name: 'AND, not OR' }).waitFor()
    await task.waitFor({ state: 'detached' })
  })

  it('is shown, with a word about it, where there is no such lesson', async () => {
    const screen = await profile.open('#/lesson/network-policy/no-such-lesson')
    await screen.page
      .getByRole('status')
      .getByText('There is no lesson at this address. Here are all there are.')
      .waitFor()
    await inList(screen, 'A1').waitFor()
    expect(screen.page.url()).toBe(`${app.address}#/lessons`)
  })
})

describe('the solution', () => {
  it('is shown after a question, is seen and not earned, can be undone, and earned after all', async () => {
    const screen = await LessonScreen.open(profile, C8)
    const { page } = screen
    const dialog = page.getByRole('dialog', { name: 'Show the solution?' })
    const seen = screen.banner.getByRole('heading', { name: 'Seen, not earned' })
    const solve = screen.goals.getByRole('button', { name: 'Solve', exact: true })
    await screen.replace(TWO_DASHES)
    await screen.holdsAre([true, false, false, true])
    await solve.click()
    const changes = dialog.getByRole('region', { name: 'Changes of api-metrics' })
    expect(await changes.locator('.removed').allInnerTexts()).toEqual([
      expect.stringMatching(/removed:\s+- podSelector:/),
    ])
    expect((await changes.locator('.added').allInnerTexts())[0]).toMatch(/added:\s+podSelector:/)
    await dialog.getByRole('button', { name: 'Keep trying' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await screen.text()).toContain('- podSelector')

    await solve.click()
    await dialog.getByRole('button', { name: 'Show the solution' }).click()
    await seen.waitFor()
    expect(await screen.text()).not.toContain('- podSelector')
    expect(await solve.count()).toBe(0)
    expect(await screen.goals.getByRole('button', { name: 'Reset', exact: true }).count()).toBe(1)
    await screen.goals.getByRole('button', { name: 'Undo solve' }).click()
    await screen.holdsAre([true, false, false, true])
    expect(await screen.text()).toContain('- podSelector')
    expect(await seen.count()).toBe(0)

    await solve.click()
    await dialog.getByRole('button', { name: 'Show the solution' }).click()
    await seen.waitFor()
    await screen.banner.getByRole('link', { name: /^C9 / }).click()
    await screen.isOpen(C9)
    await page.getByRole('link', { name: 'All lessons' }).click()
    await inList(screen, 'C8').waitFor()
    expect(await inList(screen, 'C8').innerText()).toContain(', seen, not earned.')

    await inList(screen, 'C8').click()
    await seen.waitFor()
    await screen.banner.getByRole('button', { name: 'Reset and try' }).click()
    await screen.holdsAre([false, true, true, true])
    await screen.replace(SOLUTION)
    await screen.isComplete()
    await page.getByRole('link', { name: 'All lessons' }).click()
    await inList(screen, 'C8').waitFor()
    expect(await inList(screen, 'C8').innerText()).toContain(', passed.')
  })
})

describe('what one has done', () => {
  it('in a lesson is there after a reload and after another lesson, and one’s own work after all of them', async () => {
    const screen = new LessonScreen((await profile.open()).page)
    const { page } = screen
    await screen.says('Denied')
    await screen.clickLine('app: web-frontend')
    await page.keyboard.insertText('-mine')
    await screen.goTo(C8)
    expect(await screen.text()).not.toContain('-mine')
    await screen.hints.getByRole('button', { name: 'Show hint 2: Which idea' }).click()
    await screen.hints.getByText('Put both selectors into the same entry.').waitFor()
    await screen.replace(TWO_DASHES)
    await screen.holdsAre([true, false, false, true])

    const isAsLeft = async () => {
      await screen.holdsAre([true, false, false, true])
      await screen.until(async () => (await screen.text()).includes('- podSelector'))
      expect(await screen.hints.getByText('Put both selectors into the same entry.').count()).toBe(1)
      expect(await screen.hints.getByRole('button', { name: /^Show hint/ }).count()).toBe(2)
      expect(await page.getByRole('tab', { name: /^api-metrics/ }).innerText()).toContain('your draft')
    }
    await page.reload()
    await screen.isOpen(C8)
    await isAsLeft()
    await page.getByRole('link', { name: /^Next lesson/ }).click()
    await screen.isOpen(C9)
    expect(await screen.hints.getByRole('button', { name: /^Show hint/ }).count()).toBe(3)
    await page.getByRole('link', { name: /^Previous lesson/ }).click()
    await screen.isOpen(C8)
    await isAsLeft()

    await page.getByRole('link', { name: 'Playground', exact: true }).click()
    await screen.until(async () => (await screen.text()).includes('web-frontend-mine'))
    expect(await screen.goals.count()).toBe(0)
  })

  it('in one lesson in two tabs is kept as it was edited last, and both tabs say so', async () => {
    const first = await LessonScreen.open(profile, C8)
    const second = await LessonScreen.open(profile, C8)
    const type = async (screen: LessonScreen, words: string) => {
      await screen.page.bringToFront()
      await screen.page.locator('.monaco-editor .view-line').first().click()
      await screen.page.keyboard.press('Control+Home')
      await screen.page.keyboard.insertText(words)
      await screen.page.waitForTimeout(800)
    }
    await type(first, '# the first tab\n')
    await type(second, '# the second tab\n')
    await second.page.getByText('This lesson is open in another tab too').waitFor()
    await type(first, '# and again\n')
    await first.page.reload()
    await first.isOpen(C8)
    await first.until(async () => (await first.text()).includes('# and again'))
    expect(await first.text()).toContain('# the first tab')
    expect(await first.text()).not.toContain('# the second tab')
  })
})

describe('a link to a lesson', () => {
  it('is short, carries what was written, and nothing of it leaves the page', async () => {
    const screen = await LessonScreen.open(profile, C8)
    await screen.replace(TWO_DASHES)
    await screen.holdsAre([true, false, false, true])
    await screen.page.getByRole('button', { name: 'Share', exact: true }).click()
    await screen.page.getByText('Who opens this link comes to this lesson, with what you wrote in it.').waitFor()
    await screen.page.getByRole('button', { name: 'Copy link' }).click()
    await screen.page.getByText('Copied').waitFor()
    const link = await screen.page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(new RegExp(`^${app.address}#/lesson/${C8}/v1\\.[\\w-]+$`))
    expect(link.length).toBeLessThan(500)

    const other = await app.profile()
    const requests: string[] = []
    const second = new LessonScreen((await other.blank()).page)
    second.page.on('request', (request) => requests.push(request.url()))
    await second.page.goto(link)
    await second.isOpen(C8)
    await second.holdsAre([true, false, false, true])
    expect(await second.text()).toBe(await screen.text())
    expect(second.page.url()).toBe(`${app.address}#/lesson/${C8}`)
    expect(requests.filter((request) => request.includes('v1.'))).toEqual([])
    expect(other.complaints).toEqual([])
    await other.close()

    const third = await app.profile()
    const cut = new LessonScreen((await third.open(link.slice(app.address.length, -1))).page)
    await cut.page.getByText('This link is incomplete.').waitFor()
    await cut.isOpen(C8)
    await cut.holdsAre([false, true, true, true])
    expect(await cut.text()).toContain('ingress: []')
    expect(third.complaints).toEqual([])
    await third.close()
  })
})
