import { describe, expect, test } from 'vitest'
import { settingOf } from '../../../src/sim/cni/choice.ts'
import { readGoalLine } from '../../../src/lessons/read-goal.ts'
import { parseQuestion } from '../../../src/world/parse.ts'

const read = (text: string) => readGoalLine(text, parseQuestion)
const flow = (verdict: 'allow' | 'deny', from: readonly string[], to: readonly string[], rest: object = {}) => ({
  line: 'flow',
  verdict,
  from,
  to,
  ...rest,
})

describe('a flow', () => {
  test.each([
    ['allow shop/web -> shop/api:8080', flow('allow', ['shop/web'], ['shop/api'], { port: 8080 })],
    ['deny shop/web → shop/api:8080', flow('deny', ['shop/web'], ['shop/api'], { port: 8080 })],
    ['deny shop/web->shop/api:8080', flow('deny', ['shop/web'], ['shop/api'], { port: 8080 })],
    ['  allow   shop/web  ->  shop/api:8080  ', flow('allow', ['shop/web'], ['shop/api'], { port: 8080 })],
    ['allow shop/web -> shop/api', flow('allow', ['shop/web'], ['shop/api'])],
    ['allow shop/web -> shop/api:http', flow('allow', ['shop/web'], ['shop/api'], { port: 'http' })],
    [
      'allow shop/web -> kube-system/dns:53/UDP',
      flow('allow', ['shop/web'], ['kube-system/dns'], { port: 53, protocol: 'UDP' }),
    ],
    ['deny shop/web -> shop/api:9/SCTP', flow('deny', ['shop/web'], ['shop/api'], { port: 9, protocol: 'SCTP' })],
    [
      'deny shop/web -> shop/api:8080 at egress',
      flow('deny', ['shop/web'], ['shop/api'], { port: 8080, at: 'egress' }),
    ],
    [
      'deny shop/web -> shop/api:8080 at ingress',
      flow('deny', ['shop/web'], ['shop/api'], { port: 8080, at: 'ingress' }),
    ],
    ['deny shop/web -> shop/api at egress', flow('deny', ['shop/web'], ['shop/api'], { at: 'egress' })],
    ['allow node:n1 -> svc:shop/api:80', flow('allow', ['node:n1'], ['svc:shop/api'], { port: 80 })],
    ['allow shop/web -> svc:shop/api', flow('allow', ['shop/web'], ['svc:shop/api'])],
    ['allow shop/web -> ip:198.51.100.20:443', flow('allow', ['shop/web'], ['ip:198.51.100.20'], { port: 443 })],
    ['deny ip:198.51.100.20 -> shop/web', flow('deny', ['ip:198.51.100.20'], ['shop/web'])],
    ['allow shop/web -> ip:[2001:db8::7]:443', flow('allow', ['shop/web'], ['ip:2001:db8::7'], { port: 443 })],
    ['allow shop/web -> name:api.shop:80', flow('allow', ['shop/web'], ['name:api.shop'], { port: 80 })],
    ['deny internet -> shop/web:443', flow('deny', ['internet'], ['shop/web'], { port: 443 })],
    ['deny shop/web -> internet', flow('deny', ['shop/web'], ['internet'])],
    [
      'deny deploy:shop/web -> deploy:shop/api:80',
      flow('deny', ['deploy:shop/web'], ['deploy:shop/api'], { port: 80 }),
    ],
    ['deny shop/web -> shop/api/ICMP', flow('deny', ['shop/web'], ['shop/api'], { protocol: 'ICMP' })],
  ])('%s', (text, value) => expect(read(text)).toEqual({ ok: true, value }))

  test.each([
    ['deny * -> shop/api:8080', ['*'], ['shop/api'], { port: 8080 }],
    ['deny shop/* -> dev/*', ['shop/*'], ['dev/*'], {}],
    ['deny */* -> */*:80/UDP', ['*/*'], ['*/*'], { port: 80, protocol: 'UDP' }],
    ['deny shop/web -> shop/api-*:8080', ['shop/web'], ['shop/api-*'], { port: 8080 }],
    ['deny shop/web -> *', ['shop/web'], ['*'], {}],
    [
      'deny {shop/web, shop/cache} -> {shop/api,shop/db}:8080',
      ['shop/web', 'shop/cache'],
      ['shop/api', 'shop/db'],
      { port: 8080 },
    ],
    ['deny {shop/web} -> {internet, svc:shop/api, dev/*}', ['shop/web'], ['internet', 'svc:shop/api', 'dev/*'], {}],
    [
      'deny {shop/web, shop/cache} -> {shop/api}:53/UDP at egress',
      ['shop/web', 'shop/cache'],
      ['shop/api'],
      { port: 53, protocol: 'UDP', at: 'egress' },
    ],
  ] as const)('with patterns or lists: %s', (text, from, to, rest) =>
    expect(read(text)).toEqual({ ok: true, value: flow('deny', from, to, rest) }),
  )

  test.each([
    'allow',
    'allow shop/web',
    'allow -> shop/api',
    'allow shop/web ->',
    'allow a -> b -> c',
    'allow shop/web shop/api',
    'allow shop/web shop/cache -> shop/api',
    'allow shop/web -> shop/api 8080',
    'allow shop/web -> shop/api:0',
    'allow shop/web -> shop/api:70000',
    'allow shop/web -> shop/api:80/tcp',
    'allow shop/web -> shop/api at noon',
    'allow {} -> shop/api',
    'allow { , } -> shop/api',
    'allow shop/web -> {}',
    'allow {shop/web -> shop/api',
    'allow {shop/web shop/cache} -> shop/api',
    'allow shop/web -> {shop/api, {shop/db}}',
    'allow shop/web -> {shop/api} 80',
  ])('%j is refused, with its form', (text) =>
    expect(read(text)).toEqual({ ok: false, problem: 'write: allow source -> destination:port' }),
  )
})

describe('the other lines', () => {
  const question = { from: 'shop/web', to: 'shop/api', port: 8080 }
  test.each([
    ['predict shop/web -> shop/api:8080 = allowed', { line: 'predict', question, reply: false, answer: 'allowed' }],
    ['predict shop/web -> shop/api:8080=denied', { line: 'predict', question, reply: false, answer: 'denied' }],
    [
      'predict reply shop/web -> shop/api:8080 = allowed',
      { line: 'predict', question, reply: true, answer: 'allowed' },
    ],
    [
      'select shop/lock ingress == {shop/api}',
      { line: 'select', policy: 'shop/lock', direction: 'ingress', pods: ['shop/api'] },
    ],
    [
      'select egress == {shop/api, shop/web}',
      { line: 'select', policy: null, direction: 'egress', pods: ['shop/api', 'shop/web'] },
    ],
    ['select ingress=={}', { line: 'select', policy: null, direction: 'ingress', pods: [] }],
    ['endpoints svc:shop/api == {shop/api}', { line: 'endpoints', service: 'shop/api', pods: ['shop/api'] }],
    ['exposed == {shop/web}', { line: 'exposed', services: ['shop/web'] }],
    ['exposed == {svc:shop/web, ingress/edge}', { line: 'exposed', services: ['shop/web', 'ingress/edge'] }],
    ['exposed == {}', { line: 'exposed', services: [] }],
    ['count NetworkPolicy 1', { line: 'count', kind: 'NetworkPolicy', namespace: null, number: 1 }],
    ['count NetworkPolicy in shop 12', { line: 'count', kind: 'NetworkPolicy', namespace: 'shop', number: 12 }],
    ['none NetworkPolicy', { line: 'count', kind: 'NetworkPolicy', namespace: null, number: 0 }],
    ['none NetworkPolicy in shop', { line: 'count', kind: 'NetworkPolicy', namespace: 'shop', number: 0 }],
    ['pods shop/api 4', { line: 'pods', workload: 'shop/api', number: 4 }],
    ['pods shop/api 0', { line: 'pods', workload: 'shop/api', number: 0 }],
    ['exists Pod shop/cache', { line: 'exists', kind: 'Pod', name: 'shop/cache' }],
    ['exists Namespace shop', { line: 'exists', kind: 'Namespace', name: 'shop' }],
    ['unchanged NetworkPolicy shop/lock', { line: 'unchanged', kind: 'NetworkPolicy', name: 'shop/lock' }],
    ['security pay/* restricted', { line: 'security', pods: ['pay/*'], level: 'restricted' }],
    [
      'security {pay/till, pay/ledger} baseline',
      { line: 'security', pods: ['pay/till', 'pay/ledger'], level: 'baseline' },
    ],
    ['enforces pay restricted', { line: 'enforces', namespace: 'pay', level: 'restricted' }],
    ['lacks pay/till NET_RAW', { line: 'lacks', pods: ['pay/till'], capability: 'NET_RAW' }],
    [
      'asserts 2 deny shop/web -> shop/api:8080',
      {
        line: 'asserted',
        least: 2,
        expect: 'deny',
        flow: { line: 'flow', verdict: 'allow', from: ['shop/web'], to: ['shop/api'], port: 8080 },
      },
    ],
    ['asserts at most 8', { line: 'asserted-at-most', most: 8 }],
    ['exports 4', { line: 'exported', least: 4, expect: null, flow: null }],
    ['notices 8', { line: 'noticed', least: 8 }],
    [
      'prints node:n1 $ kube-bench -c 5.3.2 = [PASS] 5.3.2',
      { line: 'output', at: 'node:n1', command: 'kube-bench -c 5.3.2', text: '[PASS] 5.3.2', printed: true },
    ],
    ['opened {}', { line: 'opened', flows: [] }],
    ['event red 3', { line: 'event', event: { event: 'red', number: 3 } }],
    ['event run kube-hunter', { line: 'event', event: { event: 'run', tool: 'kube-hunter' } }],
    ['event export tests', { line: 'event', event: { event: 'export' } }],
    ['same-matrix start', { line: 'same-matrix' }],
    ['event select shop/web', { line: 'event', event: { event: 'select', ref: 'shop/web' } }],
    ['event trace shop/web -> shop/api:8080', { line: 'event', event: { event: 'trace', question } }],
    ['event view matrix', { line: 'event', event: { event: 'view', view: 'matrix' } }],
    ['event walk shop/web -> shop/api:8080', { line: 'event', event: { event: 'walk', question, cni: null } }],
    [
      'under flannel host-gw: event walk shop/web -> shop/api:8080',
      { line: 'event', event: { event: 'walk', question, cni: { name: 'flannel', mode: 'host-gw' } } },
    ],
    [
      'none NetworkPolicy.networking.k8s.io in shop',
      { line: 'count', kind: 'NetworkPolicy.networking.k8s.io', namespace: 'shop', number: 0 },
    ],
    [
      'at 0s deny shop/web -> shop/api:8080',
      {
        line: 'at',
        seconds: 0,
        pod: null,
        flow: { line: 'flow', verdict: 'deny', from: ['shop/web'], to: ['shop/api'], port: 8080 },
      },
    ],
    [
      'at 1.5s of shop/api-1 allow shop/web -> shop/api:8080',
      {
        line: 'at',
        seconds: 1.5,
        pod: 'shop/api-1',
        flow: { line: 'flow', verdict: 'allow', from: ['shop/web'], to: ['shop/api'], port: 8080 },
      },
    ],
    ['wrapped shop/web -> shop/api:8080', { line: 'road', question, wrapped: true }],
    ['unwrapped shop/web -> shop/api:8080', { line: 'road', question, wrapped: false }],
    ['mutual shop/web -> shop/api:8080', { line: 'link', question, mutual: true }],
    ['plain shop/web -> shop/api:8080', { line: 'link', question, mutual: false }],
    [
      'deny shop/web -> svc:shop/api:80 GET /cart token=id.example/ann as=cluster.local/ns/shop/sa/web by 401',
      {
        line: 'flow',
        verdict: 'deny',
        from: ['shop/web'],
        to: ['svc:shop/api'],
        port: 80,
        said: {
          http: { method: 'GET', path: '/cart', tokens: [{ iss: 'id.example', sub: 'ann' }] },
          fromIdentity: 'cluster.local/ns/shop/sa/web',
        },
        by: '401',
      },
    ],
    [
      'predict shop/web -> shop/api:8080 GET /cart token=id.example/ann = allowed',
      {
        line: 'predict',
        question: { ...question, http: { method: 'GET', path: '/cart', tokens: [{ iss: 'id.example', sub: 'ann' }] } },
        reply: false,
        answer: 'allowed',
      },
    ],
    ['addressed shop/*', { line: 'addressed', pods: ['shop/*'] }],
    [
      'under calico: none Pod',
      {
        line: 'under',
        cni: settingOf({ name: 'calico', mode: 'ipip' }),
        goal: { line: 'count', kind: 'Pod', namespace: null, number: 0 },
      },
    ],
    [
      'under flannel vxlan networkPolicy=standard: predict shop/web -> shop/api:8080 = denied',
      {
        line: 'under',
        cni: settingOf({ name: 'flannel', mode: 'vxlan', options: { networkPolicy: 'standard' } }),
        goal: { line: 'predict', question, reply: false, answer: 'denied' },
      },
    ],
    [
      'allow shop/web -> shop/api:8080 GET /orders',
      {
        line: 'flow',
        verdict: 'allow',
        from: ['shop/web'],
        to: ['shop/api'],
        port: 8080,
        said: { http: { method: 'GET', path: '/orders' } },
      },
    ],
    [
      'deny {shop/web, dev/web} -> shop/api:8080 POST /admin at ingress by L7',
      {
        line: 'flow',
        verdict: 'deny',
        from: ['shop/web', 'dev/web'],
        to: ['shop/api'],
        port: 8080,
        said: { http: { method: 'POST', path: '/admin' } },
        at: 'ingress',
        by: 'L7',
      },
    ],
    [
      'deny shop/web -> shop/api:9090 by drop',
      { line: 'flow', verdict: 'deny', from: ['shop/web'], to: ['shop/api'], port: 9090, by: 'drop' },
    ],
  ])('%s', (text, value) => expect(read(text)).toEqual({ ok: true, value }))

  const PREDICT = 'write: predict [reply] source -> destination:port = allowed|denied'
  const SELECT = 'write: select [namespace/policy] ingress|egress == {pods}'
  const EVENT = 'write: event select|trace|view|walk|red|run|export|loot …'
  const SECURITY = 'write: security pods privileged|baseline|restricted'
  const ENFORCES = 'write: enforces namespace privileged|baseline|restricted'
  const LACKS = 'write: lacks pods NET_RAW|NET_ADMIN|NET_BIND_SERVICE'
  test.each([
    ['', 'no goal begins with ""'],
    ['permit a -> b', 'no goal begins with "permit"'],
    ['Allow a/b -> c/d', 'no goal begins with "Allow"'],
    ['predict shop/web -> shop/api:8080', PREDICT],
    ['predict shop/web -> shop/api:8080 = maybe', PREDICT],
    ['predict shop/web = allowed', PREDICT],
    ['predict', PREDICT],
    ['select shop/lock == {shop/api}', SELECT],
    ['select shop/lock ingress {shop/api}', SELECT],
    ['select shop/lock ingress == shop/api', SELECT],
    ['select a b ingress == {shop/api}', SELECT],
    ['select ingress == {a b}', SELECT],
    ['endpoints shop/api == {shop/api}', 'write: endpoints svc:namespace/name == {pods}'],
    ['endpoints svc:shop/api == shop/api', 'write: endpoints svc:namespace/name == {pods}'],
    ['exposed {shop/web}', 'write: exposed == {namespace/name}'],
    ['exposed == shop/web', 'write: exposed == {namespace/name}'],
    ['count NetworkPolicy', 'write: count Kind [in namespace] number'],
    ['count NetworkPolicy -1', 'write: count Kind [in namespace] number'],
    ['count NetworkPolicy shop 1', 'write: count Kind [in namespace] number'],
    ['none', 'write: none Kind [in namespace]'],
    ['none NetworkPolicy shop', 'write: none Kind [in namespace]'],
    ['none NetworkPolicy in', 'write: none Kind [in namespace]'],
    ['pods shop/api', 'write: pods namespace/workload number'],
    ['pods 4', 'write: pods namespace/workload number'],
    ['pods shop/api many', 'write: pods namespace/workload number'],
    ['exists shop/cache', 'write: exists Kind namespace/name'],
    ['exists Pod', 'write: exists Kind namespace/name'],
    ['unchanged networkpolicy shop/lock', 'write: unchanged Kind namespace/name'],
    ['security', SECURITY],
    ['security pay/till', SECURITY],
    ['security restricted', SECURITY],
    ['security pay/till strict', SECURITY],
    ['security pay/till pay/ledger restricted', SECURITY],
    ['security {} restricted', SECURITY],
    ['enforces restricted', ENFORCES],
    ['enforces pay', ENFORCES],
    ['enforces pay strict', ENFORCES],
    ['enforces pay now restricted', ENFORCES],
    ['lacks pay/till', LACKS],
    ['lacks NET_RAW', LACKS],
    ['lacks pay/till CAP_NET_RAW', LACKS],
    ['lacks pay/till SYS_ADMIN', LACKS],
    ['same-matrix', 'write: same-matrix start'],
    ['same-matrix end', 'write: same-matrix start'],
    ['event', EVENT],
    ['event select', EVENT],
    ['event click shop/web', EVENT],
    ['event trace shop/web', 'write: event trace source -> destination:port'],
    ['event view map', 'write: event view graph|matrix|walk|table|nodes|architecture|cnis'],
    ['event walk shop/web', 'write: event walk source -> destination:port'],
    ['at 0 deny a/b -> c/d', 'write: at 0s [of namespace/pod] allow|deny source -> destination:port'],
    ['at 1s a/b -> c/d', 'write: at 0s [of namespace/pod] allow|deny source -> destination:port'],
    ['at 1s deny a/b', 'write: deny source -> destination:port'],
    ['mutual shop/web', 'write: mutual source -> destination:port'],
    ['plain', 'write: plain source -> destination:port'],
    ['wrapped shop/web', 'write: wrapped source -> destination:port'],
    ['addressed', 'write: addressed pods'],
    ['under calico none Pod', 'write: under plugin [mode] [option=value]: line'],
    ['under weave: none Pod', 'no plugin is called "weave"; there are reference, flannel, calico, cilium, aws-vpc-cni'],
    ['under flannel ipip: none Pod', 'flannel has no mode "ipip"; there are vxlan, host-gw, wireguard'],
    ['under flannel vxlan host-gw: none Pod', 'a plugin has one mode, not vxlan and host-gw'],
    ['under calico netpol=on: none Pod', 'calico has no option "netpol"; there are dataplane, applicationLayer'],
    ['under calico dataplane=nft: none Pod', '"dataplane" cannot be "nft"; there are iptables, ebpf'],
    ['under calico: under cilium: none Pod', 'a line is under one plugin'],
    ['under calico: event view matrix', 'only "event walk" is under a plugin'],
    ['under calico: nothing', 'no goal begins with "nothing"'],
    ['deny a/b -> c/d:1 by fire', '"by" is drop, L7, dns, reset, closed, 401, 403, 404, 503'],
    [`deny ${'x'.repeat(2000)}`, 'a line has at most 2000 characters'],
  ])('%.60j is refused: %s', (text, problem) => expect(read(text)).toEqual({ ok: false, problem }))
})
