import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connectionsOf, contains, isEmpty, printConnections, subtract } from '../../../src/ground/connections.ts'
import { ALL_PORTS, PORT_PROTOCOLS } from '../../../src/ground/ports.ts'

const range = fc
  .record({
    protocol: fc.constantFrom(...PORT_PROTOCOLS),
    from: fc.integer({ min: 0, max: 40 }),
    length: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ protocol, from, length }) => ({ protocol, from, to: from + length }))
const set = fc.array(range, { maxLength: 6 }).map(connectionsOf)
const EVERYTHING = connectionsOf(PORT_PROTOCOLS.map((protocol) => ({ protocol, ...ALL_PORTS })))
const point = fc.tuple(fc.constantFrom(...PORT_PROTOCOLS), fc.integer({ min: 0, max: 50 }))

describe('connection sets are sets', () => {
  test('a difference agrees with membership at every point', () => {
    fc.assert(
      fc.property(set, set, point, (a, b, [protocol, port]) => {
        const inA = contains(a, protocol, port)
        const inB = contains(b, protocol, port)
        expect(contains(subtract(a, b), protocol, port)).toBe(inA && !inB)
      }),
    )
  })
  test('equal sets print the same text, however they were built', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), (ranges) => {
        expect(printConnections(connectionsOf([...ranges].reverse()))).toBe(printConnections(connectionsOf(ranges)))
      }),
    )
  })
  test('nothing is left of everything minus everything', () =>
    expect(isEmpty(subtract(EVERYTHING, EVERYTHING))).toBe(true))
  test.each([
    [[], 'none'],
    [
      [
        { protocol: 'TCP', from: 80, to: 80 },
        { protocol: 'TCP', from: 81, to: 90 },
      ],
      'TCP 80-90',
    ],
    [
      [
        { protocol: 'UDP', from: 53, to: 53 },
        { protocol: 'TCP', from: 0, to: 65535 },
      ],
      'TCP all UDP 53',
    ],
  ] as const)('%j prints %s', (ranges, text) => expect(printConnections(connectionsOf(ranges))).toBe(text))
  test('all prints all', () => expect(printConnections(EVERYTHING)).toBe('all'))
})
