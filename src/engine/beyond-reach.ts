import type { IpFamily } from '../ground/ip.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Beyond } from './beyond.ts'
import type { FamilyReach } from './pair-reach.ts'
import type { PortSpace } from './port-space.ts'

/** Two endpoints and the addresses that they are asked by. */
interface AskedPair {
  readonly from: Endpoint
  readonly to: Endpoint
  readonly family: IpFamily
}

/**
 * The policies' word, with that of what decides beside them in place of it, over TCP. What it stops is stopped on the
 * way in. `only`: the atoms that matter; the others stay as the policies say.
 */
export function withBeyond(
  { leaves, enters, mayLeave, mayEnter, undecided }: FamilyReach,
  beyond: Beyond,
  { from, to, family }: AskedPair,
  { atoms, sets }: PortSpace,
  only: number,
): FamilyReach {
  const passing: number[] = []
  const possible: number[] = []
  const open: number[] = []
  const judged: number[] = []
  atoms.forEach(({ protocol, from: port }, index) => {
    if (protocol !== 'TCP' || !sets.has(only, index)) return
    const { passage, isOpen } = beyond.passage(from, to, family, port)
    judged.push(index)
    if (passage === 'allowed') passing.push(index)
    if (passage !== 'denied') possible.push(index)
    if (isOpen) open.push(index)
  })
  const all = sets.of(judged)
  const pass = sets.of(passing)
  const may = sets.of(possible)
  const put = (set: number, own: number) => sets.union(sets.subtract(set, all), own)
  // Where the policies already stop it on the way out, that is where it stops.
  const out = (set: number, own: number) =>
    sets.union(sets.union(sets.subtract(set, all), own), sets.intersect(set, all))
  return {
    leaves: out(leaves, pass),
    mayLeave: out(mayLeave, may),
    enters: put(enters, pass),
    mayEnter: put(mayEnter, may),
    undecided: put(undecided, sets.intersect(sets.of(open), may)),
  }
}
