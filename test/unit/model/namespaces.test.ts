import { expect, test } from 'vitest'
import { build, pod } from './clusters.ts'

const namespaces = (text: string) =>
  [...build(text).cluster.namespaces.values()].map(({ name, labels, object }) => [name, { ...labels }, object !== null])

test('a written namespace keeps its labels and gets the one with its name', () => {
  expect(
    namespaces(
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: store, kubernetes.io/metadata.name: other}}\n',
    ),
  ).toEqual([['shop', { team: 'store', 'kubernetes.io/metadata.name': 'shop' }, true]])
})
test('a namespace that something lives in is implied', () =>
  expect(namespaces(pod('web'))).toEqual([['shop', { 'kubernetes.io/metadata.name': 'shop' }, false]]))
test('what has no namespace lives in default', () =>
  expect(namespaces('apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n')).toEqual([
    ['default', { 'kubernetes.io/metadata.name': 'default' }, false],
  ]))
test('objects outside namespaces imply none', () =>
  expect(namespaces('apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n')).toEqual([]))
test('a ConfigMap alone puts no namespace on the map', () =>
  expect(namespaces('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: quiet}\n')).toEqual([]))
test('namespaces come in order of their names', () => {
  expect(
    namespaces(
      ['b', 'a', 'C'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`).join('---\n'),
    ).map(([name]) => name),
  ).toEqual(['C', 'a', 'b'])
})
test('labels that every object inherits are just labels', () => {
  const { cluster } = build(
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {__proto__: a, constructor: b}}\n',
  )
  expect(Object.entries(cluster.namespaces.get('shop')!.labels)).toEqual(
    expect.arrayContaining([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]),
  )
})
