import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { encodeLink } from '../../src/app/state/link-codec.ts'
import { EMPTY_WORK } from '../../src/app/state/work.ts'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { violations } from './axe.ts'
import { focusIsOn, stepThrough } from './tab.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const work = { documents: [ALLOW_WEB, DEFAULT_DENY, SHOP], question: 'shop/web -> shop/api:8080' }
let profile: Profile

afterEach(() => profile.close())

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it('no view, drawer, menu or dialog has anything that keeps people out', async () => {
    profile = await app.profile({ colorScheme, viewport: { width: 1600, height: 1000 } })
    const screen = await profile.openWork({ ...work, cni: settingOf({ name: 'cilium' }) })
    const { page } = screen
    const found: string[] = []
    // What is not about colours is the same in both themes.
    const look = async (name: string, within: string) => {
      await screen.settled(within)
      found.push(
        ...(await violations(screen, { within, ...(colorScheme === 'dark' && { rules: ['color-contrast'] }) })).map(
          (what) => `${name}: ${what}`,
        ),
      )
    }
    await screen.says('Denied')
    await screen.editorIsThere()
    await look('the page', 'html')
    for (const view of await page.getByRole('tablist', { name: 'Pictures of the cluster' }).getByRole('tab').all()) {
      await view.click()
      await look(await view.innerText(), '#answer')
    }
    await page.getByRole('tab', { name: 'Graph', exact: true }).click()
    for (const tab of await page.getByRole('tablist', { name: 'Explanation' }).getByRole('tab').all()) {
      await tab.click()
      await look(await tab.innerText(), '.drawer')
    }
    for (const [action, words] of [
      ['Share: link', 'Copy link'],
      ['Help and the list', 'Not evaluated yet'],
      ['History: earlier', 'History'],
      ['Walls of shop/web', 'shop/web'],
    ] as const) {
      await screen.act(action)
      await page.locator('dialog[open]').getByText(words).first().waitFor()
      await look(action, 'dialog[open]')
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Control+k')
    await look('the palette', 'dialog[open]')
    await page.keyboard.press('Escape')
    for (const name of ['Save', 'Add a document', /^CNI/]) {
      await page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click()
      await look(String(name), ':popover-open')
      await page.keyboard.press('Escape')
    }
    expect(found).toEqual([])
  }, 90_000)
})

it('no page beside the work, and nothing that is embedded, has anything that keeps people out, in either theme', async () => {
  profile = await app.profile({ colorScheme: 'dark', viewport: { width: 1440, height: 900 } })
  const screen = await profile.open('#/lessons')
  const { page } = screen
  const found: string[] = []
  const link = await encodeLink({
    ...EMPTY_WORK,
    active: ALLOW_WEB.name,
    documents: [ALLOW_WEB, SHOP],
    question: { from: 'shop/web', to: 'shop/api', port: 8080 },
  })
  const places = [
    ['#/lessons', 'Find a lesson', false],
    ['#/workshop', 'Attend', false],
    ['#/workshop/three-hours', 'This page for a neighbour', false],
    ['#/workshop/three-hours/lead/2026-01-01T09:00Z', 'Next step', true],
    ['#/workshop/three-hours/handout', 'Print, or save as PDF', true],
    ['#/lesson/break-in/the-credential', 'Within reach', true],
    [`${link}&embed=quiz`, 'What happens?', true],
    [`${link}&embed=full`, 'Denied', false],
  ] as const
  for (const [fragment, words, isWalked] of places) {
    if (fragment.startsWith('#v')) await page.goto('about:blank')
    await page.goto(`${app.address}${fragment}`)
    await page.getByText(words).or(page.getByPlaceholder(words)).first().waitFor({ state: 'attached' })
    await screen.settled('main:not([hidden])')
    found.push(...(await violations(screen)).map((what) => `${words}, dark: ${what}`))
    await page.emulateMedia({ colorScheme: 'light' })
    // The editor follows a moment after the page.
    await screen.until(async () => (await page.locator('.monaco-editor.vs-dark').count()) === 0, 5_000)
    found.push(...(await violations(screen, { rules: ['color-contrast'] })).map((what) => `${words}, light: ${what}`))
    await page.emulateMedia({ colorScheme: 'dark' })
    if (isWalked) found.push(...(await stepThrough(screen)).found.map((what) => `${words}, with Tab: ${what}`))
  }
  expect(found).toEqual([])
}, 60_000)

describe('with the keyboard alone', () => {
  it('the question is asked, the text is mended and the trace is read', async () => {
    profile = await app.profile()
    const screen = await profile.openWork({ documents: work.documents })
    const { keyboard } = screen.page
    await screen.editorIsThere()
    await keyboard.press('Tab')
    await screen.page.getByRole('link', { name: 'Skip to the editor' }).and(screen.page.locator(':focus')).waitFor()
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await screen.page.getByRole('combobox', { name: 'From' }).and(screen.page.locator(':focus')).waitFor()
    await keyboard.type('shop/web')
    await keyboard.press('Enter')
    await keyboard.press('Tab')
    await keyboard.type('shop/api')
    await keyboard.press('Enter')
    await screen.says('Denied')

    await keyboard.press('Alt+2')
    await screen.page.locator('.monaco-editor.focused, .monaco-editor .focused').first().waitFor()
    await keyboard.press('Control+Home')
    await keyboard.press('Control+f')
    await keyboard.type('web-frontend')
    await keyboard.press('Enter')
    await keyboard.press('Escape')
    await keyboard.type('web')
    await screen.says('Allowed')

    await keyboard.press('Escape')
    await keyboard.press('Tab')
    expect(await screen.page.locator('.monaco-editor :focus').count()).toBe(0)
  })

  it('the graph is one stop; arrows move, Enter pins, Escape releases', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await screen.page.keyboard.press('Alt+3')
    const focused = screen.page.locator('#picture :focus')
    const first = await focused.getAttribute('aria-label')
    expect(first).toMatch(/\//)
    await screen.page.keyboard.press('ArrowRight')
    await screen.until(async () => (await focused.getAttribute('aria-label')) !== first, 1000)
    await screen.page.keyboard.press('Enter')
    expect(await focused.getAttribute('aria-pressed')).toBe('true')
    await screen.page.keyboard.press('Escape')
    expect(await focused.getAttribute('aria-pressed')).toBe('false')
    expect(await screen.page.locator('#picture [data-stop][tabindex="0"]').count()).toBe(1)
  })

  it('letters switch the view with focus in the cluster, and are letters in the editor', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await screen.page.keyboard.press('Alt+3')
    await screen.page.keyboard.press('m')
    await screen.page.getByRole('tab', { name: 'Matrix', selected: true }).waitFor()
    await screen.clickLine('port: 8080')
    await screen.page.keyboard.type('g')
    expect(await screen.page.getByRole('tab', { name: 'Matrix' }).getAttribute('aria-selected')).toBe('true')
    expect(await screen.text()).toContain('port: 8080g')
  })
})

describe('what opens over the work', () => {
  it('gives the focus back, however it is closed', async () => {
    profile = await app.profile({ viewport: { width: 1440, height: 900 } })
    const screen = await profile.openWork(work)
    const { page } = screen
    const dialog = page.locator('dialog[open]')
    await screen.says('Denied')
    for (const [name, closes] of [
      ['Share', ['Escape', 'button']],
      ['Help', ['button', 'outside']],
      ['History…', ['button']],
    ] as const) {
      const opener = page.getByRole('button', { name, exact: true }).first()
      for (const how of closes) {
        await opener.focus()
        await page.keyboard.press('Enter')
        const close = dialog.getByRole('button', { name: 'Close', exact: true })
        await close.waitFor()
        if (how === 'Escape') await page.keyboard.press('Escape')
        else if (how === 'button') await close.press('Enter')
        else await page.mouse.click(4, 4)
        await dialog.waitFor({ state: 'detached' })
        await focusIsOn(screen, opener)
      }
    }
    // The builder is a column, which takes the focus, and gives it back.
    const opener = page.getByRole('tab', { name: 'Graph', exact: true })
    await opener.focus()
    await screen.act('Make a lesson of this state')
    await focusIsOn(screen, page.getByRole('region', { name: 'The lesson', exact: true }))
    await page.getByRole('button', { name: 'Close the lesson builder' }).press('Enter')
    await focusIsOn(screen, opener)
  }, 30_000)

  it('the help has headings, and a list of contents that leads to them', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    const { page } = screen
    await screen.says('Denied')
    await page.keyboard.press('Alt+3')
    await page.keyboard.press('?')
    const address = page.url()
    const help = page.getByRole('dialog', { name: 'Help' })
    const contents = help.getByRole('navigation', { name: 'Contents' })
    await contents.waitFor()
    const titles = await contents.getByRole('link').allInnerTexts()
    expect(titles.length).toBeGreaterThan(6)
    expect(await help.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(titles)
    for (const title of titles)
      expect(await help.getByRole('region', { name: title, exact: true }).count(), title).toBe(1)
    await contents.getByRole('link', { name: 'Keys', exact: true }).press('Enter')
    const heading = help.getByRole('heading', { name: 'Keys', exact: true })
    await focusIsOn(screen, heading)
    // Below the head, which stays in sight with the way out.
    const [{ y, height }, head] = [
      (await heading.boundingBox())!,
      (await help.getByRole('button', { name: 'Close', exact: true }).boundingBox())!,
    ]
    expect([y >= head.y + head.height - 1, y + height < 800]).toEqual([true, true])
    expect(page.url()).toBe(address)
  })
})

describe('the palette', () => {
  it('opens over the editor, finds with a few letters, runs, remembers, and gives the focus back', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    const { page } = screen
    const { keyboard } = page
    await screen.says('Denied')
    await screen.clickLine('port: 8080')
    await keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Find or do anything' })
    const current = page.locator('dialog [role="option"][aria-selected="true"]')
    await field.and(page.locator(':focus')).waitFor()
    expect(await violations(screen)).toEqual([])
    await keyboard.type('mtrx')
    await current.filter({ hasText: 'Matrix' }).waitFor()
    expect(await field.getAttribute('aria-activedescendant')).toBe(await current.getAttribute('id'))
    expect(await current.locator('mark').allTextContents()).toEqual(['M', 'tr', 'x'])
    await keyboard.press('Enter')
    await page.getByRole('tab', { name: 'Matrix', selected: true }).waitFor()
    await page.locator('#editor .native-edit-context:focus').waitFor({ state: 'attached' })
    expect(await screen.text()).not.toContain('mtrx')

    await keyboard.press('Control+k')
    await page.getByRole('group', { name: 'Last used' }).getByRole('option', { name: 'Matrix' }).waitFor()
    await keyboard.type('cili native')
    await keyboard.press('Enter')
    await page.getByRole('button', { name: /CNI Cilium, native routing/ }).waitFor()

    await keyboard.press('Control+k')
    await keyboard.type('shop/api Deployment 2 pods')
    await keyboard.press('Enter')
    await page.locator('#picture [data-stop]:focus[aria-pressed="true"]').waitFor({ state: 'attached' })

    await keyboard.press('Control+k')
    await keyboard.type('shop/prom -> shop/api:9090')
    await page.getByText('1 line found').waitFor({ state: 'attached' })
    await keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    await page.locator('#picture [data-stop]:focus').waitFor({ state: 'attached' })
  })

  it('can take the keys of one letter away, and give them back', async () => {
    profile = await app.profile()
    const screen = await profile.openWork(work)
    const { page } = screen
    await screen.says('Denied')
    await screen.act('letter off')
    await page.keyboard.press('Alt+3')
    await page.keyboard.press('m')
    await page.keyboard.press('?')
    expect(await page.getByRole('tab', { name: 'Graph' }).getAttribute('aria-selected')).toBe('true')
    await screen.act('letter on')
    await page.keyboard.press('Alt+3')
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Help' })
    await dialog.getByText('Ctrl K').waitFor()
    expect(await dialog.getByRole('checkbox', { name: /^Keys of one letter/ }).isChecked()).toBe(true)
  })
})

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
    await screen.until(
      async () => (await page.locator('figure.graph .world').getAttribute('transform')) !== null,
      5_000,
    )
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
  }, 30_000)

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
  }, 60_000)

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
    await screen.until(async () => (await lightest()) > 400, 5_000)
  }, 30_000)

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
    await screen.until(async () => (await width()) !== before, 3_000)
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
    await screen.until(async () => (await station.boundingBox())!.width > was * 1.2, 5_000)
    const [isX, isY] = await middle()
    expect([Math.abs(isX - wasX) < 3, Math.abs(isY - wasY) < 3]).toEqual([true, true])
  }, 30_000)
})
