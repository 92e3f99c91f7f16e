import { afterEach, describe, expect, it } from 'vitest'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'
import { SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

/** An agent on the network of its node, in a namespace that refuses it. */
const AGENT = {
  name: 'agent',
  text: `apiVersion: v1
kind: Namespace
metadata:
  name: ops
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: agent
  namespace: ops
spec:
  replicas: 2
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      nodeName: n1
      hostNetwork: true
      containers:
        - name: agent
          image: ops/agent
          securityContext:
            capabilities:
              add: [NET_ADMIN]
`,
}

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const open = (work: Parameters<Profile['openWork']>[0] = {}) =>
  profile.openWork({
    documents: [AGENT, SHOP],
    active: 'agent',
    question: 'shop/web -> shop/api:8080',
    view: 'graph',
    ...work,
  })
const walls = ({ page }: Screen, pod: string) => page.getByRole('dialog', { name: `Walls of ${pod}` })
const focused = ({ page }: Screen) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
const cursorLine = ({ page }: Screen) =>
  page
    .locator('.monaco-editor .current-line')
    .first()
    .evaluate((line) => {
      const top = line.getBoundingClientRect().top
      return (
        [...document.querySelectorAll<HTMLElement>('.view-line')]
          .find((each) => Math.abs(each.getBoundingClientRect().top - top) < 4)
          ?.textContent?.replaceAll('\u00a0', ' ') ?? ''
      )
    })

/** With the keyboard alone: to the station, into its card, to the last button. */
async function openByKeyboard(screen: Screen, station: string, pod: string) {
  const { page } = screen
  await page.locator(`[data-stop="${station}"]`).focus()
  await page.locator('.popover').waitFor()
  for (let presses = 0; (await focused(screen)) !== 'Walls'; presses++) {
    expect(presses).toBeLessThan(4)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await walls(screen, pod).getByRole('heading', { name: 'Pod Security Standards' }).waitFor()
  return walls(screen, pod)
}

describe('the walls of a pod', () => {
  it('open from its station with the keyboard, and give the focus back', async () => {
    profile = await app.profile()
    const screen = await open({ cni: settingOf({ name: 'flannel' }) })
    const dialog = await openByKeyboard(screen, 'deploy:shop/web', 'shop/web-1')
    await dialog.getByRole('img', { name: /^Picture: shop\/web-1 on node n1, a wall around its network/ }).waitFor()
    expect(await dialog.innerText()).toMatch(/ARP spoofing[\s\S]*Works/)
    expect(await violations(screen)).toEqual([])

    await dialog.getByRole('combobox', { name: 'Network plugin' }).selectOption('calico')
    await dialog.getByText('Nobody hears it: the node alone is at the other end of the wire').first().waitFor()
    await screen.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await screen.page.locator('[data-stop="deploy:shop/web"]:focus').waitFor()
  })

  it('name the fields that fail, and each leads to its line', async () => {
    profile = await app.profile()
    const screen = await open({ active: SHOP.name })
    await screen.editorIsThere()
    const dialog = await openByKeyboard(screen, 'deploy:ops/agent', 'ops/agent-1')
    expect(await dialog.innerText()).toContain(
      'Error creating: pods "agent-1" is forbidden: violates PodSecurity "baseline:latest"',
    )
    await dialog.getByRole('combobox', { name: 'Pod' }).selectOption('ops/agent-2')
    await walls(screen, 'ops/agent-2').waitFor()
    await walls(screen, 'ops/agent-2')
      .getByRole('button', { name: /hostNetwork\s*, line 24$/ })
      .last()
      .press('Enter')
    await walls(screen, 'ops/agent-2').waitFor({ state: 'hidden' })
    await screen.page.getByRole('tab', { name: /^agent/, selected: true }).waitFor()
    await screen.until(async () => (await cursorLine(screen)).trim() === 'hostNetwork: true')
    expect(await screen.page.evaluate(() => document.activeElement?.closest('#editor') !== null)).toBe(true)
  })

  it('open from the trace as well, for both ends', async () => {
    profile = await app.profile()
    const screen = await open()
    await screen.trace.getByRole('button', { name: 'Walls of shop/api-1' }).click()
    await walls(screen, 'shop/api-1').getByText('It meets baseline.').waitFor()
    await screen.page.keyboard.press('Escape')
    await screen.trace.getByRole('button', { name: 'Walls of shop/web-1' }).click()
    await walls(screen, 'shop/web-1').waitFor()
  })

  it('are told as problems only where something is written', async () => {
    profile = await app.profile()
    const screen = await open()
    await screen.problems
      .getByText(/refuses/)
      .first()
      .waitFor()
    const told = await screen.problems.innerText()
    expect(told).toMatch(/NET_ADMIN/)
    expect(told).not.toMatch(/NET_RAW/)
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fit a phone, ${colorScheme}`, async () => {
      profile = await app.profile({
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        colorScheme,
      })
      const screen = await open({ question: 'ops/agent -> shop/api:8080' })
      await screen.page.getByRole('button', { name: 'Trace' }).click()
      await screen.page.getByRole('button', { name: 'Walls of ops/agent-1' }).click()
      const dialog = walls(screen, 'ops/agent-1')
      await dialog.getByRole('heading', { name: 'Pod Security Standards' }).waitFor()
      expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
      expect(await violations(screen)).toEqual([])
      await dialog
        .getByRole('button', { name: /hostNetwork\s*, line 24$/ })
        .last()
        .click()
      await dialog.waitFor({ state: 'hidden' })
      await screen.editor.waitFor()
    })
  }
})
