import { parseCidrLoosely, type CidrBlock, type IpFamily } from '../ground/ip.ts'

const block = (text: string): CidrBlock => parseCidrLoosely(text)!.block

/**
 * Not the internet: this host, private networks, carriers' shared space, link-local, loopback, multicast, reserved.
 * Source: RFC 6890.
 */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
].map(block)

/**
 * What `internet` means: globally routed addresses. The ranges kept for documentation (203.0.113.0/24 and its like) are
 * among them, because examples use them for exactly that.
 */
export const PUBLIC_ADDRESSES: Readonly<Record<IpFamily, readonly CidrBlock[]>> = {
  4: complement(SPECIAL_V4),
  6: [block('2000::/3')],
}

/** Every address of the family: where a name or an API server may be anywhere. */
export const ALL_ADDRESSES: Readonly<Record<IpFamily, readonly CidrBlock[]>> = {
  4: [block('0.0.0.0/0')],
  6: [block('::/0')],
}

/**
 * The ranges between sorted, disjoint blocks. They are ranges rather than CIDRs, which nothing that reads them minds.
 */
function complement(blocks: readonly CidrBlock[]): readonly CidrBlock[] {
  const gaps: CidrBlock[] = []
  let next = 0n
  for (const { first, last } of blocks) {
    if (first > next)
      gaps.push({ family: 4, first: next, last: first - 1n, prefix: 0, text: 'public', canonical: 'public' })
    next = last + 1n
  }
  return gaps
}

/** Whoever sends to one of these sends to itself. Source: RFC 6890. */
export const LOOPBACK_ADDRESSES: readonly CidrBlock[] = [block('127.0.0.0/8'), block('::1/128')]
