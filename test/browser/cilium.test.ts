import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settingOf } from '../../src/sim/cni/choice.ts'
import { BuiltApp, type Profile } from './app.ts'
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

const pod = (name: string, port: number) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}
spec: {nodeName: n1, containers: [{name: main, image: example/app, ports: [{containerPort: ${port}}]}]}
---
`
const DNS = `apiVersion: v1
kind: Pod
metadata: {name: dns, namespace: kube-system, labels: {k8s-app: kube-dns}}
spec: {nodeName: n1, containers: [{name: main, image: example/dns, ports: [{name: dns, containerPort: 53, protocol: UDP}]}]}
---
`
const CLUSTER = `${pod('web', 8080)}${pod('api', 8080)}${pod('db', 5432)}${DNS}`
const policy = (spec: string) => `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: p, namespace: shop}
spec: ${spec}
`
const HTTP = policy(
  '{endpointSelector: {matchLabels: {app: api}}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}], toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [{method: GET, path: "/orders(/.*)?"}]}}]}]}',
)
const LOOKUP =
  '{toEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": kube-system}}], toPorts: [{ports: [{port: "53", protocol: UDP}]%}]}'
const NAMES = (dns: string) =>
  policy(
    `{endpointSelector: {matchLabels: {app: web}}, egress: [${LOOKUP.replace('%', dns)}, {toFQDNs: [{matchName: api.partner.example}]}]}`,
  )
const work = (policies: string, question: string) => ({
  documents: [
    { name: 'cluster.yaml', text: CLUSTER },
    { name: 'policies.yaml', text: policies },
  ],
  cni: settingOf({ name: 'cilium' }),
  question,
})

describe('policies of Cilium', () => {
  it('a request that is refused is a 403, a packet that is dropped a time-out', async () => {
    const screen = await profile.openWork(work(HTTP, 'shop/web -> shop/api:8080 POST /orders'))
    await screen.verdict.getByText('403 from the proxy').waitFor()
    await screen.trace.getByText('403 Forbidden').waitFor()
    await screen.tab('Requests')
    await screen.page
      .getByRole('textbox', { name: 'Requests to ask at once' })
      .fill('GET /orders/7\nshop/db -> shop/api:8080')
    const rows = screen.page.getByRole('table', { name: 'What comes of the requests' })
    await rows.getByText('dropped, time-out').waitFor()
    await rows.getByText('allowed').waitFor()
    await screen.page.getByRole('button', { name: 'shop/web -> shop/api:8080 GET /orders', exact: true }).waitFor()
    await screen.tab('Hubble')
    await screen.page.getByText(/http-request DROPPED/).waitFor()
    await screen.tab('Identities')
    await screen.page.getByText(/Handed to the HTTP proxy/).waitFor()
    expect(await violations(screen)).toEqual([])
  })

  it('a name is known once a proxy has seen it looked up', async () => {
    const before = await profile.openWork(work(NAMES(''), 'shop/web -> name:api.partner.example:443'))
    await before.says('Denied')
    const after = await profile.openWork(
      work(NAMES(', rules: {dns: [{matchPattern: "*"}]}'), 'shop/web -> name:api.partner.example:443'),
    )
    await after.says('Allowed')
  })

  it('a flow log becomes policies that let exactly it pass', async () => {
    const screen = await profile.openWork(work('', 'shop/web -> shop/api:8080'))
    await screen.says('Allowed')
    const flow = (from: string, to: string, port: number) =>
      JSON.stringify({
        flow: {
          verdict: 'FORWARDED',
          source: { namespace: 'shop', pod_name: from },
          destination: { namespace: 'shop', pod_name: to },
          l4: { TCP: { source_port: 40000, destination_port: port } },
        },
      })
    await screen.tab('Hubble')
    await screen.page
      .locator('input[type=file][accept*="json"]')
      .last()
      .setInputFiles({
        name: 'flows.json',
        mimeType: 'application/json',
        buffer: Buffer.from(`${flow('web', 'api', 8080)}\n${flow('api', 'db', 5432)}\n`),
      })
    await screen.page.getByText('All 2 observed connections pass with it.').waitFor()
    await screen.page.getByText(/^Nothing else passes/).waitFor()
    // The graph shows what the log saw, and hides it again.
    await screen.page.getByRole('group', { name: 'Flow log' }).getByRole('button', { name: '2 pairs drawn' }).waitFor()
    await screen.page.locator('.observed .way').nth(1).waitFor()
    await screen.page.getByRole('group', { name: 'Flow log' }).getByRole('checkbox').uncheck()
    await screen.page.locator('.observed .way').first().waitFor({ state: 'detached' })
    await screen.page.getByRole('button', { name: 'Add as a document' }).click()
    await screen.ask('shop/db', 'shop/api', '8080')
    await screen.says('Denied')
  })
})
