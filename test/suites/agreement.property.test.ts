import fc from 'fast-check'
import { test } from 'vitest'
import { openWorld } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { expectAgreement } from './expect-agreement.ts'
import { setting } from './generate-setting.ts'
import { cluster, documentsOf } from './generate.ts'

test('connections() and matrix() say what ask() says, for every pair of ends at every port that policies can tell apart', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const world = openWorld({ documents: documentsOf(generated) })
      expectAgreement(world)
    }),
    bounded(300, 3_000),
  )
})

test('they do so under every network plugin, in every mode, with every option', () => {
  fc.assert(
    fc.property(cluster, setting, (generated, cni) => {
      const world = openWorld({ documents: documentsOf(generated), cni })
      expectAgreement(world)
    }),
    bounded(300, 3_000),
  )
})
