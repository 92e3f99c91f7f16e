import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { BuiltApp, type Profile } from './app.ts'
import { englishWords } from './english-words.ts'

const app = new BuiltApp()
let profile: Profile

beforeEach(async () => {
  profile = await app.profile({ viewport: { width: 1500, height: 950 } })
})
afterEach(async () => {
  expect(profile.complaints).toEqual([])
  await profile.close()
})

const document = (name: string) => ({
  name,
  text: readFileSync(new URL(`../../lessons/examples/which-layer-stopped-me/${name}.yaml`, import.meta.url), 'utf8'),
})
const TOKENS = {
  name: 'tokens',
  text: `apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: issuer, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  jwtRules: [{ issuer: https://issuer.example, jwksUri: https://issuer.example/keys }]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: staff, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  action: ALLOW
  rules: [{ from: [{ source: { requestPrincipals: ["https://issuer.example/staff"] } }] }]
`,
}

describe('which layer stopped me', () => {
  it('is told by the trace: the handshake of a plain client, then the proxy with its 403, then nobody', async () => {
    const screen = await profile.openWork({
      documents: [document('layers'), document('mesh')],
      question: 'dev/dbg -> svc:shop/api:80 GET /orders',
    })
    await screen.says('Denied')
    await screen.page
      .getByTitle(/Found in the documents/)
      .getByText('Istio')
      .waitFor()
    await screen.trace.getByText('the server takes mutual TLS only').first().waitFor()
    await screen.trace.getByText('Connection reset by peer').waitFor()
    expect(await violations(screen)).toEqual([])

    const words = screen.page.getByRole('combobox', { name: /^(?:What is said|Was gesagt wird)/ })
    await screen.ask('shop/web', 'svc:shop/api', '80')
    await words.fill('DELETE /orders')
    await words.press('Enter')
    await screen.trace.getByText('RBAC: access denied').first().waitFor()
    await words.fill('GET /orders')
    await words.press('Enter')
    await screen.says('Allowed')
    await screen.page.getByRole('tab', { name: /^Policies/ }).click()
    const listed = screen.page.getByRole('list', { name: 'Policies of the mesh' })
    await listed.getByRole('button', { name: 'shop/web-reads' }).waitFor()
    await listed.getByText('It lets in what it has one rule for').waitFor()

    await screen.page.getByLabel('Language').selectOption('de')
    await screen.page.getByRole('tab', { name: /^Trace/ }).click()
    await words.fill('DELETE /orders')
    await words.press('Enter')
    const trace = screen.page.locator('article.trace')
    await trace.getByText('Mit 403 abgewiesen.').waitFor()
    await trace.getByText('Durch das Mesh').waitFor()
    expect(await englishWords(trace)).toEqual([])
  })

  it('is told by the picture: a lock on the line, a proxy at the pod, and whom it can prove to be', async () => {
    const screen = await profile.openWork({
      documents: [document('layers'), document('mesh')],
      question: 'shop/web -> svc:shop/api:80 GET /orders',
    })
    await screen.page.getByRole('img', { name: 'shop/web to shop/api: mutual TLS' }).waitFor()
    const legend = screen.page.getByRole('list', { name: 'Legend' })
    await legend.getByText('mutual TLS').waitFor()
    await legend.getByText('has a proxy').waitFor()
    const api = screen.page.getByRole('button', {
      name: /^shop\/api, Pod.*in the mesh with its own proxy, as cluster\.local\/ns\/shop\/sa\/api/,
    })
    await api.hover()
    await screen.page.locator('.popover').getByText('cluster.local/ns/shop/sa/api').waitFor()
    expect(await violations(screen)).toEqual([])
  })

  it('is told by the walk: the packet meets the proxies, and ends at the one that refuses', async () => {
    const screen = await profile.openWork({
      documents: [document('layers'), document('mesh')],
      question: 'shop/web -> svc:shop/api:80 DELETE /orders',
      view: 'walk',
    })
    await screen.says('Denied')
    await screen.page.getByText('envoy, 15001').first().waitFor()
    await screen.page.getByRole('heading', { name: 'The proxy of shop/web calls in its place' }).waitFor()
    await screen.page
      .getByRole('button', { name: /The proxy of shop\/api refuses/ })
      .first()
      .click()
    await screen.page.locator('.walk .drop').getByText('RBAC: access denied').first().waitFor()
    expect(await violations(screen)).toEqual([])
  })

  it('hangs on the token that the request carries', async () => {
    const screen = await profile.openWork({
      documents: [TOKENS, document('mesh')],
      question: 'shop/web -> svc:shop/api:80 GET /orders',
    })
    await screen.says('Denied')
    await screen.trace.getByText('RBAC: access denied').first().waitFor()
    const words = screen.page.getByRole('combobox', { name: /^What is said/ })
    await words.fill('GET /orders token=https://issuer.example/staff')
    await words.press('Enter')
    await screen.says('Allowed')
    await words.fill('GET /orders token=https://issuer.example/guest')
    await words.press('Enter')
    await screen.says('Denied')
  })
})
