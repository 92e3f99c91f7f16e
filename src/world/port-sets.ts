import { NO_CONNECTIONS, printConnections, subtract, type ConnectionSet } from '../ground/connections.ts'
import type { ReachabilityMatrix } from '../engine/matrix.ts'
import { connectionsOfAtoms } from '../engine/port-atoms.ts'

/**
 * What one end may open to another. `allowed`: from each of its pods to each of the other's. `conditional`: beyond
 * that, from some to some, because replicas, addresses or address families differ.
 */
export interface PortSets {
  readonly allowed: ConnectionSet
  readonly conditional: ConnectionSet
}

/** Nothing passes; the same object wherever nothing does. */
const NOTHING: PortSets = { allowed: NO_CONNECTIONS, conditional: NO_CONNECTIONS }

/** Atoms of one matrix that pass between all pairs of two ends, and between at least one pair. */
export interface Reach {
  readonly every: number
  readonly some: number
}

/** Distinct port sets, each known by a small number, also across matrices that cut ports in different places. */
export class PortSetTable {
  /** By number; 0 is that nothing passes. */
  readonly all: PortSets[] = [NOTHING]
  readonly #numbers = new Map([[keyOf(NOTHING), 0]])

  numberOf(sets: PortSets): number {
    const key = keyOf(sets)
    let number = this.#numbers.get(key)
    if (number === undefined) this.#numbers.set(key, (number = this.all.push(sets) - 1))
    return number
  }

  /** Reads sets of one matrix; each distinct pair of its atoms is put into ports once. */
  reading({ atoms, sets }: ReachabilityMatrix): (reach: Reach) => number {
    const known = new Map<number, number>()
    return ({ every, some }) => {
      const key = every * 0x1000000 + some
      let number = known.get(key)
      if (number === undefined) {
        const allowed = connectionsOfAtoms(atoms, sets, every)
        known.set(
          key,
          (number = this.numberOf({ allowed, conditional: subtract(connectionsOfAtoms(atoms, sets, some), allowed) })),
        )
      }
      return number
    }
  }
}

function keyOf({ allowed, conditional }: PortSets): string {
  return `${printConnections(allowed)}|${printConnections(conditional)}`
}
