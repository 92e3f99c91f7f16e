import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'
import { walkOf } from '../../../src/world/walk.ts'

// Source: kubernetes, pkg/proxy/topology.go, CategorizeEndpoints

const node = (name: string, address: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {addresses: [{type: InternalIP, address: ${address}}]}\n`
const pod = (name: string, node: string, more = '', status = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name.replace(/-.*/, '')}}${more}}\nspec: {nodeName: ${node}, containers: [{name: main, image: x}]}\nstatus: {podIP: 10.244.${node.slice(1)}.${name.length}${status}}\n`
const service = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {selector: {app: web}, ${spec}}\n`

const LEAVING = ', deletionTimestamp: "2026-01-01T00:00:00Z"'
const world = openWorld({
  cni: { name: 'reference' },
  documents: [
    {
      name: 'cluster',
      text: [
        node('n1', '172.18.0.11'),
        node('n2', '172.18.0.12'),
        node('n3', '172.18.0.13'),
        pod('near', 'n1'),
        pod('by', 'n2'),
        pod('web-one', 'n1'),
        pod('web-three', 'n1'),
        pod('web-fourth', 'n2', LEAVING),
        pod('web-elsewhere', 'n3'),
        pod('web-unready', 'n3', '', ', conditions: [{type: Ready, status: "False"}]'),
        service('all', 'type: NodePort, ports: [{port: 80, nodePort: 30001}]'),
        service(
          'local',
          'type: NodePort, internalTrafficPolicy: Local, externalTrafficPolicy: Local, ports: [{port: 80, nodePort: 30002}]',
        ),
      ].join('---\n'),
    },
  ],
})

/** Whom the Service may choose, the chosen one with a star. */
function choice(ask: string): readonly string[] {
  const question = world.parse(ask)
  const walk = question.ok ? walkOf(world, question.value) : null
  const table = walk?.hops.flatMap(({ table: each }) => (each?.title === 'service' ? [each] : []))[0]
  return (table?.rows ?? []).map(({ cells, matched }) => `${cells.join(' ')}${matched ? ' *' : ''}`)
}

test('a Service chooses among all that are ready', () => {
  const all = ['10.244.3.13:80 1/3', '10.244.1.7:80 1/3', '10.244.1.9:80 1/3']
  expect(choice('shop/near -> svc:shop/all:80').map((each) => each.replace(' *', ''))).toEqual(all)
  expect(choice('ip:198.51.100.7 -> node:n2:30001').filter((each) => each.endsWith('*'))).toHaveLength(1)
})

test('where it may use its own node’s alone it chooses among those', () => {
  expect(choice('shop/near -> svc:shop/local:80')).toEqual(['10.244.1.7:80 1/2 *', '10.244.1.9:80 1/2'])
  expect(choice('ip:198.51.100.7 -> node:n1:30002')).toEqual(['10.244.1.7:80 1/2 *', '10.244.1.9:80 1/2'])
  expect(choice('ip:198.51.100.7 -> node:n3:30002')).toEqual(['10.244.3.13:80 1/1 *'])
})

test('of a node where one is leaving and none is ready it is that one', () => {
  expect(choice('shop/by -> svc:shop/local:80')).toEqual(['10.244.2.10:80 1/1 *'])
  expect(choice('ip:198.51.100.7 -> node:n2:30002')).toEqual(['10.244.2.10:80 1/1 *'])
})

test('whoever is on the node whose port he dials may be sent to any', () =>
  expect(choice('shop/near -> node:n1:30002')).toHaveLength(3))
