import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Assertion } from '../../../../src/world/assertions/assertion.ts'
import { checkAssertion } from '../../../../src/world/assertions/check.ts'
import { openWorld, type CniChoice, type World } from '../../../../src/world/index.ts'
import { mutantsOf } from '../../../../src/world/mutants/make.ts'
import { planMutants, type TriedMutant } from '../../../../src/world/mutants/try.ts'
import { yamlFiles } from '../../../suites/yaml-file.ts'

const IN_MESH = {
  'istio-sidecar': '{team: store, istio-injection: enabled}',
  linkerd: '{team: store}, annotations: {linkerd.io/inject: enabled}',
} as const

interface Row {
  readonly kind: string
  readonly cni?: CniChoice['name'] | CniChoice
  readonly mesh?: keyof typeof IN_MESH
  readonly policy: string
  readonly mutants: readonly string[]
}
const { cluster, rows } = yamlFiles('test/fixtures/mutants')[0]!.value as {
  readonly cluster: string
  readonly rows: readonly Row[]
}
const shop = (mesh: Row['mesh']) => (mesh ? cluster.replace('{team: store}', IN_MESH[mesh]) : cluster)
const open = ({ policy, cni, mesh }: Row) =>
  openWorld({
    documents: [
      { name: 'cluster', text: shop(mesh) },
      { name: 'policy', text: policy },
    ],
    ...(cni && { cni: typeof cni === 'string' ? { name: cni } : cni }),
    ...(mesh && { mesh: { name: mesh } }),
  })
const tryAll = (world: World, assertions: readonly Assertion[] = []) => {
  const plan = planMutants(world)
  return plan.tryMutants(assertions, 0, plan.count)
}
const told = ({ mutation, fate, propose }: TriedMutant) =>
  `${mutation}: ${fate}${propose ? `, ${propose.expect} ${propose.question}` : ''}`

describe.each(rows)('mutants of a $kind', (row) => {
  const world = open(row)
  test('are these', () => {
    expect(world.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(tryAll(world).map(told)).toEqual(row.mutants)
  })

  test('are noticed by the assertions that are proposed, all of which hold', () => {
    let assertions: readonly Assertion[] = []
    for (let round = 0; round < 3; round++) {
      const proposed = tryAll(world, assertions).flatMap(({ propose }) => propose ?? [])
      for (const each of proposed) expect(checkAssertion(each, world).state).toBe('holds')
      assertions = [...assertions, ...proposed]
      if (proposed.length === 0) break
    }
    const left = tryAll(world, assertions)
    expect(left.filter(({ fate }) => fate === 'survived').map(told)).toEqual([])
  })

  test('once noticed stay noticed when assertions are added', () => {
    const proposals = tryAll(world).flatMap(({ propose }) => propose ?? [])
    if (proposals.length === 0) return
    const some = fc.subarray([...proposals])
    fc.assert(
      fc.property(some, some, (first, more) => {
        const before = tryAll(world, first)
        const after = tryAll(world, [...first, ...more])
        expect(
          before.flatMap(({ fate }, index) => (fate === 'noticed' && after[index]!.fate !== 'noticed' ? [index] : [])),
        ).toEqual([])
      }),
      { numRuns: 2 },
    )
  })

  test('leave the object that they are of as it was, and differ from it', () => {
    for (const object of world.applied) {
      const before = JSON.stringify(object.value)
      for (const { value } of mutantsOf(object)) expect(JSON.stringify(value)).not.toBe(before)
      expect(JSON.stringify(object.value)).toBe(before)
    }
  })
})
