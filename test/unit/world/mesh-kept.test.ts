import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

const CLUSTER = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {containers: [{name: app, image: example/api, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: app, image: example/web}]}
`
const network = (port: number) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: api, namespace: shop}\nspec: {podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: ${port}}]}]}\n`
const mesh = (method: string) =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: api, namespace: shop}\nspec: {action: DENY, rules: [{to: [{operation: {methods: [${method}]}}]}]}\n`
const documents = (port: number, method: string) => [
  { name: 'cluster', text: CLUSTER },
  { name: 'network', text: network(port) },
  { name: 'mesh', text: mesh(method) },
]
const question = { from: 'shop/web', to: 'shop/api', port: 8080, http: { method: 'GET' } } as const

test('a mesh is kept while what it reads stays, and its findings with it', () => {
  const first = openWorld({ documents: documents(8080, 'POST') })
  const typed = openWorld({ documents: documents(8081, 'POST') }, first)
  expect(typed.mesh).toBe(first.mesh)
  expect(first.ask(question).outcome).toBe('allowed')
  expect(typed.ask(question)).toMatchObject({ outcome: 'denied', deniedAt: 'ingress' })
  expect(typed.diagnostics.map(({ code }) => code)).toEqual(
    openWorld({ documents: documents(8081, 'POST') }).diagnostics.map(({ code }) => code),
  )
})

test('a mesh is opened anew when a policy of it, the cluster or the choice of it changes', () => {
  const first = openWorld({ documents: documents(8080, 'POST') })
  const policy = openWorld({ documents: documents(8080, 'GET') }, first)
  expect(policy.mesh).not.toBe(first.mesh)
  expect(policy.ask(question).outcome).toBe('denied')
  const grown = openWorld(
    { documents: [...documents(8080, 'POST'), { name: 'more', text: CLUSTER.replaceAll('name: web', 'name: more') }] },
    first,
  )
  expect(grown.mesh).not.toBe(first.mesh)
  expect(openWorld({ documents: documents(8080, 'POST'), mesh: 'none' }, first).mesh).toBe(null)
  expect(openWorld({ documents: documents(8080, 'POST'), mesh: { name: 'istio-ambient' } }, first).mesh?.name).toBe(
    'istio-ambient',
  )
})
