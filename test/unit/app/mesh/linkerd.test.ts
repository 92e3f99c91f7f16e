import { describe, expect, test } from 'vitest'
import { factText } from '../../../../src/app/text/mesh/fact.ts'
import { linkerdLog } from '../../../../src/app/text/mesh/linkerd-log.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { openWorld, type Question } from '../../../../src/world/index.ts'

const WORLD = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, annotations: { linkerd.io/inject: enabled } }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { containers: [{ name: app, image: example/api, ports: [{ containerPort: 8080 }, { containerPort: 9090 }] }] }
status: { podIP: 10.42.0.10 }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { serviceAccountName: web, containers: [{ name: app, image: example/web }] }
status: { podIP: 10.42.0.21 }
---
apiVersion: v1
kind: Pod
metadata: { name: dbg, namespace: dev }
spec: { containers: [{ name: app, image: example/dbg }] }
status: { podIP: 10.42.0.31 }
---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: { name: api, namespace: shop }
spec: { podSelector: { matchLabels: { app: api } }, port: 8080 }
`

function logOf(text: string, question: Question): readonly string[] {
  const answer = openWorld({
    documents: [
      { name: 'world', text: WORLD },
      { name: 'more', text },
    ],
  }).ask(question)
  return linkerdLog(answer.mesh!)
}

describe('what Linkerd’s proxy writes', () => {
  test('of a request that nothing authorizes', () => {
    expect(logOf('', { from: 'dev/dbg', to: 'shop/api', port: 8080, http: { method: 'GET', path: '/' } })).toEqual([
      '[    12.345678s]  INFO ThreadId(01) inbound:server{port=8080}: linkerd_app_inbound::policy::http: Request denied server.group=policy.linkerd.io server.kind=server server.name=api route.group= route.kind=default route.name=default client.tls=None(NoClientHello) client.ip=10.42.0.31',
      '[    12.345678s]  INFO ThreadId(01) inbound:server{port=8080}:rescue{client.addr=10.42.0.31:52118}: linkerd_app_core::errors::respond: HTTP/1.1 request failed error=client 10.42.0.31:52118: server: 10.42.0.10:8080: unauthorized request on route error.sources=[unauthorized request on route]',
    ])
  })
  test('of bytes that nothing authorizes, from a caller with a name', () => {
    expect(logOf('', { from: 'shop/web', to: 'shop/api', port: 8080, app: 'tcp' })).toEqual([
      '[    12.345678s]  INFO ThreadId(01) inbound:server{port=8080}: linkerd_app_inbound::policy::tcp: Connection denied server.group=policy.linkerd.io server.kind=server server.name=api tls=Some(Established { client_id: Some(ClientId(Dns(Name("web.shop.serviceaccount.identity.linkerd.cluster.local")))), negotiated_protocol: None }) client=10.42.0.21:52118',
      '[    12.345678s]  INFO ThreadId(01) inbound: linkerd_app_core::serve: Connection closed error=unauthorized connection on server/api client.addr=10.42.0.21:52118',
    ])
  })
  test('of a request that takes no route', () => {
    const route =
      'apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: { name: orders, namespace: shop }\nspec: { parentRefs: [{ group: policy.linkerd.io, kind: Server, name: api }], rules: [{ matches: [{ path: { value: /orders } }] }] }\n'
    expect(
      logOf(route, { from: 'shop/web', to: 'shop/api', port: 8080, http: { method: 'GET', path: '/other' } }),
    ).toEqual([expect.stringContaining('no route found for request')])
    expect(
      logOf(route, { from: 'shop/web', to: 'shop/api', port: 8080, http: { method: 'GET', path: '/orders' } })[0],
    ).toContain('route.group=policy.linkerd.io route.kind=httproute route.name=orders')
  })
  test('nothing of what simply passes, and a line of what is audited', () => {
    expect(logOf('', { from: 'shop/web', to: 'shop/api', port: 9090, http: { method: 'GET', path: '/' } })).toEqual([])
    const audited =
      'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: { name: admin, namespace: shop }\nspec: { podSelector: {}, port: 9090, accessPolicy: audit }\n'
    expect(
      logOf(audited, { from: 'dev/dbg', to: 'shop/api', port: 9090, http: { method: 'GET', path: '/' } })[0] ?? '',
    ).toContain('Request allowed')
  })
})

describe('what Linkerd’s proxies found, in words', () => {
  test('names the Server, and those that came too late', () => {
    expect(
      plain(factText({ fact: 'linkerd-server', server: 'api', protocol: 'unknown', access: 'deny', late: ['b', 'c'] })),
    ).toBe(
      'Server api is for this port: nobody comes in whom nothing authorizes. b and c would be for it too, and came later: nobody looks at them.',
    )
  })
  test('says what a default policy admits', () => {
    expect(plain(factText({ fact: 'linkerd-default-policy', policy: 'all-authenticated', protocol: 'opaque' }))).toBe(
      'No Server is for this port, so the default policy all-authenticated holds: everybody comes in who has proven a name. The port is opaque: the proxy reads nothing of what is said.',
    )
  })
})
