import { describe, expect, it } from 'vitest'
import { headingLines, plateLines } from '../../../../src/app/viz/graph/places.ts'
import { setName, stationWidthFor, tracking, wrapName } from '../../../../src/app/viz/graph/names.ts'
import { typeAt } from '../../../../src/app/viz/graph/type.ts'

describe('a name on several lines', () => {
  it.each([
    ['web', 8, ['web']],
    ['redis-cart-master', 10, ['redis-', 'cart-', 'master']],
    ['redis-cart-master', 12, ['redis-cart-', 'master']],
    ['checkoutservice', 10, ['checkout', 'service']],
    ['averylongname', 8, ['averylon', 'gname']],
  ])('%s in %i letters', (name, letters, lines) => expect(wrapName(name, letters, 9)).toEqual(lines))

  it('ends in an ellipsis when it is endless', () => {
    const lines = wrapName('a'.repeat(253), 12, 2)
    expect(lines).toHaveLength(2)
    expect(lines.every((line) => line.length <= 12)).toBe(true)
    expect(lines[1]).toMatch(/…$/)
  })

  it('leaves what would be HTML as it is', () => expect(wrapName('<img src=x>', 20, 2)).toEqual(['<img src=x>']))
})

describe('a name in a station', () => {
  it('gets a little smaller before it takes a second line', () => {
    expect(setName('exporter', { room: 80, over: 150 }, 14, 12, 2)).toEqual({ lines: ['exporter'], size: 14 })
    expect(setName('exporters-1', { room: 80, over: 150 }, 14, 12, 2)).toEqual({ lines: ['exporters-1'], size: 12 })
  })

  it('stands closer where it is a little too wide, and no closer than can be read', () => {
    expect(tracking('web', 14, 80)).toBe(0)
    expect(tracking('exporter', 17.5, 80)).toBeCloseTo((80 - 8 * 17.5 * 0.602) / 8)
    expect(tracking('recommendations', 20, 80)).toBe(-1.2)
  })

  it('reaches over both ends before it is torn apart', () => {
    expect(setName('wordpressdb', { room: 80, over: 150 }, 18, 18, 2)).toEqual({ lines: ['wordpressdb'], size: 18 })
    expect(setName('a'.repeat(30), { room: 80, over: 150 }, 14, 12, 2).lines).toHaveLength(2)
  })
})

describe('the width of stations', () => {
  it.each([
    [['web', 'api', 'exporter'], 90],
    [['frontend', 'checkoutservice'], 90],
    [['recommendationservice'], 132],
    [['a'.repeat(253)], 90],
    [[], 90],
  ])('for %j is %i', (names, width) => expect(stationWidthFor(names)).toBe(width))
})

describe('letters on the screen', () => {
  it.each([0.36, 0.5, 0.7, 0.85, 1, 1.4])('are never too small at %f', (scale) => {
    const { name, least, ports, hull, chip, sign } = typeAt(scale)
    expect(least * scale).toBeGreaterThanOrEqual(11.5)
    expect(name).toBeGreaterThanOrEqual(least)
    expect(hull * scale).toBeGreaterThanOrEqual(11.5)
    for (const size of [ports, chip, ...(sign === 0 ? [] : [sign])]) expect(size * scale).toBeGreaterThanOrEqual(10)
  })

  it('say less from further away', () =>
    expect([0.2, 0.5, 0.9, 2].map((scale) => typeAt(scale).level)).toEqual(['dots', 'names', 'ports', 'pods']))
})

it('writes addresses without the length of a single one, IPv6 on several lines', () => {
  expect(plateLines('198.51.100.13/32', typeAt(1))).toEqual(['198.51.100.13'])
  expect(plateLines('10.50.0.0/16', typeAt(1))).toEqual(['10.50.0.0/16'])
  expect(plateLines('2001:db8:85a3:1234:5678:8a2e:370:7334/128', typeAt(1)).join('')).toBe(
    '2001:db8:85a3:1234:5678:8a2e:370:7334',
  )
})

it('puts a long namespace on two lines, and never more', () => {
  expect(headingLines('shop', 118, 14)).toEqual({ lines: ['shop'], size: 14 })
  expect(headingLines('kube-system', 98, 14)).toEqual({ lines: ['kube-system'], size: 12 })
  expect(headingLines('a-namespace-with-a-very-long-name', 150, 14).lines.length).toBe(2)
  expect(headingLines('n'.repeat(63), 150, 14).lines.length).toBe(2)
})
