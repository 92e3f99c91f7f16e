import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile()
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

async function openExample(screen: Screen): Promise<void> {
  await screen.page.getByRole('button', { name: 'Examples' }).first().click()
  await screen.page.getByRole('button', { name: 'Same YAML, four clusters' }).click()
  await screen.says('Denied')
}

async function choosePlugin({ page }: Screen, label: string): Promise<void> {
  await page.getByRole('button', { name: /^CNI/ }).click()
  await page
    .getByRole('dialog', { name: 'Network plugin' })
    .getByRole('radio', { name: new RegExp(`^${label}`) })
    .check()
  await page.keyboard.press('Escape')
}

async function openComparison({ page }: Screen): Promise<void> {
  await page.getByRole('tab', { name: 'CNIs' }).click()
  await page.getByRole('grid', { name: 'Flows that differ, by network plugin' }).waitFor()
}

describe('same YAML, another CNI', () => {
  it('is enforced by nobody under Flannel, by its controller, by address or by identity; and one table says so', async () => {
    const screen = await profile.open()
    const { page } = screen
    await openExample(screen)

    await choosePlugin(screen, 'Flannel')
    await page.getByText('Accepted by the API, enforced by nobody:').waitFor()
    await screen.says('Allowed')
    expect(await screen.trace.innerText()).toContain('enforced by nobody')
    await page.locator('.notice').getByRole('button', { name: 'Turn on the controller' }).click()
    await screen.says('Denied')
    await page.getByText('Accepted by the API, enforced by nobody:').waitFor({ state: 'detached' })

    // By its address the pod gets in, as far as addresses are compared.
    await screen.ask('dev/backup', 'shop/db', '5432')
    await screen.says('Allowed')
    await choosePlugin(screen, 'Cilium')
    await screen.says('Denied')
    expect(await screen.trace.innerText()).toContain(
      'Cilium knows pods by identity: a block of addresses never matches one.',
    )

    await openComparison(screen)
    const grid = page.getByRole('grid', { name: 'Flows that differ, by network plugin' })
    expect(
      await grid
        .getByRole('columnheader')
        .allInnerTexts()
        .then((heads) => heads.slice(1).map((head) => head.split('\n')[0])),
    ).toEqual(['Flannel', 'Flannel', 'Calico', 'Cilium', 'Amazon VPC CNI'])
    const asked = grid.getByRole('row', { name: /dev\/backup/ }).first()
    expect(
      await asked
        .locator('.verdict')
        .allInnerTexts()
        .then((cells) => cells.map((cell) => cell.split('\n')[0])),
    ).toEqual(['Allowed', 'Allowed', 'Allowed', 'Denied', 'Allowed'])
    expect(await grid.getByLabel('Why they differ').first().innerText()).toContain('Cilium knows pods by identity')
    // The flow by a node's port goes round the policies where the node's address is in place before they are asked.
    const door = grid.getByRole('row', { name: /internet.*node:n1/ }).first()
    expect(
      await door
        .getByRole('gridcell', { name: /under Amazon VPC CNI/ })
        .getByRole('button')
        .textContent(),
    ).toMatch(/Allowed believed, under Amazon VPC CNI.*instead of the client.*own node always gets in/)
  })

  it('takes a plugin and asks the flow at a click, and can be done with the keyboard alone', async () => {
    const screen = await profile.open()
    const { page } = screen
    await openExample(screen)
    await openComparison(screen)
    const grid = page.getByRole('grid', { name: 'Flows that differ, by network plugin' })
    await grid
      .getByRole('row', { name: /dev\/backup.*shop\/db/ })
      .first()
      .getByRole('button', { name: /under Cilium/ })
      .click()
    await screen.until(async () => (await page.getByRole('button', { name: /^CNI/ }).innerText()).includes('Cilium'))
    expect(await page.getByRole('combobox', { name: 'From', exact: true }).inputValue()).toBe('dev/backup')
    await screen.says('Denied')
    // The asked flow becomes the first row; the focus stays in the table.
    await grid
      .getByRole('row')
      .filter({ has: page.locator('[aria-expanded="true"]') })
      .first()
      .waitFor()
    expect(await grid.locator(':focus').count()).toBe(1)

    await grid.locator('tbody [tabindex="0"]').first().focus()
    for (const key of ['Home', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/under Calico/)
    await page.keyboard.press('Enter')
    await screen.until(async () => (await page.getByRole('button', { name: /^CNI/ }).innerText()).includes('Calico'))
  })

  it('has columns that can be added, changed and taken away', async () => {
    const screen = await profile.open()
    const { page } = screen
    await openExample(screen)
    await openComparison(screen)
    const heads = () =>
      page
        .locator('.cnis thead .names')
        .allInnerTexts()
        .then((names) => names.map((name) => name.replace('\n', ', ')))
    await page.getByRole('button', { name: 'Column', exact: true }).click()
    const adding = page.getByRole('dialog', { name: 'Column', exact: true })
    await adding.getByLabel('Plugin').selectOption('calico')
    await adding.getByLabel('Mode').selectOption('bgp')
    await adding.getByRole('button', { name: 'Add this column' }).click()
    await screen.until(async () => (await heads()).includes('Calico, BGP, no encapsulation'))
    await page.getByRole('button', { name: 'Change the column Flannel, VXLAN', exact: true }).click()
    await page.getByRole('button', { name: 'Remove the column' }).last().click()
    await screen.until(async () => !(await heads()).includes('Flannel, VXLAN'))
  })

  it('tells what plugins do differently, and of what it is only believed', async () => {
    const screen = await profile.open()
    const { page } = screen
    await openExample(screen)
    await openComparison(screen)
    await page.getByRole('button', { name: 'What differs between plugins' }).click()
    const table = page.getByRole('table', { name: 'What differs between these plugins' })
    await table.getByRole('rowheader', { name: 'Who is at the other end' }).waitFor()
    expect(await table.getByText('believed', { exact: true }).count()).toBeGreaterThan(3)
    expect(await table.getByRole('rowheader', { name: 'A node to the pods it runs' }).count()).toBe(0)
    await page.getByRole('checkbox', { name: 'Also what all share' }).check()
    await table.getByRole('rowheader', { name: 'A node to the pods it runs' }).waitFor()
    await table.getByRole('button', { name: 'Who is at the other end' }).click()
    await table.getByText('a block of addresses fits neither').waitFor()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      it(`can be used by everybody: ${colorScheme}, ${viewport.width} pixels wide`, async () => {
        const people = await app.profile({ colorScheme, viewport })
        const screen = await people.openWork({
          documents: [
            {
              name: 'w',
              text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b, namespace: shop}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}\n',
            },
          ],
          question: 'shop/a -> shop/b:80',
          view: 'cnis',
        })
        await screen.page.getByRole('grid', { name: 'Flows that differ, by network plugin' }).waitFor()
        expect(await violations(screen)).toEqual([])
        await screen.page.getByRole('button', { name: 'What differs between plugins' }).click()
        await screen.page.getByRole('table', { name: 'What differs between these plugins' }).waitFor()
        await screen.page.locator('.cnis tbody button').first().click()
        expect(await violations(screen)).toEqual([])
        expect(people.complaints).toEqual([])
        await people.close()
      })
    }
  }
})
