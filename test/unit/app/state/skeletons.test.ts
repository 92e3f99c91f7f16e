import { expect, test } from 'vitest'
import { SKELETONS } from '../../../../src/app/state/skeletons.ts'
import { openWorld } from '../../../../src/world/index.ts'

test.each(SKELETONS.map((skeleton) => [skeleton.kind, skeleton] as const))(
  '%s is what the API server takes, under the name of its tab',
  (_, { name, text }) => {
    const world = openWorld({ documents: [{ name, text }] })
    expect(world.diagnostics.filter(({ layer, severity }) => layer !== 'finding' && severity !== 'note')).toEqual([])
    if (text !== '') expect(world.objectsIn(name, 2).map((object) => object.name)).toEqual([name])
  },
)
