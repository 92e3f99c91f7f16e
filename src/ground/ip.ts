import ipaddr from 'ipaddr.js'

/** IP addresses and blocks. Parsing is done once, at the boundary; afterwards everything is a comparison of bigints. */
export type IpFamily = 4 | 6

/** An address of IPv4 or IPv6, without a zone and without a prefix. `value`: its 32 or 128 bits as a number. */
export interface IpAddress {
  readonly family: IpFamily
  readonly value: bigint
  /** Canonical text: dotted quad, or RFC 5952 form. Two addresses are the same exactly when these are. */
  readonly text: string
}

/**
 * All addresses of one family from `first` to `last`, inclusive; `text` as written, `canonical` with host bits cleared.
 */
export interface CidrBlock {
  readonly family: IpFamily
  readonly first: bigint
  readonly last: bigint
  readonly prefix: number
  readonly text: string
  readonly canonical: string
}

/** Well-formed, but refused by strict validation (Kubernetes ≥ 1.36). */
export type CidrFault = 'leading-zero' | 'ipv4-mapped' | 'host-bits'

const BITS = { 4: 32, 6: 128 } as const

/** Reads an address; null when it is none. IPv4 octets with leading zeros are refused, as Go's parser refuses them. */
export function parseAddress(text: string): IpAddress | null {
  if (text.includes(':')) return parseV6(text)
  if (!/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(text)) return null
  try {
    return { family: 4, value: valueOf(ipaddr.IPv4.parse(text).toByteArray()), text }
  } catch {
    return null
  }
}

/**
 * Reads an address that somebody dials; null when it is none. An IPv4 address inside IPv6, `::ffff:192.0.2.1`, is IPv4
 * on the wire.
 * Source: https://man7.org/linux/man-pages/man7/ipv6.7.html
 */
export function parseDialled(text: string): IpAddress | null {
  const address = parseAddress(text)
  return address && address.family === 6 && address.value >> 32n === 0xffffn
    ? addressOf(4, address.value & 0xffffffffn)
    : address
}

function parseV6(text: string): IpAddress | null {
  // ipaddr.js is lenient about what stands around the groups; an embedded dotted quad is rewritten, so that one form is
  // checked.
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  let groups = text
  if (tail) {
    const quad = parseAddress(tail[2]!)
    if (!quad) return null
    groups = `${tail[1]}${(quad.value >> 16n).toString(16)}:${(quad.value & 0xffffn).toString(16)}`
  }
  if (!/^[0-9a-fA-F:]+$/.test(groups) || groups.split('::').length > 2) return null
  if (/(?:^|:)[0-9a-fA-F]{5,}/.test(groups) || /^:[^:]|[^:]:$/.test(groups) || groups.includes(':::')) return null
  const count = groups.split(':').filter((group) => group !== '').length
  if (groups.includes('::') ? count > 7 : count !== 8) return null
  try {
    const value = valueOf(ipaddr.IPv6.parse(groups).toByteArray())
    return { family: 6, value, text: printV6(value) }
  } catch {
    return null
  }
}

function valueOf(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

/**
 * RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups shortened, the first of equals.
 */
function printV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn))
  let best = { start: -1, length: 1 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (start + length < 8 && groups[start + length] === 0) length++
    if (length > best.length) best = { start, length }
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  if (best.start < 0) return hex(groups)
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`
}

/** The address with this number. */
export function addressOf(family: IpFamily, value: bigint): IpAddress {
  return {
    family,
    value,
    text: family === 6 ? printV6(value) : [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.'),
  }
}

/**
 * Reads a CIDR; null when it is none. Host bits are cleared, leading zeros and IPv4-mapped addresses understood, as
 * servers before strict validation do; `fault` names what strict validation would refuse. `address` is what stands
 * before the slash.
 */
export function parseCidrLoosely(
  text: string,
): { readonly block: CidrBlock; readonly address: IpAddress; readonly fault: CidrFault | null } | null {
  const parts = /^([0-9a-fA-F:.]+)\/(\d{1,4})$/.exec(text)
  if (!parts) return null
  const unpadded = parts[1]!.includes(':') ? parts[1]! : parts[1]!.replace(/\b0+(?=\d)/g, '')
  const padded = unpadded !== parts[1] || /^0\d/.test(parts[2]!)
  let address = parseAddress(unpadded)
  if (!address) return null
  let prefix = Number(parts[2])
  if (prefix > BITS[address.family]) return null
  const mapped = address.family === 6 && address.value >> 32n === 0xffffn
  if (mapped && prefix >= 96) {
    address = addressOf(4, address.value & 0xffffffffn)
    prefix -= 96
  }
  const first = address.value & networkMask(address.family, prefix)
  const size = 1n << BigInt(BITS[address.family] - prefix)
  const block: CidrBlock = {
    family: address.family,
    first,
    last: first + size - 1n,
    prefix,
    text,
    canonical: `${addressOf(address.family, first).text}/${prefix}`,
  }
  const fault: CidrFault | null = padded
    ? 'leading-zero'
    : mapped
      ? 'ipv4-mapped'
      : first !== address.value
        ? 'host-bits'
        : null
  return { block, address, fault }
}

/**
 * Whether CEL's `isCIDR` takes the text: host bits may be set, but leading zeros and IPv4 addresses inside IPv6 are
 * refused.
 * Source: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library
 */
export function isCidr(text: string): boolean {
  const parsed = parseCidrLoosely(text)
  return parsed !== null && (parsed.fault === null || parsed.fault === 'host-bits')
}

/** The bits of the network part set. */
function networkMask(family: IpFamily, prefix: number): bigint {
  return ((1n << BigInt(prefix)) - 1n) << BigInt(BITS[family] - prefix)
}

/** Whether the address lies in the block. Families never mix: `0.0.0.0/0` holds no IPv6 address. */
export function blockContains(block: CidrBlock, address: IpAddress): boolean {
  return block.family === address.family && block.first <= address.value && address.value <= block.last
}

/** Whether every address of `inner` lies in `outer`. A block covers itself. */
export function blockCovers(outer: CidrBlock, inner: CidrBlock): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last
}

/** Whether some address lies in both. */
export function blocksOverlap(a: CidrBlock, b: CidrBlock): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last
}

/** Whether every address of `inner` lies in `outer`, and `outer` has more: what `except` has to be of `cidr`. */
export function isStrictSubset(inner: CidrBlock, outer: CidrBlock): boolean {
  return blockCovers(outer, inner) && inner.prefix > outer.prefix
}
