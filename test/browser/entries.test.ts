import { afterEach, beforeEach, expect, it } from 'vitest'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile } from './app.ts'
import { violations } from './axe.ts'
import { SHOP } from './worlds.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile()
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const front = (service: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front, namespace: shop}
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${service}, port: {number: 80}}}}]}
`

it('ways in from outside are listed, lead to the text, and say whom policies see', async () => {
  const screen = await profile.openWork({ documents: [SHOP, { name: 'front', text: front('web') }] })
  await screen.editorIsThere()
  await screen.page.getByRole('tab', { name: /^Entries 1/ }).click()
  const panel = screen.page.getByRole('tabpanel', { name: 'Entries' })
  await panel.getByText('Policies see them as the source').waitFor()
  expect((await panel.getByRole('row').nth(1).innerText()).split('\t').map((cell) => cell.trim())).toEqual([
    'Ingress shop/front',
    'host shop.example, path /',
    'class nginx',
    'shop/web:80',
  ])
  expect(await violations(screen)).toEqual([])
  await panel.getByRole('button', { name: 'Ingress shop/front' }).click()
  await screen.page.getByRole('tab', { name: /^front/, selected: true }).waitFor()
})

it('say of Cilium that it is its own controller, and who that is to policies', async () => {
  const screen = await profile.openWork({
    documents: [SHOP, { name: 'front', text: front('web') }],
    cni: settingOf({ name: 'cilium' }),
  })
  await screen.editorIsThere()
  await screen.page.getByRole('tab', { name: /^Entries 1/ }).click()
  await screen.page.getByRole('tabpanel', { name: 'Entries' }).getByText('as the entity ingress').waitFor()
  expect(await screen.page.getByRole('button', { name: /ingress ->/ }).count()).toBe(0)
})

it('ask about both parts of the way through Cilium’s own Envoy, and lead to a walk of neither', async () => {
  const screen = await profile.openWork({
    documents: [
      SHOP,
      { name: 'front', text: front('web').replace('nginx', 'cilium') },
      {
        name: 'gate',
        text: `apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: gate}
spec: {endpointSelector: {}, ingress: [{fromEntities: [cluster]}]}
`,
      },
    ],
    cni: settingOf({ name: 'cilium' }),
  })
  await screen.editorIsThere()
  await screen.page.getByRole('tab', { name: /^Entries 1/ }).click()
  const panel = screen.page.getByRole('tabpanel', { name: 'Entries' })
  await panel.getByRole('button', { name: /^internet -> ingress:\d+$/ }).click()
  await screen.says('Denied')
  await panel.getByRole('button', { name: 'ingress -> svc:shop/web:80' }).click()
  await screen.says('Allowed')
  await screen.page.getByRole('tab', { name: 'Walk' }).click()
  await screen.page.getByText('no packets are shown').waitFor()
  expect(await violations(screen)).toEqual([])
})

it('lead to the text where the screen has room for one half, too', async () => {
  await profile.close()
  profile = await app.profile({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })
  const { page } = await profile.openWork({ documents: [SHOP, { name: 'front', text: front('web') }] })
  await page.getByRole('button', { name: 'Trace', exact: true }).click()
  await page.getByRole('tab', { name: /^Entries 1/ }).click()
  await page.getByRole('button', { name: 'Ingress shop/front' }).click()
  await page.locator('#editor textarea').waitFor()
})

it('one that leads nowhere is a problem with its line', async () => {
  const screen = await profile.openWork({ documents: [SHOP, { name: 'front', text: front('wbe') }], active: 'front' })
  await screen.editorIsThere()
  await screen.until(async () => (await screen.problems.innerText()).includes('Line 8. There is no Service shop/wbe'))
  expect(await screen.page.getByRole('tab', { name: /^Entries/ }).count()).toBe(0)
})
