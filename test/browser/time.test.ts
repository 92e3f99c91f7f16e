import { afterEach, describe, expect, it } from 'vitest'
import { settingOf, type CniChoice } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile, type Screen } from './app.ts'
import { violations } from './axe.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

async function openTime(
  cni: CniChoice,
  question = 'dev/dbg -> shop/api:8080',
  documents = [ALLOW_WEB, DEFAULT_DENY, SHOP],
): Promise<Screen> {
  const screen = await profile.openWork({ documents, question, cni: settingOf(cni) })
  await screen.page.getByRole('tab', { name: 'Time', exact: true }).press('Enter')
  await slider(screen).waitFor()
  return screen
}

const slider = ({ page }: Screen) => page.getByRole('slider', { name: 'Time' })
const told = ({ page }: Screen) => page.locator('.told').innerText()
const choose = ({ page }: Screen, scenario: string) =>
  page.getByRole('button', { name: scenario, exact: true }).press('Enter')

describe('time', () => {
  it('shows that a new pod on AWS is open until its rules are there', async () => {
    profile = await app.profile()
    const screen = await openTime({ name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } })
    const { page } = screen
    expect(await told(screen)).toMatch(
      /^0 s\. shop\/api-2 has its network[\s\S]*Allowed\. The pod’s own gate is not programmed yet, and lets everything through\./,
    )
    await slider(screen).focus()
    await page.keyboard.press('End')
    expect(await told(screen)).toMatch(
      /^1\.5 s\. The rules are in place[\s\S]*believed[\s\S]*Denied\. The rules stop it on its way in\./,
    )
    expect(await slider(screen).getAttribute('aria-valuetext')).toBe(
      '1.5 s: The rules are in place: its own, and those of others that name it. The question: denied.',
    )
    await page.keyboard.press('ArrowLeft')
    expect(await told(screen)).toMatch(/^1 s\./)
  })

  it('shows what becomes of an open connection when a policy comes', async () => {
    profile = await app.profile()
    const screen = await openTime({ name: 'calico' }, 'dev/dbg -> shop/api:8080', [DEFAULT_DENY, SHOP])
    await choose(screen, 'A policy changes')
    await screen.page.getByRole('combobox', { name: 'What changes' }).waitFor()
    await slider(screen).focus()
    await screen.page.keyboard.press('End')
    await screen.until(async () =>
      /A connection that was open: Allowed\. The connection is known[\s\S]*A new connection: Denied\./.test(
        await told(screen),
      ),
    )
    await screen.page
      .getByRole('combobox', { name: 'What changes' })
      .selectOption('goes NetworkPolicy shop/default-deny')
    await screen.until(async () => /A connection that was open: None\./.test(await told(screen)))
  })

  it('goes through a rollout and the reuse of an address', async () => {
    profile = await app.profile()
    const screen = await openTime({ name: 'calico' }, 'shop/web -> svc:shop/api:80', [SHOP])
    await choose(screen, 'A rollout')
    await screen.page.getByRole('combobox', { name: 'New pods have' }).waitFor()
    await slider(screen).focus()
    await screen.page.keyboard.press('ArrowRight')
    await screen.until(async () => /The Deployment has a new template\./.test(await told(screen)))
    await choose(screen, 'An address is given again')
    await slider(screen).focus()
    await screen.page.keyboard.press('End')
    await screen.until(async () =>
      /A stranger gets the address\. \d+ other addresses come first/.test(await told(screen)),
    )
  })

  it('says what it needs, and what there is not', async () => {
    profile = await app.profile()
    const screen = await openTime({ name: 'calico' }, 'internet -> shop/web:8080', [SHOP])
    await choose(screen, 'An address is given again')
    await screen.page.getByText('there is no address to give again').waitFor()
    await choose(screen, 'A policy changes')
    await screen.page.getByText('No policy selects either end of the question').waitFor()
  })

  it.each(['light', 'dark'] as const)('is accessible, %s', async (colorScheme) => {
    profile = await app.profile({ colorScheme })
    const screen = await openTime({ name: 'flannel', options: { networkPolicy: 'standard' } })
    expect(await violations(screen)).toEqual([])
    await choose(screen, 'A policy changes')
    await screen.page.getByRole('combobox', { name: 'What changes' }).waitFor()
    await slider(screen).focus()
    await screen.page.keyboard.press('End')
    expect(await violations(screen)).toEqual([])
    await screen.page.setViewportSize({ width: 390, height: 844 })
    await screen.page.getByRole('button', { name: 'Trace', exact: true }).click()
    await slider(screen).waitFor()
    expect(await violations(screen)).toEqual([])
  })
})
