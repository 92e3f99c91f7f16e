import { describe, expect, it } from 'vitest'
import { geometryOf, MEASURE, type Box } from '../../../../src/app/viz/lattice/geometry.ts'
import { drawingOf, SHOP, town } from '../graph/worlds.ts'

const apart = (a: Box, b: Box, by = 0) =>
  a.x + a.width + by <= b.x || b.x + b.width + by <= a.x || a.y + a.height + by <= b.y || b.y + b.height + by <= a.y
const inside = (a: Box, b: Box) =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width + 0.01 && a.y + a.height <= b.y + b.height + 0.01
const pairs = <Item>(items: readonly Item[]) =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const))

describe.each([
  ['the shop', SHOP],
  ['one pod', town(1, 1)],
  ['three', town(1, 3)],
  ['twenty in four', town(4, 5)],
  ['sixty in ten', town(10, 6)],
  ['sixty in one', town(1, 60)],
  ['two hundred, folded', town(10, 20)],
])('%s', (_, text) => {
  const { geometry, ground, marks, stations } = drawingOf(text)

  it('keeps stations apart, each inside a hull', () => {
    for (const [a, b] of pairs([...geometry.stations.values()])) expect(apart(a, b, 40)).toBe(true)
    if (!marks.isFolding)
      for (const box of geometry.stations.values()) expect(ground.hulls.some((hull) => inside(box, hull))).toBe(true)
    expect(stations).toHaveLength(geometry.stations.size)
  })

  it('keeps hulls apart and on the island, and plates off it', () => {
    for (const [a, b] of pairs(ground.hulls)) expect(apart(a, b, MEASURE.betweenHulls - 4)).toBe(true)
    for (const hull of ground.hulls) expect(inside(hull, geometry.island)).toBe(true)
    for (const plate of ground.plates) expect(apart(plate, geometry.island, MEASURE.plateGap)).toBe(true)
    for (const box of [geometry.island, ...ground.plates]) expect(inside(box, geometry.world)).toBe(true)
  })

  it('leaves gaps between rows where no station is', () => {
    geometry.gaps.forEach(({ from, to, spare }, index) => {
      expect(to).toBeGreaterThan(from)
      for (const { y, height } of geometry.stations.values()) expect(y + height <= from || y >= to + spare).toBe(true)
      if (index > 0) expect(from).toBeGreaterThan(geometry.rows[index - 1]!)
    })
  })
})

it('lets a hull grow into the channel for its heading, but not over its neighbour', () => {
  const placement = {
    stationWidth: 90,
    columns: 2,
    rows: 1,
    cells: new Map(),
    hulls: new Map([
      ['a', { column: 0, row: 0, width: 1, height: 1 }],
      ['b', { column: 1, row: 0, width: 1, height: 1 }],
    ]),
  }
  const { hulls, island } = geometryOf({
    placement,
    stations: { width: 90, ofChannel: 0 },
    bare: new Set(),
    headings: new Map([
      ['a', 900],
      ['b', 900],
    ]),
    left: [],
    right: [],
  })
  expect(apart(hulls.get('a')!, hulls.get('b')!, 8)).toBe(true)
  expect(inside(hulls.get('b')!, island)).toBe(true)
})
