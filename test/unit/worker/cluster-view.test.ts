import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../src/app/text/station-facts.ts'
import { plain } from '../../../src/app/text/sentence.ts'
import { clusterView } from '../../../src/worker/cluster-view.ts'
import { openWorld } from '../../../src/world/index.ts'

const read = (name: string) => ({
  name,
  text: readFileSync(new URL(`../../../lessons/examples/which-layer-stopped-me/${name}.yaml`, import.meta.url), 'utf8'),
})
const viewOf = (...documents: { name: string; text: string }[]) => {
  const world = openWorld({ documents })
  return clusterView(world, world.matrix())
}

describe('the mesh in the picture', () => {
  const cluster = viewOf(read('layers'), read('mesh'))
  const meshRow = (id: string) => plain(factsOf(id, cluster)!.rows.find(({ word }) => word === 'mesh')!.text)

  test('is named', () => expect(cluster.mesh).toBe('istio-sidecar'))
  test('a pod in it has a proxy and an identity', () =>
    expect(meshRow('shop/api')).toBe('its own proxy, as cluster.local/ns/shop/sa/api'))
  test('a pod outside is told apart', () => expect(meshRow('dev/dbg')).toBe('not in it'))
  test('its policies are counted beside those of the network', () =>
    expect(cluster.counts).toMatchObject({ policies: 1, meshPolicies: 2 }))
  test('without a mesh nothing is said of one', () => {
    const without = viewOf({
      name: 'pods',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: main, image: example/app}]}',
    })
    expect(without.mesh).toBeNull()
    expect(factsOf('default/a', without)!.rows.some(({ word }) => word === 'mesh')).toBe(false)
  })
})
