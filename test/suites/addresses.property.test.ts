import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld, type World } from '../../src/world/index.ts'
import { nodesOf } from '../../src/world/nodes.ts'
import { bounded } from './bounded.ts'
import { setting } from './generate-setting.ts'
import { cluster, documentsOf } from './generate.ts'

const more = fc.record({ pods: fc.constantFrom(0, 0, 3, 40, 250), node: fc.constantFrom(null, 'n1') })

test('addresses that a plugin gives never collide, whatever the cluster, the plugin and the pods that come', () => {
  fc.assert(
    fc.property(cluster, setting, more, (generated, cni, added) => {
      const world = openWorld({ documents: documentsOf(generated), cni })
      expect(collisions(world)).toEqual([])
      const view = nodesOf(world, { nodes: 10, more: added })
      for (const { ranges, interfaces, pods, limits, room, node } of view.nodes) {
        for (const { held, size } of ranges) {
          expect(new Set(held.map(({ place }) => place)).size, node).toBe(held.length)
          expect(
            held.every(({ place }) => place >= 0 && place < size),
            node,
          ).toBe(true)
        }
        const addresses = [
          ...ranges.flatMap(({ held }) => held.map(({ address }) => address)),
          ...interfaces
            .filter(({ takesPods }) => !takesPods || ranges.some(({ kind }) => kind === 'prefix'))
            .flatMap(({ address }) => address ?? []),
        ]
        expect(new Set(addresses).size, node).toBe(addresses.length)
        for (const limit of limits)
          if (limit.by !== 'kubelet')
            expect(pods.addressed, `${node} ${limit.by}`).toBeLessThanOrEqual(
              Math.max(limit.pods, generated.objects.length),
            )
        expect(room).toBeGreaterThanOrEqual(0)
      }
      const lost = view.lost.reduce((sum, each) => sum + (each.added ? each.pods : 0), 0)
      if (cni.name !== 'reference')
        expect(view.nodes.reduce((sum, each) => sum + each.added, 0) + lost).toBe(added.pods)
    }),
    bounded(150, 8_000),
  )
})

/** Two pods, or a pod and a node or a Service, with the same address, of which the documents gave neither. */
function collisions({ cluster: { pods, nodes, services, serviceAddresses }, network }: World): readonly string[] {
  const reserved = [...network.nodes.values()].flatMap((node) => node.reserved.map(({ address }) => address.text))
  const others = new Map(
    [
      ...nodes.flatMap(({ addresses }) => addresses),
      ...services.flatMap(({ clusterAddresses }) => clusterAddresses),
    ].map(({ text }) => [text, 'node or Service']),
  )
  for (const address of [...serviceAddresses, ...reserved]) others.set(address, 'Service or device')
  return pods
    .filter(({ hostNetwork, endpoint, addressAssumed }) => !hostNetwork && endpoint && addressAssumed)
    .flatMap(({ name, addresses }) =>
      addresses.flatMap(({ text }) => {
        const other = others.get(text)
        others.set(text, name)
        return other ? [`${name} and ${other}: ${text}`] : []
      }),
    )
}
