import { afterEach, describe, expect, it } from 'vitest'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
const documents = [ALLOW_WEB, DEFAULT_DENY, SHOP]
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

async function openArchitecture(work: Parameters<Profile['openWork']>[0] = {}): Promise<Screen> {
  const screen = await profile.openWork({ documents, view: 'architecture', ...work })
  await view(screen).waitFor()
  await screen.page.getByRole('slider', { name: 'Step' }).or(screen.page.locator('.list')).first().waitFor()
  return screen
}

const view = ({ page }: Screen) => page.locator('.architecture')
const heading = ({ page }: Screen) => page.locator('.architecture h3').innerText()
const position = ({ page }: Screen) => page.locator('.architecture .count').first().innerText()
const lit = ({ page }: Screen) => page.locator('g.part.on').allTextContents()

describe('the architecture', () => {
  it('follows a workload with the keyboard, from the file to its address', async () => {
    profile = await app.profile()
    const screen = await openArchitecture({ cni: settingOf({ name: 'calico' }) })
    const { page } = screen
    await page.keyboard.press('Alt+3')
    await view(screen).and(page.locator(':focus')).waitFor()
    expect(await heading(screen)).toBe('kubectl reads the file')

    await page.keyboard.press('ArrowRight')
    expect(await heading(screen)).toBe('kubectl asks for a Deployment')
    expect(await view(screen).innerText()).toContain('POST /apis/apps/v1/namespaces/shop/deployments')
    expect((await lit(screen)).join()).toMatch(/API server[\s\S]*kubectl/)

    const titles = [await heading(screen)]
    while (!/^Step (\d+) of \1\b/.test(await position(screen))) {
      await page.keyboard.press('ArrowRight')
      titles.push(await heading(screen))
    }
    expect(titles).toEqual(
      expect.arrayContaining([
        'The runtime runs calico',
        'An address of the node’s block',
        'A wire between pod and node',
        'The pod has an address',
        'The Service leads to the pod',
      ]),
    )
    await page.keyboard.press('Home')
    expect(await position(screen)).toMatch(/^Step 1 of/)
  })

  it('plays with Space, and stops with it', async () => {
    profile = await app.profile({ reducedMotion: 'reduce' })
    const screen = await openArchitecture()
    const { page } = screen
    await page.getByRole('combobox', { name: 'Pace' }).selectOption('fast')
    await view(screen).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await screen.until(async () => /^Step [3-9]/.test(await position(screen)))
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Play' }).waitFor()
  })

  it('follows a policy to the kernel, or to nobody', async () => {
    profile = await app.profile()
    const screen = await openArchitecture({ cni: settingOf({ name: 'flannel' }) })
    const { page } = screen
    await page.getByRole('button', { name: 'Apply a policy' }).press('Enter')
    await page.getByRole('combobox', { name: 'Policy' }).waitFor()
    await view(screen).focus()
    await page.keyboard.press('End')
    expect(await heading(screen)).toBe('Nobody enforces it')
    expect(await lit(screen)).toHaveLength(1)

    const calico = await openArchitecture({ cni: settingOf({ name: 'calico' }) })
    await calico.page.getByRole('button', { name: 'Apply a policy' }).press('Enter')
    await calico.page
      .getByRole('combobox', { name: 'Policy' })
      .selectOption({ label: 'shop/allow-web (NetworkPolicy)' })
    await view(calico).focus()
    await calico.page.keyboard.press('End')
    await calico.page.keyboard.press('ArrowLeft')
    expect(await heading(calico)).toBe('Into the kernel')
    expect(await view(calico).locator('pre').innerText()).toMatch(/^cali-tw-cali[0-9a-f]{11}/)
  })

  it('shows the exchange with the network plugin, with the pod’s own name', async () => {
    profile = await app.profile()
    const screen = await openArchitecture({ cni: settingOf({ name: 'aws-vpc-cni' }) })
    const { page } = screen
    await page.getByRole('button', { name: 'CNI ADD' }).press('Enter')
    await page.getByRole('combobox', { name: 'Pod' }).selectOption('shop/db-0')
    await view(screen).focus()
    await page.keyboard.press('ArrowRight')
    await view(screen).getByRole('heading', { name: 'The runtime runs aws-cni' }).waitFor()
    await view(screen).locator('pre', { hasText: 'K8S_POD_NAMESPACE=shop;K8S_POD_NAME=db-0;' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await view(screen).getByText('AddNetwork rpc.CNIBackend').first().waitFor()
  })

  it('lists all steps and all parts, and a click on a part leads to it', async () => {
    profile = await app.profile()
    const screen = await openArchitecture()
    const { page } = screen
    const steps = page.getByRole('slider', { name: 'Step' })
    await page.getByRole('tab', { name: 'All steps' }).click()
    expect(await page.locator('.steps > li').count()).toBe(Number(await steps.getAttribute('max')) + 1)
    await page.locator('.steps button').nth(3).press('Enter')
    expect(await heading(screen)).toBe('etcd keeps it')

    await page.locator('g.part', { hasText: 'etcd' }).click()
    await page.locator('.parts > .on', { hasText: 'Keeps every object.' }).waitFor()
    expect(await page.locator('.parts').innerText()).toContain('CRI runtime (containerd)')
  })

  it('says kindly that there is no policy yet', async () => {
    profile = await app.profile()
    const screen = await openArchitecture({ documents: [SHOP] })
    await screen.page.getByRole('button', { name: 'Apply a policy' }).click()
    await screen.page.getByText('There is no policy in these documents yet.').waitFor()
    // What is written now is there to be followed at once.
    await screen.page.getByRole('button', { name: 'Apply a workload' }).click()
    await screen.page.getByRole('combobox', { name: 'Workload' }).waitFor()
  })

  it('is opened by a letter, and kept in the link', async () => {
    profile = await app.profile()
    const screen = await profile.openWork({ documents })
    await screen.page.getByRole('tab', { name: 'Graph' }).focus()
    await screen.page.keyboard.press('a')
    await view(screen).waitFor()
    expect(await screen.page.getByRole('tab', { name: 'Architecture' }).getAttribute('aria-selected')).toBe('true')
  })

  it('is a list on a narrow screen', async () => {
    profile = await app.profile({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    const screen = await openArchitecture()
    const { page } = screen
    await page.locator('.steps > li').first().waitFor()
    expect(await page.locator('.architecture svg[role="img"]').count()).toBe(0)
    await page.getByRole('button', { name: 'Next step' }).tap()
    await page.locator('.steps > .on', { hasText: 'kubectl asks for a Deployment' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await violations(screen)).toEqual([])
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each([
    ['deployment', 'Apply a workload'],
    ['policy', 'Apply a policy'],
    ['exchange', 'CNI ADD'],
  ])('nothing keeps people out of the %s', async (journey, name) => {
    profile = await app.profile({ colorScheme, viewport: { width: 1600, height: 1000 } })
    const screen = await openArchitecture({
      cni: settingOf({ name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } }),
    })
    const { page } = screen
    await page.getByRole('button', { name }).click()
    await page.getByRole('button', { name: 'Next step' }).click()
    await page.getByRole('button', { name: 'Next step' }).click()
    // The lists are made alike for every journey.
    for (const tab of journey === 'deployment' ? ['Step', 'All steps', 'Parts'] : ['Step']) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      expect(await violations(screen)).toEqual([])
    }
  })
})
