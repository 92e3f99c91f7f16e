import type { ReachabilityMatrix } from '../engine/matrix.ts'
import type { MatrixEnd } from './ends.ts'
import { isJudgedByPairs, kinOf, type Kin } from './kin.ts'
import type { PortSetTable, Reach } from './port-sets.ts'

/**
 * Reads what passes between ends off the engine's matrix. Ends that are alike are judged once: in a cluster of a
 * thousand workloads a million pairs come to a few thousand.
 */
export class ConnectionReader {
  readonly #kin: readonly (readonly Kin[])[]
  /** Ends with equal numbers are alike; -1: single pairs of it matter. */
  readonly #group: Int32Array
  readonly #groups: number
  /** By group of the source: the sets by group of the destination; -1: not judged yet. */
  readonly #rows: (Int32Array | undefined)[] = []
  readonly #number: (reach: Reach) => number

  constructor(
    private readonly ends: readonly MatrixEnd[],
    private readonly reachability: ReachabilityMatrix,
    table: PortSetTable,
  ) {
    const numbers = new Map<string, number>()
    this.#kin = ends.map((end) => kinOf(end, reachability))
    this.#group = Int32Array.from(ends, (end, index) => {
      if (isJudgedByPairs(end, reachability)) return -1
      const key = this.#kin[index]!.map(({ classIndex, families }) => `${classIndex}/${families.join('')}`).join()
      const number = numbers.get(key) ?? numbers.size
      numbers.set(key, number)
      return number
    })
    this.#groups = numbers.size
    this.#number = table.reading(reachability)
  }

  /**
   * The number, in the table, of what passes from one end to another, both by index. An end to itself: among its pods.
   */
  between(source: number, destination: number): number {
    const from = this.#group[source]!
    const to = this.#group[destination]!
    if (from < 0 || to < 0) return this.#numberOf(this.#reachOfPairs(this.ends[source]!, this.ends[destination]!))
    if (source === destination) return this.#numberOf(this.#reachOfKin(source, destination))
    const row = (this.#rows[from] ??= new Int32Array(this.#groups).fill(-1))
    if (row[to]! < 0) row[to] = this.#numberOf(this.#reachOfKin(source, destination))
    return row[to]!
  }

  #numberOf(reach: Reach | null): number {
    return reach === null || reach.some === this.reachability.sets.none ? 0 : this.#number(reach)
  }

  #reachOfKin(from: number, to: number): Reach | null {
    const { reachability } = this
    let joined: Reach | null = null
    for (const source of this.#kin[from]!) {
      for (const destination of this.#kin[to]!) {
        if (from === to && source === destination && !source.several) continue
        // Pods without a common address family cannot meet; what other pairs may do is not the less certain for it.
        for (const family of source.families) {
          if (!destination.families.includes(family)) continue
          const { leaves, enters, mayLeave, mayEnter } = reachability.reach(
            source.classIndex,
            destination.classIndex,
            family,
          )
          joined = this.#join(joined, {
            every: reachability.sets.intersect(leaves, enters),
            some: reachability.sets.intersect(mayLeave, mayEnter),
          })
        }
      }
    }
    return joined
  }

  #reachOfPairs(source: MatrixEnd, destination: MatrixEnd): Reach | null {
    let joined: Reach | null = null
    for (const from of source.endpoints) {
      for (const to of destination.endpoints) {
        const reach = from === to ? null : this.reachability.between(from, to)
        if (reach && reach.families.length > 0) joined = this.#join(joined, reach)
      }
    }
    return joined
  }

  #join(a: Reach | null, b: Reach): Reach {
    const { sets } = this.reachability
    return a ? { every: sets.intersect(a.every, b.every), some: sets.union(a.some, b.some) } : b
  }
}
