import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld, type Question, type World } from '../../src/world/index.ts'

/** Four callers and two servers; of each kind one is in the mesh and one is not. */
const CLUSTER = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, annotations: { linkerd.io/inject: enabled } }
---
apiVersion: v1
kind: Namespace
metadata: { name: dev }
${[
  ['shop', 'api', '10.42.0.10'],
  ['shop', 'web', '10.42.0.21'],
  ['shop', 'far', '198.51.100.7'],
  ['dev', 'plain', '10.42.0.31'],
  ['dev', 'outer', '198.51.100.8'],
]
  .map(
    ([namespace, name, address]) => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec: { serviceAccountName: ${name}, containers: [{ name: app, image: example/app, ports: [{ name: http, containerPort: 8080 }, { name: admin, containerPort: 9090 }] }] }
status: { podIP: ${address} }`,
  )
  .join('\n')}
`
const SOURCES = ['shop/web', 'shop/far', 'dev/plain', 'dev/outer', 'ip:203.0.113.9']
const UNMESHED = ['dev/plain', 'dev/outer', 'ip:203.0.113.9']

const name = fc.constantFrom('a', 'b', 'c')
const group = 'group: policy.linkerd.io, '
const head = (version: string, kind: string, each: string) =>
  `apiVersion: policy.linkerd.io/${version}\nkind: ${kind}\nmetadata: { name: ${each}, namespace: shop }`

const server = fc.record({
  each: name,
  port: fc.constantFrom('8080', '9090', 'http', 'admin'),
  protocol: fc.constantFrom('unknown', 'HTTP/1', 'opaque'),
  access: fc.constantFrom(null, null, 'all-unauthenticated', 'cluster-authenticated'),
})
const serverText = ({
  each,
  port,
  protocol,
  access,
}: {
  each: string
  port: string
  protocol: string
  access: string | null
}) =>
  `${head('v1beta3', 'Server', each)}\nspec: { podSelector: {}, port: ${port}, proxyProtocol: ${protocol}${access ? `, accessPolicy: ${access}` : ''} }`
const route = fc
  .record({ each: name, of: name, path: fc.constantFrom('/', '/a', '/a/b', '/c') })
  .map(
    ({ each, of, path }) =>
      `${head('v1beta3', 'HTTPRoute', each)}\nspec: { parentRefs: [{ ${group}kind: Server, name: ${of} }], rules: [{ matches: [{ path: { value: ${path} } }] }] }`,
  )
const meshTls = fc
  .record({
    each: name,
    identities: fc.uniqueArray(
      fc.constantFrom(
        '"*"',
        'web.shop.serviceaccount.identity.linkerd.cluster.local',
        '"*.dev.serviceaccount.identity.linkerd.cluster.local"',
      ),
      { minLength: 1 },
    ),
  })
  .map(
    ({ each, identities }) =>
      `${head('v1alpha1', 'MeshTLSAuthentication', each)}\nspec: { identities: [${identities.join(', ')}] }`,
  )
const network = fc
  .record({ each: name, block: fc.constantFrom('0.0.0.0/0', '10.42.0.0/16', '198.51.100.7') })
  .map(
    ({ each, block }) => `${head('v1alpha1', 'NetworkAuthentication', each)}\nspec: { networks: [{ cidr: ${block} }] }`,
  )
const target = fc.oneof(
  name.map((each) => `{ ${group}kind: Server, name: ${each} }`),
  name.map((each) => `{ ${group}kind: HTTPRoute, name: ${each} }`),
  fc.constant('{ kind: Namespace, name: shop }'),
)
const meshTlsRef = name.map((each) => `{ ${group}kind: MeshTLSAuthentication, name: ${each} }`)
const networkRef = name.map((each) => `{ ${group}kind: NetworkAuthentication, name: ${each} }`)
const accountRef = fc.constantFrom('web', 'plain').map((each) => `{ kind: ServiceAccount, name: ${each} }`)
const policy = (refs: fc.Arbitrary<readonly string[]>) =>
  fc
    .record({ each: name, to: target, refs })
    .map(
      ({ each, to, refs: required }) =>
        `${head('v1alpha1', 'AuthorizationPolicy', each)}\nspec: { targetRef: ${to}, requiredAuthenticationRefs: [${required.join(', ')}] }`,
    )
const anyRefs = fc.oneof(
  fc.constant([]),
  fc.tuple(networkRef),
  fc.tuple(meshTlsRef),
  fc.tuple(meshTlsRef, networkRef),
  fc.tuple(accountRef),
)
const authenticated = fc.oneof(fc.tuple(meshTlsRef), fc.tuple(meshTlsRef, networkRef), fc.tuple(accountRef))
const serverAuthorization = fc
  .record({
    each: name,
    client: fc.constantFrom(
      'unauthenticated: true',
      'unauthenticated: true, networks: [{ cidr: 0.0.0.0/0 }]',
      'meshTLS: { unauthenticatedTLS: true }',
      'meshTLS: { serviceAccounts: [{ name: web }] }',
    ),
  })
  .map(
    ({ each, client }) =>
      `${head('v1beta1', 'ServerAuthorization', each)}\nspec: { server: { name: ${each} }, client: { ${client} } }`,
  )
const networkPolicy = fc
  .record({ each: name, port: fc.constantFrom(8080, 4143, 9090), direction: fc.constantFrom('ingress', 'egress') })
  .map(
    ({ each, port, direction }) =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${each}, namespace: shop }\nspec: { podSelector: {}, policyTypes: [${direction === 'ingress' ? 'Ingress' : 'Egress'}], ${direction}: [{ ports: [{ port: ${port} }] }] }`,
  )

const servers = fc.array(server, { minLength: 1, maxLength: 3 }).map((all) => all.map(serverText))
const rest = fc.array(fc.oneof(route, meshTls, network, policy(anyRefs), serverAuthorization), { maxLength: 8 })
const question = fc
  .record({
    from: fc.constantFrom(...SOURCES),
    port: fc.constantFrom(8080, 9090),
    path: fc.constantFrom('/', '/a', '/a/b', '/x'),
    app: fc.constantFrom('http' as const, 'tcp' as const),
  })
  .map(({ from, port, path, app }): Question => ({
    from,
    to: 'shop/api',
    port,
    app,
    ...(app === 'http' ? { http: { method: 'GET', path } } : {}),
  }))

/** Of two objects with one name the later counts, which is no order of documents; one of each is kept. */
function distinct(texts: readonly string[]): readonly string[] {
  const key = (text: string) => text.split('\n').slice(1, 3).join()
  return texts.filter((text, index) => texts.findIndex((each) => key(each) === key(text)) === index)
}

function open(texts: readonly string[], mesh?: 'none'): World {
  return openWorld({
    documents: [
      { name: 'cluster', text: CLUSTER },
      ...distinct(texts).map((text, index) => ({ name: `d${index}`, text })),
    ],
    ...(mesh && { mesh }),
  })
}

/** Every run opens a world; on a busy machine that takes a while. */
const SLOW = 60_000

test(
  'nobody without a name passes where every authorization asks for one',
  () => {
    const closed = fc
      .array(server, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((each) => serverText({ ...each, access: null })))
    fc.assert(
      fc.property(
        closed,
        fc.array(fc.oneof(route, meshTls, network, policy(authenticated)), { maxLength: 8 }),
        fc.constantFrom(...UNMESHED),
        question,
        (first, more, from, asked) => {
          const world = open([...first, ...more])
          const answer = world.ask({ ...asked, from })
          // A port for which no Server is takes everybody.
          const isServed = answer.mesh?.legs.some(({ proxies }) =>
            proxies.some(({ stages }) => stages.some(({ found }) => found?.fact.fact === 'linkerd-server')),
          )
          if (isServed) expect(answer.outcome).toBe('denied')
        },
      ),
      { numRuns: 80 },
    )
  },
  SLOW,
)

test(
  'no policy of the mesh opens what a network policy closed',
  () => {
    fc.assert(
      fc.property(
        servers,
        rest,
        fc.array(networkPolicy, { minLength: 1, maxLength: 3 }),
        question,
        (first, more, network, asked) => {
          const answer = open([...first, ...more, ...network]).ask(asked)
          if (answer.outcome === 'denied') return
          const wire = answer.mesh?.legs.at(-1)?.port ?? asked.port
          expect(
            open([...first, ...more, ...network], 'none').ask({
              from: asked.from,
              to: asked.to,
              ...(wire === undefined ? {} : { port: wire }),
            }).outcome,
          ).not.toBe('denied')
        },
      ),
      { numRuns: 60 },
    )
  },
  SLOW,
)

test(
  'the order of the documents changes nothing',
  () => {
    fc.assert(
      fc.property(servers, rest, question, fc.nat(), (first, more, asked, turn) => {
        const texts = distinct([...first, ...more])
        const at = turn % texts.length
        const told = (world: World) => {
          const { outcome, cause, needs } = world.ask(asked)
          return { outcome, cause, needs }
        }
        expect(told(open([...texts.slice(at), ...texts.slice(0, at)].reverse()))).toEqual(told(open(texts)))
      }),
      { numRuns: 60 },
    )
  },
  SLOW,
)

test(
  'one more authorization never closes anything',
  () => {
    fc.assert(
      fc.property(servers, rest, policy(anyRefs), question, (first, more, extra, asked) => {
        const texts = distinct([...first, ...more])
        const added = extra.replace(/name: [abc], namespace/, 'name: extra, namespace')
        if (open(texts).ask(asked).outcome === 'allowed')
          expect(open([...texts, added]).ask(asked).outcome).toBe('allowed')
      }),
      { numRuns: 60 },
    )
  },
  SLOW,
)

test(
  'what is not known of a request is never guessed: where it depends, some request passes or fails otherwise than another',
  () => {
    fc.assert(
      fc.property(
        servers,
        rest,
        fc.constantFrom(...SOURCES),
        fc.constantFrom(8080, 9090),
        (first, more, from, port) => {
          const world = open([...first, ...more])
          const open1 = world.ask({ from, to: 'shop/api', port, app: 'http' })
          const each = ['/', '/a', '/a/b', '/c', '/x'].map(
            (path) => world.ask({ from, to: 'shop/api', port, app: 'http', http: { method: 'GET', path } }).outcome,
          )
          if (open1.outcome === 'allowed') expect(new Set(each)).toEqual(new Set(['allowed']))
          if (open1.outcome === 'denied') expect(new Set(each)).toEqual(new Set(['denied']))
        },
      ),
      { numRuns: 60 },
    )
  },
  SLOW,
)
