import { describe, expect, test } from 'vitest'
import { columnsFor, placeAfter, placesOf, usedShare, type Marks } from '../../../../src/app/viz/address-map.ts'
import type { AddressRange } from '../../../../src/world/nodes.ts'

const range = (change: Partial<AddressRange> = {}): AddressRange => ({
  kind: 'pod-range',
  cidr: '10.0.3.240/28',
  interface: null,
  size: 16,
  borrowedFrom: null,
  held: [],
  ...change,
})
const marks: Marks = { addedNamespace: 'what-if', asked: new Set(['shop/web']) }
const pod = (name: string, node: string | null = null) => ({ kind: 'pod', pod: name, node }) as const

describe('the places of a range', () => {
  test('who has them decides how they are drawn, and every one has its address', () => {
    const held = [
      pod('shop/web'),
      pod('shop/api'),
      pod('what-if/added-1-1'),
      pod('shop/guest', 'b'),
      { kind: 'device', device: 'cni0' } as const,
      { kind: 'kept', why: 'last' } as const,
    ].map((holder, index) => ({ place: index * 2, address: `10.0.3.${240 + index * 2}`, holder }))
    const places = placesOf(range({ held }), marks)!
    expect(
      places
        .map(({ kind }) => kind)
        .filter((_, index) => index % 2 === 0)
        .slice(0, 6),
    ).toEqual(['asked', 'pod', 'added', 'guest', 'kept', 'kept'])
    expect(places.map(({ address }) => address)[15]).toBe('10.0.3.255')
    expect(places[1]).toEqual({ kind: 'free', address: '10.0.3.241', holder: null })
  })

  test('an interface’s free places have no address yet, and IPv6 ones are not spelled', () => {
    expect(placesOf(range({ kind: 'interface', cidr: null, size: 3 }), marks)!.map(({ address }) => address)).toEqual([
      null,
      null,
      null,
    ])
    expect(placesOf(range({ cidr: 'fd00::/124' }), marks)![3]!.address).toBeNull()
  })

  test('large ranges are not drawn place by place', () => {
    expect(placesOf(range({ cidr: '10.0.0.0/16', size: 65_536 }), marks)).toBeNull()
    expect(usedShare(range({ size: 65_536, held: [{ place: 1, address: '10.0.0.1', holder: pod('shop/web') }] }))).toBe(
      0.5,
    )
    expect(usedShare(range({ size: 65_536 }))).toBe(0)
  })
})

test('a few places stand in one row, many in several', () => {
  expect([10, 16, 32, 64, 256].map(columnsFor)).toEqual([10, 16, 32, 32, 32])
})

test.each([
  ['ArrowRight', 4, 5],
  ['ArrowRight', 63, 63],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 4, 20],
  ['ArrowDown', 50, 50],
  ['ArrowUp', 20, 4],
  ['ArrowUp', 4, 4],
  ['Home', 20, 0],
  ['End', 20, 63],
  ['PageDown', 1, 63],
  ['PageUp', 40, 0],
  ['a', 4, null],
])('%s from place %i leads to %s', (key, from, to) => {
  expect(placeAfter(key, from, 64, 16)).toBe(to)
})
