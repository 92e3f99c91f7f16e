import { expect, test } from 'vitest'
import { entryQuestions } from '../../../../src/app/text/entry.ts'
import { factsOf } from '../../../../src/app/text/station-facts.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { snapshotOf } from '../graph/worlds.ts'

const FRONT = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front, namespace: shop}
spec:
  rules:
    - host: shop.example
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: main, image: x, ports: [{containerPort: 8080}]}]}
`

const { cluster } = snapshotOf(FRONT)
const entryOf = (id: string) =>
  factsOf(id, cluster)!
    .rows.filter(({ word }) => word === 'entry')
    .map(({ text }) => plain(text))

test('an entry is told at the Service, at the pods behind it, and outside', () => {
  expect(entryOf('svc:shop/web')).toEqual(['from outside by Ingress shop/front, host shop.example, path /'])
  expect(entryOf('shop/web')).toEqual(entryOf('svc:shop/web'))
  expect(entryOf('internet')).toEqual([
    'from outside by Ingress shop/front, host shop.example, path / to Service shop/web',
  ])
})

test('wherever it is told, it says whom policies see', () => {
  for (const id of ['svc:shop/web', 'shop/web', 'internet'])
    expect(factsOf(id, cluster)!.rows.map(({ text }) => plain(text))).toContain(
      'its controller’s pods make the connection, or Cilium’s Envoy; policies see those as the source',
    )
})

test('both parts of the way through Cilium’s own Envoy can be asked about, where it serves the entry', () => {
  const [entry] = cluster.entries
  expect(entryQuestions(entry!)).toEqual(['internet -> ingress:8080', 'ingress -> svc:shop/web:80'])
  expect(entryQuestions({ ...entry!, through: ['cilium'] })).toHaveLength(2)
  expect(entryQuestions({ ...entry!, kind: 'HTTPRoute', through: ['infra/gate'] })).toHaveLength(2)
  expect(entryQuestions({ ...entry!, through: ['nginx'] })).toEqual([])
  expect(entryQuestions({ ...entry!, podPort: null })).toEqual([])
})
