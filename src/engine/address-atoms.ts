import { addressOf, blockContains, type CidrBlock, type IpAddress, type IpFamily } from '../ground/ip.ts'
import type { BlockMatcher, CompiledPolicy } from '../policy/form.ts'

/** Addresses `first` to `last` that no policy tells apart. */
export interface AddressAtom {
  readonly family: IpFamily
  readonly first: bigint
  readonly last: bigint
}

const LAST = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const

/** Every block that a rule of these policies names, as a peer or as itself, in order; equal ones are not joined. */
export function blockMatchersOf(policies: readonly CompiledPolicy[]): readonly BlockMatcher[] {
  return policies.flatMap(({ rules }) =>
    rules.flatMap(({ when }) =>
      when.flatMap((condition) =>
        (condition.aspect === 'peer' || condition.aspect === 'self' ? condition.anyOf : []).filter(
          (matcher): matcher is BlockMatcher => matcher.kind === 'block',
        ),
      ),
    ),
  )
}

/** Every block that a rule names, with those that it excepts. */
export function blocksOf(policies: readonly CompiledPolicy[]): readonly CidrBlock[] {
  return blockMatchersOf(policies).flatMap(({ block, except }) => [block, ...except])
}

/** Cuts one family's addresses at the bounds of all blocks. In order; together they are the whole family. */
export function addressAtoms(blocks: readonly CidrBlock[], family: IpFamily): readonly AddressAtom[] {
  const starts = new Set([0n])
  for (const block of blocks) {
    if (block.family !== family) continue
    starts.add(block.first)
    if (block.last < LAST[family]) starts.add(block.last + 1n)
  }
  const sorted = [...starts].sort((a, b) => (a < b ? -1 : 1))
  return sorted.map((first, index) => ({ family, first, last: (sorted[index + 1] ?? LAST[family] + 1n) - 1n }))
}

/**
 * One address for each way in which the blocks can tell addresses of a family apart. `within`: only addresses inside
 * one of these ranges count. An address that `taken` owns is passed over.
 */
export function sampleAddresses(
  blocks: readonly CidrBlock[],
  family: IpFamily,
  within: readonly CidrBlock[],
  taken: (address: IpAddress) => boolean,
): readonly IpAddress[] {
  const samples = new Map<string, IpAddress>()
  for (const atom of addressAtoms([...blocks, ...within], family)) {
    const start = addressOf(family, atom.first)
    if (!within.some((range) => blockContains(range, start))) continue
    const address = firstFree(atom, taken)
    const signature = blocks.map((block) => (blockContains(block, start) ? '1' : '0')).join('')
    if (address && !samples.has(signature)) samples.set(signature, address)
  }
  return [...samples.values()]
}

/**
 * For each of some blocks the address in it that as few of all blocks as possible share: the block itself, not a hole
 * in it. A block all of whose addresses are `taken` has none.
 */
export function typicalAddresses(
  of: readonly CidrBlock[],
  blocks: readonly CidrBlock[],
  taken: (address: IpAddress) => boolean,
): ReadonlyMap<CidrBlock, IpAddress> {
  const found = new Map<CidrBlock, IpAddress>()
  for (const family of [4, 6] as const) {
    const atoms = addressAtoms([...blocks, ...of], family)
    const place = new Map(atoms.map(({ first }, index) => [first, index]))
    const placeAfter = ({ last }: CidrBlock) => place.get(last + 1n) ?? atoms.length
    const shared = sharing(
      blocks.filter((block) => block.family === family).map((block) => [place.get(block.first)!, placeAfter(block)]),
      atoms.length,
    )
    for (const block of of) {
      if (block.family !== family) continue
      const first = place.get(block.first)!
      const inside = Array.from({ length: placeAfter(block) - first }, (_, index) => first + index).sort(
        (a, b) => shared[a]! - shared[b]!,
      )
      for (const index of inside) {
        const address = firstFree(atoms[index]!, taken)
        if (!address) continue
        found.set(block, address)
        break
      }
    }
  }
  return found
}

/** How many of the stretches, from a place to before another, hold each of `length` places. */
function sharing(stretches: readonly (readonly [number, number])[], length: number): Int32Array {
  const shared = new Int32Array(length + 1)
  for (const [first, after] of stretches) {
    shared[first]!++
    shared[after]!--
  }
  for (let index = 1; index <= length; index++) shared[index]! += shared[index - 1]!
  return shared
}

/** The first address of the atom that nobody in the cluster has; null when the whole of a small atom is taken. */
function firstFree({ family, first, last }: AddressAtom, taken: (address: IpAddress) => boolean): IpAddress | null {
  // The network's own address reads oddly in a sentence, so it is taken where there is no other.
  for (let value = first + 1n; value <= last && value <= first + 70_000n; value++) {
    const address = addressOf(family, value)
    if (!taken(address)) return address
  }
  const address = addressOf(family, first)
  return taken(address) ? null : address
}
