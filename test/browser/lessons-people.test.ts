import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { violations } from './axe.ts'
import { Ear } from './ear.ts'
import { englishWords } from './english-words.ts'
import { inList, LessonScreen, lessonText } from './lesson-screen.ts'

const app = new BuiltApp()
const C2 = 'network-policy/guest-list'
const C8 = 'network-policy/and-not-or'
const C13 = 'network-policy/the-namespace-stays-home'
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

describe('without a mouse', () => {
  it.each([
    ['C8', C8],
    ['C13', C13],
  ])(
    '%s is found, done and left',
    async (code, id) => {
      profile = await app.profile()
      const screen = new LessonScreen((await profile.open('#/lessons')).page)
      const { page } = screen
      await inList(screen, 'A1').waitFor()
      await screen.tabTo(page.getByRole('article', { name: 'NetworkPolicy', exact: true }).getByRole('button'))
      await page.keyboard.press('Enter')
      await screen.tabTo(inList(screen, code))
      await page.keyboard.press('Enter')
      await screen.isOpen(id)

      await screen.tabTo(page.locator('#editor .native-edit-context'))
      await write(screen, id)
      await screen.isComplete()

      const inEditor = page.locator('#editor .native-edit-context:focus')
      for (const back of ['Tab', 'Shift+Tab'] as const) {
        await page.keyboard.press('Alt+2')
        await inEditor.waitFor({ state: 'attached' })
        await page.keyboard.press('Escape')
        await page.keyboard.press(back)
        expect(await inEditor.count()).toBe(0)
      }
      await screen.tabTo(screen.banner.getByRole('link'), 'Shift+Tab')
      await page.keyboard.press('Enter')
      await page.locator(`nav a[aria-current="page"][href="#/lesson/${id}"]`).waitFor({ state: 'detached' })
    },
    60_000,
  )

  async function write(screen: LessonScreen, id: string): Promise<void> {
    const { page } = screen
    const start = (tab: string) => lessonText(`${id}/start/${tab}.yaml`)
    switch (id) {
      case C8: {
        const rules = lessonText(`${C8}/solution/api-metrics.yaml`)
        await screen.goToLine(start('api-metrics'), 'ingress: []')
        for (const _ of ' []') await page.keyboard.press('Backspace')
        return screen.writeLines(rules.slice(rules.indexOf('    - from:')))
      }
      default: {
        const [home, web] = ['stay-home', 'web-to-api'].map((tab) => lessonText(`${C13}/solution/${tab}.yaml`)) as [
          string,
          string,
        ]
        await screen.goToLine(start('stay-home'), '- {}')
        await page.keyboard.press('Control+Shift+K')
        await page.keyboard.press('ArrowUp')
        await page.keyboard.press('End')
        await screen.writeLines(home.slice(home.indexOf('    - to:')))
        for (const key of ['Escape', 'Shift+Tab']) await page.keyboard.press(key)
        await screen.tabTo(page.getByRole('tab', { name: /^stay-home/ }), 'Shift+Tab')
        await page.keyboard.press('ArrowRight')
        await page.getByRole('tab', { name: /^web-to-api/, selected: true }).waitFor()
        await page.keyboard.press('Alt+2')
        await screen.goToLine(start('web-to-api'), '# A second policy')
        return screen.writeLines(web)
      }
    }
  }
})

it('C2 is solved by ear, as it is written down', async () => {
  profile = await app.profile()
  const blank = await profile.blank()
  const ear = await Ear.at(blank.page)
  await blank.page.goto(`${app.address}#/lessons`)
  const screen = new LessonScreen(blank.page)
  const { page } = screen
  const { keyboard } = page
  const solution = lessonText(`${C2}/solution/api-guests.yaml`)
  const [from, ...guests] = solution.slice(solution.indexOf('    - from:')).trimEnd().split('\n')
  const steps: Readonly<Record<string, () => Promise<void>>> = {
    'Find the lesson': async () => {
      await inList(screen, 'A1').waitFor()
      await screen.tabTo(page.getByRole('article', { name: 'NetworkPolicy', exact: true }).getByRole('button'))
      await keyboard.press('Enter')
      await screen.tabTo(inList(screen, 'C2'))
    },
    'Open it': async () => {
      await keyboard.press('Enter')
      await screen.isOpen(C2)
      expect(await page.title()).toBe('C2 Guest list – Reachable')
    },
    'Hear how it stands': async () =>
      ear.read((await screen.rows.locator('.words').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())),
    'Go to the editor': () => keyboard.press('Alt+2'),
    'Write a rule': async () => {
      await screen.goToLine(lessonText(`${C2}/start/api-guests.yaml`), 'ingress: []')
      for (const _ of ' []') await keyboard.press('Backspace')
      await screen.writeLines(from!)
    },
    'Name the guests': () => screen.writeLines(guests.join('\n')),
    'Leave the editor': async () => {
      for (const key of ['Escape', 'Tab']) await keyboard.press(key)
    },
    'Look at the cluster': async () => {
      for (const key of ['Alt+3', 'ArrowRight', 'Enter']) await keyboard.press(key)
    },
    'Go on': async () => {
      await keyboard.press('Alt+1')
      await screen.tabTo(screen.banner.getByRole('link'))
    },
  }
  const written = readFileSync(new URL('../../docs/screen-reader.md', import.meta.url), 'utf8')
    .split('\n## ')
    .slice(1)
    .map((part) => ({
      title: part.slice(0, part.indexOf('\n')),
      lines: [...part.matchAll(/^> (.+)$/gm)].map(([, line]) => line!),
    }))
  expect(written.map(({ title }) => title)).toEqual(Object.keys(steps))
  for (const { title, lines } of written) {
    await steps[title]!()
    for (const line of lines) await ear.hears(line)
    ear.forget()
  }
})

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each([
    [1280, 800],
    [390, 844],
  ])('at %i × %i list and lesson have nothing that keeps people out', async (width, height) => {
    profile = await app.profile({ colorScheme, viewport: { width, height } })
    const screen = new LessonScreen((await profile.open('#/lessons')).page)
    await inList(screen, 'A1').waitFor()
    expect(await violations(screen)).toEqual([])
    await screen.page.evaluate((address) => {
      location.hash = address
    }, `/lesson/${C8}`)
    if (width < 800)
      await screen.page
        .getByRole('navigation', { name: 'What is shown' })
        .getByRole('button', { name: 'Lesson' })
        .click()
    else await screen.editorIsThere()
    await screen.goals.getByRole('button', { name: 'Solve' }).click()
    await screen.page.getByRole('button', { name: 'Show the solution' }).click()
    await screen.banner.waitFor()
    expect(await violations(screen)).toEqual([])
    expect(await screen.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})

it('on a phone a guess is two large cards and Reveal', async () => {
  profile = await app.profile({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })
  const { page } = new LessonScreen((await profile.open('#/lesson/primitives/a-namespace-is-not-a-wall')).page)
  await page
    .getByRole('navigation', { name: 'What is shown' })
    .locator('[aria-current="true"]', { hasText: 'Lesson' })
    .waitFor()
  const reveal = page.getByRole('button', { name: 'Reveal' })
  const card = (word: string) => page.getByRole('button', { name: word, exact: true })
  await page.getByText('A guess costs nothing.').waitFor()
  expect(await reveal.isDisabled()).toBe(true)
  const box = (await card('Denied').boundingBox())!
  expect([box.height, box.width].every((side) => side >= 88)).toBe(true)
  await card('Denied').tap()
  await reveal.tap()
  await page.getByText('Not so. Look at the trace, then say it again.').waitFor()
  await card('Allowed').tap()
  await reveal.tap()
  await page.getByText('allowed, as you said').waitFor()
  expect(await reveal.count()).toBe(0)
})

it('in the user’s own colours, what is reached is told from what is not', async () => {
  profile = await app.profile({ forcedColors: 'active' })
  const screen = await LessonScreen.open(profile, C8)
  const met = screen.rows.locator('.mark.met').first()
  const open = screen.rows.locator('.mark:not(.met)').first()
  const colours = (mark: typeof met) =>
    mark.evaluate((element) => ({
      back: getComputedStyle(element).backgroundColor,
      ink: getComputedStyle(element).color,
    }))
  const sign = await colours(met)
  expect(sign.back).not.toBe(sign.ink)
  expect(await met.locator('svg').count()).toBe(1)
  expect(await open.locator('svg').count()).toBe(0)
  expect((await colours(open)).back).not.toBe(sign.back)
})

describe('in German', () => {
  it('shell, lesson and panels speak it, also after a reload; a lesson that does not says so, and is marked as English', async () => {
    profile = await app.profile()
    const screen = new LessonScreen((await profile.open(`#/lesson/${C2}`)).page)
    const { page } = screen
    const title = (id: string, file: string) => /^title: (.*)$/m.exec(lessonText(`${id}/${file}`))![1]!
    await page.getByLabel('Language').selectOption('de')
    await page.getByText(title(C2, 'lesson.de.md')).first().waitFor()
    await page.getByRole('button', { name: 'Teilen', exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.reload()
    await page.getByText(title(C2, 'lesson.de.md')).first().waitFor()
    expect(
      await violations(screen, {
        rules: ['html-has-lang', 'html-lang-valid', 'valid-lang', 'button-name', 'label', 'select-name'],
      }),
    ).toEqual([])
    // A panel that is loaded when it is first shown brings its German along; what its tools print is marked as English.
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click()
    await page.getByText('Tipp, was du in einem Cluster tippen würdest.').waitFor()
    await page.getByRole('button', { name: 'kubectl get', exact: true }).click()
    await page.locator('.line[lang=en]').first().waitFor()
    await page.evaluate(() => {
      location.hash = '#/lesson/primitives/walk-the-cluster'
    })
    await page.getByText('Diese Lektion gibt es bisher nur auf Englisch.').waitFor()
    await page
      .locator('[lang=en]', { hasText: title('primitives/walk-the-cluster', 'lesson.md') })
      .first()
      .waitFor()
  })

  it('views, menus and the help fetch their German with them', async () => {
    profile = await app.profile()
    const { page } = await profile.open()
    await page.getByLabel('Language').selectOption('de')
    await page.getByRole('tab', { name: 'Matrix' }).click()
    const matrix = page.locator('#picture')
    await matrix.getByRole('grid').first().waitFor()
    expect(await englishWords(matrix)).toEqual([])
    await page.getByRole('tab', { name: 'Tabelle' }).click()
    await matrix.getByRole('button', { name: 'Verbindungen' }).click()
    await matrix.getByRole('row').nth(1).waitFor()
    expect(await englishWords(matrix)).toEqual([])
    const menu = page.getByRole('dialog', { name: 'Netzwerk-Plugin' })
    await page.getByRole('button', { name: /^CNI/ }).click()
    await menu.getByRole('radio', { name: /^Cilium/ }).click()
    await menu.getByText('Host-Firewall').waitFor()
    expect(await englishWords(menu)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'CNIs' }).click()
    await matrix.getByRole('grid', { name: 'Flows, die verschieden ausgehen' }).waitFor()
    expect(await englishWords(matrix)).toEqual([])
    await matrix.getByRole('button', { name: 'Was Plugins verschieden machen' }).click()
    await matrix.getByRole('table').waitFor()
    expect(await englishWords(matrix)).toEqual([])
    await page.getByRole('tab', { name: 'Architektur' }).click()
    await matrix.getByRole('heading', { name: 'kubectl liest die Datei' }).waitFor()
    expect(await englishWords(matrix)).toEqual([])
    await page.getByRole('button', { name: 'Hilfe' }).click()
    const help = page.getByRole('dialog', { name: 'Hilfe' })
    await help.getByRole('heading', { name: 'Befunde' }).waitFor()
    expect(await englishWords(help)).toEqual([])
  })

  it('an example is called by its German title where it is shared and on the stage', async () => {
    profile = await app.profile()
    const { page } = await profile.open()
    await page.getByLabel('Language').selectOption('de')
    await page.getByText('Warum erreicht web api nicht?').first().waitFor()
    await page.getByRole('button', { name: 'Teilen', exact: true }).click()
    await page.getByRole('dialog', { name: 'Teilen' }).getByText('Warum erreicht web api nicht?').waitFor()
    await page.keyboard.press('Escape')
    const [stage] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Vorführen', exact: true }).click(),
    ])
    await stage.getByRole('heading', { name: 'Warum erreicht web api nicht?' }).waitFor()
  })
})
