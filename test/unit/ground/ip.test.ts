import { describe, expect, test } from 'vitest'
import {
  blockContains,
  isStrictSubset,
  parseAddress,
  parseCidrLoosely,
  type CidrBlock,
} from '../../../src/ground/ip.ts'

const block = (text: string): CidrBlock => parseCidrLoosely(text)!.block

describe('an address is read once, into its canonical form', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
  ])('%s is %s', (text, canonical) => expect(parseAddress(text)?.text).toBe(canonical))

  test.each([
    '',
    '10.0.0',
    '10.0.0.01',
    '256.1.1.1',
    '10.0.0.1/32',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    ':1',
    '12345::',
    'fe80::1%eth0',
    'web',
    '::ffff:1.2.3',
  ])('%s is none', (text) => expect(parseAddress(text)).toBeNull())
})

describe('a block knows its bounds and what strict validation would refuse', () => {
  test.each([
    ['0.0.0.0/0', '0.0.0.0/0', null],
    ['10.0.0.5/8', '10.0.0.0/8', 'host-bits'],
    ['010.0.0.0/8', '10.0.0.0/8', 'leading-zero'],
    ['10.0.0.0/08', '10.0.0.0/8', 'leading-zero'],
    ['::/0', '::/0', null],
    ['fd00::1/8', 'fd00::/8', 'host-bits'],
    ['::ffff:1.2.3.0/120', '1.2.3.0/24', 'ipv4-mapped'],
  ])('%s is %s (%s)', (text, canonical, fault) => {
    expect(parseCidrLoosely(text)).toMatchObject({ block: { canonical }, fault })
  })

  test.each(['10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0/8', '/8', 'web/8', '10.0.0.0/-1', '10.0.0.0/8/8'])(
    '%s is none',
    (text) => expect(parseCidrLoosely(text)).toBeNull(),
  )
})

describe('containment', () => {
  test.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '10.0.0.1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['192.168.1.4/30', '192.168.1.7', true],
    ['192.168.1.4/30', '192.168.1.8', false],
  ])('%s holds %s: %s', (cidr, address, held) => expect(blockContains(block(cidr), parseAddress(address)!)).toBe(held))

  test.each([
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['11.0.0.0/16', '10.0.0.0/8', false],
    ['::/64', '0.0.0.0/0', false],
  ])('%s is a strict subset of %s: %s', (inner, outer, held) =>
    expect(isStrictSubset(block(inner), block(outer))).toBe(held),
  )
})
