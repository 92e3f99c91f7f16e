import { describe, expect, it } from 'vitest'
import {
  axisOf,
  lineAt,
  linesBetween,
  scrollTo,
  tileInSlot,
  tilesAround,
  tilesAtMost,
  tileStretch,
} from '../../../../src/app/viz/matrix/axis.ts'

const axis = axisOf(['a', 'a', 'b', 'c', 'c'], 34, 8)

describe('an axis', () => {
  it('puts a gap between groups and none before the first', () => {
    expect([...axis.starts]).toEqual([0, 34, 76, 118, 152])
    expect(axis.length).toBe(186)
    expect(axis.groups).toEqual([
      { name: 'a', first: 0, count: 2, start: 0, length: 68 },
      { name: 'b', first: 2, count: 1, start: 76, length: 34 },
      { name: 'c', first: 3, count: 2, start: 118, length: 68 },
    ])
  })

  it('leaves room for the title of the first group', () => {
    expect([...axisOf(['a', 'b'], 10, 26, 24).starts]).toEqual([24, 60])
  })

  it('may be empty', () => {
    expect(axisOf([], 34, 8)).toMatchObject({ length: 0, groups: [] })
    expect(lineAt(axisOf([], 34, 8), 5)).toBe(-1)
    expect(linesBetween(axisOf([], 34, 8), 0, 100)).toEqual({ first: 0, end: 0 })
  })

  it.each([
    [-1, -1],
    [0, 0],
    [33.9, 0],
    [34, 1],
    [67, 1],
    [68, -1],
    [75, -1],
    [76, 2],
    [185, 4],
    [186, -1],
  ])('has at %d line %d', (distance, line) => {
    expect(lineAt(axis, distance)).toBe(line)
  })

  it.each([
    [0, 34, 0, 2],
    [0, 33, 0, 1],
    [70, 74, 2, 2],
    [70, 76, 2, 3],
    [60, 120, 1, 4],
    [-50, -10, 0, 0],
    [186, 400, 5, 5],
    [0, 1000, 0, 5],
  ])('shows between %d and %d the lines %d to %d', (from, to, first, end) => {
    expect(linesBetween(axis, from, to)).toEqual({ first, end })
  })

  it('scrolls as little as shows the line and a ring around it', () => {
    expect(scrollTo(axis, 1, 0, 100)).toBe(0)
    expect(scrollTo(axis, 4, 0, 100)).toBe(152 + 34 + 8 - 100)
    expect(scrollTo(axis, 0, 90, 100)).toBe(0)
    expect(scrollTo(axis, 2, 90, 100)).toBe(68)
    expect(scrollTo(axis, 3, 0, 20)).toBe(110)
  })
})

describe('the tiles of a large grid', () => {
  it('cover the view and some pixels more', () => {
    expect(tilesAround(0, 500, 10_000)).toEqual({ first: 0, end: 3 })
    expect(tilesAround(1000, 500, 10_000)).toEqual({ first: 3, end: 7 })
  })

  it('stay the same while scrolling within a tile', () => {
    expect(tilesAround(1030, 500, 10_000)).toEqual(tilesAround(1050, 500, 10_000))
  })

  it('never outnumber the slots, and change slots only as they come and go', () => {
    const slots = tilesAtMost(500)
    let before = new Map<number, number>()
    for (let scroll = 0; scroll < 20_000; scroll += 61) {
      const { first, end } = tilesAround(scroll, 500, 1e6)
      expect(end - first).toBeLessThanOrEqual(slots)
      const held = new Map(Array.from({ length: slots }, (_, slot) => [slot, tileInSlot(slot, first, slots)]))
      for (let tile = first; tile < end; tile++)
        expect([...held.values()].filter((each) => each === tile)).toHaveLength(1)
      for (const [slot, tile] of before) if (tile >= first) expect(held.get(slot)).toBe(tile)
      before = held
    }
  })

  it('end with the grid', () => {
    expect(tilesAround(0, 5000, 300)).toEqual({ first: 0, end: 2 })
    expect(tileStretch({ first: 1, end: 2 }, 300)).toEqual({ start: 256, length: 44 })
    expect(tileStretch({ first: 2, end: 3 }, 300)).toEqual({ start: 512, length: 0 })
  })

  it('leave no line of a view out', () => {
    const long = axisOf(
      Array.from({ length: 1000 }, (_, index) => `group ${Math.floor(index / 7)}`),
      54,
      8,
    )
    for (let scroll = 0; scroll < long.length; scroll += 977) {
      const { start, length } = tileStretch(tilesAround(scroll, 800, long.length), long.length)
      const painted = linesBetween(long, start, start + length)
      const shown = linesBetween(long, scroll, Math.min(long.length, scroll + 800))
      expect(painted.first).toBeLessThanOrEqual(shown.first)
      expect(painted.end).toBeGreaterThanOrEqual(shown.end)
    }
  })
})
