import { readFileSync } from 'node:fs'
import { unzipSync, strFromU8 } from 'fflate'
import { afterEach, describe, expect, it } from 'vitest'
import { LessonChecker } from '../../src/lessons/check.ts'
import { readCurriculum } from '../../src/lessons/curriculum.ts'
import { withMadeLesson } from '../../src/lessons/made/track.ts'
import { LESSON_PROMISES } from '../../src/lessons/promises.ts'
import { readLesson } from '../../src/lessons/read-lesson.ts'
import { lessonFiles } from '../suites/lesson-files.ts'
import { BuiltApp, Screen, type Profile } from './app.ts'
import { violations } from './axe.ts'

const app = new BuiltApp()
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const SHOP = lessonFiles()['worlds/shop.yaml']!
const guests = (from: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: guests\n  namespace: shop\nspec:\n  podSelector:\n    matchLabels:\n      app: api\n  policyTypes: [Ingress]\n  ingress:${from}\n`
const from = (label: string) => `\n    - from:\n        - podSelector:${label}`

describe('a lesson of one’s own', () => {
  it('is made of what is on the screen, tried, handed on as a link and a folder, and runs elsewhere with the network off', async () => {
    profile = await app.profile({
      viewport: { width: 1500, height: 1000 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const screen = await profile.openWork({
      documents: [
        { name: 'guests', text: guests(' []') },
        { name: 'shop world', text: SHOP },
      ],
      question: 'shop/web -> shop/api:8080',
      view: 'matrix',
    })
    const { page } = screen
    await screen.says('Denied')
    await screen.editorIsThere()
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    await page.getByRole('button', { name: 'Make a lesson of this state' }).click()
    const column = page.getByRole('region', { name: 'Lesson builder' })
    await column.getByText('Asked: shop/web -> shop/api:8080').waitFor()
    await column.getByRole('button', { name: 'Must be allowed' }).click()
    // A click in the matrix is a question, and so the next goal.
    await page
      .getByRole('gridcell', { name: /^shop\/cache to shop\/api 8080/ })
      .first()
      .click()
    await column.getByText(/^Asked: deploy:shop\/cache -> deploy:shop\/api/).waitFor()
    await column.getByRole('button', { name: 'Must be denied' }).click()
    await column
      .getByRole('textbox', { name: 'A goal as a line' })
      .fill('deny {monitoring/*, dev/*, internet} -> shop/api')
    await page.keyboard.press('Enter')
    for (const [label, text] of [
      ['Title', 'My guests'],
      ['What it is about, in one line', 'Who may come in, by one label.'],
      ['The text, with the task, in Markdown without HTML', 'Let `shop/web` in, and nobody else.'],
      ['Hint 1: where to look', 'Look at the list of guests.'],
      ['Hint 2: which idea', 'Name a peer.'],
      ['Hint 3: nearly the line', 'Write the label of the guest.'],
      ['What was learned', 'A guest is named by a label.'],
    ] as const) {
      await column.getByLabel(label, { exact: true }).fill(text)
    }
    const write = async (text: string) => {
      await screen.clickLine('apiVersion')
      await page.keyboard.press('Control+a')
      await screen.paste(text)
    }
    await write(guests(from('\n            matchLabels:\n              app: web')))
    await screen.until(async () => (await screen.text()).includes('app: web'))
    await column.getByRole('button', { name: 'Take the present state as the solution' }).click()
    await column.getByText('Taken: guests changed.').waitFor()
    for (const [number, label, say] of [
      [1, ' {}', 'Everybody of the shop comes in.'],
      [2, '\n            matchLabels:\n              app: cache', 'The wrong one comes in.'],
      [3, '\n            matchLabels:\n              app: nobody', 'Nobody wears this label.'],
    ] as const) {
      await write(guests(from(label)))
      await screen.until(async () => (await screen.text()).includes(label.trim().split(' ').at(-1)!))
      await column.getByRole('button', { name: 'Take the present state as a wrong answer' }).click()
      await column.getByLabel(`What is said about wrong answer ${number}`).fill(say)
    }
    await column.getByRole('button', { name: 'Verify' }).click()
    await column.getByText('Start fails, solution passes, 3 of 3 wrong answers rejected.').waitFor()
    expect(await violations(screen)).toEqual([])

    // The folder is one of ours: the suite's checks hold for it, outside the browser.
    const saved = page.waitForEvent('download')
    await column.getByRole('button', { name: 'Download the folder' }).click()
    const zip = unzipSync(new Uint8Array(readFileSync((await (await saved).path())!)))
    const files = Object.fromEntries(
      Object.entries(zip).map(([path, bytes]) => [path.replace(/^my-guests\//, ''), strFromU8(bytes)]),
    )
    const all = withMadeLesson(lessonFiles(), 'my-guests', files)
    const { lesson, problems } = readLesson('made/my-guests', all, readCurriculum(all))
    expect(problems).toEqual([])
    expect(LESSON_PROMISES.flatMap(({ faults }) => faults(lesson!, new LessonChecker(lesson!)))).toEqual([])

    await column.getByRole('button', { name: 'Copy lesson link' }).click()
    await column.getByText('Copied').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    // What is being made is there after a reload.
    await page.reload()
    await page.getByRole('link', { name: 'Lessons' }).click()
    await page.getByRole('link', { name: 'Make a lesson' }).click()
    await screen.until(async () => (await column.getByLabel('Title', { exact: true }).inputValue()) === 'My guests')
    expect(profile.complaints).toEqual([])
    await profile.close()

    profile = await app.profile({
      serviceWorkers: 'allow',
      viewport: { width: 1500, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const other = await profile.open()
    await other.page.getByText('Ready offline').waitFor()
    await other.page.context().setOffline(true)
    const learner = new Screen(await other.page.context().newPage())
    await learner.page.goto(link)
    await learner.page.getByRole('heading', { name: 'My guests' }).waitFor()
    await learner.editorIsThere()
    expect(await learner.page.evaluate(() => location.hash)).toMatch(/^#\/lesson\/made\/my-guests-[a-z0-9]+$/)
    await learner.clickLine('apiVersion')
    await learner.page.keyboard.press('Control+a')
    await learner.paste(guests(from('\n            matchLabels:\n              app: web')))
    await learner.page.getByText('Lesson complete').first().waitFor()
    await learner.page.reload()
    await learner.page.getByRole('heading', { name: 'My guests' }).waitFor()
    await other.page.context().setOffline(false)
  }, 120_000)
})
