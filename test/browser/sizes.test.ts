import { afterEach, describe, expect, it } from 'vitest'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { encodeLink } from '../../src/app/state/link/codec.ts'
import { EMPTY_WORK } from '../../src/app/state/work.ts'
import { BuiltApp, Screen, type Profile } from './app.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const work = { documents: [ALLOW_WEB, DEFAULT_DENY, SHOP], question: 'shop/web -> shop/api:8080' }
let profile: Profile

afterEach(() => profile.close())

/**
 * What keeps somebody from reading or hitting what is there now: a page that scrolls sideways, words or controls
 * outside the window that no scrolling brings in, words that a box cuts off, a pane that was scrolled and that nobody
 * can scroll back, targets below 24 pixels. Links in a sentence and the hidden input behind a label are no targets of
 * their own.
 */
function faults({ page }: Screen): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found =
      document.documentElement.scrollWidth > innerWidth
        ? [`the page is ${document.documentElement.scrollWidth} wide`]
        : []
    const isTarget = (element: Element) =>
      element.matches(
        'button, [role="tab"], [role="option"], summary, select, input:not([type="checkbox"], [type="radio"], [type="range"])',
      )
    const hasWords = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '')
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (element.scrollTop > 0 && getComputedStyle(element).overflowY === 'hidden')
        found.push(`${element.className} is scrolled by ${element.scrollTop}`)
      if (
        element.closest('.monaco-editor, svg, .visually-hidden, .skip') ||
        !element.checkVisibility() ||
        !(isTarget(element) || hasWords(element))
      )
        continue
      const box = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      if (box.width < 2 || box.height < 2 || style.clipPath !== 'none' || style.opacity === '0') continue
      const say = (what: string) =>
        found.push(
          `${what} ${element.outerHTML.replace(/svelte-\w+/g, '').slice(0, 100)} …${element.textContent!.trim().slice(0, 30)}`,
        )
      if (isTarget(element) && (box.width < 23.5 || box.height < 23.5))
        say(`${Math.round(box.width)}×${Math.round(box.height)}`)
      for (let around = element.parentElement; ; around = around.parentElement) {
        const edge = around === null ? { left: 0, right: innerWidth } : around.getBoundingClientRect()
        const how = around === null ? 'hidden' : getComputedStyle(around).overflowX
        if (/auto|scroll/.test(how)) break
        if (around !== null && !/hidden|clip/.test(how)) continue
        if (box.right > edge.right + 1.5 || box.left < edge.left - 1.5)
          say(`cut off at ${Math.round(box.left)} to ${Math.round(box.right)}`)
        if (around === null) break
      }
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        const { overflowY, textOverflow } = getComputedStyle(around)
        if (/auto|scroll/.test(overflowY) && around.scrollHeight > around.clientHeight) break
        if (!/hidden|clip/.test(overflowY) || textOverflow === 'ellipsis') continue
        const edge = around.getBoundingClientRect()
        if (box.bottom > edge.bottom + 3 || box.top < edge.top - 3)
          say(`out of sight at ${Math.round(box.top)} to ${Math.round(box.bottom)}`)
      }
    }
    return [...new Set(found)]
  })
}

/** What readers may do to all text without losing any: WCAG 2.2, 1.4.12. Runs in the page. */
function spaceText(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }' +
      'p { margin-bottom: 2em !important }',
  )
  addEventListener('DOMContentLoaded', () => document.adoptedStyleSheets.push(sheet))
}

describe.each([
  ['a phone of 320 × 640', { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }, null],
  ['1600 × 900, zoomed to 200 %', { viewport: { width: 800, height: 450 }, deviceScaleFactor: 2 }, null],
  ['1280 × 800, with letters, words and lines apart', { viewport: { width: 1280, height: 800 } }, spaceText],
])('%s', (_, options, also) => {
  it('shows every picture and everything under it, and what can be opened', async () => {
    profile = await app.profile(options)
    if (also) await profile.inEachPage(also)
    const screen = await profile.openWork({ ...work, cni: settingOf({ name: 'cilium' }) })
    const { page } = screen
    const found: string[] = []
    const isPhone = options.viewport.width < 800
    const look = async (name: string, within: string) => {
      await screen.settled(within)
      found.push(...(await faults(screen)).map((what) => `${name}: ${what}`))
    }
    const half = async (name: string) => {
      if (isPhone)
        await page.getByRole('navigation', { name: 'What is shown' }).getByRole('button', { name, exact: true }).click()
    }
    await screen.says('Denied')
    // What is open is told by more than its first letters.
    expect((await page.locator('header .work').boundingBox())!.width).toBeGreaterThan(90)
    for (const view of await page.getByRole('tablist', { name: 'Pictures of the cluster' }).getByRole('tab').all()) {
      await view.click()
      await look(await view.innerText(), '#picture')
      expect((await page.locator('#picture').boundingBox())!.height).toBeGreaterThan(180)
    }
    await page.getByRole('tab', { name: 'Graph', exact: true }).click()
    await half('Trace')
    for (const tab of await page.getByRole('tablist', { name: 'Explanation' }).getByRole('tab').all()) {
      await tab.click()
      await look(await tab.innerText(), '.drawer')
    }
    await half('YAML')
    await look('the text', '#editor')
    for (const action of ['Share: link', 'Help and the list', 'History: earlier', 'Walls of shop/web']) {
      await screen.act(action)
      await look(action, 'dialog[open] h2')
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Control+k')
    await look('the palette', 'dialog[open]')
    expect(found).toEqual([])
  })

  it('shows lessons, puzzles, workshops, what is embedded, the builder and a stage', async () => {
    profile = await app.profile(options)
    if (also) await profile.inEachPage(also)
    const screen = await profile.open('#/lessons')
    const { page } = screen
    const found: string[] = []
    const embedded = await encodeLink({
      ...EMPTY_WORK,
      active: ALLOW_WEB.name,
      documents: [ALLOW_WEB, SHOP],
      question: { from: 'shop/web', to: 'shop/api', port: 8080 },
    })
    const places = [
      ['#/lessons', 'Find a lesson'],
      ['#/lesson/primitives/a-namespace-is-not-a-wall', 'Goals'],
      ['#/lesson/break-in/the-credential', 'Goals'],
      ['#/workshop', 'Attend'],
      ['#/workshop/three-hours/lead', 'Begin now'],
      [`${embedded}&embed=quiz`, 'What happens?'],
      [`${embedded}&embed=view`, 'Open in the playground'],
      [`${embedded}&embed=full`, 'Denied'],
    ] as const
    for (const [fragment, words] of places) {
      await page.goto('about:blank')
      await page.goto(`${app.address}${fragment}`)
      const lesson = page
        .getByRole('navigation', { name: 'What is shown' })
        .getByRole('button', { name: 'Lesson', exact: true })
      if (words === 'Goals') {
        if (options.viewport.width < 800) await lesson.click()
        // Beside wide work the text of a lesson is there from the start.
        else if (options.viewport.width < 1100)
          await page
            .getByRole('button', { name: /^[A-J]\d+ / })
            .first()
            .click()
      }
      await page.getByText(words).or(page.getByPlaceholder(words)).first().waitFor({ state: 'attached' })
      await screen.settled('body')
      found.push(...(await faults(screen)).map((what) => `${fragment.slice(0, 40)} ${words}: ${what}`))
    }
    await page.goto('about:blank')
    await page.goto(`${app.address}${embedded}`)
    await screen.says('Denied')
    // The builder is a half of a phone's screen; the goals for it are picked in the others.
    await screen.act('Make a lesson of this state')
    const builder = page.getByRole('region', { name: 'Lesson builder' })
    await builder.waitFor()
    found.push(...(await faults(screen)).map((what) => `builder: ${what}`))
    if (options.viewport.width < 800) {
      await page
        .getByRole('navigation', { name: 'What is shown' })
        .getByRole('button', { name: 'Cluster', exact: true })
        .click()
      await builder.waitFor({ state: 'hidden' })
    }
    const [opened] = await Promise.all([page.context().waitForEvent('page'), screen.act('Present in a window')])
    const stage = new Screen(opened)
    await opened.setViewportSize(options.viewport)
    await stage.says('Denied')
    await stage.settled('main')
    found.push(...(await faults(stage)).map((what) => `stage: ${what}`))
    await opened.getByRole('button', { name: 'Spotlight' }).click()
    expect(found).toEqual([])
  })
})

it.each([
  [1600, 1000],
  [1280, 800],
])('nothing sticks out at %i × %i', async (width, height) => {
  profile = await app.profile({ viewport: { width, height } })
  const screen = await profile.openWork(work)
  await screen.says('Denied')
  // The table follows what is asked, with its filters and heads in sight.
  await screen.page.getByRole('tab', { name: 'Table', exact: true }).click()
  await screen.page.getByRole('row', { name: /shop\/web.*shop\/api.*8080/ }).waitFor()
  expect(await faults(screen)).toEqual([])
  await screen.page.getByRole('tab', { name: 'Graph', exact: true }).click()
  await screen.settled('#picture')
  expect(
    await screen.page.evaluate(() => [
      document.documentElement.scrollWidth <= innerWidth,
      document.documentElement.scrollHeight <= innerHeight,
    ]),
  ).toEqual([true, true])
  expect(await faults(screen)).toEqual([])
})

it.each([
  [390, 640],
  [390, 780],
])('what the last edit changed is in sight on a phone of %i × %i', async (width, height) => {
  profile = await app.profile({ viewport: { width, height }, hasTouch: true, isMobile: true })
  const screen = await profile.open()
  const { page } = screen
  await screen.says('Denied')
  const halves = page.getByRole('navigation', { name: 'What is shown' })
  await halves.getByRole('button', { name: 'Cluster', exact: true }).click()
  await screen.settled('#picture')
  const strip = (await screen.strip.boundingBox())!
  expect(strip.y + strip.height).toBeLessThanOrEqual((await halves.boundingBox())!.y + 1)
})
