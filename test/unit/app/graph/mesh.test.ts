import { expect, test } from 'vitest'
import { lockMarks, meshLegend, memberMarks } from '../../../../src/app/viz/graph/mesh.ts'
import type { Stroke } from '../../../../src/app/viz/graph/strokes.ts'
import type { StationMark } from '../../../../src/app/viz/graph/stations.ts'
import type { ClusterView } from '../../../../src/worker/snapshot.ts'
import { clusterView } from '../../../../src/worker/cluster-view.ts'
import { openWorld } from '../../../../src/world/index.ts'
import { MESHED_SHOP } from '../mesh/meshed-shop.ts'

const WORLD = `${MESHED_SHOP}---
apiVersion: v1
kind: Pod
metadata: { name: dbg, namespace: dev }
spec: { containers: [{ name: app, image: example/dbg, ports: [{ containerPort: 9090 }] }] }
`
const STRICT = `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: strict, namespace: shop }
spec: { mtls: { mode: STRICT } }
`

function viewOf(...texts: readonly string[]): ClusterView {
  const world = openWorld({ documents: texts.map((text, index) => ({ name: `d${index}`, text })) })
  return clusterView(world, world.matrix())
}

const secured = ({ links }: ClusterView, from: string, to: string) =>
  links.find((link) => link.from === from && link.to === to)?.secured

test('between two proxies it is mutual TLS, from outside the mesh plain at a proxy, towards the outside plain', () => {
  const view = viewOf(WORLD)
  expect(secured(view, 'shop/web', 'shop/api')).toBe('mutual')
  expect(secured(view, 'dev/dbg', 'shop/api')).toBe('permissive')
  expect(secured(view, 'shop/web', 'dev/dbg')).toBe('plain')
})

test('what is reset has no lock, and without a mesh nothing has', () => {
  expect(secured(viewOf(WORLD, STRICT), 'dev/dbg', 'shop/api')).toBeUndefined()
  expect(secured(viewOf(WORLD, STRICT), 'shop/web', 'shop/api')).toBe('mutual')
  expect(viewOf(WORLD.replace('labels: { istio-injection: enabled }', 'labels: {}')).links).toEqual([])
})

const stroke = (from: string, to: string, kind = 'allowed', bundle: object | null = null) =>
  ({
    key: `${from} → ${to}`,
    line: { key: `${from} → ${to}`, from, to, kind, role: 'rule', chips: [], bundle },
    spots: [
      { x: 50, y: 50 },
      { x: 80, y: 50 },
    ],
  }) as unknown as Stroke

test('a line gets its lock, a denied one or a bundle none, and two locks do not stand on each other', () => {
  const links = [
    { from: 'a', to: 'b', secured: 'mutual' as const },
    { from: 'c', to: 'b', secured: 'plain' as const },
  ]
  const marks = lockMarks([stroke('a', 'b'), stroke('c', 'b'), stroke('b', 'a')], { links })
  expect(marks.map(({ key, x, secured: how, label }) => ({ key, x, how, label }))).toEqual([
    { key: 'a → b', x: 50, how: 'mutual', label: 'a to b: mutual TLS' },
    { key: 'c → b', x: 80, how: 'plain', label: 'c to b: plain, nobody there speaks TLS of the mesh' },
  ])
  // To a waypoint itself nobody speaks mutual TLS; through it the asked flow does.
  expect(
    lockMarks([stroke('c', 'b')], { links }, { from: 'c', to: 'b', port: null, verdict: null, isMutual: true }).map(
      ({ secured: how }) => how,
    ),
  ).toEqual(['mutual'])
  expect(
    lockMarks([stroke('c', 'b')], { links }, { from: 'c', to: 'b', port: null, verdict: null }).map(
      ({ secured: how }) => how,
    ),
  ).toEqual(['plain'])
  expect(lockMarks([stroke('a', 'b', 'denied-entering'), stroke('a', 'b', 'allowed', {})], { links })).toEqual([])
})

test('the legend tells what is in the picture and no more', () => {
  const view = viewOf(WORLD)
  const stations = ['shop/api', 'shop/web', 'dev/dbg'].map(
    (id) => ({ id, x: 0, y: 0, width: 80, height: 40 }) as StationMark,
  )
  const members = memberMarks(stations, view)
  expect(members.map(({ id, membership }) => `${id} ${membership}`)).toEqual(['shop/api sidecar', 'shop/web sidecar'])
  expect(meshLegend(lockMarks([stroke('shop/web', 'shop/api')], view), members).map(({ word }) => word)).toEqual([
    'mutual TLS',
    'has a proxy',
  ])
})
