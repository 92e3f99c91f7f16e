import { addressOf, parseCidrLoosely, type CidrBlock, type IpAddress } from '../../ground/ip.ts'

/** A block that is written into our own tables: it is always well-formed. */
export function blockOf(text: string): CidrBlock {
  return parseCidrLoosely(text)!.block
}

/** The block of this prefix length that holds the address. */
export function blockAround(address: IpAddress, prefix: number): CidrBlock {
  return blockOf(`${address.text}/${prefix}`)
}

/** The address `offset` places after the first of the block. */
export function addressAt(block: CidrBlock, offset: number): IpAddress {
  return addressOf(block.family, block.first + BigInt(offset))
}

/** How many addresses the block has; more than 2³² counts as 2³². */
export function sizeOf({ first, last }: CidrBlock): number {
  return Number(last - first + 1n)
}

/** `10.244.1.1-10.244.1.254`: the addresses of a block without its first and last, as host-local writes a range. */
export function hostRange(cidr: string): string {
  const block = blockOf(cidr)
  return `${addressAt(block, 1).text}-${addressOf(block.family, block.last - 1n).text}`
}

/** So many taken addresses in a row, and the range counts as full: it has no room worth speaking of any more. */
const PROBES = 2_000

/**
 * A free address of the block for a name. It comes from a hash of the name, so that a new pod moves nobody else's; a
 * taken one gives way to the next that is free. `skipFirst` and `skipLast` addresses at the ends are left out. Null:
 * none is free.
 */
export function freeAddress(
  block: CidrBlock,
  name: string,
  taken: ReadonlySet<string>,
  skipFirst: number,
  skipLast: number,
): IpAddress | null {
  const usable = sizeOf(block) - skipFirst - skipLast
  const start = hashOf(name) % usable
  for (let step = 0; step < Math.min(usable, PROBES); step++) {
    const address = addressAt(block, skipFirst + ((start + step) % usable))
    if (!taken.has(address.text)) return address
  }
  return null
}

/** FNV-1a, 32 bits: short, well spread, the same everywhere. */
export function hashOf(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}
