import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { ALLOW_WEB, DEFAULT_DENY, ONLY_DNS, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile({ permissions: ['clipboard-read', 'clipboard-write'] })
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

describe('why can’t web reach api?', () => {
  it('is answered with who decided at both ends, what nearly fitted, and on which line', async () => {
    const screen = await profile.openWork({ documents: [ALLOW_WEB, DEFAULT_DENY, SHOP] })
    await screen.ask('shop/web', 'shop/api', '8080')
    await screen.says('Denied')

    const trace = await screen.trace.innerText()
    expect(trace).toContain('Egress at shop/web')
    expect(trace).toContain('allowed – no policy selects this pod for egress')
    expect(trace).toContain('Ingress at shop/api')
    expect(trace).toContain('denied')
    expect(trace).toContain('shop/default-deny')
    expect(trace).toContain('shop/allow-web')
    const nearMiss = screen.trace.locator('.card')
    expect(await nearMiss.innerText()).toMatch(/app=web-frontend[\s\S]*app=web/)

    await nearMiss.getByRole('button', { name: 'Line 14' }).click()
    await screen.page.locator('.monaco-editor.focused, .monaco-editor .focused').first().waitFor()
    expect(await screen.page.locator('footer').innerText()).toContain('Ln 14')
    await screen.page.locator('.monaco-editor .deciding').first().waitFor()

    await screen.page.keyboard.press('End')
    for (let letter = 0; letter < '-frontend'.length; letter++) await screen.page.keyboard.press('Backspace')
    await screen.until(async () => (await screen.verdict.innerText()).includes('Allowed'))
    expect(await screen.verdict.innerText()).toMatch(/allow-web, rule 1/)
    expect(await screen.trace.innerText()).toContain('rule 1 admits it')
  })

  it('shows of twenty policies those that tell something, says how many others there are, and unfolds them by keyboard', async () => {
    const others = {
      name: 'others',
      text: Array.from({ length: 20 }, (_, index) =>
        DEFAULT_DENY.text.replace('name: default-deny', `name: deny-${index + 10}`),
      ).join('---\n'),
    }
    const screen = await profile.openWork({
      documents: [ALLOW_WEB, others, SHOP],
      question: 'shop/web -> shop/api:8080',
    })
    await screen.says('Denied')
    const { page } = screen
    const trace = page.locator('.trace')
    const more = trace.getByRole('button', { name: '15 more policies without a rule that fits' })
    await more.focus()
    expect(await trace.getByRole('button', { name: 'shop/deny-29' }).count()).toBe(0)
    await page.keyboard.press('Enter')
    await trace.getByRole('button', { name: 'shop/deny-29' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('shop/deny-15')
  })

  it('can be copied as text', async () => {
    const screen = await profile.openWork({
      documents: [ALLOW_WEB, DEFAULT_DENY, SHOP],
      question: 'shop/web -> shop/api:8080',
    })
    await screen.says('Denied')
    await screen.trace.getByRole('button', { name: 'Copy as text' }).click()
    await screen.trace.getByText('Copied').waitFor()
    const copied = await screen.page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('Denied at shop/api, on the way in.')
    expect(copied).toContain('app=web-frontend')
  })
})

describe('what did my last edit change?', () => {
  it('is counted, drawn and listed, and goes back to nothing when the edit is undone', async () => {
    const screen = await profile.openWork({ documents: [{ name: 'policy', text: '' }, SHOP], active: 'policy' })
    await screen.editorIsThere()
    await screen.page.getByRole('button', { name: 'Mark baseline' }).click()
    await screen.page.locator('.monaco-editor .view-lines').first().click()
    await screen.paste(ONLY_DNS)
    await screen.until(async () =>
      /^0 opened\D*[1-9]\d* closed/.test(
        await screen.strip.innerText().then((text) => text.replace(/[+−\n]/g, ' ').trim()),
      ),
    )

    // What closed stops at bars, and chips say how many, with their sign.
    const picture = screen.page.locator('#picture')
    await picture.locator('path.stroke.bar').first().waitFor({ state: 'attached' })
    await picture.locator('.chip.deny .sign-of').first().waitFor({ state: 'attached' })
    await screen.page.getByRole('tab', { name: 'Matrix' }).click()
    await screen.page
      .getByRole('gridcell', { name: /denied leaving, closed/ })
      .first()
      .waitFor()

    await screen.strip.click()
    await screen.trace.getByText('shop/web → ').first().waitFor()
    expect(await screen.trace.locator('li').count()).toBeGreaterThan(5)

    await screen.page.locator('.monaco-editor .view-lines').first().click()
    await screen.page.keyboard.press('Control+z')
    await screen.until(async () => /0 opened\D*0 closed/.test(await screen.strip.innerText()))
  })
})

describe('while the text is broken', () => {
  it('the last good picture stays, with a badge, and the problem has its line', async () => {
    const screen = await profile.openWork({
      documents: [{ ...ALLOW_WEB, text: ALLOW_WEB.text.replace('web-frontend', 'web') }, DEFAULT_DENY, SHOP],
      question: 'shop/web -> shop/api:8080',
    })
    await screen.says('Allowed')
    const stations = screen.page.locator('#picture [data-stop]')
    const lines = screen.page.locator('#picture [data-line]')
    const before = { stations: await stations.count(), lines: await lines.count() }
    expect(before.stations).toBeGreaterThan(10)

    await screen.clickLine('spec:')
    await screen.page.keyboard.press('Backspace')
    await screen.until(async () => (await screen.problems.innerText()).includes('Line 6.'))
    expect(await screen.problems.innerText()).toContain('needs a colon after spec')
    await screen.page.locator('.monaco-editor .squiggly-error').first().waitFor()
    await screen.page.getByText('showing last valid version').waitFor()
    expect({ stations: await stations.count(), lines: await lines.count() }).toEqual(before)
    await screen.says('Allowed')

    await screen.page.keyboard.press(':')
    await screen.page.getByText('showing last valid version').waitFor({ state: 'detached' })
  })

  it('what the API server would refuse is not applied, and the verdict says so', async () => {
    const refused = { ...DEFAULT_DENY, text: DEFAULT_DENY.text.replace('[Ingress]', '[Ingres]') }
    const screen = await profile.openWork({ documents: [refused, SHOP], question: 'shop/web -> shop/api:8080' })
    await screen.says('Allowed')
    expect(await screen.problems.innerText()).toContain(
      'spec.policyTypes[0]: Unsupported value: "Ingres": supported values: "Ingress", "Egress"',
    )
    expect(await screen.trace.innerText()).toContain('default-deny')
  })
})
