import { describe, expect, it } from 'vitest'
import { Lattice } from '../../../../src/app/viz/lattice/lattice.ts'
import type { CellRect, LatticeGroup, Placement } from '../../../../src/app/viz/lattice/placement.ts'
import type { Rank } from '../../../../src/app/viz/lattice/rank.ts'

const group = (key: string, ...items: readonly (string | [string, Rank])[]): LatticeGroup => ({
  key,
  size: items.length === 0 ? { width: 1, height: 1 } : null,
  corner: false,
  rank: 1,
  items: items.map((item) =>
    typeof item === 'string'
      ? { id: `${key}/${item}`, rank: 1, order: item }
      : { id: `${key}/${item[0]}`, rank: item[1], order: item[0] },
  ),
})
const SHOP = group('shop', ['web', 0], ['api', 1], ['exporter', 1], ['cache', 2], ['db', 2])
const DEV = group('dev', ['web', 0], ['dbg', 0])
const EDGE = group('ingress', ['edge', 0])
const DNS = group('kube-system', ['dns', 2])
const WORLD = [SHOP, DEV, EDGE, DNS]
const fresh = (groups: readonly LatticeGroup[]) => new Lattice().update(groups, 90)
const cells = ({ cells: placed }: Placement) =>
  Object.fromEntries([...placed].map(([id, { column, row }]) => [id, `${column} ${row}`]))

function overlapping({ hulls }: Placement): boolean {
  const all = [...hulls.values()]
  const meet = (a: CellRect, b: CellRect) =>
    a.column < b.column + b.width &&
    b.column < a.column + a.width &&
    a.row < b.row + b.height &&
    b.row < a.row + a.height
  return all.some((a, index) => all.slice(index + 1).some((b) => meet(a, b)))
}

function sound(placement: Placement, groups: readonly LatticeGroup[]): void {
  expect(overlapping(placement)).toBe(false)
  expect(new Set(Object.values(cells(placement))).size).toBe(placement.cells.size)
  for (const { key, items } of groups) {
    const hull = placement.hulls.get(key)!
    expect(hull.column + hull.width).toBeLessThanOrEqual(placement.columns)
    expect(hull.row + hull.height).toBeLessThanOrEqual(placement.rows)
    for (const { id } of items) {
      const cell = placement.cells.get(id)!
      expect(
        cell.column >= hull.column &&
          cell.column < hull.column + hull.width &&
          cell.row >= hull.row &&
          cell.row < hull.row + hull.height,
      ).toBe(true)
    }
  }
}

describe('from nothing', () => {
  it('is a function of the groups, whatever their order', () => {
    const one = fresh(WORLD)
    const other = fresh([...WORLD].reverse().map((each) => ({ ...each, items: [...each.items].reverse() })))
    expect(cells(other)).toEqual(cells(one))
  })

  it('puts sources left of stores', () => {
    const at = (id: string) => fresh(WORLD).cells.get(id)!.column
    expect(at('shop/web')).toBeLessThan(at('shop/api'))
    expect(at('shop/api')).toBeLessThan(at('shop/db'))
    expect(at('ingress/edge')).toBeLessThan(at('kube-system/dns'))
  })

  it.each([1, 2, 3, 5, 11, 20, 60, 200])('gives each of %i stations a cell of its own inside its hull', (count) => {
    const groups = Array.from({ length: Math.ceil(count / 7) }, (_, n) =>
      group(
        `ns${n}`,
        ...Array.from({ length: Math.min(7, count - n * 7) }, (_, index): [string, Rank] => [
          `pod-${index}`,
          (index % 3) as Rank,
        ]),
      ),
    )
    sound(fresh(groups), groups)
  })
})

describe('when a pod is added', () => {
  it('gives it a free cell of its hull, and nobody moves', () => {
    const lattice = new Lattice()
    const before = cells(lattice.update(WORLD, 90))
    const after = cells(
      lattice.update(
        [group('shop', ['web', 0], ['api', 1], ['exporter', 1], ['cache', 2], ['db', 2], ['mail', 1]), DEV, EDGE, DNS],
        90,
      ),
    )
    expect(after).toEqual({ ...before, 'shop/mail': expect.any(String) })
  })

  it('lets a hull grow where the lattice is free, and nobody else moves', () => {
    const lattice = new Lattice()
    const before = cells(lattice.update([SHOP, DEV], 90))
    let items: [string, Rank][] = [
      ['web', 0],
      ['dbg', 0],
    ]
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      items = [...items, [name, 1]]
      const groups = [SHOP, group('dev', ...items)]
      const placement = lattice.update(groups, 90)
      sound(placement, groups)
      expect(cells(placement)).toMatchObject(before)
    }
  })

  it('moves only what is below a hull that is shut in, by one row', () => {
    const lattice = new Lattice()
    const shut = [
      group('a', 'one', 'two', 'three', 'four'),
      group('b', 'one', 'two', 'three', 'four'),
      group('c', 'one', 'two', 'three', 'four'),
      group('d', 'one', 'two', 'three', 'four'),
    ]
    const before = lattice.update(shut, 90)
    const first = [...before.hulls].find(([, { column, row }]) => column === 0 && row === 0)![0]
    const groups = shut.map((each) => (each.key === first ? group(first, 'one', 'two', 'three', 'four', 'five') : each))
    const after = lattice.update(groups, 90)
    sound(after, groups)
    for (const [id, cell] of before.cells) {
      const moved = after.cells.get(id)!
      expect(moved.column).toBe(cell.column)
      expect([0, 1]).toContain(moved.row - cell.row)
      if (id.startsWith(`${first}/`)) expect(moved.row).toBe(cell.row)
    }
  })

  it('finds room for a new namespace without moving anybody', () => {
    const lattice = new Lattice()
    const before = cells(lattice.update(WORLD, 90))
    const groups = [...WORLD, group('monitoring', 'prom', 'grafana')]
    const placement = lattice.update(groups, 90)
    sound(placement, groups)
    expect(cells(placement)).toMatchObject(before)
  })

  it('stays sound while a work is written pod by pod', () => {
    const lattice = new Lattice()
    for (let count = 1; count <= 40; count++) {
      const groups = [0, 1, 2].flatMap((n) =>
        count > n * 5
          ? [group(`ns${n}`, ...Array.from({ length: Math.ceil((count - n * 5) / 3) }, (_, index) => `pod-${index}`))]
          : [],
      )
      sound(lattice.update(groups, 90), groups)
    }
  })
})

describe('while a name is typed', () => {
  it('keeps a renamed pod where it was', () => {
    const lattice = new Lattice()
    const before = lattice.update(WORLD, 90).cells.get('shop/exporter')
    const after = lattice
      .update([group('shop', ['web', 0], ['api', 1], ['exporte', 0], ['cache', 2], ['db', 2]), DEV, EDGE, DNS], 90)
      .cells.get('shop/exporte')
    expect(after).toEqual(before)
  })

  it('gives back the old cell to who comes back', () => {
    const lattice = new Lattice()
    const before = cells(lattice.update(WORLD, 90))
    lattice.update([group('shop', ['web', 0], ['api', 1], ['db', 2]), DEV, EDGE, DNS], 90)
    expect(cells(lattice.update(WORLD, 90))).toEqual(before)
  })

  it('keeps the width of the stations', () => {
    const lattice = new Lattice()
    lattice.update(WORLD, 90)
    expect(lattice.update([...WORLD, group('long', 'name')], 132).stationWidth).toBe(90)
  })

  it('hands out the same placement when nobody came or went', () => {
    const lattice = new Lattice()
    expect(lattice.update(WORLD, 90)).toBe(
      lattice.update(
        WORLD.map((each) => ({ ...each })),
        90,
      ),
    )
  })
})

it('starts afresh when most of the stations are others', () => {
  const lattice = new Lattice()
  lattice.update(WORLD, 90)
  const others = [group('x', 'a', 'b', 'c', 'd', 'e', 'f'), DNS]
  expect(cells(lattice.update(others, 104))).toEqual(cells(new Lattice().update(others, 104)))
})
