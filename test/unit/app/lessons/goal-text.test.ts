import { describe, expect, test } from 'vitest'
import { shortNames } from '../../../../src/app/state/short-names.ts'
import { goalNow, goalText } from '../../../../src/app/text/goal.ts'
import { guessFlow, guessTable } from '../../../../src/app/text/goal/guess-table.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import type { Goal } from '../../../../src/lessons/goal.ts'
import { openWorld } from '../../../../src/world/index.ts'
import { check, goal, policy, SHOP, worldOf } from '../../lessons/worlds.ts'

const world = worldOf(
  SHOP,
  policy(
    'shop/lock',
    '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }] }',
  ),
  policy('shop/shut', '{ podSelector: { matchLabels: { app: cache } } }'),
)
const nameOf = shortNames(['shop/web', 'shop/cache', 'shop/api', 'dev/web'])
const goalOf = (say: string | null, ...texts: readonly string[]): Goal => ({
  say,
  lines: texts.map((text) => goal(text, world)),
  texts,
  atLeast: null,
  isBusiness: false,
})
const sentence = (...texts: readonly string[]) => plain(goalText(goalOf(null, ...texts), nameOf))

describe('what a goal asks for', () => {
  test.each([
    ['allow shop/cache -> shop/api:8080', 'cache reaches api on 8080'],
    ['allow shop/web -> shop/api:53/UDP', 'shop/web reaches api on 53 UDP'],
    ['allow shop/web -> shop/api:http', 'shop/web reaches api on http'],
    ['allow shop/cache -> svc:shop/api:80', 'cache reaches the Service api on 80'],
    ['allow {shop/cache, dev/web} -> shop/api', 'cache and dev/web reach api'],
    ['allow shop/* -> internet:443', 'every pod in shop reaches the internet on 443'],
    ['allow * -> shop/api', 'everybody reaches api'],
    ['allow shop/cache -> ip:198.51.100.20:443', 'cache reaches 198.51.100.20 on 443'],
    ['allow shop/cache -> name:api.shop:80', 'cache reaches the name api.shop on 80'],
    ['allow node:n1 -> shop/api', 'node n1 reaches api'],
    ['deny shop/cache -> shop/api:8080', 'cache does not reach api on 8080'],
    ['deny shop/cache -> shop/api', 'cache does not reach api'],
    ['deny {shop/cache, internet} -> shop/api', 'cache and the internet do not reach api'],
    ['deny * -> shop/api:8080', 'nobody reaches api on 8080'],
    ['deny */* -> shop/api', 'no pod reaches api'],
    ['deny dev/* -> shop/*', 'no pod in dev reaches any pod in shop'],
    ['deny shop/cache -> shop/a*', 'cache does not reach any pod shop/a*'],
    ['deny {dev/*, shop/*} -> shop/api', 'no pod in dev and no pod in shop reach api'],
    ['predict shop/cache -> shop/api:8080 = denied', 'Your guess: does cache reach api on 8080?'],
    ['predict shop/cache -> shop/api:53/UDP = denied', 'Your guess: does cache reach api on 53 UDP?'],
    ['predict reply shop/cache -> shop/api = allowed', 'Your guess: when cache calls api, does the reply come back?'],
    ['select shop/lock ingress == {shop/api}', 'shop/lock isolates api for ingress, and nothing else'],
    ['select egress == {shop/api, shop/cache}', 'policies isolate api and cache for egress, and nothing else'],
    [
      'endpoints svc:shop/api == {shop/api, shop/cache, dev/web}',
      'the Service shop/api leads to api, cache and dev/web',
    ],
    ['exposed == {shop/api}', 'from outside, only the Service api can be reached'],
    ['exposed == {}', 'no Service can be reached from outside'],
    ['count NetworkPolicy 1', '1 NetworkPolicy'],
    ['count NetworkPolicy 2', '2 NetworkPolicies'],
    ['count Pod in shop 3', '3 Pods in shop'],
    ['none NetworkPolicy', 'no NetworkPolicy'],
    ['none NetworkPolicy in shop', 'no NetworkPolicy in shop'],
    ['pods shop/api 4', 'api runs 4 pods'],
    ['pods shop/api 1', 'api runs 1 pod'],
    ['exists Pod shop/cache', 'there is a Pod shop/cache'],
    ['unchanged NetworkPolicy shop/lock', 'the NetworkPolicy shop/lock stays as it is'],
    ['security shop/* restricted', 'every pod in shop meets restricted'],
    ['security {shop/api, shop/cache} baseline', 'api and cache meet baseline'],
    ['enforces shop restricted', 'the namespace shop takes only pods that meet restricted'],
    ['lacks shop/api NET_RAW', 'no container of api has NET_RAW'],
    ['lacks shop/* NET_ADMIN', 'no container of any pod in shop has NET_ADMIN'],
    ['asserts 3', 'at least 3 assertions hold, and none fails'],
    ['asserts 1 deny', '1 assertion that denies holds, and none fails'],
    ['asserts 1 shop/cache -> shop/api:8080', '1 assertion about cache to api on 8080 holds, and none fails'],
    ['asserts at most 8', 'there are no more than 8 assertions'],
    ['exports 4', 'the exported file has at least 4 tests'],
    [
      'exports 1 allow shop/cache -> kube-system/dns:53/UDP',
      'the exported file has 1 test that allows cache to kube-system/dns on 53 UDP',
    ],
    ['notices 8', 'the assertions notice 8 changes of the policies, or more'],
    ['prints node:n1 $ kube-bench = [PASS] 5.3.2', 'kube-bench says [PASS] 5.3.2'],
    ['hides shop/cache $ kube-hunter --pod = KHV036', 'kube-hunter --pod does not say KHV036'],
    ['opened {shop/cache -> shop/api:8080}', 'the change opens cache to api:8080, and changes nothing else'],
    ['event red 3', 'see 3 assertions fail'],
    ['event run kube-bench', 'run kube-bench in the terminal'],
    ['event export tests', 'export the tests'],
    ['same-matrix start', 'who reaches whom stays as it was'],
    ['event select shop/cache', 'select cache in the picture'],
    ['event trace shop/cache -> shop/api:8080', 'ask whether cache reaches api on 8080'],
    ['event view matrix', 'open the matrix'],
    ['event view cnis', 'open the CNIs table'],
    ['event walk shop/cache -> shop/api:8080', 'walk the packet from cache to api'],
    [
      'under flannel host-gw: event walk shop/cache -> shop/api',
      'walk the packet from cache to api under Flannel, host-gw',
    ],
    ['allow shop/cache -> shop/api:8080 GET /orders', 'cache reaches api on 8080 with GET /orders'],
    [
      'deny shop/cache -> shop/api:8080 POST /admin by L7',
      'cache does not reach api on 8080 with POST /admin: a proxy refuses',
    ],
    ['deny shop/cache -> internet:443 sni evil.example', 'cache does not reach the internet on 443 as evil.example'],
    [
      'deny shop/cache -> kube-system/dns:53/UDP dns evil.example by dns',
      'cache does not reach kube-system/dns on 53 UDP for the name evil.example: the name is not told',
    ],
    ['at 0s deny shop/cache -> shop/api:8080', 'at once, cache does not reach api on 8080'],
    ['at 10s allow shop/cache -> shop/api:8080', '10 s later, cache reaches api on 8080'],
    [
      'deny shop/cache -> shop/api:8080 GET / token=id.example/ann by 401',
      'cache does not reach api on 8080 with GET / and a token of id.example/ann: a proxy answers 401',
    ],
    [
      'allow shop/cache -> shop/api:8080 GET / token=malformed',
      'cache reaches api on 8080 with GET / and a token that is none',
    ],
    [
      'deny shop/cache -> shop/api:8080 GET / token=id.example/ann,invalid=expired by reset',
      'cache does not reach api on 8080 with GET / and an expired token of id.example/ann: the connection is reset',
    ],
    ['predict shop/cache -> shop/api:8080 GET /x = allowed', 'Your guess: does cache reach api on 8080 with GET /x?'],
    ['mutual shop/cache -> shop/api:8080', 'between cache and api TLS is mutual'],
    ['plain shop/cache -> shop/api:8080', 'between cache and api there is no TLS of the mesh'],
    ['wrapped shop/cache -> shop/api', 'between cache and api packets travel inside others'],
    ['unwrapped shop/cache -> shop/api', 'between cache and api packets travel as they are'],
    ['addressed shop/*', 'every pod in shop has an address'],
    ['addressed {shop/cache, dev/*}', 'cache and every pod in dev have addresses'],
    ['under cilium: deny shop/cache -> shop/api', 'under Cilium, VXLAN, cache does not reach api'],
    ['under flannel networkPolicy=standard: none Pod', 'under Flannel, VXLAN (network policy controller on), no Pod'],
    ['none NetworkPolicy.networking.k8s.io', 'no NetworkPolicy'],
    ['count NetworkPolicy.projectcalico.org 2', '2 NetworkPolicies'],
  ])('%s', (text, words) => expect(sentence(text)).toBe(words))

  test('of several lines names them all, unless it has words of its own', () => {
    expect(sentence('allow shop/cache -> shop/api', 'none Pod')).toBe('cache reaches api, no Pod')
    expect(goalText(goalOf('Nobody else reads `shop/api`, `ever`', 'none Pod'), nameOf)).toEqual([
      { text: 'Nobody else reads ' },
      { text: 'shop/api', code: true },
      { text: ', ' },
      { text: 'ever', code: true },
    ])
  })
  test('prints names in mono', () =>
    expect(goalText(goalOf(null, 'exists Pod shop/cache'), nameOf)).toContainEqual({ text: 'shop/cache', code: true }))
})

const now = (texts: string | readonly string[], attempt: Parameters<typeof check>[2] = {}) => {
  const goal = goalOf(null, ...(typeof texts === 'string' ? [texts] : texts))
  const lines = goal.texts.map((text) => check(text, world, attempt))
  return goalNow(goal, { lines, met: lines.every(({ met }) => met) })
}

describe('what there is now', () => {
  test.each([
    ['allow shop/web -> shop/api:8080', 'allow', 'lock #1'],
    ['allow shop/api -> shop/web:8080', 'open', 'no policy'],
    ['deny dev/web -> shop/api:8080', 'deny', 'no rule fits'],
    ['deny dev/web -> shop/cache:8080', 'deny', 'no rules'],
    ['deny shop/web -> shop/api:8080', 'allow', 'lock #1'],
    ['allow dev/web -> shop/cache:8080', 'deny', 'no rules'],
    ['deny {dev/web, shop/cache, shop/web} -> shop/api:8080', 'allow', '2 of 3'],
    ['deny {dev/web, shop/cache} -> shop/api:8080', 'deny', 'all\u00a02'],
    ['deny gone/* -> shop/api:8080', 'none', 'gone/* is not there'],
    ['predict dev/web -> shop/api:8080 = denied', 'none', 'not answered yet'],
    ['select shop/lock ingress == {shop/api}', 'none', 'exactly these'],
    ['select shop/lock ingress == {shop/web}', 'none', 'missing shop/web-1; too many: shop/api-1 and shop/api-2'],
    ['select ingress == {}', 'none', 'too many: shop/api-1 and 2 more'],
    ['endpoints svc:shop/api == {shop/api, shop/web}', 'none', 'missing shop/web-1'],
    ['endpoints svc:shop/gone == {shop/api}', 'none', 'shop/gone is not there'],
    ['exposed == {shop/api}', 'none', 'missing shop/api'],
    ['count NetworkPolicy 2', 'none', ''],
    ['none NetworkPolicy', 'none', 'now 2'],
    ['pods shop/api 3', 'none', 'now 2'],
    ['exists Deployment shop/api', 'none', ''],
    ['exists Pod shop/gone', 'none', 'not there'],
    ['event view matrix', 'none', 'not yet'],
    ['security shop/* baseline', 'none', ''],
    ['security shop/cache restricted', 'none', 'shop/cache-1 meets baseline'],
    ['enforces shop restricted', 'none', 'it takes every pod'],
    ['lacks shop/cache NET_RAW', 'none', 'shop/cache-1 has it'],
    ['lacks shop/* NET_RAW', 'none', 'shop/api-1 and 3 more have it'],
    ['lacks shop/* NET_ADMIN', 'none', ''],
    ['same-matrix start', 'none', ''],
  ])('%s', (text, glyph, words) => expect(now(text)).toMatchObject({ glyph, text: words }))

  test('of guesses in a table is kept back until all are made', () => {
    const texts = [
      'under calico: predict shop/cache -> shop/api:8080 = denied',
      'under flannel: predict shop/cache -> shop/api:8080 = allowed',
    ] as const
    expect(now(texts, { predictions: { [texts[0]]: 'allowed' } }).text).toBe('1 of 2 answered')
    expect(now(texts, { predictions: { [texts[0]]: 'allowed', [texts[1]]: 'allowed' } }).text).toBe('1 of 2 right')
  })
  test('of a moment, a road and addresses is said in few words', () => {
    const shut = openWorld({
      documents: [{ name: 'shop', text: [SHOP, policy('shop/shut', '{ podSelector: {} }')].join('---\n') }],
      cni: { name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } },
    })
    const nowIn = (text: string) => {
      const line = goalOf(null, text)
      const state = check(text, shut)
      return goalNow(line, { lines: [state], met: state.met })
    }
    expect(nowIn('at 0s deny shop/web -> shop/cache:8080')).toEqual({
      glyph: 'allow',
      text: 'its gate is still open',
      question: null,
    })
    expect(nowIn('at 9s deny shop/web -> shop/cache:8080')).toEqual({ glyph: 'deny', text: 'denied', question: null })
    expect(nowIn('at 0s deny {shop/web, dev/web} -> shop/cache:8080').text).toBe('0 of 2')
    expect(nowIn('unwrapped shop/web -> shop/gone:80').text).toBe('shop/gone is not there')
    expect(nowIn('addressed shop/*').text).toBe('')
    expect(nowIn('mutual shop/web -> shop/cache:8080').text).toBe('it travels plain')
  })
  test('names the flow whose trace shows it, and none where there is none', () => {
    expect(now('deny {dev/web, shop/web} -> shop/api:8080').question).toEqual({
      from: 'shop/web',
      to: 'shop/api',
      port: 8080,
    })
    for (const text of [
      'none Pod',
      'event view matrix',
      'predict dev/web -> shop/api:8080 = denied',
      'deny gone/* -> shop/api',
    ])
      expect(now(text).question, text).toBeNull()
  })
  test('is of the line that is not met', () => {
    expect(now(['exists Deployment shop/api', 'pods shop/api 3', 'event view matrix']).text).toBe('now 2')
    expect(now(['allow shop/web -> shop/api:8080', 'exists Deployment shop/api']).text).toBe('lock #1')
  })
  test('reveals a prediction once it was made', () => {
    const text = 'predict dev/web -> shop/api:8080 = denied'
    expect(now(text, { predictions: { [text]: 'denied' } })).toMatchObject({
      glyph: 'deny',
      text: 'denied, as you said',
      question: { from: 'dev/web' },
    })
    expect(now(text, { predictions: { [text]: 'allowed' } })).toMatchObject({ glyph: 'deny', text: 'it is denied' })
  })
  test('says what differs from the start', () => {
    const open = worldOf(SHOP)
    expect(now('same-matrix start', { start: open }).text).toMatch(/^\d+ flows differ$/)
    expect(now('unchanged NetworkPolicy shop/lock', { start: open }).text).toBe('changed')
    expect(now('unchanged NetworkPolicy shop/gone', { start: open }).text).toBe('not there')
    expect(now('event view matrix', { events: [{ event: 'view', view: 'matrix' }] }).text).toBe('')
  })
  test('is nothing of a goal without lines', () =>
    expect(goalNow(goalOf(null), { lines: [], met: true })).toEqual({ glyph: 'none', text: '', question: null }))
})

test('guesses stand in a table, a row for each plugin and a column for each flow', () => {
  const goal = goalOf(
    null,
    'under calico: predict shop/cache -> shop/api:8080 = denied',
    'under calico: predict dev/web -> shop/api = denied',
    'under cilium native: predict dev/web -> shop/api = denied',
    'predict dev/web -> shop/api = allowed',
  )
  const { flows, rows } = guessTable(goal)
  expect(flows.map(({ question }) => plain(guessFlow(question, nameOf)))).toEqual([
    'cache to api:8080',
    'dev/web to api',
  ])
  expect(rows).toEqual([
    { plugin: 'Calico, IPIP', cells: [0, 1] },
    { plugin: 'Cilium, native routing', cells: [null, 2] },
    { plugin: 'As it is', cells: [null, 3] },
  ])
})
