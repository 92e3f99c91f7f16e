import { describe, expect, test } from 'vitest'
import { CNI_OFFERS } from '../../src/sim/cni/choice.ts'
import { openWorld } from '../../src/world/index.ts'
import { walkOf } from '../../src/world/walk.ts'
import { Engine } from '../../src/worker/engine.ts'
import { deepFreeze } from './freeze.ts'
import { walkFixtures, walkFolders, type WalkCase } from './walk-fixture.ts'
import { hopLines } from './walk-lines.ts'

const fixtures = walkFolders().flatMap((cni) => walkFixtures(cni).map((fixture) => ({ cni, ...fixture })))

for (const { path, about, world, cases } of fixtures) {
  describe(`${path.replace(/^.*\/walks\/|\.yaml$/g, '')}: ${about}`, () => {
    test.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => runCase(each, world))
  })
}

function runCase(
  { cni, facts, policies, ask, part, hops, reply, podMtu, counter, log, curl, hooks }: WalkCase,
  cluster: string,
): void {
  const world = openWorld(
    deepFreeze({
      documents: [
        { name: 'cluster', text: cluster },
        { name: 'policies', text: policies },
      ],
      cni,
      facts,
    }),
  )
  deepFreeze(world.cluster)
  const question = world.parse(ask)
  if (!question.ok) throw new Error(`cannot be read: ${ask}`)
  const walk = walkOf(world, question.value, part)
  expect(walk && hopLines(walk.hops)).toEqual(hops)
  if (reply) expect(hopLines(walk!.reply)).toEqual(reply)
  const drop = walk?.hops.at(-1)?.drop
  const told = {
    podMtu: walk?.podMtu,
    counter: drop?.counter,
    log: drop?.log,
    curl: drop?.curl,
    hooks: [...new Set(walk?.hops.flatMap(({ hook }) => hook ?? []))],
  }
  for (const [key, value] of Object.entries({ podMtu, counter, log, curl, hooks }))
    if (value !== undefined) expect({ [key]: told[key as keyof typeof told] }).toEqual({ [key]: value })
}

test('the worker sends the walk of a question', () => {
  const { world } = fixtures.find(({ cni }) => cni === 'reference')!
  const engine = new Engine()
  const document = { name: 'cluster', text: world }
  engine.handle({
    type: 'open',
    id: 1,
    revision: 1,
    order: ['cluster'],
    changed: [document],
    active: 'cluster',
    fresh: true,
    applyBroken: true,
    question: null,
  })
  const question = { from: 'shop/a1', to: 'shop/b1', port: 8080 }
  expect(engine.handle({ type: 'walk', id: 2, question })).toEqual({
    type: 'walk',
    id: 2,
    value: walkOf(openWorld({ documents: [document] }), question),
  })
})

describe('the fixtures', () => {
  test('cover every plugin, in every mode, with every value of every option that bears on the way', () => {
    expect(fixtures.map(({ cni }) => cni)).toEqual(expect.arrayContaining(CNI_OFFERS.map(({ name }) => name)))
    // Others change what is decided, or how much pods know of each other, and never the way.
    const OPTIONS = [
      'networkPolicy',
      'dataplane',
      'kubeProxyReplacement',
      'loadBalancer',
      'externalSnat',
      'podSecurityGroups',
    ]
    for (const { name, modes, options } of CNI_OFFERS) {
      const chosen = fixtures.filter(({ cni }) => cni === name).flatMap(({ cases }) => cases.map(({ cni }) => cni))
      for (const { id } of modes.slice(1))
        expect({ name, mode: id, shown: chosen.some(({ mode }) => mode === id) }).toMatchObject({ shown: true })
      for (const { id, values } of options.filter((option) => OPTIONS.includes(option.id))) {
        for (const value of values.slice(1).filter((each) => !each.id.startsWith('npa-')))
          expect({
            name,
            option: id,
            value: value.id,
            shown: chosen.some((choice) => choice.options?.[id] === value.id),
          }).toMatchObject({ shown: true })
      }
    }
  })
  test('have names of their own, and say where the way is written down', () => {
    const cases = fixtures.flatMap((fixture) => fixture.cases.map((each) => ({ ...each, plugin: fixture.cni })))
    const names = cases.map(({ plugin, name }) => `${plugin} ${name}`)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(cases.filter(({ source }) => !/^https:\/\/\S+/.test(source)).map(({ name }) => name)).toEqual([])
  })
})
