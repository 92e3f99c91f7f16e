import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const work = { documents: [ALLOW_WEB, SHOP], question: 'shop/web -> shop/api:8080' }
let profile: Profile
let folder: string

beforeEach(async () => {
  profile = await app.profile({ permissions: ['clipboard-read', 'clipboard-write'] })
  folder = mkdtempSync(join(tmpdir(), 'reachable-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  expect(profile.complaints).toEqual([])
  await profile.close()
})

/** Files on disk; returns where they are. */
function files(contents: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  return Object.entries(contents).map(([name, content]) => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  })
}

function zip(contents: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(contents).map(([name, content]) => [
        name,
        typeof content === 'string' ? new TextEncoder().encode(content) : content,
      ]),
    ),
  )
}

/** As from a file manager: `then` is what happens before the files are let go. */
async function drop(
  { page }: Screen,
  paths: readonly string[],
  then: () => Promise<void> = async () => {},
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const event = { x: 300, y: 300, data: { items: [], files: [...paths], dragOperationsMask: 1 } }
  for (const type of ['dragEnter', 'dragOver'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...event })
  await then()
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...event })
}

/** Names of the tabs, without what is said about them. */
async function tabs({ page }: Screen): Promise<readonly string[]> {
  return page.locator('.tabs [role="tab"]').evaluateAll((all) => all.map((tab) => tab.firstChild!.textContent!.trim()))
}

async function hasTabs(screen: Screen, names: readonly string[]): Promise<void> {
  await screen
    .until(async () => JSON.stringify(await tabs(screen)) === JSON.stringify(names))
    .catch(async () => expect(await tabs(screen)).toEqual(names))
}

/** Makes the work on the screen one that somebody has edited. */
async function edit(screen: Screen): Promise<void> {
  await screen.clickLine('app: web-frontend')
  await screen.page.keyboard.insertText('-mine')
  await screen.page.locator('header .edited').waitFor()
}

/** Opens the menu of new tabs with the keyboard. */
async function openMenu({ page }: Screen): Promise<void> {
  await page.getByRole('button', { name: 'Add a document' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem').first().and(page.locator(':focus')).waitFor()
}

describe('files that are dropped', () => {
  it('show where they may go, and several open as a work of their own', async () => {
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await drop(screen, files({ 'b.yaml': SHOP.text, 'a.yml': DEFAULT_DENY.text, 'notes.txt': 'x' }), async () => {
      await screen.page.getByText('Drop to open.').waitFor()
    })
    await hasTabs(screen, ['a.yml', 'b.yaml'])
    await screen.page
      .getByText(
        'Opened two documents of 3 files. One file with other endings than .yaml, .yml, .json and .zip was skipped.',
      )
      .waitFor()
    expect(await screen.page.getByText('Drop to open.').count()).toBe(0)
    await screen.ask('shop/web', 'shop/api', '8080')
    await screen.says('Denied')
  })

  it('are one tab more when it is one file', async () => {
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await edit(screen)
    await drop(screen, files({ 'default-deny.yaml': DEFAULT_DENY.text }))
    await hasTabs(screen, ['allow-web', 'shop world', 'default-deny.yaml'])
  })

  it('say so where what opens them cannot be fetched, and nothing is opened', async () => {
    const own = await app.profile()
    const screen = await own.openWork(work)
    await screen.says('Denied')
    await screen.page.route(/\/import-[\w-]{8}\.js$/, (route) => route.abort())
    await drop(screen, files({ 'default-deny.yaml': DEFAULT_DENY.text }))
    await screen.page.getByText('What opens files could not be loaded, so nothing was opened.').waitFor()
    expect(await tabs(screen)).toEqual(['allow-web', 'shop world'])
    // The browser's own word about the file that did not come.
    expect(own.complaints).toEqual([expect.stringContaining('ERR_FAILED')])
    await own.close()
  })

  it('over edited work wait for a word, and nothing is lost', async () => {
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await edit(screen)
    const paths = files({ 'one.yaml': DEFAULT_DENY.text, 'two.yaml': SHOP.text })
    const dialog = screen.page.getByRole('dialog', { name: 'Open 2 documents?' })

    await drop(screen, paths)
    await dialog.waitFor()
    expect(await violations(screen)).toEqual([])
    await screen.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await tabs(screen)).toEqual(['allow-web', 'shop world'])

    await drop(screen, paths)
    await dialog.getByRole('button', { name: 'Open as a new work' }).click()
    await hasTabs(screen, ['one.yaml', 'two.yaml'])
    await screen.page.getByRole('button', { name: 'Back to my work' }).click()
    await screen.until(async () => (await screen.text()).includes('web-frontend-mine'))

    await drop(screen, paths)
    await dialog.getByRole('button', { name: 'Add to this work' }).click()
    await hasTabs(screen, ['allow-web', 'shop world', 'one.yaml', 'two.yaml'])
  })

  it('in a lesson open as a work of their own; the lesson keeps the draft, and what lay under it is kept', async () => {
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await edit(screen)
    await screen.page.evaluate(() => {
      location.hash = '/lesson/network-policy/and-not-or'
    })
    await screen.page.getByRole('region', { name: 'Goals' }).waitFor()
    await screen.editorIsThere()
    await screen.page.locator('.view-line').first().click()
    await screen.page.keyboard.insertText('# my draft ')
    await drop(screen, files({ 'a.yaml': DEFAULT_DENY.text }))
    await hasTabs(screen, ['a.yaml'])
    expect(await screen.page.evaluate(() => location.hash)).toBe('#/')
    await screen.page.getByRole('button', { name: 'Back to my work' }).click()
    await screen.until(async () => (await screen.text()).includes('web-frontend-mine'))
    await screen.page.evaluate(() => {
      location.hash = '/lesson/network-policy/and-not-or'
    })
    await screen.until(async () => (await screen.text()).includes('# my draft'))
    await drop(screen, files({ 'b.yaml': DEFAULT_DENY.text }))
    await hasTabs(screen, ['b.yaml'])
  })
})

describe('folders and archives', () => {
  const tree = {
    'shop/world.yaml': SHOP.text,
    'shop/dev/policy.yaml': ALLOW_WEB.text,
    'shop/prod/policy.yaml': DEFAULT_DENY.text,
    'shop/package.json': '{}',
  }
  const names = ['dev/policy.yaml', 'prod/policy.yaml', 'world.yaml']

  it('that are dropped keep their paths as names', async () => {
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    files(tree)
    await drop(screen, [join(folder, 'shop')])
    await hasTabs(screen, names)
    await drop(screen, files({ 'all.zip': zip({ ...tree, 'shop/more.yaml': ALLOW_WEB.text }) }))
    await hasTabs(screen, ['dev/policy.yaml', 'more.yaml', 'prod/policy.yaml', 'world.yaml'])
  })

  it('are picked from the menu with the keyboard alone', async () => {
    const screen = await profile.openWork(work)
    // From here on the browser hands its dialogs over; to ask for that at the moment of the key would be too late.
    screen.page.on('filechooser', () => {})
    await screen.says('Denied')
    await screen.editorIsThere()
    await openMenu(screen)
    await screen.page.keyboard.press('ArrowUp')
    await screen.page.getByRole('menuitem', { name: 'Open a folder…' }).and(screen.page.locator(':focus')).waitFor()
    files(tree)
    const [chooser] = await Promise.all([screen.page.waitForEvent('filechooser'), screen.page.keyboard.press('Enter')])
    await chooser.setFiles(join(folder, 'shop'))
    await hasTabs(screen, names)

    await openMenu(screen)
    for (const key of ['ArrowUp', 'ArrowUp']) await screen.page.keyboard.press(key)
    await screen.page.getByRole('menuitem', { name: 'Open files…' }).and(screen.page.locator(':focus')).waitFor()
    const [second] = await Promise.all([screen.page.waitForEvent('filechooser'), screen.page.keyboard.press('Enter')])
    expect(second.isMultiple()).toBe(true)
    await second.setFiles(files({ 'extra.yaml': DEFAULT_DENY.text }) as string[])
    await hasTabs(screen, [...names, 'extra.yaml'])
  })

  it('with a Helm chart and a kustomization open the rest, and say what renders them', async () => {
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    await drop(
      screen,
      files({
        'app.zip': zip({
          'chart/Chart.yaml': 'apiVersion: v2\nname: chart\n',
          'chart/values.yaml': 'a: 1\n',
          'chart/templates/web.yaml': 'kind: Pod\nname: {{ .Values.a }}\n',
          'base/kustomization.yaml': 'resources: [world.yaml]\npatches:\n  - path: patch.yaml\n',
          'base/world.yaml': SHOP.text,
          'base/patch.yaml': 'kind: Deployment\n',
        }),
      }),
    )
    await hasTabs(screen, ['world.yaml'])
    await screen.page.getByRole('button', { name: 'What was left out' }).click()
    const dialog = screen.page.getByRole('dialog', { name: 'What was left out' })
    await dialog.getByText('chart is a Helm chart. One template and the chart’s values were left out').waitFor()
    await dialog.getByText('helm template chart > rendered.yaml').waitFor()
    await dialog.getByText('kubectl kustomize base > rendered.yaml').waitFor()
    expect(await violations(screen)).toEqual([])
  })

  it('that are hostile or broken change nothing', async () => {
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    const bomb = new Uint8Array(12_500_000).fill(0x20)
    await drop(
      screen,
      files({
        'bomb.zip': zip({
          '1.yaml': bomb,
          '2.yaml': bomb,
          '3.yaml': bomb,
          '4.yaml': bomb,
          '5.yaml': bomb,
          '6.yaml': bomb,
        }),
      }),
    )
    await screen.page.getByText('bomb.zip was not opened: it unpacks to more than 60 MB.').waitFor()
    await drop(screen, files({ 'cut.zip': zip({ 'a.yaml': SHOP.text }).subarray(0, 300) }))
    await screen.page
      .getByText('cut.zip was not opened: it is no zip archive, or it was cut or changed on its way.')
      .waitFor()
    expect(await tabs(screen)).toEqual(['allow-web', 'shop world'])
  })
})

describe('what kubectl get prints, five megabytes of it', () => {
  const items = Array.from(
    { length: 1500 },
    (_, index) => `- apiVersion: v1
  kind: Pod
  metadata:
    name: p${index}
    namespace: ns${index % 20}
    annotations:
      note: ${'x'.repeat(3000)}
    labels:
      app: a${index % 60}
  spec:
    containers:
    - name: main
      image: example/app
`,
  ).join('')
  const dump = `apiVersion: v1\nkind: List\nitems:\n${items}`

  it('opens as a file while the page goes on', async () => {
    const screen = await profile.openWork(work)
    await screen.says('Denied')
    const paths = files({ 'dump.yaml': dump, 'policy.yaml': DEFAULT_DENY.text })
    await screen.page.evaluate(() => {
      const seen = { longest: 0, last: performance.now() }
      Object.assign(window, { seen })
      setInterval(() => {
        const now = performance.now()
        seen.longest = Math.max(seen.longest, now - seen.last)
        seen.last = now
      }, 20)
    })
    await drop(screen, paths)
    await hasTabs(screen, ['dump.yaml', 'policy.yaml'])
    await screen.until(async () => (await screen.page.locator('footer').innerText()).includes('1500 workloads'))
    // A third of a second where nothing else runs.
    expect(
      await screen.page.evaluate(() => (window as unknown as { seen: { longest: number } }).seen.longest),
    ).toBeLessThan(3000)
  })

  it('is pasted into an empty tab', async () => {
    const screen = await profile.openWork({ documents: [{ name: 'untitled', text: '' }] })
    await screen.editorIsThere()
    await screen.page.locator('.monaco-editor .view-lines').first().click()
    await screen.paste(dump)
    await screen.until(async () => (await screen.page.locator('footer').innerText()).includes('1500 workloads'))
  })
})
