import { describe, expect, test } from 'vitest'
import { checkLine } from '../../../src/lessons/check-line.ts'
import { hasSameEffect } from '../../../src/lessons/same-effect.ts'
import type { LessonEvent } from '../../../src/lessons/goal.ts'
import { openWorld } from '../../../src/world/index.ts'
import { check, deployment, goal, pod, policy, service, SHOP, worldOf } from './worlds.ts'

const API = 'podSelector: { matchLabels: { app: api } }'
const FROM_WEB = '{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }'
const open = worldOf(SHOP)
const guarded = worldOf(SHOP, policy('shop/lock', `{ ${API}, ingress: [${FROM_WEB}] }`))
const met = (...args: Parameters<typeof check>) => check(...args).met

describe('what a policy selects', () => {
  test('is compared pod by pod', () => {
    expect(check('select shop/lock ingress == {shop/api}', guarded)).toEqual({
      met: true,
      found: { of: 'pods', more: [], missing: [] },
    })
    expect(check('select shop/lock ingress == {shop/api-1}', guarded)).toEqual({
      met: false,
      found: { of: 'pods', more: ['shop/api-2'], missing: [] },
    })
    expect(check('select shop/lock ingress == {shop/api, shop/web, shop/gone}', guarded)).toEqual({
      met: false,
      found: { of: 'pods', more: [], missing: ['shop/web-1', 'shop/gone'] },
    })
  })
  test('is nothing in the other direction, or by another name', () => {
    expect(met('select shop/lock egress == {}', guarded)).toBe(true)
    expect(check('select shop/lock egress == {shop/api}', guarded)).toMatchObject({
      met: false,
      found: { missing: ['shop/api-1', 'shop/api-2'] },
    })
    expect(met('select shop/other ingress == {shop/api}', guarded)).toBe(false)
  })
  test('without a name is what all policies select together', () => {
    const two = worldOf(
      SHOP,
      policy('shop/lock', `{ ${API} }`),
      policy('shop/web', '{ podSelector: { matchLabels: { app: web } } }'),
    )
    expect(met('select ingress == {shop/api, shop/web}', two)).toBe(true)
    expect(met('select ingress == {shop/api}', two)).toBe(false)
    expect(met('select ingress == {}', open)).toBe(true)
  })
})

describe('Services', () => {
  test('lead to exactly these pods', () => {
    expect(check('endpoints svc:shop/api == {shop/api}', open)).toEqual({
      met: true,
      found: { of: 'pods', more: [], missing: [] },
    })
    expect(check('endpoints svc:shop/api == {shop/api-2, shop/web}', open)).toEqual({
      met: false,
      found: { of: 'pods', more: ['shop/api-1'], missing: ['shop/web-1'] },
    })
    expect(check('endpoints svc:shop/gone == {shop/api}', open)).toEqual({
      met: false,
      found: { of: 'nothing', name: 'shop/gone' },
    })
  })
  test('without a pod behind them lead to none', () => {
    const idle = worldOf(SHOP, service('shop/idle'))
    expect(met('endpoints svc:shop/idle == {}', idle)).toBe(true)
    expect(met('endpoints svc:shop/api == {}', idle)).toBe(false)
  })
  test('count only pods that are ready', () => {
    const sick = worldOf(
      pod('shop/a', '{ app: s }').concat('status: { conditions: [{ type: Ready, status: "False" }] }\n'),
      pod('shop/b', '{ app: s }'),
      service('shop/s'),
    )
    expect(met('endpoints svc:shop/s == {shop/b}', sick)).toBe(true)
  })
  test.each(['NodePort', 'LoadBalancer'])('of type %s can be reached from outside', (type) => {
    const exposed = worldOf(SHOP, service('shop/web', type))
    expect(check('exposed == {shop/web}', exposed)).toEqual({
      met: true,
      found: { of: 'services', more: [], missing: [] },
    })
    expect(check('exposed == {shop/api}', exposed)).toEqual({
      met: false,
      found: { of: 'services', more: ['shop/web'], missing: ['shop/api'] },
    })
    expect(check('exposed == {}', exposed)).toEqual({
      met: false,
      found: { of: 'services', more: ['shop/web'], missing: [] },
    })
  })
  test('of none that can be reached from outside', () => expect(met('exposed == {}', open)).toBe(true))
})

describe('objects', () => {
  test('are counted, in a namespace or in all', () => {
    const two = worldOf(SHOP, policy('shop/lock', `{ ${API} }`), policy('dev/lock', '{ podSelector: {} }'))
    expect(check('count NetworkPolicy 2', two)).toEqual({ met: true, found: { of: 'number', number: 2 } })
    expect(check('count NetworkPolicy in shop 2', two)).toEqual({ met: false, found: { of: 'number', number: 1 } })
    expect(check('none NetworkPolicy', two)).toEqual({ met: false, found: { of: 'number', number: 2 } })
    expect(met('none NetworkPolicy in monitoring', two)).toBe(true)
    expect(met('none NetworkPolicy', open)).toBe(true)
  })
  test('without a namespace are counted in default', () => {
    expect(met('count Pod in default 1', worldOf(pod('x/bare').replace('namespace: x, ', '')))).toBe(true)
  })
  test.each([
    ['pods shop/api 2', true, 2],
    ['pods shop/api 1', false, 2],
    ['pods deploy:shop/api 2', true, 2],
    ['pods shop/gone 0', true, 0],
    ['pods shop/gone 1', false, 0],
    ['pods shop/api-1 1', true, 1],
  ] as const)('%s', (text, isMet, number) => {
    expect(check(text, open)).toEqual({ met: isMet, found: { of: 'number', number } })
  })
  test('of a workload that was scaled to nothing', () =>
    expect(check('pods shop/idle 0', worldOf(deployment('shop/idle', 0)))).toEqual({
      met: true,
      found: { of: 'number', number: 0 },
    }))
  test('are there or missing, by kind and name', () => {
    expect(check('exists Deployment shop/api', open)).toEqual({ met: true, found: { of: 'object', is: 'there' } })
    expect(check('exists Pod shop/api', open)).toEqual({ met: false, found: { of: 'object', is: 'missing' } })
    expect(check('exists Deployment dev/api', open)).toEqual({ met: false, found: { of: 'object', is: 'missing' } })
    expect(met('exists Node n1', worldOf('apiVersion: v1\nkind: Node\nmetadata: { name: n1 }\n'))).toBe(true)
  })
  test('are as at the start, however they are written', () => {
    const text = 'unchanged NetworkPolicy shop/lock'
    const block = worldOf(SHOP, policy('shop/lock', `\n  ${API}\n  ingress:\n    - ${FROM_WEB} # the same`))
    expect(check(text, block, { start: guarded })).toEqual({ met: true, found: { of: 'object', is: 'there' } })
    expect(check(text, worldOf(SHOP, policy('shop/lock', `{ ${API} }`)), { start: guarded })).toEqual({
      met: false,
      found: { of: 'object', is: 'changed' },
    })
    expect(check(text, open, { start: guarded })).toEqual({ met: false, found: { of: 'object', is: 'missing' } })
    expect(check(text, guarded, { start: open })).toEqual({ met: false, found: { of: 'object', is: 'changed' } })
  })
})

describe('the walls of pods', () => {
  const manifest = (name: string, spec: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: pay, labels: { app: x } }\nspec: ${spec}\n`
  const tight =
    '{ securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, containers: [{ name: c, image: i, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }] }'
  const enforced = (label: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: pay, labels: { ${label} } }\n`
  const pay = worldOf(
    enforced('pod-security.kubernetes.io/enforce: baseline'),
    manifest('tight', tight),
    manifest('plain', '{ containers: [{ name: c, image: i }] }'),
    manifest('node-agent', '{ hostNetwork: true, containers: [{ name: c, image: i }] }'),
  )

  test('are at least as strict as the level that is asked for', () => {
    expect(check('security pay/tight restricted', pay)).toEqual({
      met: true,
      found: { of: 'security', name: 'pay/tight', level: 'restricted' },
    })
    expect(met('security pay/tight baseline', pay)).toBe(true)
    expect(met('security pay/* privileged', pay)).toBe(true)
  })
  test('are told by the pod that falls shortest, on the network of its node too', () => {
    expect(check('security {pay/tight, pay/plain} restricted', pay)).toEqual({
      met: false,
      found: { of: 'security', name: 'pay/plain', level: 'baseline' },
    })
    expect(check('security pay/* baseline', pay)).toEqual({
      met: false,
      found: { of: 'security', name: 'pay/node-agent', level: 'privileged' },
    })
  })
  test('count for every replica of a workload', () =>
    expect(check('security shop/api restricted', open)).toEqual({
      met: false,
      found: { of: 'security', name: 'shop/api-1', level: 'baseline' },
    }))
  test('are held by the label of the namespace, not by another one', () => {
    expect(check('enforces pay baseline', pay)).toEqual({
      met: true,
      found: { of: 'security', name: 'pay', level: 'baseline' },
    })
    expect(check('enforces pay restricted', pay)).toEqual({
      met: false,
      found: { of: 'security', name: 'pay', level: 'baseline' },
    })
    expect(check('enforces pay restricted', worldOf(enforced('pod-security.kubernetes.io/warn: restricted')))).toEqual({
      met: false,
      found: { of: 'security', name: 'pay', level: 'privileged' },
    })
  })
  test('keep a capability out, or name the pods that have it', () => {
    expect(check('lacks pay/tight NET_RAW', pay)).toEqual({ met: true, found: { of: 'capability', holders: [] } })
    expect(check('lacks pay/* NET_RAW', pay)).toEqual({
      met: false,
      found: { of: 'capability', holders: ['pay/node-agent', 'pay/plain'] },
    })
    expect(met('lacks pay/* NET_ADMIN', pay)).toBe(true)
  })
  test.each([
    ['security {pay/tight, pay/gone} baseline', 'pay/gone'],
    ['lacks gone/* NET_RAW', 'gone/*'],
    ['enforces gone baseline', 'gone'],
  ])('are of something that is there: %s', (text, name) => {
    expect(check(text, pay)).toEqual({ met: false, found: { of: 'nothing', name } })
  })
})

describe('who reaches whom', () => {
  test('is as at the start, by whatever policies', () => {
    const twice = worldOf(
      SHOP,
      policy('shop/lock', `{ ${API} }`),
      policy('shop/let', `{ ${API}, ingress: [${FROM_WEB}] }`),
    )
    expect(check('same-matrix start', twice, { start: guarded })).toEqual({
      met: true,
      found: { of: 'changes', number: 0 },
    })
    const changed = check('same-matrix start', guarded, { start: open })
    expect(changed.met).toBe(false)
    expect(changed.found).toMatchObject({ of: 'changes' })
    expect((changed.found as { number: number }).number).toBeGreaterThan(0)
  })
  test('differs also on ports that nobody declares, and on UDP', () => {
    const more = (port: string) =>
      worldOf(SHOP, policy('shop/lock', `{ ${API}, ingress: [${FROM_WEB}, { ports: [${port}] }] }`))
    for (const port of ['{ port: 9999 }', '{ port: 53, protocol: UDP }']) {
      expect(hasSameEffect(more(port), guarded), port).toBe(false)
      expect(met('same-matrix start', more(port), { start: guarded }), port).toBe(false)
    }
    expect(hasSameEffect(guarded, worldOf(SHOP, policy('shop/other-name', `{ ${API}, ingress: [${FROM_WEB}] }`)))).toBe(
      true,
    )
    expect(hasSameEffect(guarded, open)).toBe(false)
  })
})

describe('the road between nodes', () => {
  const nodes = ['n1', 'n2'].map((name) => `apiVersion: v1\nkind: Node\nmetadata: { name: ${name} }\n`)
  const onNode = (place: string, node: string) => pod(place).replace('spec: {', `spec: { nodeName: ${node},`)
  const text = [...nodes, onNode('lab/a', 'n1'), onNode('lab/b', 'n2'), onNode('lab/c', 'n1')].join('---\n')
  const under = (name: 'flannel' | 'calico' | 'cilium', mode: string) =>
    openWorld({ documents: [{ name: 'lab', text }], cni: { name, mode } })
  test.each([
    ['flannel', 'vxlan', 'VXLAN'],
    ['flannel', 'wireguard', 'WireGuard'],
    ['calico', 'ipip', 'IPIP'],
    ['cilium', 'geneve', 'Geneve'],
  ] as const)('is wrapped by %s in mode %s', (name, mode, wrapped) => {
    expect(check('wrapped lab/a -> lab/b:8080', under(name, mode))).toEqual({
      met: true,
      found: { of: 'road', crosses: true, wrapped },
    })
    expect(met('unwrapped lab/a -> lab/b:8080', under(name, mode))).toBe(false)
  })
  test.each([
    ['flannel', 'host-gw'],
    ['calico', 'bgp'],
    ['cilium', 'native'],
  ] as const)('is plain with %s in mode %s', (name, mode) => {
    expect(check('unwrapped lab/a -> lab/b:8080', under(name, mode))).toEqual({
      met: true,
      found: { of: 'road', crosses: true, wrapped: null },
    })
  })
  test('is none on one node, or to what is not there', () => {
    expect(check('unwrapped lab/a -> lab/c:8080', under('flannel', 'vxlan'))).toEqual({
      met: false,
      found: { of: 'road', crosses: false, wrapped: null },
    })
    expect(check('wrapped lab/a -> lab/gone:8080', under('flannel', 'vxlan'))).toEqual({
      met: false,
      found: { of: 'nothing', name: 'lab/gone' },
    })
  })
})

describe('addresses', () => {
  test('are had by every pod that is meant', () => {
    expect(check('addressed shop/*', open)).toEqual({ met: true, found: { of: 'addresses', missing: [] } })
    expect(check('addressed gone/*', open)).toEqual({ met: false, found: { of: 'nothing', name: 'gone/*' } })
  })
})

describe('something done on the screen', () => {
  const done = (text: string, event: LessonEvent) =>
    check(text, open, { events: [{ event: 'view', view: 'graph' }, event] })
  const trace = (from: string, to: string, rest: object = {}): LessonEvent => ({
    event: 'trace',
    question: { from, to, ...rest },
  })

  test('is not met before', () =>
    expect(check('event view matrix', open)).toEqual({ met: false, found: { of: 'event' } }))
  test.each([
    ['event select shop/web', { event: 'select', ref: 'shop/web' }],
    ['event select shop/web', { event: 'select', ref: 'deploy:shop/web' }],
    ['event select shop/api', { event: 'select', ref: 'shop/api-2' }],
    ['event select node:n1', { event: 'select', ref: 'node/n1' }],
    ['event view matrix', { event: 'view', view: 'matrix' }],
    [
      'event walk shop/web -> shop/api:8080',
      {
        event: 'walk',
        question: { from: 'shop/web', to: 'shop/api', port: 8080 },
        cni: { name: 'cilium', mode: 'native' },
      },
    ],
    [
      'under cilium native: event walk shop/web -> shop/api:8080',
      {
        event: 'walk',
        question: { from: 'shop/web', to: 'shop/api', port: 8080 },
        cni: { name: 'cilium', mode: 'native' },
      },
    ],
    ['event trace shop/web -> shop/api:8080', trace('deploy:shop/web', 'shop/api-1', { port: 8080, protocol: 'TCP' })],
    ['event trace shop/web -> shop/api', trace('shop/web', 'shop/api', { port: 9 })],
    ['event trace shop/web -> shop/api:53/UDP', trace('shop/web', 'shop/api', { port: 53, protocol: 'UDP' })],
  ] as const)('%s by %j', (text, event) =>
    expect(done(text, event as LessonEvent)).toEqual({ met: true, found: { of: 'event' } }),
  )
  test.each([
    [
      'under cilium vxlan: event walk shop/web -> shop/api:8080',
      {
        event: 'walk',
        question: { from: 'shop/web', to: 'shop/api', port: 8080 },
        cni: { name: 'cilium', mode: 'native' },
      },
    ],
    ['event walk shop/web -> shop/api:8080', trace('shop/web', 'shop/api', { port: 8080 })],
    [
      'event trace shop/web -> shop/api:8080',
      { event: 'walk', question: { from: 'shop/web', to: 'shop/api', port: 8080 }, cni: null },
    ],
    ['event select shop/web', { event: 'select', ref: 'dev/web' }],
    ['event select shop/web', { event: 'view', view: 'shop/web' }],
    ['event view matrix', { event: 'view', view: 'table' }],
    ['event trace shop/web -> shop/api:8080', trace('shop/api', 'shop/web', { port: 8080 })],
    ['event trace shop/web -> shop/api:8080', trace('shop/web', 'shop/api', { port: 80 })],
    ['event trace shop/web -> shop/api:8080', trace('shop/web', 'shop/api')],
    ['event trace shop/web -> shop/api:53/UDP', trace('shop/web', 'shop/api', { port: 53 })],
  ] as const)('%s not by %j', (text, event) => expect(done(text, event as LessonEvent).met).toBe(false))
})

test('a line is checked without its text being looked at', () => {
  expect(
    checkLine(goal('exists Deployment shop/api', open), 'anything', {
      world: open,
      start: open,
      events: [],
      predictions: {},
      attack: null,
      plugins: [],
    }).met,
  ).toBe(true)
})
