import { afterEach, describe, expect, it } from 'vitest'
import { settingOf, type CniChoice } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'
import { ALLOW_WEB, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

/** A node of the Shop that says its zone, its type and its range; it takes the place of the Shop’s own. */
const NODE = {
  name: 'node',
  text: 'apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n  labels:\n    topology.kubernetes.io/zone: eu-1a\n    node.kubernetes.io/instance-type: t3.small\nspec:\n  podCIDR: 10.244.7.0/28\n',
}

async function openNodes(cni: CniChoice, documents = [ALLOW_WEB, SHOP]): Promise<Screen> {
  const screen = await profile.openWork({
    documents,
    view: 'nodes',
    question: 'shop/web -> shop/api:8080',
    cni: settingOf(cni),
  })
  await nodes(screen).waitFor()
  return screen
}

const nodes = ({ page }: Screen) => page.getByRole('region', { name: 'Nodes and their addresses' })
const node = ({ page }: Screen, name: string) => page.getByRole('region', { name: `Node ${name}`, exact: true })
const status = (screen: Screen) => nodes(screen).getByRole('status').innerText()

describe('the nodes', () => {
  it('show who has which address, step by step with the keyboard', async () => {
    profile = await app.profile()
    const screen = await openNodes({ name: 'calico' })
    const { page } = screen
    await node(screen, 'n1').getByText('Bound by').waitFor()
    expect(await node(screen, 'n1').innerText()).toMatch(/20 blocks × 64 − 1 = 1279 addresses/)
    const map = node(screen, 'n1').getByRole('slider').first()
    await map.focus()
    expect(await map.getAttribute('aria-valuetext')).toMatch(/^192\.168\.\d+\.\d+: tunl0, the tunnel’s own address$/)
    await page.keyboard.press('ArrowRight')
    expect(await map.getAttribute('aria-valuenow')).toBe('1')
    expect(await map.getAttribute('aria-valuetext')).toMatch(/: (free|\S+\/\S+)$/)
    await page.keyboard.press('End')
    expect(await map.getAttribute('aria-valuenow')).toBe('63')
    expect(await nodes(screen).innerText()).toMatch(/Pods 192\.168\.0\.0\/16: 2 of 1,024 blocks of \/26/)
  })

  it('fill up, and run out with the scheduler’s words', async () => {
    profile = await app.profile()
    const screen = await openNodes({ name: 'flannel' })
    const { page } = screen
    await page.getByRole('spinbutton', { name: 'How many pods' }).fill('20')
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter')
    await screen.until(async () => /^All 20 run: 10 on n1 and 10 on n2\.$/.test(await status(screen)))
    await page.getByRole('button', { name: 'Fill, and one more' }).press('Enter')
    await screen.until(async () => /1 does not\.$/.test(await status(screen)))
    expect(await node(screen, 'n1').innerText()).toMatch(/110 pods, and it is full/)
    expect(await nodes(screen).locator('pre').innerText()).toMatch(
      /Status: {2}Pending\nWarning {2}FailedScheduling {2}default-scheduler {2}0\/2 nodes are available: 2 Too many pods\. preemption: 0\/2 nodes are available: 2 No preemption victims found for incoming pod\./,
    )
    await page.getByRole('button', { name: /^Take \d+ back$/ }).press('Enter')
    await screen.until(async () => !(await nodes(screen).innerText()).includes('Pending'))
    // Nothing of it went into the documents.
    expect(await page.getByRole('tab', { name: /what if/ }).count()).toBe(0)
  })

  it('run out of addresses before the kubelet does, with the plugin’s own words', async () => {
    profile = await app.profile()
    const screen = await openNodes({ name: 'flannel' }, [ALLOW_WEB, SHOP, NODE])
    const { page } = screen
    await node(screen, 'n1').getByText('Bound by').waitFor()
    await page.getByRole('combobox', { name: 'on' }).selectOption('n1')
    await page.getByRole('spinbutton', { name: 'How many pods' }).fill('12')
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter')
    await nodes(screen)
      .getByText(/in ContainerCreating on n1/)
      .waitFor()
    expect(await nodes(screen).locator('pre').innerText()).toMatch(
      /FailedCreatePodSandBox[\s\S]*plugin type="flannel" name="cbr0" failed \(add\): failed to delegate add: failed to allocate for range 0: no IP addresses available in range set: 10\.244\.7\.1-10\.244\.7\.14/,
    )
    await page.getByRole('button', { name: 'Line 9' }).press('Enter')
    await screen.tab('node')
  })

  it('have interfaces on AWS, in the number that the instance type has', async () => {
    profile = await app.profile()
    const screen = await openNodes({ name: 'aws-vpc-cni' }, [ALLOW_WEB, SHOP, NODE])
    await node(screen, 'n1')
      .getByText(/3 interfaces × \(4 addresses − 1\) \+ 2 = 11 pods/)
      .waitFor()
    expect(await node(screen, 'n1').getByRole('slider').count()).toBeGreaterThan(1)
    expect(await node(screen, 'n1').innerText()).toMatch(
      /Zone eu-1a: nodes of a zone share a subnet, 10\.10\.\d+\.0\/20\. Line 6/,
    )
  })

  it('with the reference ask for a plugin, and take one', async () => {
    profile = await app.profile()
    const screen = await openNodes({ name: 'reference' })
    await nodes(screen)
      .getByText(/addresses are made up from names/)
      .waitFor()
    await nodes(screen).getByRole('button', { name: 'Cilium' }).press('Enter')
    await node(screen, 'n1').getByText('Bound by').waitFor()
    expect(await nodes(screen).innerText()).toMatch(/Tunnel map entries/)
  })

  it.each(['light', 'dark'] as const)('are accessible, %s, with and without too many pods', async (colorScheme) => {
    profile = await app.profile({ colorScheme })
    const screen = await openNodes({ name: 'cilium' })
    await node(screen, 'n1').getByText('Bound by').waitFor()
    expect(await violations(screen)).toEqual([])
    await screen.page.getByRole('button', { name: 'Fill, and one more' }).click()
    await nodes(screen).locator('pre').waitFor()
    expect(await violations(screen)).toEqual([])
    await screen.page.setViewportSize({ width: 390, height: 844 })
    await nodes(screen).waitFor()
    expect(await violations(screen)).toEqual([])
    expect(await nodes(screen).evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
  })
})
