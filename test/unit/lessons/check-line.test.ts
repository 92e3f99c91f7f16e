import { describe, expect, test } from 'vitest'
import { checkLine } from '../../../src/lessons/check-line.ts'
import { hasSameEffect } from '../../../src/lessons/same-effect.ts'
import type { LessonEvent, Prediction } from '../../../src/lessons/goal.ts'
import { settingOf } from '../../../src/sim/cni/choice.ts'
import { openWorld } from '../../../src/world/index.ts'
import { check, deployment, goal, pod, policy, service, SHOP, worldOf } from './worlds.ts'

const API = 'podSelector: { matchLabels: { app: api } }'
const FROM_WEB = '{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }'
const open = worldOf(SHOP)
const guarded = worldOf(SHOP, policy('shop/lock', `{ ${API}, ingress: [${FROM_WEB}] }`))
const met = (...args: Parameters<typeof check>) => check(...args).met

describe('a flow', () => {
  test('is met when it is as wanted, and shows the one answer there is', () => {
    const question = { from: 'shop/web', to: 'shop/api', port: 8080 }
    expect(check('allow shop/web -> shop/api:8080', guarded)).toMatchObject({
      met: true,
      found: { of: 'flows', held: 1, all: 1, question, answer: { outcome: 'allowed' } },
    })
    expect(check('deny shop/web -> shop/api:8080', guarded)).toMatchObject({
      met: false,
      found: { of: 'flows', held: 0, all: 1, question, answer: { outcome: 'allowed' } },
    })
    expect(check('deny shop/cache -> shop/api:8080', guarded)).toMatchObject({
      met: true,
      found: { held: 1, answer: { outcome: 'denied', deniedAt: 'ingress' } },
    })
    expect(check('allow shop/cache -> shop/api:8080', guarded)).toMatchObject({
      met: false,
      found: { held: 0, answer: { outcome: 'denied' } },
    })
  })

  test('of many counts those that hold, and shows the first that does not', () => {
    expect(check('deny {shop/cache, shop/web, dev/web} -> shop/api:8080', guarded)).toMatchObject({
      met: false,
      found: { held: 2, all: 3, question: { from: 'shop/web' }, answer: { outcome: 'allowed' } },
    })
    expect(check('deny {shop/cache, dev/web} -> shop/api:8080', guarded)).toMatchObject({
      met: true,
      found: { held: 2, all: 2 },
    })
  })

  test.each([
    ['deny * -> shop/api:8080', 4, ['shop/web', 'shop/cache', 'dev/web', 'internet']],
    ['deny */* -> shop/api:8080', 3, ['shop/web', 'shop/cache', 'dev/web']],
    ['deny shop/* -> shop/api:8080', 2, ['shop/web', 'shop/cache']],
    ['deny */web -> shop/api:8080', 2, ['shop/web', 'dev/web']],
    ['deny s*/*e* -> shop/api:8080', 2, ['shop/web', 'shop/cache']],
    ['deny shop/api-* -> dev/web:8080', 2, ['shop/api-1', 'shop/api-2']],
  ])('with a pattern means every other end that fits: %s', (text, all, sources) => {
    expect(check(text, open)).toMatchObject({ met: false, found: { of: 'flows', all } })
    for (const source of sources)
      expect(check(text.replace(/deny \S+/, `allow {${sources.join()}}`), open).met, source).toBe(true)
  })

  test.each([
    ['deny shop/x* -> shop/api:8080', 'shop/x*'],
    ['deny shop/web -> gone/*', 'gone/*'],
    ['deny shop/a*i*a -> shop/web', 'shop/a*i*a'],
    ['deny shop/a*pi*i -> shop/web', 'shop/a*pi*i'],
    ['deny shop/web*web -> shop/api', 'shop/web*web'],
  ])('fails when a pattern fits nothing: %s', (text, name) => {
    expect(check(text, open)).toEqual({ met: false, found: { of: 'nothing', name } })
  })

  test.each([
    'deny shop/gone -> shop/api:8080',
    'deny shop/gone -> shop/api',
    'allow shop/web -> shop/gone:80',
    'deny shop/web -> shop/api:nothing',
    'deny shop/web -> svc:shop/gone:80',
  ])('about something absent is neither allowed nor denied: %s', (text) => {
    expect(check(text, guarded)).toMatchObject({
      met: false,
      found: { of: 'flows', answer: { outcome: 'unanswerable' } },
    })
  })

  test('takes a port by its name, and a Service by its own port', () => {
    expect(met('allow shop/web -> shop/api:http', guarded)).toBe(true)
    expect(met('deny shop/cache -> shop/api:http', guarded)).toBe(true)
    expect(met('allow shop/web -> svc:shop/api:80', guarded)).toBe(true)
    expect(met('deny shop/cache -> svc:shop/api:80', guarded)).toBe(true)
    expect(met('allow shop/web -> svc:shop/api:8080', guarded)).toBe(false)
  })

  test('is denied at one side only', () => {
    const closed = worldOf(
      SHOP,
      policy('shop/out', '{ podSelector: { matchLabels: { app: cache } }, policyTypes: [Egress] }'),
    )
    expect(met('deny shop/cache -> shop/api:8080 at egress', closed)).toBe(true)
    expect(met('deny shop/cache -> shop/api:8080 at ingress', closed)).toBe(false)
    expect(met('deny shop/cache -> shop/api at egress', closed)).toBe(true)
    expect(met('deny shop/cache -> shop/api at ingress', closed)).toBe(false)
    expect(met('deny dev/web -> shop/api:8080 at ingress', guarded)).toBe(true)
    expect(met('deny dev/web -> shop/api:8080 at egress', guarded)).toBe(false)
  })

  test('that holds for some replicas alone is neither allowed nor denied', () => {
    const mixed = worldOf(
      SHOP,
      policy('shop/one', '{ podSelector: { matchLabels: { role: first } } }'),
      pod('shop/set-a', '{ app: set, role: first }').replace(
        'labels:',
        'ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: set, uid: u, controller: true }], labels:',
      ),
      pod('shop/set-b', '{ app: set }').replace(
        'labels:',
        'ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: set, uid: u, controller: true }], labels:',
      ),
    )
    for (const text of [
      'allow shop/web -> shop/set:8080',
      'deny shop/web -> shop/set:8080',
      'deny shop/web -> shop/set',
      'allow shop/web -> shop/set',
    ])
      expect(check(text, mixed), text).toMatchObject({ met: false, found: { answer: { outcome: 'conditional' } } })
    expect(met('deny shop/web -> shop/set-a:8080', mixed)).toBe(true)
    expect(met('allow shop/web -> shop/set-b:8080', mixed)).toBe(true)
  })
})

describe('a flow without a port', () => {
  const leaky = (ports: string) => worldOf(SHOP, policy('shop/lock', `{ ${API}, ingress: [{ ports: [${ports}] }] }`))

  test('is denied only when no port of any protocol passes, declared or not', () => {
    expect(met('deny shop/cache -> shop/api', guarded)).toBe(true)
    expect(check('deny shop/web -> shop/api', leaky('{ port: 9999 }'))).toMatchObject({
      met: false,
      found: { question: { port: 9999, protocol: 'TCP' }, answer: { outcome: 'allowed' } },
    })
    expect(check('deny shop/web -> shop/api', leaky('{ port: 53, protocol: UDP }'))).toMatchObject({
      met: false,
      found: { question: { port: 53, protocol: 'UDP' }, answer: { outcome: 'allowed' } },
    })
  })

  test.each([
    'shop/web -> shop/api-1',
    'shop/web -> shop/api-*',
    'internet -> shop/api',
    'ip:198.51.100.9 -> shop/api',
    'deploy:shop/web -> deploy:shop/api',
    'shop/web-1 -> shop/api-1',
  ])('sees undeclared ports between ends of any form: %s', (flow) => {
    for (const port of ['{ port: 9999 }', '{ port: 53, protocol: UDP }', '{ port: 9000, endPort: 9002 }'])
      expect(met(`deny ${flow}`, leaky(port)), port).toBe(false)
    expect(met(`deny ${flow}`, worldOf(SHOP, policy('shop/lock', `{ ${API} }`)))).toBe(true)
  })

  test('shows a port that the destination declares, where one passes', () => {
    expect(check('deny shop/web -> shop/api', leaky('{ port: 80 }, { port: 8080 }'))).toMatchObject({
      found: { question: { port: 8080, protocol: 'TCP' } },
    })
  })

  test('is allowed only when every port is', () => {
    expect(met('allow shop/web -> shop/api', open)).toBe(true)
    expect(met('allow shop/web -> shop/api', guarded)).toBe(false)
    expect(met('allow shop/web -> shop/api-1', open)).toBe(true)
    expect(met('allow shop/web -> shop/api-1', guarded)).toBe(false)
    expect(met('allow shop/web -> shop/api', leaky('{ protocol: TCP }, { protocol: UDP }'))).toBe(false)
    expect(met('allow shop/web -> shop/api', leaky('{ protocol: TCP }, { protocol: UDP }, { protocol: SCTP }'))).toBe(
      true,
    )
  })

  test('leads to an address that nobody declares ports for', () => {
    const out = worldOf(
      SHOP,
      policy(
        'shop/out',
        '{ podSelector: { matchLabels: { app: cache } }, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 198.51.100.0/24 } }], ports: [{ port: 443 }] }] }',
      ),
    )
    expect(check('deny shop/cache -> ip:203.0.113.1', out)).toMatchObject({
      met: true,
      found: { answer: { outcome: 'denied', deniedAt: 'egress' } },
    })
    expect(met('deny shop/cache -> ip:198.51.100.9', out)).toBe(false)
    expect(met('allow shop/web -> ip:203.0.113.1', out)).toBe(true)
  })
})

describe('a prediction', () => {
  const text = 'predict shop/cache -> shop/api:8080 = denied'
  const said = (value?: Prediction) =>
    check(text, open, { start: guarded, predictions: value ? { [text]: value } : {} })

  test('keeps the answer to itself until something was said', () => {
    expect(said()).toEqual({
      met: false,
      found: {
        of: 'prediction',
        said: null,
        question: { from: 'shop/cache', to: 'shop/api', port: 8080 },
        answer: null,
      },
    })
  })
  test('is met by the right word, and shows what was so at the start', () => {
    expect(said('denied')).toMatchObject({ met: true, found: { said: 'denied', answer: { outcome: 'denied' } } })
    expect(said('allowed')).toMatchObject({ met: false, found: { said: 'allowed', answer: { outcome: 'denied' } } })
  })
  test('is that of its own line', () => {
    expect(check(text, open, { predictions: { [text.replace('cache', 'web')]: 'denied' } })).toMatchObject({
      met: false,
      found: { said: null },
    })
    expect(
      check('predict shop/web -> shop/api:80 = allowed', open, {
        predictions: JSON.parse('{"__proto__":"allowed"}') as Record<string, Prediction>,
      }),
    ).toMatchObject({ met: false, found: { said: null } })
  })
})

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

describe('under another plugin', () => {
  const text = policy('shop/lock', `{ ${API}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }`)
  const world = openWorld({
    documents: [
      { name: 'shop', text: SHOP },
      { name: 'lock', text },
    ],
    cni: { name: 'flannel' },
  })

  test('the same documents are judged by that one, and the cluster keeps its own', () => {
    expect(check('allow shop/web -> shop/api:8080', world)).toMatchObject({ met: true })
    expect(check('under calico: allow shop/web -> shop/api:8080', world)).toMatchObject({
      met: true,
      found: { of: 'flows', held: 1 },
    })
    expect(check('under cilium: allow shop/web -> shop/api:8080', world)).toMatchObject({
      met: false,
      found: { answer: { outcome: 'denied', deniedAt: 'ingress' } },
    })
    expect(world.cni.name).toBe('flannel')
  })
  test('a guess is about the start there, and kept by the whole line', () => {
    const line = 'under cilium: predict shop/web -> shop/api:8080 = denied'
    expect(check(line, open, { start: world, predictions: { [line]: 'denied' } })).toMatchObject({
      met: true,
      found: { of: 'prediction', answer: { outcome: 'denied' } },
    })
    expect(
      check(line, open, { start: world, predictions: { 'predict shop/web -> shop/api:8080 = denied': 'denied' } }),
    ).toMatchObject({ met: false, found: { said: null } })
  })
  test('a mode that was chosen is another setting than the same mode by default', () => {
    const chosen = openWorld({ documents: [{ name: 'shop', text: SHOP }], cni: { name: 'calico', mode: 'ipip' } })
    expect(met('under calico: allow shop/web -> shop/api:8080', chosen)).toBe(true)
    expect(met('under calico ipip: allow shop/web -> shop/api:8080', chosen)).toBe(true)
  })
  test('all plugins that a lesson speaks of are open at a time', () => {
    const plugins = [settingOf({ name: 'calico', mode: 'ipip' }), settingOf({ name: 'cilium', mode: 'vxlan' })]
    const [calico] = world.under(plugins)
    expect(check('under cilium: deny shop/web -> shop/api:8080', world, { plugins }).met).toBe(true)
    expect(world.under(plugins)[0]).toBe(calico)
  })
})

describe('a pod’s first seconds', () => {
  const shut = (networkPolicy: string) =>
    openWorld({
      documents: [{ name: 'shop', text: [SHOP, policy('shop/lock', `{ ${API} }`)].join('---\n') }],
      cni: { name: 'aws-vpc-cni', options: { networkPolicy } },
    })
  test('are not what the rules say', () => {
    expect(check('at 0s deny dev/web -> shop/api:8080', shut('standard'))).toMatchObject({
      met: false,
      found: { of: 'moment', held: 0, all: 1, verdict: { outcome: 'allowed', why: 'gate-open' } },
    })
    expect(met('at 10s deny dev/web -> shop/api:8080', shut('standard'))).toBe(true)
    expect(met('at 0s deny dev/web -> shop/api:8080', shut('strict'))).toBe(true)
  })
  test('are those of the pod that is named', () => {
    expect(met('at 0s of shop/web allow shop/web -> shop/cache:8080', shut('standard'))).toBe(true)
    expect(met('at 0s of shop/web allow shop/web -> shop/cache:8080', shut('strict'))).toBe(false)
    expect(check('at 0s deny dev/web -> gone/*', shut('strict'))).toEqual({
      met: false,
      found: { of: 'nothing', name: 'gone/*' },
    })
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

describe('what is said on a connection', () => {
  const reading = openWorld({
    documents: [
      {
        name: 'a',
        text: [
          SHOP,
          `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: read, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress: [{ fromEndpoints: [{ matchLabels: { app: web } }], toPorts: [{ ports: [{ port: "8080", protocol: TCP }], rules: { http: [{ method: GET }] } }] }]
`,
        ].join('---\n'),
      },
    ],
    cni: { name: 'cilium' },
  })
  test('decides, and so does how it is refused', () => {
    expect(met('allow shop/web -> shop/api:8080 GET /', reading)).toBe(true)
    expect(met('deny shop/web -> shop/api:8080 POST / by L7', reading)).toBe(true)
    expect(met('deny shop/web -> shop/api:8080 POST / by drop', reading)).toBe(false)
    expect(met('deny shop/cache -> shop/api:8080 GET / by drop', reading)).toBe(true)
    expect(met('deny shop/cache -> shop/api:8080 by L7', reading)).toBe(false)
    expect(met('allow shop/web -> shop/api:8080', reading)).toBe(false)
  })
})

describe('in a mesh', () => {
  const mesh = (...objects: readonly string[]) =>
    openWorld({
      documents: [
        {
          name: 'a',
          text: [
            'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { istio-injection: enabled } }\n',
            SHOP,
            service('shop/api'),
            ...objects,
          ].join('---\n'),
        },
      ],
    })
  const strict =
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: strict, namespace: shop }\nspec: { mtls: { mode: STRICT } }\n'
  const tokens =
    'apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: { name: tokens, namespace: shop }\nspec: { jwtRules: [{ issuer: id.example, jwksUri: "https://id.example/keys" }] }\n'
  const reading =
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: read, namespace: shop }\nspec: { rules: [{ from: [{ source: { principals: ["cluster.local/ns/shop/sa/reader"] } }], to: [{ operation: { methods: [GET] } }] }] }\n'

  test('it shows how what is sent travels', () => {
    const open = mesh()
    expect(check('mutual shop/web -> svc:shop/api:80', open)).toMatchObject({
      met: true,
      found: { of: 'link', form: 'mutual' },
    })
    expect(check('plain dev/web -> svc:shop/api:80', open)).toMatchObject({
      met: true,
      found: { of: 'link', form: 'plain' },
    })
    expect(met('mutual dev/web -> svc:shop/api:80', open)).toBe(false)
    expect(met('plain dev/web -> svc:shop/api:80', mesh(strict))).toBe(true)
    expect(check('plain shop/web -> shop/gone:80', open)).toEqual({
      met: false,
      found: { of: 'nothing', name: 'shop/gone' },
    })
    expect(met('plain shop/web -> shop/api:8080', guarded)).toBe(true)
    expect(check('plain shop/web -> svc:shop/none:80', worldOf(SHOP, service('shop/none')))).toMatchObject({
      met: false,
      found: { of: 'link', form: null },
    })
  })

  test('the caller meets a denial in one way and in no other', () => {
    const world = mesh(strict, tokens, reading)
    expect(met('deny dev/web -> svc:shop/api:80 by reset', world)).toBe(true)
    expect(met('deny dev/web -> svc:shop/api:80 by drop', world)).toBe(false)
    expect(met('deny shop/web -> svc:shop/api:80 GET / token=other.example/ann by 401', world)).toBe(true)
    expect(met('deny shop/web -> svc:shop/api:80 GET / token=id.example/ann by 403', world)).toBe(true)
    expect(met('deny shop/web -> svc:shop/api:80 GET / by L7', world)).toBe(true)
    expect(met('deny shop/web -> svc:shop/api:80 GET / by 401', world)).toBe(false)
    expect(met('allow shop/web -> svc:shop/api:80 GET / as=cluster.local/ns/shop/sa/reader', world)).toBe(true)
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
