import { expect, test } from 'vitest'
import { build, owned, pod, workload } from './clusters.ts'

test('the order of the objects decides nothing', () => {
  const objects = [
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: store}}\n',
    'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n',
    workload('Deployment', 'web', 'replicas: 3, '),
    workload('DaemonSet', 'agent'),
    pod('dbg', '', 'nodeName: n2, '),
    pod('api-a', owned('apps/v1', 'Deployment', 'api')),
    'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n',
  ]
  const shape = (texts: readonly string[]) => {
    const { cluster } = build(texts.join('---\n'))
    return {
      pods: cluster.pods.map(({ namespace, name, addresses, node, workload: of }) => [
        namespace.name,
        name,
        addresses.map(({ text }) => text),
        node,
        of.ref,
      ]),
      workloads: cluster.workloads.map(({ ref }) => ref),
      services: cluster.services.map(({ name, clusterAddresses, backends }) => [
        name,
        clusterAddresses.map(({ text }) => text),
        backends.map(({ address }) => address.text),
      ]),
      nodes: cluster.nodes.map(({ name, addresses }) => [name, addresses.map(({ text }) => text)]),
    }
  }
  const expected = shape(objects)
  expect(shape([...objects].reverse())).toEqual(expected)
  expect(shape([...objects.slice(3), ...objects.slice(0, 3)])).toEqual(expected)
})
