import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { stepThrough } from './tab.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const work = { documents: [ALLOW_WEB, DEFAULT_DENY, SHOP], question: 'shop/web -> shop/api:8080' }
let profile: Profile

afterEach(() => profile.close())

describe('whoever sees, hears or moves otherwise', () => {
  it.each([
    ['1280 × 800', { width: 1280, height: 800 }, 'graph'],
    ['that zoomed to 200 %', { width: 640, height: 400 }, 'table'],
  ] as const)(
    'Tab leads through everything at %s, never under anything, and out again',
    async (_, viewport, view) => {
      profile = await app.profile({ viewport })
      const screen = await profile.openWork({ ...work, view })
      await screen.says('Denied')
      await screen.settled('#answer')
      const { seen, found, isOut } = await stepThrough(screen)
      expect(found).toEqual([])
      expect(isOut, `still at ${[...seen].at(-1)}`).toBe(true)
      expect(seen.size).toBeGreaterThan(view === 'graph' ? 25 : 15)
    },
    30_000,
  )

  it('with reduced motion nothing runs: neither styles nor the picture nor the walk', async () => {
    profile = await app.profile({ reducedMotion: 'reduce' })
    const screen = await profile.openWork({ ...work, cni: settingOf({ name: 'cilium' }) })
    const { page } = screen
    await screen.says('Denied')
    await screen.editorIsThere()
    const moving = () =>
      page.evaluate(() =>
        document
          .getAnimations()
          .filter((each) => Number(each.effect!.getComputedTiming().duration) > 0)
          .map((each) => (each.effect as KeyframeEffect).target?.className),
      )
    /** The attribute after the next two frames, and a while later. */
    const twice = (selector: string, attribute: string) =>
      page.evaluate(
        async ([selector, attribute]) => {
          const read = () => document.querySelector(selector!)!.getAttribute(attribute!)
          const frame = () => new Promise(requestAnimationFrame)
          await frame()
          await frame()
          const early = read()
          await new Promise((resolve) => {
            setTimeout(resolve, 400)
          })
          return [early, read()]
        },
        [selector, attribute] as const,
      )
    await page.getByRole('button', { name: 'Larger' }).click()
    // What moves it is fetched first.
    await screen.until(async () => (await page.locator('figure.graph .world').getAttribute('transform')) !== null)
    await page.waitForTimeout(300)
    await page.getByRole('button', { name: 'Show all' }).click()
    const [early, late] = await twice('figure.graph .world', 'transform')
    expect(early).toBe(late)
    await page.locator('figure.graph [data-stop]').first().hover()
    await page.getByRole('tab', { name: 'Matrix', exact: true }).click()
    expect(await moving()).toEqual([])
    await page.getByRole('tab', { name: 'Walk', exact: true }).click()
    await page.getByRole('button', { name: 'Next step' }).click()
    await page.getByText('Hop 2 of 8').first().waitFor({ state: 'attached' })
    await page.waitForTimeout(60)
    expect(await moving()).toEqual([])
  })

  it('in the user’s own colours verdicts, choice, focus and words on ink can be told', async () => {
    profile = await app.profile({ forcedColors: 'active', colorScheme: 'dark' })
    const screen = await profile.openWork({ ...work, view: 'matrix' })
    const { page } = screen
    await screen.says('Denied')
    await screen.editorIsThere()
    await page.locator('#picture [role="gridcell"]').first().waitFor()
    // The browser lays the ground behind words unless it is told not to: what is written on ink would go.
    const unreadable = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('body *')]
          .filter((element) => {
            if (
              element.closest('.monaco-editor, svg, .visually-hidden, .skip, select, option') ||
              !element.checkVisibility() ||
              ![...element.childNodes].some(
                (node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '',
              )
            )
              return false
            let around: HTMLElement | null = element
            while (around && getComputedStyle(around).backgroundColor === 'rgba(0, 0, 0, 0)')
              around = around.parentElement
            const ground = around
              ? getComputedStyle(around).backgroundColor
              : getComputedStyle(document.body).backgroundColor
            const { color, forcedColorAdjust } = getComputedStyle(element) as CSSStyleDeclaration & {
              forcedColorAdjust: string
            }
            return (
              color === ground ||
              (forcedColorAdjust !== 'none' && ground !== getComputedStyle(document.body).backgroundColor)
            )
          })
          .map((element) => element.outerHTML.slice(0, 120)),
      )
    expect(await unreadable()).toEqual([])
    const all = page.getByRole('tablist', { name: 'Pictures of the cluster' }).getByRole('tab')
    const drawers = page.getByRole('tablist', { name: 'Explanation' }).getByRole('tab')
    for (const tab of [...(await all.all()), ...(await drawers.all())]) {
      await tab.click()
      await screen.settled(
        (await tab.evaluate((element) => element.closest('.drawer') !== null)) ? '.drawer' : '#picture',
      )
      expect(await unreadable(), await tab.innerText()).toEqual([])
      if ((await tab.innerText()).trim() === 'CNIs')
        await page.getByRole('tab', { name: 'Matrix', exact: true }).click()
    }
    await page.keyboard.press('Control+k')
    const found = page.getByRole('dialog')
    const option = (selected: boolean) =>
      found
        .getByRole('option', { selected })
        .first()
        .evaluate((element) => getComputedStyle(element).outlineStyle)
    await found.getByRole('option', { selected: true }).waitFor()
    expect([await option(true), await option(false)]).toEqual(['solid', 'none'])
    await page.keyboard.press('Escape')
    const edge = (tab: string) =>
      page
        .getByRole('tab', { name: tab, exact: true })
        .evaluate((element) => getComputedStyle(element).borderBottomColor)
    expect(await edge('Matrix')).not.toBe(await edge('Table'))
    const ring = page.getByRole('tab', { name: 'Matrix', exact: true })
    await ring.focus()
    await page.keyboard.press('ArrowRight')
    expect(
      await page.getByRole('tab', { name: 'Walk', exact: true }).evaluate((element) => {
        const { outlineStyle, outlineColor } = getComputedStyle(element)
        return outlineStyle === 'solid' && outlineColor !== getComputedStyle(document.body).backgroundColor
      }),
    ).toBe(true)
    await page.getByRole('tab', { name: 'Matrix', exact: true }).click()
    await page.evaluate(() => {
      location.hash = '#/lesson/network-policy/and-not-or'
    })
    await page.getByRole('button', { name: 'Solve' }).click()
    await page.getByRole('button', { name: 'Show the solution' }).click()
    await page.getByRole('heading', { name: 'Seen, not earned' }).waitFor()
    expect(await unreadable()).toEqual([])
    await page.evaluate(() => {
      location.hash = `#/workshop/three-hours/lead/${new Date().toISOString().slice(0, 16)}Z`
    })
    await page.getByRole('timer').waitFor()
    expect(await unreadable()).toEqual([])
    // How far the step is can be seen: what is gone, and what it is part of.
    expect(
      await page
        .locator('.workshops .bar')
        .evaluate((bar) => [bar, bar.firstElementChild!].map((element) => getComputedStyle(element).backgroundColor)),
    ).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  })

  it('in the user’s own colours a painted matrix is in them too', async () => {
    profile = await app.profile({ forcedColors: 'active', colorScheme: 'dark' })
    const pods = Array.from(
      { length: 55 },
      (_, n) =>
        `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p${n}\n  namespace: many\nspec:\n  containers:\n    - name: c\n      image: c\n      ports:\n        - containerPort: 80\n`,
    )
    const screen = await profile.openWork({
      documents: [
        { name: 'many', text: ['apiVersion: v1\nkind: Namespace\nmetadata:\n  name: many\n', ...pods].join('---\n') },
      ],
      question: 'many/p0 -> many/p1:80',
      view: 'matrix',
    })
    await screen.says('Allowed')
    const canvas = screen.page.locator('#picture canvas').first()
    await canvas.waitFor()
    // The lightest of what is painted: white, on the user's black.
    const lightest = () =>
      canvas.evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement
        const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
        let most = 0
        for (let at = 0; at < data.length; at += 4)
          if (data[at + 3] === 255) most = Math.max(most, data[at]! + data[at + 2]!)
        return most
      })
    await screen.until(async () => (await lightest()) > 400)
  })

  it('who cannot drag clicks: panes get other sizes, and the picture zooms around what is pinned', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    const { page } = screen
    await screen.says('Denied')
    const bar = page.getByRole('separator', { name: 'Width of the editor' })
    const width = async () => Number(await bar.getAttribute('aria-valuenow'))
    const before = await width()
    const { x, y, height } = (await bar.boundingBox())!
    await page.mouse.click(x, y + height / 2)
    await screen.until(async () => (await width()) !== before)
    const station = page.locator('figure.graph [data-stop$="shop/db"]').first()
    const middle = async () => {
      const box = (await station.boundingBox())!
      return [box.x + box.width / 2, box.y + box.height / 2] as const
    }
    await station.click()
    await page.locator('figure.graph [data-stop][aria-pressed="true"]').waitFor({ state: 'attached' })
    const [wasX, wasY] = await middle()
    const was = (await station.boundingBox())!.width
    await page.getByRole('button', { name: 'Larger' }).click()
    await screen.until(async () => (await station.boundingBox())!.width > was * 1.2)
    const [isX, isY] = await middle()
    expect([Math.abs(isX - wasX) < 3, Math.abs(isY - wasY) < 3]).toEqual([true, true])
  })
})
