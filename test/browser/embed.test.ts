import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeLink } from '../../src/app/state/link/codec.ts'
import { EMPTY_WORK } from '../../src/app/state/work.ts'
import { violations } from './axe.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile()
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

/** A page with slides around the link, on the same server; what it is told lies in `told`. */
async function inSlides(mode: string, transform = 'none'): Promise<Screen> {
  const link = await encodeLink({
    ...EMPTY_WORK,
    documents: [ALLOW_WEB, DEFAULT_DENY, SHOP],
    active: ALLOW_WEB.name,
    question: { from: 'shop/web', to: 'shop/api', port: 8080 },
  })
  const screen = await profile.blank()
  await screen.page.route('**/slides.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>Slides</title><body style="margin:0;height:3000px">',
    }),
  )
  await screen.page.goto(`${app.address}slides.html`)
  await screen.page.evaluate(
    ([source, transform]) => {
      const told: unknown[] = []
      Object.assign(window, { told })
      addEventListener('message', ({ data }) => told.push(data))
      const frame = document.createElement('iframe')
      Object.assign(frame, { src: source, title: 'Reachable', width: '900', height: '520' })
      frame.style.transform = transform!
      frame.style.transformOrigin = '0 0'
      document.body.append(frame)
    },
    [`${app.address}${link}&embed=${mode}`, transform],
  )
  return screen
}

const told = ({ page }: Screen, type: string) =>
  page.evaluate(
    (wanted) =>
      (window as unknown as { told: { source?: string; type: string }[] }).told.filter(
        ({ source, type }) => source === 'reachable' && type === wanted,
      ),
    type,
  )

describe('a link inside another page', () => {
  it('shows text, picture and answer, tells the page, and leaves its wheel and keys alone', async () => {
    const screen = await inSlides('view')
    const frame = screen.page.frameLocator('iframe')
    await frame.getByText('Denied', { exact: true }).waitFor()
    await frame.locator('svg [data-stop]').first().waitFor()
    await screen.until(async () => (await told(screen, 'verdict')).length > 0)
    expect((await told(screen, 'verdict')).at(-1)).toEqual({
      source: 'reachable',
      type: 'verdict',
      question: 'shop/web -> shop/api:8080',
      outcome: 'denied',
    })
    expect(await told(screen, 'ready')).toHaveLength(1)
    expect((await told(screen, 'height')).length).toBeGreaterThan(0)

    await screen.page.mouse.move(700, 250)
    await screen.page.mouse.wheel(0, 300)
    await screen.until(() => screen.page.evaluate(() => scrollY > 0))

    await frame.getByRole('link', { name: 'Open in the playground' }).focus()
    await screen.page.keyboard.press('PageDown')
    await screen.until(async () => (await told(screen, 'key')).length > 0)
    expect((await told(screen, 'key')).at(-1)).toMatchObject({ key: 'PageDown' })
    expect(await frame.getByRole('link', { name: 'Open in the playground' }).getAttribute('href')).toMatch(
      /#v1\.[\w-]+$/,
    )
  })

  it('as a quiz shows the answer after a guess, also on a slide that is scaled', async () => {
    const screen = await inSlides('quiz', 'scale(0.8)')
    const frame = screen.page.frameLocator('iframe')
    const guess = frame.getByRole('button', { name: 'Allowed' })
    await guess.waitFor()
    await screen.until(() => guess.isEnabled())
    expect(await told(screen, 'verdict')).toEqual([])
    expect(await frame.locator('.verdict').count()).toBe(0)
    await guess.click()
    await frame.getByText('Not as you said.').waitFor()
    // The buttons are gone; whoever reads by ear is at what came instead.
    await frame.locator('p:focus', { hasText: 'Not as you said.' }).waitFor()
    await frame.locator('.verdict', { hasText: 'Denied' }).waitFor()
    await screen.until(async () => (await told(screen, 'verdict')).length > 0)
  })

  it('as a playground is edited, and keeps nothing', async () => {
    const screen = await inSlides('full')
    const frame = screen.page.frameLocator('iframe')
    await frame.getByText('Denied', { exact: true }).first().waitFor()
    await frame.getByRole('tab', { name: 'Matrix' }).click()
    // What opens windows, keeps states or makes lessons is for a window of one's own.
    for (const name of ['Present', 'History'])
      expect(await frame.getByRole('button', { name, exact: true }).count()).toBe(0)
    await frame.getByRole('button', { name: 'Share', exact: true }).click()
    await frame.getByRole('button', { name: 'Copy link' }).waitFor()
    expect(await frame.getByRole('button', { name: 'Make a lesson of this state' }).count()).toBe(0)
    await screen.page.waitForTimeout(600)
    expect(
      await screen.page.evaluate(() => Object.keys(localStorage).filter((key) => /work|lesson/.test(key))),
    ).toEqual([])
  })

  it('as a puzzle opens whole, tells how many goals hold, and keeps nothing', async () => {
    const screen = await profile.blank()
    await screen.page.route('**/slides.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Slides</title>' }),
    )
    await screen.page.goto(`${app.address}slides.html`)
    await screen.page.evaluate((source) => {
      const told: unknown[] = []
      Object.assign(window, { told })
      addEventListener('message', ({ data }) => told.push(data))
      document.body.append(
        Object.assign(document.createElement('iframe'), {
          src: source,
          title: 'Reachable',
          width: '1200',
          height: '760',
        }),
      )
    }, `${app.address}#/lesson/break-in/the-credential&embed=full`)
    const frame = screen.page.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'The credential at 169.254' }).first().waitFor()
    await screen.until(async () => (await told(screen, 'goal')).length > 0)
    expect((await told(screen, 'goal')).at(-1)).toMatchObject({ held: expect.any(Number), of: expect.any(Number) })
    expect(
      await screen.page.evaluate(() => Object.keys(localStorage).filter((key) => /work|lesson/.test(key))),
    ).toEqual([])
  })

  it.each([
    ['light', 900],
    ['dark', 390],
  ] as const)('can be used by everybody: %s, %i pixels wide', async (colorScheme, width) => {
    await profile.close()
    profile = await app.profile({ colorScheme, viewport: { width, height: 560 } })
    const link = await encodeLink({
      ...EMPTY_WORK,
      documents: [ALLOW_WEB, SHOP],
      active: ALLOW_WEB.name,
      question: { from: 'shop/web', to: 'shop/api', port: 8080 },
    })
    const screen = await profile.open(`${link}&embed=view`)
    await screen.page.getByText('Denied', { exact: true }).waitFor()
    await screen.page.locator('svg [data-stop]').first().waitFor()
    expect(await violations(screen)).toEqual([])
    expect(await screen.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
