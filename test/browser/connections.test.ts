import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeLink } from '../../src/app/state/link/codec.ts'
import { EMPTY_WORK } from '../../src/app/state/work.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'
import { ALLOW_WEB, DEFAULT_DENY, ONLY_DNS, SHOP } from './worlds.ts'

const app = new BuiltApp()
/** What the policy was before its label was mistyped. */
const BEFORE = { ...ALLOW_WEB, text: ALLOW_WEB.text.replace('web-frontend', 'web').replace('8080', '80') }
const DNS = { name: 'only-dns', text: ONLY_DNS }
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

const clipboard = ({ page }: Screen) => page.evaluate(() => navigator.clipboard.readText())
const rowsOf = ({ page }: Screen) => page.locator('#picture tbody tr')

/** The list of connections, once it is there. */
async function openList(documents: readonly { readonly name: string; readonly text: string }[]): Promise<Screen> {
  const screen = await profile.openWork({ documents, question: 'shop/web -> shop/api:8080', view: 'table' })
  await screen.page.getByRole('button', { name: 'Connections', exact: true }).click()
  await rowsOf(screen).first().waitFor()
  return screen
}

/** Opens the export menu within a part of the page and takes one of its items, by keyboard. */
async function exportBy({ page }: Screen, within: string, item: string): Promise<void> {
  await page.locator(within).getByRole('button', { name: 'Export', exact: true }).focus()
  await page.keyboard.press('Enter')
  const wanted = page.getByRole('menuitem', { name: item, exact: true })
  await wanted.waitFor()
  for (let step = 0; step < 12 && !(await wanted.evaluate((element) => element === document.activeElement)); step++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

describe('the connections of a cluster', () => {
  it('are listed with their ports, filtered, and looked at from one workload', async () => {
    const screen = await openList([ALLOW_WEB, DEFAULT_DENY, DNS, SHOP])
    const { page } = screen
    expect(await page.locator('#picture').innerText()).toContain('TCP 53; UDP 53')

    await page.getByRole('searchbox', { name: 'Show only connections with these words' }).fill('grafana internet')
    await screen.until(async () => (await rowsOf(screen).count()) === 2)
    await page.getByRole('button', { name: 'Clear filter' }).first().click()

    await page.getByRole('combobox', { name: 'Which end' }).selectOption('from')
    await page.getByRole('combobox', { name: 'Connections of one workload' }).selectOption('deploy:shop/api')
    await screen.until(async () => (await rowsOf(screen).count()) === 1)
    expect(await rowsOf(screen).innerText()).toMatch(/shop\/api[\s\S]*kube-system\/dns[\s\S]*TCP 53; UDP 53/)
    await page.getByRole('button', { name: 'hide DNS' }).click()
    await page.getByText('No connection has all of this.').waitFor()
  })

  it('include those of pods that do not exist, which can be left out', async () => {
    const screen = await openList([ALLOW_WEB, DEFAULT_DENY, SHOP])
    const newcomer = rowsOf(screen)
      .filter({ hasText: 'any pod with app=web-frontend in shop' })
      .filter({ hasText: 'TCP 8080' })
    await newcomer.waitFor()
    expect(await newcomer.innerText()).toContain('not there yet')
    await screen.page.getByRole('button', { name: /^not there yet \d+$/ }).click()
    await newcomer.waitFor({ state: 'detached' })
  })

  it('can be sorted and gone through with the keyboard, and Enter asks', async () => {
    const screen = await openList([ALLOW_WEB, DEFAULT_DENY, SHOP])
    const { page } = screen
    await page.getByRole('columnheader', { name: 'From' }).getByRole('button').focus()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('columnheader', { name: 'From' }).getAttribute('aria-sort')).toBe('ascending')
    await rowsOf(screen).first().getByRole('button').focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await screen.says('Allowed')
    await page.locator('#picture tr.asked').waitFor()
    expect(await violations(screen)).toEqual([])
  })

  it('say what an edit changed', async () => {
    const screen = await openList([ALLOW_WEB, DEFAULT_DENY, SHOP])
    await screen.clickLine('app: web-frontend')
    for (let letter = 0; letter < '-frontend'.length; letter++) await screen.page.keyboard.press('Backspace')
    await screen.says('Allowed')
    await screen.page.getByRole('button', { name: /^±?changed 1$/ }).click()
    await screen.until(async () => (await rowsOf(screen).count()) === 1)
    expect(await rowsOf(screen).innerText()).toMatch(/opened[\s\S]*shop\/web[\s\S]*shop\/api[\s\S]*TCP 8080/)
  })

  it('can be copied as Markdown and downloaded as CSV, as they are shown', async () => {
    const screen = await openList([ALLOW_WEB, DEFAULT_DENY, DNS, SHOP])
    const { page } = screen
    await page.getByRole('searchbox', { name: 'Show only connections with these words' }).fill('shop/api')
    await screen.until(async () => (await rowsOf(screen).count()) === 1)

    await exportBy(screen, '#picture', 'Markdown')
    await page.getByText('Copied as Markdown').waitFor()
    expect(await clipboard(screen)).toBe(
      '| From | To | Allowed | Depends |\n| --- | --- | --- | --- |\n| shop/api | kube-system/dns | TCP 53; UDP 53 |  |\n',
    )

    const download = page.waitForEvent('download')
    await exportBy(screen, '#picture', 'CSV file')
    expect((await download).suggestedFilename()).toBe('connections.csv')
    expect(readFileSync(await (await download).path(), 'utf8')).toBe(
      'Change,From,To,Allowed,Depends,Allowed before,Depends before,Not there yet\r\n,shop/api,kube-system/dns,TCP 53; UDP 53,,,,\r\n',
    )

    // Esc closes the menu and gives the focus back.
    await page.locator('#picture').getByRole('button', { name: 'Export' }).press('Enter')
    await page.getByRole('menuitem').first().waitFor()
    expect(await violations(screen)).toEqual([])
    await page.keyboard.press('Escape')
    expect(
      await page
        .locator('#picture')
        .getByRole('button', { name: 'Export' })
        .evaluate((element) => element === document.activeElement),
    ).toBe(true)
  })
})

describe('the difference from another state', () => {
  async function openDifference(): Promise<Screen> {
    const screen = await profile.openWork({
      documents: [ALLOW_WEB, DEFAULT_DENY, SHOP],
      question: 'shop/web -> shop/api:8080',
    })
    await screen.says('Denied')
    await screen.strip.click()
    return screen
  }
  const compareWith = (screen: Screen, option: string) =>
    screen.trace.getByRole('combobox', { name: 'Compared with' }).selectOption(option)

  it('is shown for files that somebody chooses, and can be copied', async () => {
    const screen = await openDifference()
    const paths = [BEFORE, SHOP].map(({ name, text }) => {
      const path = join(folder, `${name.replaceAll(' ', '-')}.yaml`)
      writeFileSync(path, text)
      return path
    })
    await compareWith(screen, 'files')
    await screen.trace.getByText('Choose manifests').waitFor()
    const chooser = screen.page.waitForEvent('filechooser')
    await screen.trace.getByRole('button', { name: 'Choose files' }).click()
    await (await chooser).setFiles(paths)
    // Without the default deny everything in shop was open but api, which only web reached, on port 80.
    await screen.trace.getByText(/^0 opened · \d+ closed · 0 changed$/).waitFor()
    await screen.trace.locator('li', { hasText: 'shop/web → shop/api' }).filter({ hasText: 'TCP 80' }).waitFor()

    await exportBy(screen, '[aria-label="Explanation"]', 'text')
    await screen.trace.getByText('Copied as text').waitFor()
    expect(await clipboard(screen)).toContain('− shop/web → shop/api: nothing (was TCP 80)\n')
    expect(await violations(screen)).toEqual([])
  })

  it('is shown for a link, and says what is wrong with one', async () => {
    const screen = await openDifference()
    await compareWith(screen, 'link')
    const field = screen.trace.getByRole('textbox', { name: 'Link to compare with' })
    await field.fill('https://example.org/#/lesson/netpol/first')
    await field.press('Enter')
    await screen.trace.getByText('This is a link to a lesson.').waitFor()

    await field.fill(
      `${app.address}${await encodeLink({ ...EMPTY_WORK, documents: [{ ...ALLOW_WEB, text: ALLOW_WEB.text.replace('web-frontend', 'web') }, DEFAULT_DENY, SHOP], active: 'allow-web' })}`,
    )
    await field.press('Enter')
    await screen.trace.getByText('0 opened · 1 closed · 0 changed').waitFor()
    await screen.trace.locator('li', { hasText: 'shop/web → shop/api' }).getByRole('button').click()
    await screen.says('Denied')
  })

  it('is shown for the work as it was opened, on every port', async () => {
    const screen = await openDifference()
    await compareWith(screen, 'opened')
    await screen.trace.getByText('Every connection is the same, on every port.').waitFor()
    await screen.clickLine('app: web-frontend')
    for (let letter = 0; letter < '-frontend'.length; letter++) await screen.page.keyboard.press('Backspace')
    await screen.trace.getByText('1 opened · 0 closed · 0 changed').waitFor()
    // Nobody is known to listen on 808.
    await screen.clickLine('port: 8080')
    await screen.page.keyboard.press('Backspace')
    await screen.trace
      .locator('li', { hasText: 'shop/web → shop/api' })
      .filter({ hasText: /TCP 808$/ })
      .waitFor()
  })
})
