import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld, type World } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { policy } from './generate-policy.ts'
import { cluster, documentsOf, stream } from './generate.ts'
import { shuffled, withListsReversed } from './shuffle.ts'

/** Everything that a world says about who reaches whom. */
function said(world: World): unknown {
  const { ends, columns, cells } = world.matrix()
  return {
    ends: ends.map(({ ref, label, ports }) => ({ ref, label, ports })),
    columns,
    cells,
    connections: world.connections(),
  }
}

const diagnosed = ({ diagnostics }: World) => diagnostics.map((each) => JSON.stringify(each))

test('the order of documents, objects and keys changes nothing', () => {
  fc.assert(
    fc.property(
      cluster.chain((generated) => fc.tuple(fc.constant(generated), shuffled(generated))),
      ([generated, documents]) => {
        expect(said(openWorld({ documents }))).toEqual(said(openWorld({ documents: documentsOf(generated) })))
      },
    ),
    bounded(60),
  )
})

test('the order of rules, peers and ports of NetworkPolicies changes nothing', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      expect(openWorld({ documents: documentsOf(withListsReversed(generated)) }).connections()).toEqual(
        openWorld({ documents: documentsOf(generated) }).connections(),
      )
    }),
    bounded(60),
  )
})

test('opening again is opening from scratch', () => {
  const edits = fc.array(
    fc.oneof(
      fc.record({ edit: fc.constant('policies' as const), policies: fc.tuple(policy('np0'), policy('np9')) }),
      fc.record({ edit: fc.constant('drop' as const), index: fc.nat(5) }),
      fc.record({ edit: fc.constant('twice' as const), index: fc.nat(5) }),
      fc.record({ edit: fc.constant('comment' as const) }),
      fc.record({ edit: fc.constant('break' as const), at: fc.nat(2000) }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(cluster, edits, (generated, steps) => {
      let { objects } = generated
      let policies = [...generated.policies]
      let prefix = ''
      let cut: number | null = null
      let before = openWorld({ documents: documentsOf(generated) })
      said(before)
      for (const step of steps) {
        if (step.edit === 'policies') policies = [...step.policies]
        if (step.edit === 'drop') objects = objects.filter((_, index) => index !== step.index)
        if (step.edit === 'twice') objects = [...objects, ...objects.slice(step.index, step.index + 1)]
        if (step.edit === 'comment') prefix = `${prefix}# one line more\n`
        cut = step.edit === 'break' ? step.at : null
        const [first, second] = documentsOf({ objects, policies, clusterPolicies: generated.clusterPolicies })
        const documents = [
          { name: 'cluster', text: `${prefix}${first!.text}` },
          { name: 'policies', text: cut === null ? second!.text : second!.text.slice(0, cut) },
          { name: 'same again', text: stream(policies.slice(0, 1)) },
        ]
        const again = openWorld({ documents }, before)
        const fresh = openWorld({ documents })
        expect(diagnosed(again)).toEqual(diagnosed(fresh))
        expect(said(again)).toEqual(said(fresh))
        before = again
      }
    }),
    bounded(40),
  )
})
