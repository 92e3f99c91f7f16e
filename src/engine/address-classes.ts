import { addressOf, type IpAddress, type IpFamily } from '../ground/ip.ts'
import type { Cluster } from '../model/cluster.ts'
import type { BlockMatcher, CompiledPolicy } from '../policy/form.ts'
import { matchesBlock } from '../policy/match.ts'
import { addressAtoms, blockMatchersOf, blocksOf } from './address-atoms.ts'
import { matcherKey } from './matcher-key.ts'

/** Stretches of one family's addresses, merged when every block treats them alike. */
export class AddressClasses {
  readonly #starts: readonly bigint[]
  readonly #classOfAtom: readonly number[]
  readonly #hits = new Map<string, ReadonlySet<number>>()
  readonly #known = new WeakMap<IpAddress, number>()

  constructor(policies: readonly CompiledPolicy[], family: IpFamily) {
    const atoms = addressAtoms(blocksOf(policies), family)
    const distinct = new Map(blockMatchersOf(policies).map((matcher) => [matcherKey(matcher), matcher]))
    const merged = new Map<string, number>()
    const hits = [...distinct].map(([key, matcher]) => ({ key, matcher, classes: new Set<number>() }))
    this.#starts = atoms.map(({ first }) => first)
    this.#classOfAtom = atoms.map(({ first }) => {
      const address = addressOf(family, first)
      const fitting = hits.filter(({ matcher }) => matchesBlock(matcher, address))
      const signature = fitting.map(({ key }) => key).join('|')
      const known = merged.get(signature) ?? merged.size
      merged.set(signature, known)
      for (const { classes } of fitting) classes.add(known)
      return known
    })
    for (const { key, classes } of hits) this.#hits.set(key, classes)
    this.count = merged.size
  }

  /** How many there are; they are numbered from 0. */
  readonly count: number

  /** -1: no address of this family, so that no block ever fits. */
  of(address: IpAddress | null): number {
    if (!address) return -1
    let found = this.#known.get(address)
    if (found === undefined) this.#known.set(address, (found = this.#find(address)))
    return found
  }

  #find(address: IpAddress): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= address.value) low = middle
      else high = middle - 1
    }
    return this.#classOfAtom[low]!
  }

  matches(matcher: BlockMatcher, address: number): boolean {
    return address >= 0 && this.#hits.get(matcherKey(matcher))!.has(address)
  }
}

const kept = new WeakMap<Cluster, Record<IpFamily, { readonly key: string; readonly classes: AddressClasses } | null>>()

/**
 * The classes that these policies' blocks make of addresses. Kept with the cluster until a block changes, which edits
 * rarely do.
 */
export function addressClasses(
  cluster: Cluster,
  policies: readonly CompiledPolicy[],
  family: IpFamily,
): AddressClasses {
  const key = [...new Set(blockMatchersOf(policies).map(matcherKey))].sort().join('|')
  let entry = kept.get(cluster)
  if (!entry) kept.set(cluster, (entry = { 4: null, 6: null }))
  if (entry[family]?.key !== key) entry[family] = { key, classes: new AddressClasses(policies, family) }
  return entry[family]!.classes
}
