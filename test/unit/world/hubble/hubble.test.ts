import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { passingText } from '../../../../src/app/text/requests.ts'
import { benchOf } from '../../../../src/world/bench/bench.ts'
import { sampleText } from '../../../../src/world/bench/sample-text.ts'
import { flowLogView } from '../../../../src/world/hubble/log-view.ts'
import { draftFrom } from '../../../../src/world/hubble/draft.ts'
import { observe } from '../../../../src/world/hubble/observe.ts'
import { readFlowLog } from '../../../../src/world/hubble/read-log.ts'
import { identitiesView, lookupsFor } from '../../../../src/world/identities/identities-view.ts'
import { openWorld, type World } from '../../../../src/world/index.ts'
import { readPattern } from '../../../../src/ground/patterns.ts'

const SHOP = readFileSync(new URL('../../../fixtures/clusters/shop.yaml', import.meta.url), 'utf8')
const POLICY = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: p, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: api}}
  ingress:
  - fromEndpoints: [{matchLabels: {app: web}}]
    toPorts: [{ports: [{port: "8080", protocol: TCP}], rules: {http: [{method: GET, path: "/orders/[0-9]+"}, {method: "PUT|POST", path: "/cart", headers: ["X-Token: 42"]}]}}]
  - fromCIDR: [203.0.113.0/24]
  ingressDeny: [{fromEndpoints: [{matchLabels: {app: cache}}]}]
`
const open = (policies = POLICY): World =>
  openWorld({
    documents: [
      { name: 'cluster', text: SHOP },
      { name: 'policies', text: policies },
    ],
    cni: { name: 'cilium' },
  })
const asked = (world: World, text: string) => {
  const read = world.parse(text)
  if (!read.ok) throw new Error(text)
  return read.value
}

describe('the bench of requests', () => {
  const world = open()
  test('asks every line, whole questions and words alone', () => {
    const { rows, passing } = benchOf(world, {
      base: asked(world, 'shop/web -> shop/api:8080'),
      lines: [
        'GET /orders/7',
        'GET /orders/x',
        '',
        '# a remark',
        'shop/db -> shop/api:8080',
        'nonsense ->',
        'PUT /cart X-Token:42',
      ],
    })
    expect(
      rows.map(({ answer, problem }) => (answer ? `${answer.outcome} ${answer.cause ?? ''}`.trim() : problem!.code)),
    ).toEqual(['allowed', 'denied http-403', 'denied policy-drop', 'question', 'allowed'])
    expect(passing).toEqual([
      'shop/web -> shop/api:8080 GET /orders/0',
      'shop/web -> shop/api:8080 PUT /cart X-Token:42',
    ])
  })
  test('lists nothing where words make no difference', () =>
    expect(benchOf(world, { base: asked(world, 'shop/db -> shop/api:8080'), lines: [] })).toEqual({
      rows: [],
      unasked: 0,
      passing: [],
      tried: 0,
      untried: 0,
    }))
  test('counts what it leaves out', () => {
    const many = open(
      POLICY.replace(
        'http: [',
        `http: [${Array.from({ length: 100 }, (_, index) => `{path: "/p${index}"}`).join(', ')}, `,
      ),
    )
    const { rows, unasked, passing, tried, untried } = benchOf(many, {
      base: asked(many, 'shop/web -> shop/api:8080'),
      lines: Array.from({ length: 230 }, (_, index) => `GET /p${index}`),
    })
    expect([rows.length, unasked, passing.length, tried, untried]).toEqual([200, 30, 60, 60, 42])
    expect(passingText({ passing, tried, untried })).toBe('42 more rules speak of requests and were not tried.')
  })
  test('says what an empty list means', () => {
    expect(passingText({ passing: [], tried: 0, untried: 0 })).toBe(
      'What is said makes no difference to this question.',
    )
    expect(passingText({ passing: [], tried: 1, untried: 1 })).toBe(
      'The one request that was read out of the rules does not pass. 1 more rule speaks of requests and was not tried.',
    )
  })
})

describe('a sample of a pattern', () => {
  test.each([
    '/orders/[0-9]+',
    'GET|HEAD',
    '^/list/.*$',
    '/a(b|c){2}/\\d{3}',
    '/v1/(?:x|y)?/z',
    '[^/]+',
    '',
    '/public(/.*)?',
    'api\\.example',
    '/(?P<id>\\w+)/end',
  ])('%s fits it', (pattern) => {
    const read = readPattern(pattern)
    expect('matches' in read && read.matches(sampleText(pattern))).toBe(true)
  })
  test.each(['(((((', '[', '\\', 'a{999}', '('.repeat(5000), '(a*)*'.repeat(500)])('%s does no harm', (pattern) =>
    expect(sampleText(pattern).length).toBeLessThanOrEqual(200),
  )
})

describe('what Hubble shows', () => {
  const world = open()
  const types = (text: string, of = world) =>
    observe(asked(of, text), of).map(({ compact }) => compact.replace(/^.*?\) (?:->|<>|<-) \S+ \([^)]*\) /, ''))
  test('a drop, again and again', () => {
    expect(types('shop/db -> shop/api-1:8080').slice(0, 4)).toEqual([
      'to-overlay FORWARDED (TCP Flags: SYN)',
      'policy-verdict:none INGRESS DENIED (TCP Flags: SYN)',
      'Policy denied DROPPED (TCP Flags: SYN)',
      'policy-verdict:none INGRESS DENIED (TCP Flags: SYN)',
    ])
  })
  test('a denial by the list of denials', () => {
    const [, , drop] = observe(asked(world, 'shop/cache -> shop/api-1:8080'), world)
    expect(drop!.flow).toMatchObject({
      verdict: 'DROPPED',
      drop_reason: 181,
      drop_reason_desc: 'POLICY_DENY',
      traffic_direction: 'INGRESS',
      Type: 'L3_L4',
    })
  })
  test('a request that the proxy refuses, and its answer', () => {
    expect(types('shop/web -> shop/api-1:8080 GET /x')).toEqual([
      'policy-verdict:L3-L4 INGRESS ALLOWED (TCP Flags: SYN)',
      'to-proxy FORWARDED (TCP Flags: SYN)',
      'http-request DROPPED (HTTP/1.1 GET http://10.244.1.21/x)',
      'http-response FORWARDED (HTTP/1.1 403 0ms (GET http://10.244.1.21/x))',
    ])
  })
  test('an answer of the proxy as a reply: the caller stays on the left', () => {
    const [verdict, , request, response] = observe(asked(world, 'shop/web -> shop/api-1:8080 GET /x'), world)
    expect(verdict!.flow).toMatchObject({ verdict: 'REDIRECTED', is_reply: false })
    expect(request!.flow).toMatchObject({ is_reply: false, source: { pod_name: 'web' }, Type: 'L7' })
    expect(response!.flow).toMatchObject({
      is_reply: true,
      source: { pod_name: 'api-1' },
      destination: { pod_name: 'web' },
    })
    expect(response!.compact).toMatch(/: shop\/web:\d+ \(ID:\d+\) <- shop\/api-1:8080 /)
  })
  test('a request that passes', () =>
    expect(types('shop/web -> shop/api-1:8080 GET /orders/7').at(-1)).toBe('to-endpoint FORWARDED (TCP Flags: SYN)'))
  test('the whole line', () =>
    expect(observe(asked(world, 'shop/web -> shop/api-1:8080 GET /x'), world)[0]!.compact).toMatch(
      /^Jul 29 12:00:00\.000: shop\/web:\d+ \(ID:\d+\) -> shop\/api-1:8080 \(ID:\d+\) policy-verdict:L3-L4 INGRESS ALLOWED \(TCP Flags: SYN\)$/,
    ))
  test('nothing of who is not isolated but the arrival', () =>
    expect(types('shop/web -> dev/web:8080')).toEqual(['to-endpoint FORWARDED (TCP Flags: SYN)']))
})

describe('identities and maps', () => {
  const view = identitiesView(open(), { pod: 'shop/api-1', question: null })
  test('reserved ones have their numbers, and replicas share theirs', () => {
    expect(
      view.identities.filter(({ number }) => number < 256).map(({ number, labels }) => `${number} ${labels[0]}`),
    ).toEqual([
      '1 reserved:host',
      '2 reserved:world',
      '3 reserved:unmanaged',
      '4 reserved:health',
      '5 reserved:init',
      '6 reserved:remote-node',
      '8 reserved:ingress',
    ])
    expect(view.identities.find(({ who }) => who.includes('shop/api-1'))?.who).toEqual(['shop/api-1', 'shop/api-2'])
    expect(view.identities.at(-1)).toEqual({
      number: 16777217,
      labels: ['cidr:203.0.113.0/24', 'reserved:world'],
      who: ['203.0.113.0/24'],
    })
  })
  test('the map has a line for each identity and port', () => {
    const lines = view.map!.entries.map(
      ({ direction, identity, port, action, proxy, by }) =>
        `${direction} ${view.identities.find(({ number }) => number === identity)?.who[0] ?? identity} ${port} ${action}${proxy ? ` ${proxy}` : ''} ${by}`,
    )
    expect(lines).toEqual([
      'ingress shop/cache ANY Deny shop/p',
      'ingress shop/web 8080/TCP Allow HTTP shop/p',
      'ingress 203.0.113.0/24 ANY Allow shop/p',
      'ingress node n1 ANY Allow allow-localhost',
      'egress 0 ANY Allow default',
    ])
    expect(view.map!.enforced).toEqual({ ingress: true, egress: false })
  })
  test.each([
    ['shop/web -> shop/api-1:8080', 'L3-L4', null],
    ['shop/cache -> shop/api-1:8080', 'L3-Only', 181],
    ['shop/db -> shop/api-1:8080', 'none', 133],
    ['ip:203.0.113.9 -> shop/api-1:8080', 'L3-Only', null],
  ] as const)('%s finds %s', (text, match, code) => {
    const world = open()
    expect(lookupsFor(world, asked(world, text))).toEqual(
      identitiesView(world, { pod: null, question: asked(world, text) }).lookups,
    )
    expect(lookupsFor(world, asked(world, text)).find(({ at }) => at === 'ingress')).toMatchObject({ match, code })
  })
})

describe('a log of flows', () => {
  const world = open('')
  const log = (...texts: readonly string[]) =>
    texts
      .flatMap((text) => observe(asked(world, text), world))
      .map(({ flow }) => JSON.stringify({ flow }))
      .join('\n')
  const text = log(
    'shop/web -> shop/api-1:8080',
    'shop/api-1 -> shop/db:5432',
    'shop/api-1 -> ip:203.0.113.9:443',
    'monitoring/prom -> shop/api-2:9090',
  )
  test('is read into connections, whatever else is in it', () => {
    const read = readFlowLog(
      `not json\n{"flow": 3}\n[]\n${text}\n{"flow":{"source":{},"destination":{},"verdict":"FORWARDED"}}`,
    )
    expect(read.connections.map(({ from, to, port }) => `${from.name} ${to.name} ${port}`)).toEqual([
      'shop/web shop/api-1 8080',
      'shop/api-1 shop/db 5432',
      'shop/api-1 203.0.113.9 443',
      'monitoring/prom shop/api-2 9090',
    ])
    expect(read.skipped).toEqual({ unreadable: 3, replies: 0, others: 1 })
  })
  test.each(['NetworkPolicy', 'CiliumNetworkPolicy'] as const)('becomes %s that let exactly this pass', (kind) => {
    const draft = draftFrom(readFlowLog(text), world, kind)
    expect(draft.proof).toEqual({ observed: 4, allowed: 4, stopped: [], beyond: [] })
    expect(draft.unknown).toBe(0)
    const after = world.open([...world.documents, { name: 'draft', text: draft.text }])
    expect(after.diagnostics.filter(({ severity, layer }) => severity === 'error' && layer !== 'finding')).toEqual([])
    expect(after.ask(asked(world, 'shop/cache -> shop/api-1:8080')).outcome).toBe('denied')
    expect(after.ask(asked(world, 'shop/web -> shop/api-1:9090')).outcome).toBe('denied')
    expect(after.ask(asked(world, 'shop/api-1 -> ip:198.51.100.1:443')).outcome).toBe('denied')
  })
  test('counts what it saw between two ends of the picture', () => {
    const strange = JSON.stringify({
      flow: {
        verdict: 'FORWARDED',
        source: { namespace: 'gone', pod_name: 'x' },
        destination: { namespace: 'shop', pod_name: 'db' },
        l4: { TCP: { destination_port: 5432 } },
      },
    })
    const view = flowLogView(world, `${text}\n${log('shop/web -> shop/api-1:9090')}\n${strange}`, null)
    expect(view.pairs.find(({ from }) => from === 'shop/web')).toEqual({
      from: 'shop/web',
      to: 'deploy:shop/api',
      passed: true,
      times: view.connections.filter(({ from }) => from === 'shop/web').reduce((sum, { times }) => sum + times, 0),
    })
    expect(view.pairs).toHaveLength(4)
    expect([view.unknown, view.pairsLeft, view.draft]).toEqual([1, 0, null])
  })
  test('says what it cannot put into a policy', () => {
    const strange = JSON.stringify({
      flow: {
        verdict: 'FORWARDED',
        source: { namespace: 'gone', pod_name: 'x' },
        destination: { namespace: 'shop', pod_name: 'db' },
        l4: { TCP: { destination_port: 5432 } },
      },
    })
    expect(draftFrom(readFlowLog(strange), world, 'NetworkPolicy')).toMatchObject({ unknown: 1, policies: 0, text: '' })
  })
})
