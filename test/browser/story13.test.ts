import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTests } from '../../src/sim/tools/netassert/read.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile({ acceptDownloads: true })
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const workload = (name: string, port: number) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: c, image: i, ports: [{containerPort: ${port}}]}]}}
---
`
const SHOP = `${workload('web', 80)}${workload('api', 8080)}${workload('db', 5432)}`
const POLICIES = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from: [{podSelector: {matchLabels: {app: api}}}]
      ports: [{port: 5432}]
`
const WORK = {
  documents: [
    { name: 'policies', text: POLICIES },
    { name: 'shop', text: SHOP },
  ],
}

const tab = ({ page }: Screen) => page.getByRole('tab', { name: /^Assertions/ }).click()
const rows = ({ page }: Screen) => page.getByRole('tabpanel', { name: 'Assertions' }).locator('tbody tr')
const counted = ({ page }: Screen, counts: string) =>
  page.getByRole('button', { name: `Assertions: ${counts}`, exact: true }).waitFor()

describe('from the playground to CI', () => {
  it('asserts a trace, a cell and a line, exports tests that netassert reads, and takes them back', async () => {
    const screen = await profile.openWork({
      ...WORK,
      question: { from: 'deploy:shop/web', to: 'deploy:shop/db', port: 5432, protocol: 'TCP' },
    })
    const { page } = screen
    await screen.says('Denied')
    await page.getByRole('button', { name: 'Assert', exact: true }).click()
    await page.getByRole('button', { name: 'Asserted' }).waitFor()
    await counted(screen, '1 holds')

    // A cell with one click of the other button, and one with a key.
    await page.getByRole('tab', { name: 'Matrix' }).click()
    const cell = (name: RegExp) => page.getByRole('gridcell', { name })
    await cell(/shop\/api.*shop\/db/)
      .first()
      .click({ button: 'right' })
    await counted(screen, '2 hold')
    await cell(/shop\/web.*shop\/api/)
      .first()
      .focus()
    await page.keyboard.press('e')
    await counted(screen, '3 hold')

    await tab(screen)
    await rows(screen).nth(2).waitFor()
    expect(
      await rows(screen).evaluateAll((all) =>
        all.map((row) =>
          [...row.querySelectorAll('th, td')].slice(0, 5).map((each) => each.textContent!.trim().replace(/\s+/g, ' ')),
        ),
      ),
    ).toEqual([
      ['shop/web', 'shop/db', '5432', 'denied', 'holds denied at ingress'],
      ['shop/api', 'shop/db', '5432', 'allowed', 'holds allowed'],
      ['shop/web', 'shop/api', '8080', 'allowed', 'holds allowed'],
    ])
    await page.getByRole('tab', { name: 'Graph' }).click()
    expect(await violations(screen)).toEqual([])

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export tests' }).click(),
    ])
    const file = readFileSync((await download.path())!, 'utf8')
    expect(readTests(file)).toMatchObject({
      ok: true,
      value: [
        { type: 'k8s', protocol: 'tcp', targetPort: 5432, timeoutSeconds: 15, attempts: 3, exitCode: 1 },
        { exitCode: 0 },
        { exitCode: 0 },
      ],
    })

    for (let left = 3; left > 0; left--)
      await rows(screen)
        .first()
        .getByRole('button', { name: /^Remove/ })
        .click()
    await page.getByText('Nothing is asserted yet.').waitFor()
    await page
      .locator('#drawer input[type=file]')
      .setInputFiles({ name: 'tests.yaml', mimeType: 'application/yaml', buffer: Buffer.from(file) })
    await page.getByText('holds three tests of netassert').waitFor()
    await counted(screen, '3 hold')

    // Kept over a reload: they belong to the work.
    await page.waitForTimeout(600)
    await page.reload()
    await counted(screen, '3 hold')
  })

  it('says which changes of the policies nobody would notice, and takes the assertion that would', async () => {
    const screen = await profile.openWork({
      ...WORK,
      assertions: [{ question: 'deploy:shop/api -> deploy:shop/db:5432', expect: 'allow' }],
    })
    const { page } = screen
    await tab(screen)
    await page.getByRole('button', { name: 'Mutate' }).click()
    await page.getByText(/^\d of \d noticed\./).waitFor()
    expect(await page.getByText(/^\d of \d noticed\./).innerText()).toMatch(/^1 of 5 noticed\./)
    const proposals = page.getByRole('button', { name: 'Assert it' })
    while ((await proposals.and(page.locator(':enabled')).count()) > 0)
      await proposals.and(page.locator(':enabled')).first().click()
    await page.getByText('Before your last change.').waitFor()
    await page.getByRole('button', { name: 'Mutate' }).click()
    await page.getByText(/^5 of 5 noticed\./).waitFor()
  })

  it('shows at the next key press what an edit broke', async () => {
    const screen = await profile.openWork({
      ...WORK,
      assertions: [{ question: 'deploy:shop/api -> deploy:shop/db:5432', expect: 'allow' }],
    })
    await counted(screen, '1 holds')
    await tab(screen)
    await screen.clickLine('ports: [{port: 5432}]')
    await screen.page.keyboard.press('ArrowLeft')
    await screen.page.keyboard.press('ArrowLeft')
    await screen.page.keyboard.press('Backspace')
    await rows(screen).getByText('denied at ingress').waitFor()
    expect(await rows(screen).first().innerText()).toMatch(/fails\s*denied at ingress\s*was allowed/)
    await counted(screen, '0 hold, 1 fails')
  })
})
