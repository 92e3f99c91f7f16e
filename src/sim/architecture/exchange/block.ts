import { addressOf, blockContains, parseAddress, type CidrBlock } from '../../../ground/ip.ts'
import { addressAt, blockAround } from '../../cni/address-range.ts'

/**
 * The block that an address is taken from, `10.244.1.0/24`, its first address, which the gateway has, and its last but
 * one, which is the last that a host can have.
 */
export interface Range {
  readonly cidr: string
  readonly first: string
  readonly last: string
  readonly family: '4' | '6'
  readonly prefix: number
}

/** How long blocks are, for each family. */
export type Prefixes = { readonly 4: number; readonly 6: number }

/** `known`: a block that is written down for the node; it counts when the address lies in it. */
export function rangeOf(address: string, prefixes: Prefixes, known: CidrBlock | null = null): Range {
  const parsed = parseAddress(address)!
  const block = known && blockContains(known, parsed) ? known : blockAround(parsed, prefixes[parsed.family])
  return {
    cidr: block.canonical,
    first: addressAt(block, 1).text,
    last: addressOf(block.family, block.last - 1n).text,
    family: parsed.family === 6 ? '6' : '4',
    prefix: block.prefix,
  }
}

/** The whole of one address: `/32` or `/128`. */
export function single(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`
}

/** The family of an address, as its configuration spells it. */
export function familyOf(address: string): '4' | '6' {
  return address.includes(':') ? '6' : '4'
}

/** Everything, in an address's family. */
export function everywhere(address: string): string {
  return address.includes(':') ? '::/0' : '0.0.0.0/0'
}
