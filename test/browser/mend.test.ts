import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BuiltApp, type Profile } from './app.ts'
import { ALLOW_WEB, DEFAULT_DENY, SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile({ permissions: ['clipboard-read', 'clipboard-write'] })
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const example = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../lessons/examples/${file}`, import.meta.url)), 'utf8')

describe('what would change this?', () => {
  it('offers the smallest edits, says what they open, and one undo takes one back', async () => {
    const screen = await profile.openWork({
      documents: [ALLOW_WEB, DEFAULT_DENY, SHOP],
      question: 'shop/web -> shop/api:8080',
    })
    await screen.says('Denied')
    await screen.editorIsThere()
    await screen.trace.getByRole('button', { name: 'What would allow this?' }).click()
    const first = screen.trace.locator('.flips ol > li').first()
    await first.waitFor()
    expect(await first.innerText()).toMatch(
      /app=web in place of app=web-frontend[\s\S]*opens 1 connection[\s\S]*web → api/,
    )
    await first.getByRole('button', { name: 'Apply' }).click()
    await screen.says('Allowed')
    expect(await screen.text()).not.toContain('web-frontend')
    // Applying leaves the focus in the editor.
    await screen.page.keyboard.press('Control+z')
    await screen.says('Denied')
  })

  it('adds a policy as a tab of its own, which Undo closes', async () => {
    const screen = await profile.openWork({ documents: [DEFAULT_DENY, SHOP], question: 'dev/dbg -> shop/web:8080' })
    await screen.says('Denied')
    await screen.trace.getByRole('button', { name: 'What would allow this?' }).click()
    await screen.trace
      .locator('.flips ol > li', { hasText: 'allow-dbg-to-web' })
      .getByRole('button', { name: 'Apply' })
      .click()
    await screen.says('Allowed')
    await screen.page.getByRole('tab', { name: /^allow-dbg-to-web/ }).waitFor()
    await screen.page.getByRole('button', { name: 'Undo', exact: true }).click()
    await screen.says('Denied')
    await screen.page.getByRole('tab', { name: /^allow-dbg-to-web/ }).waitFor({ state: 'detached' })
  })
})

describe('from the older policies to ClusterNetworkPolicy', () => {
  it('shows both texts, proves that they mean the same, and counts what a later edit changes', async () => {
    const documents = [
      { name: 'admins', text: example('anp-and-banp/admins.yaml') },
      { name: 'baseline', text: example('anp-and-banp/baseline.yaml') },
      SHOP,
    ]
    const screen = await profile.openWork({ documents, question: 'dev/dbg -> shop/web:8080' })
    await screen.says('Allowed')
    await screen.editorIsThere()
    await screen.page.getByRole('button', { name: 'Rewrite as ClusterNetworkPolicy' }).click()
    const dialog = screen.page.getByRole('dialog')
    await dialog.getByText(/^Same verdict for all \d+ flows/).waitFor()
    expect(await dialog.getByRole('region', { name: 'Changes of admins' }).textContent()).toMatch(
      /removed:\s*kind: AdminNetworkPolicy[\s\S]*added:\s*kind: ClusterNetworkPolicy/,
    )
    await dialog.getByRole('button', { name: 'Rewrite', exact: true }).click()
    // Nothing was opened or closed before either, so the text is what tells that it is done.
    await screen.until(async () => (await screen.text()).includes('kind: ClusterNetworkPolicy'))
    await screen.until(async () => /0 opened\D*0 closed/.test(await screen.strip.innerText()))
    await screen.says('Allowed')

    // What the pages are allowed now comes after the denial of everything.
    await screen.clickLine('priority: 15')
    for (let letter = 0; letter < 2; letter++) await screen.page.keyboard.press('Backspace')
    await screen.page.keyboard.type('25')
    await screen.says('Denied')
    await screen.until(async () => /[1-9]\d* closed/.test(await screen.strip.innerText()))
    await screen.strip.click()
    await screen.trace
      .getByText(/dev\/dbg →/)
      .first()
      .waitFor()
  })

  it('serves only the versions that are chosen, and says what is not applied', async () => {
    const screen = await profile.openWork({
      documents: [{ name: 'baseline', text: example('anp-and-banp/baseline.yaml') }, SHOP],
      question: 'dev/dbg -> shop/db:5432',
    })
    await screen.says('Denied')
    await screen.page.getByLabel('Policy API').selectOption('v1alpha2')
    await screen.says('Allowed')
    await screen.problems
      .getByText('no matches for kind "BaselineAdminNetworkPolicy" in version "policy.networking.k8s.io/v1alpha1"')
      .waitFor()
    await screen.page.getByLabel('Policy API').selectOption('v1alpha1')
    await screen.says('Denied')
  })
})

describe('the list of policies', () => {
  it('says in sentences what each is about, and leads to its text', async () => {
    const screen = await profile.openWork({ documents: [ALLOW_WEB, DEFAULT_DENY, SHOP], active: 'default-deny' })
    await screen.editorIsThere()
    await screen.trace.getByRole('tab', { name: /^Policies/ }).click()
    const item = screen.trace.getByRole('listitem').filter({ hasText: 'shop/allow-web' }).first()
    await item.waitFor()
    expect(await item.innerText()).toMatch(
      /It is about api, 2 pods\. Nothing gets in that no policy lets in[\s\S]*Rule 1 lets pods app=web-frontend in shop in on\s8080\./,
    )
    await item.getByRole('button', { name: 'shop/allow-web' }).click()
    await screen.page.getByRole('tab', { name: /^allow-web/, selected: true }).waitFor()
  })
})
