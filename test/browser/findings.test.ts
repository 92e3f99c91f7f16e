import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile({ permissions: ['clipboard-read', 'clipboard-write'] })
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p\n  namespace: shop\nspec:\n${spec}`

/** A policy in front of the shop. */
const open = (spec: string, active = 'policy') =>
  profile.openWork({ documents: [{ name: 'policy', text: policy(spec) }, SHOP], active })

describe('rules of thumb while I type', () => {
  it('DNS that a default deny closed is opened by a button, in one step that can be undone', async () => {
    const screen = await profile.openWork({ documents: [{ name: 'policy', text: '' }, SHOP], active: 'policy' })
    await screen.editorIsThere()
    await screen.page.locator('.monaco-editor .view-lines').first().click()
    await screen.paste(policy('  podSelector: {matchLabels: {app: api}}\n  policyTypes: [Egress]\n'))
    await screen.problems.getByText('DNS is closed for 2 pods').waitFor()
    expect(await screen.page.getByRole('tab', { name: /^policy/ }).innerText()).toContain('1')

    const button = screen.problems.getByRole('button', { name: 'Add DNS rule' })
    await button.focus()
    await screen.problems.getByText('opens 2 flows · closes 0').waitFor()
    await button.click()
    await screen.problems.getByText('DNS is closed').waitFor({ state: 'detached' })
    const text = await screen.text()
    expect(text).toMatch(
      /k8s-app: kube-dns\n {6}ports:\n {8}- port: 53\n {10}protocol: UDP\n {8}- port: 53\n {10}protocol: TCP/,
    )

    await screen.page.keyboard.press('Control+z')
    await screen.problems.getByText('DNS is closed for 2 pods').waitFor()
    expect(await screen.text()).not.toContain('kube-dns')
  })

  it('a slip in a label is told with what was meant', async () => {
    const screen = await open('  podSelector: {matchLabels: {app: ap}}\n')
    await screen.problems.getByText('selects no pod – did you mean app=api?').waitFor()
  })

  it('an empty list that closes nothing says so', async () => {
    const screen = await open('  podSelector: {}\n  egress: []\n')
    await screen.problems.getByText('egress is not isolated: the list is empty and the type is not declared').waitFor()
  })

  it('a fix in another tab brings that tab to the front', async () => {
    const screen = await open('  podSelector: {matchLabels: {app: ap}}\n', SHOP.name)
    await screen.editorIsThere()
    await screen.problems.getByRole('button', { name: 'Use app=api' }).click()
    await screen.problems.getByText('selects no pod').waitFor({ state: 'detached' })
    expect(await screen.page.getByRole('tab', { selected: true }).first().innerText()).toContain('policy')
    expect(await screen.text()).toContain('app: api')
  })

  it('every finding leads to its page in the help', async () => {
    const screen = await open('  podSelector: {}\n  egress: []\n')
    await screen.problems.getByRole('button', { name: /^Why: Egress is not isolated/ }).click()
    const help = screen.page.getByRole('dialog', { name: 'Help' })
    const page = help.locator('details[open]')
    await page.getByText('An empty list that closes nothing').waitFor()
    expect(await page.innerText()).toContain('Name the direction in policyTypes')
    await screen.until(() =>
      page.evaluate(
        (element) => element.getBoundingClientRect().top < innerHeight && element.contains(document.activeElement),
      ),
    )
    const pages = await help.locator('details').count()
    await help.getByRole('searchbox', { name: 'Find a finding' }).fill('service port')
    await help.getByText('The port of a Service where the pod’s is needed').waitFor()
    expect(await help.locator('details').count()).toBeLessThan(pages / 5)
  })
})

describe('without the big editor', () => {
  it('a fix is one step of the field’s own undo', async () => {
    await profile.close()
    profile = await app.profile({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })
    const screen = await open('  podSelector: {matchLabels: {app: ap}}\n')
    await screen.page.getByRole('button', { name: 'YAML', exact: true }).click()
    const field = screen.page.locator('#editor textarea')
    await screen.problems.getByRole('button', { name: 'Use app=api' }).click()
    await screen.problems.getByText('selects no pod').waitFor({ state: 'detached' })
    expect(await field.inputValue()).toContain('app: api}')
    await screen.page.keyboard.press('Control+z')
    await screen.problems.getByText('selects no pod').waitFor()
    expect(await field.inputValue()).toContain('app: ap}')
  })
})
