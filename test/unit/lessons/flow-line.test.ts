import { describe, expect, test } from 'vitest'
import type { Prediction } from '../../../src/lessons/goal.ts'
import { settingOf } from '../../../src/sim/cni/choice.ts'
import { openWorld } from '../../../src/world/index.ts'
import { check, pod, policy, service, SHOP, worldOf } from './worlds.ts'

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
