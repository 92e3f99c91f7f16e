import { describe, expect, test } from 'vitest'
import {
  addressOf,
  blockContains,
  blockCovers,
  blocksOverlap,
  isCidr,
  isStrictSubset,
  parseAddress,
  parseCidrLoosely,
} from '../../../src/ground/ip.ts'

const block = (text: string) => parseCidrLoosely(text)!.block

describe('an address', () => {
  // Source: netip.ParseAddr of Go
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['x10.0.0.1', null],
    ['10.0.0.1x', null],
    ['10.0.0.01', null],
    ['256.0.0.1', null],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:7', null],
    ['1:2:3:4:5:6:7:8:9', null],
    ['1::2::3', null],
    [':::1', null],
    ['1:::2', null],
    [':1', null],
    ['1:', null],
    ['12345::', null],
    ['::12345', null],
    ['::ffff:10.100.200.30', '::ffff:a64:c81e'],
    ['::10.100.200.300', null],
    ['::10.0.0.1:1', null],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['1:2:3:4:5:6:7:8::', null],
    ['FD00:0:0:1::A', 'fd00:0:0:1::a'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
  ])('%s is %s', (text, printed) => expect(parseAddress(text)?.text ?? null).toBe(printed))
  test('is known by its number', () => {
    expect(addressOf(4, 0x0a000001n)).toEqual(parseAddress('10.0.0.1'))
    expect(addressOf(6, (0xfd00n << 112n) + 1n)).toEqual(parseAddress('fd00::1'))
  })
})

describe('a block', () => {
  test.each([
    ['10.0.0.7/8', '10.0.0.0/8', 'host-bits'],
    ['010.000.0.0/8', '10.0.0.0/8', 'leading-zero'],
    ['10.0.0.0/08', '10.0.0.0/8', 'leading-zero'],
    ['10.0.0.0/10', '10.0.0.0/10', null],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8', 'ipv4-mapped'],
    ['::ffff:0:0/96', '0.0.0.0/0', 'ipv4-mapped'],
    ['::ffff:10.0.0.0/95', '::fffe:0:0/95', 'ipv4-mapped'],
    ['fd00::/8', 'fd00::/8', null],
    ['10.0.0.1/32', '10.0.0.1/32', null],
    ['fd00::1/128', 'fd00::1/128', null],
  ])('%s is %s', (text, canonical, fault) => {
    const read = parseCidrLoosely(text)
    expect([read?.block.canonical, read?.fault]).toEqual([canonical, fault])
  })
  test.each(['10.0.0.0', '10.0.0.0/33', 'fd00::/129', 'x10.0.0.0/8', '10.0.0.0/8x', '10.0.0.0/'])(
    '%s is none',
    (text) => expect(parseCidrLoosely(text)).toBeNull(),
  )
  // Source: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library
  test('of CEL may have bits beyond its prefix, and no more faults', () =>
    expect(['10.0.0.0/8', '10.0.0.7/8', '10.0.0.0/08', '::ffff:10.0.0.0/104', 'no'].map(isCidr)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]))
  test('holds its first and its last address, and none of the other family', () => {
    expect(
      ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0', '::a00:0'].map((text) =>
        blockContains(block('10.0.0.0/8'), parseAddress(text)!),
      ),
    ).toEqual([false, true, true, false, false])
  })
  test.each([
    ['10.0.0.0/9', '10.0.0.0/8', true],
    ['10.128.0.0/9', '10.0.0.0/8', true],
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['10.0.0.0/8', '10.0.0.0/9', false],
    ['9.0.0.0/9', '10.0.0.0/8', false],
    ['11.0.0.0/9', '10.0.0.0/8', false],
    ['::a01:0/112', '10.0.0.0/8', false],
  ])('%s within %s: %s', (inner, outer, is) => expect(isStrictSubset(block(inner), block(outer))).toBe(is))
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8', true, true],
    ['10.0.0.0/8', '10.0.0.0/9', true, true],
    ['10.0.0.0/8', '10.128.0.0/9', true, true],
    ['10.0.0.0/9', '10.0.0.0/8', false, true],
    ['10.128.0.0/9', '10.0.0.0/8', false, true],
    ['10.0.0.0/8', '11.0.0.0/8', false, false],
    ['11.0.0.0/8', '10.0.0.0/8', false, false],
    ['10.0.0.0/8', '::a00:0/104', false, false],
    ['10.0.0.0/32', '10.0.0.0/8', false, true],
    ['10.255.255.255/32', '10.0.0.0/8', false, true],
    ['10.0.0.0/8', '10.0.0.0/32', true, true],
    ['10.0.0.0/8', '10.255.255.255/32', true, true],
    ['10.0.0.1/32', '10.0.0.1/32', true, true],
  ])('%s and %s', (a, b, covers, overlap) =>
    expect([blockCovers(block(a), block(b)), blocksOverlap(block(a), block(b))]).toEqual([covers, overlap]),
  )
})
