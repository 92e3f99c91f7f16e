import { describe, expect, test } from 'vitest'
import {
  atomOf,
  connectionsOfAtoms,
  finerAtoms,
  portAtoms,
  portMatchersOf,
  usedPortNames,
} from '../../../src/engine/port-atoms.ts'
import { PortSpace } from '../../../src/engine/port-space.ts'
import { InternedSets } from '../../../src/engine/set-algebra.ts'
import type { PortProtocol } from '../../../src/ground/ports.ts'
import type { Pod } from '../../../src/model/cluster.ts'
import type { CompiledPolicy, PortMatcher } from '../../../src/policy/form.ts'

/** Ports by number; no protocol: of all three. */
const numbers = (from: number, to = from, protocol: PortProtocol | null = 'TCP') =>
  ({ protocol, name: null, range: { from, to } }) as unknown as PortMatcher
const named = (name: string) => ({ protocol: 'TCP', name, range: null }) as unknown as PortMatcher

/** A pod with named ports. */
const pod = (...ports: readonly (readonly [string | null, PortProtocol, number])[]) =>
  ({ ports: ports.map(([name, protocol, port]) => ({ name, protocol, port })) }) as unknown as Pod

/** A policy with one rule that asks for these ports; `aspect` says of which end. */
const asking = (...anyOf: readonly PortMatcher[]) =>
  ({ rules: [{ when: [{ aspect: 'port', anyOf }] }] }) as unknown as CompiledPolicy

/** What the atoms of one protocol are, as `from-to`. */
const cuts = (atoms: ReturnType<typeof portAtoms>, of: PortProtocol) =>
  atoms.filter(({ protocol }) => protocol === of).map(({ from, to }) => `${from}-${to}`)

describe('ports that no policy tells apart', () => {
  test('are all ports of each protocol, where no policy names any', () =>
    expect(portAtoms([], [])).toEqual([
      { protocol: 'TCP', from: 0, to: 65535 },
      { protocol: 'UDP', from: 0, to: 65535 },
      { protocol: 'SCTP', from: 0, to: 65535 },
    ]))
  test('end where a range begins or ends, of its protocol alone', () => {
    const atoms = portAtoms([numbers(80), numbers(8000, 8999), numbers(53, 53, 'UDP')], [])
    expect(cuts(atoms, 'TCP')).toEqual(['0-79', '80-80', '81-7999', '8000-8999', '9000-65535'])
    expect(cuts(atoms, 'UDP')).toEqual(['0-52', '53-53', '54-65535'])
    expect(cuts(atoms, 'SCTP')).toEqual(['0-65535'])
  })
  test('end there in every protocol, for a range of no protocol', () => {
    const atoms = portAtoms([numbers(80, 80, null)], [])
    for (const protocol of ['TCP', 'UDP', 'SCTP'] as const)
      expect(cuts(atoms, protocol)).toEqual(['0-79', '80-80', '81-65535'])
  })
  test('go up to the last port, and no further', () => {
    expect(cuts(portAtoms([numbers(65535)], []), 'TCP')).toEqual(['0-65534', '65535-65535'])
    expect(cuts(portAtoms([numbers(1, 65535)], []), 'TCP')).toEqual(['0-0', '1-65535'])
  })
  test('end around what a used name stands for on some pod', () => {
    const atoms = portAtoms(
      [named('web')],
      [pod(['web', 'TCP', 8080], ['web', 'UDP', 8081]), pod(['admin', 'TCP', 9000], [null, 'TCP', 9001])],
    )
    expect(cuts(atoms, 'TCP')).toEqual(['0-8079', '8080-8080', '8081-65535'])
    expect(cuts(atoms, 'UDP')).toEqual(['0-8080', '8081-8081', '8082-65535'])
  })
  test('end around ports of TCP that something else tells apart', () => {
    const atoms = portAtoms([], [], [15008])
    expect(cuts(atoms, 'TCP')).toEqual(['0-15007', '15008-15008', '15009-65535'])
    expect(cuts(atoms, 'UDP')).toEqual(['0-65535'])
  })
})

describe('matchers of ports', () => {
  test('are of the ports that rules ask for at either end, and of nothing else', () => {
    const [to, from] = [numbers(80), numbers(1024, 65535)]
    const policy = {
      rules: [
        {
          when: [
            { aspect: 'port', anyOf: [to] },
            { aspect: 'source-port', anyOf: [from] },
            { aspect: 'protocol', anyOf: [{ protocol: 'TCP' }] },
          ],
        },
      ],
    } as unknown as CompiledPolicy
    expect(portMatchersOf([policy])).toEqual([to, from])
  })
  test('may be names', () => expect([...usedPortNames([numbers(80), named('web')])]).toEqual(['web']))
})

describe('atoms made finer', () => {
  const atoms = portAtoms([numbers(80)], [])
  test('are cut where the new ranges begin and end', () => {
    const { atoms: finer, split } = finerAtoms(atoms, [numbers(8000, 8999), numbers(8500)])
    expect(cuts(finer, 'TCP')).toEqual([
      '0-79',
      '80-80',
      '81-7999',
      '8000-8499',
      '8500-8500',
      '8501-8999',
      '9000-65535',
    ])
    expect(split).toEqual([2, 2, 2, 2])
  })
  test('are the same ones where nothing is cut', () => {
    const same = finerAtoms(atoms, [numbers(80), numbers(81, 65535), named('web')])
    expect(same.atoms).toBe(atoms)
    expect(same.split).toEqual([])
  })
  test('are cut before their last port', () =>
    expect(cuts(finerAtoms(atoms, [numbers(79)]).atoms, 'TCP')).toEqual(['0-78', '79-79', '80-80', '81-65535']))
  test('are cut in the atom of the protocol', () =>
    expect(finerAtoms(atoms, [numbers(53, 53, 'UDP')]).split).toEqual([3, 3]))
})

test('the atom of a port is found in its protocol', () => {
  const atoms = portAtoms([numbers(80), numbers(8000, 8999, null)], [])
  for (const protocol of ['TCP', 'UDP', 'SCTP'] as const)
    for (const port of [0, 79, 80, 81, 7999, 8000, 8500, 8999, 9000, 65535]) {
      const atom = atoms[atomOf(atoms, protocol, port)]!
      expect([atom.protocol, atom.from <= port && port <= atom.to]).toEqual([protocol, true])
    }
})

test('a set of atoms is told as protocols and ranges', () => {
  const atoms = portAtoms([numbers(80), numbers(81)], [])
  const sets = new InternedSets(atoms.length)
  expect(connectionsOfAtoms(atoms, sets, sets.of([1, 2]))).toEqual({ TCP: [{ from: 80, to: 81 }], UDP: [], SCTP: [] })
})

describe('a space of ports', () => {
  test('keeps its sets while it is made finer', () => {
    const space = new PortSpace([asking(numbers(80))], [])
    const above = space.sets.of([2])
    space.refine([asking(numbers(8080))])
    expect(cuts(space.atoms, 'TCP')).toEqual(['0-79', '80-80', '81-8079', '8080-8080', '8081-65535'])
    expect(space.atoms.filter((_, index) => space.sets.has(above, index)).map(({ from }) => from)).toEqual([
      81, 8080, 8081,
    ])
  })
  test('stays as it is when it is fine enough', () => {
    const space = new PortSpace([asking(numbers(80))], [], [15008])
    const { atoms } = space
    expect(cuts(atoms, 'TCP')).toEqual(['0-79', '80-80', '81-15007', '15008-15008', '15009-65535'])
    space.refine([asking(numbers(80), named('web'))])
    expect(space.atoms).toBe(atoms)
  })
  test('is worn after more than a thousand numbers that nobody had named', () => {
    const space = new PortSpace([], [])
    // Three atoms to begin with: worn is what is more than two times as many, and a thousand.
    space.refine(Array.from({ length: 501 }, (_, index) => asking(numbers(1000 + 2 * index))))
    expect([space.atoms.length, space.isWorn]).toEqual([1005, false])
    space.refine([asking(numbers(5001))])
    expect([space.atoms.length, space.isWorn]).toEqual([1007, true])
  })
})
