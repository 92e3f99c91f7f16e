import { expect, it } from 'vitest'
import { selectionOf } from '../../../../src/app/state/stations.ts'
import { openWorld } from '../../../../src/world/index.ts'
import { CELL } from '../../../../src/worker/snapshot.ts'
import { all, CLOSED, GUESTS, pod, SHOP, snapshotOf } from '../graph/worlds.ts'

const text = all(SHOP, CLOSED, GUESTS)
const snapshot = snapshotOf(text)
const world = openWorld({ documents: [{ name: 'all', text }] })

it.each([
  ['a declared port, from the matrix', 'shop/web', 'shop/api', 8080, CELL.allowed],
  ['a port that nobody declares, from the answer', 'shop/web', 'shop/api', 1234, CELL['denied-entering']],
  ['a port of a pod without any, from the answer', 'shop/web', 'dev/dbg', 22, CELL.open],
  ['a Service, as its pods', 'shop/web', 'svc:shop/api', 80, CELL.allowed],
] as const)('marks %s', (_, from, to, port, verdict) => {
  const question = { from, to, port }
  expect(selectionOf(snapshot, question, world.ask(question))).toMatchObject({
    from,
    to: to.replace('svc:', ''),
    verdict,
  })
})

it('marks nothing about what no gate decided', () => {
  const question = { from: 'shop/web', to: 'svc:shop/nobody', port: 80 }
  expect(selectionOf(snapshot, question, world.ask(question)).verdict).toBe(null)
})

it('says of a flow through a mesh that its first connection is mutual TLS, and nothing of others', () => {
  const mesh = `${pod('shop/web')}---\n${pod('shop/api')}---\n${pod('dev/dbg')}---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`
  const shown = snapshotOf(mesh)
  const meshed = openWorld({ documents: [{ name: 'all', text: mesh }] })
  const isMutual = (from: string) => {
    const question = { from, to: 'svc:shop/api', port: 80 }
    return selectionOf(shown, question, meshed.ask(question)).isMutual
  }
  expect([isMutual('shop/web'), isMutual('dev/dbg')]).toEqual([true, undefined])
})
