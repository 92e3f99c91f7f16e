import { describe, expect, it } from 'vitest'
import { GraphDrawing, neighbourStrokes, type Drawing } from '../../../../src/app/viz/graph/drawing.ts'
import { lineKey } from '../../../../src/app/viz/graph/line.ts'
import { terminalKeys } from '../../../../src/app/viz/graph/sides.ts'
import type { Stroke } from '../../../../src/app/viz/graph/strokes.ts'
import type { Box } from '../../../../src/app/viz/lattice/geometry.ts'
import { nothingTaken, routeLines, type Route } from '../../../../src/app/viz/routes/lines.ts'
import type { LineRequest } from '../../../../src/app/viz/routes/plan.ts'
import { CELL } from '../../../../src/worker/snapshot.ts'
import { all, CLOSED, drawingOf, GUESTS, inputOf, screen, SHOP, snapshotOf, town } from '../graph/worlds.ts'

/** Lines between all stations and plates that can talk: more than a picture ever draws. */
function everything({ pairs, roads }: Drawing): readonly LineRequest[] {
  return pairs.marks.flatMap((from) =>
    pairs.marks.flatMap((to) => {
      const kind = from === to ? null : pairs.kind(from, to)
      return kind === null
        ? []
        : [{ key: lineKey(from, to), kind, alone: false, ...terminalKeys({ from, to }, roads.sides) }]
    }),
  )
}

const pieces = ({ points }: Route) => points.slice(1).map((b, index) => ({ a: points[index]!, b }))
const crosses = (a: { x: number; y: number }, b: { x: number; y: number }, box: Box) =>
  Math.max(a.x, b.x) > box.x + 1 &&
  Math.min(a.x, b.x) < box.x + box.width - 1 &&
  Math.max(a.y, b.y) > box.y + 1 &&
  Math.min(a.y, b.y) < box.y + box.height - 1

describe.each([
  ['the shop', all(SHOP, CLOSED, GUESTS)],
  ['twenty in four', town(4, 5)],
  ['twelve in one', town(1, 12)],
])('in %s', (_, text) => {
  const drawing = drawingOf(text)
  const { grid } = drawing.roads
  const requests = everything(drawing)
  const { routes } = routeLines(requests, grid, nothingTaken(grid))

  it('finds a way for every line', () =>
    expect(routes.map(({ line }) => line.key)).toEqual(requests.map(({ key }) => key)))

  it('goes level and upright only', () => {
    for (const route of routes)
      for (const { a, b } of pieces(route)) expect(Math.abs(a.x - b.x) < 0.01 || Math.abs(a.y - b.y) < 0.01).toBe(true)
  })

  it('leaves at a right gate and enters at a left one', () => {
    for (const { line, points, exit, entry } of routes) {
      const from = drawing.geometry.stations.get(line.from)
      const to = drawing.geometry.stations.get(line.to)
      // The round end of a station is where it is at the height of the slot.
      const inset = (box: Box, y: number) => 23 - Math.sqrt(23 ** 2 - (y - box.y - 23) ** 2)
      if (from) expect(exit.x).toBeCloseTo(from.x + from.width - inset(from, exit.y), 1)
      if (to) expect(entry.x).toBeCloseTo(to.x + inset(to, entry.y), 1)
      expect(points[0]).toMatchObject({ x: exit.x, y: exit.y })
      expect(points.at(-1)).toMatchObject({ x: entry.x, y: entry.y })
      const before = points.at(-2)!
      expect(before.y).toBe(entry.y)
      expect((entry.x - before.x) * entry.direction).toBeGreaterThan(12)
    }
  })

  it('goes through nobody', () => {
    const hit = routes.flatMap((route) =>
      [...drawing.geometry.stations].flatMap(([id, box]) =>
        id !== route.line.from && id !== route.line.to && pieces(route).some(({ a, b }) => crosses(a, b, box))
          ? [`${route.line.key} through ${id}`]
          : [],
      ),
    )
    expect(hit).toEqual([])
  })

  it('lays lines of different groups on each other nowhere between the gates', () => {
    const upright = routes.flatMap((route) =>
      pieces(route)
        .filter(({ a, b }) => Math.abs(a.x - b.x) < 0.01 && Math.abs(a.y - b.y) > 1)
        .map(({ a, b }) => ({ group: route.group, x: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) })),
    )
    const mistaken = upright.filter((one, index) =>
      upright
        .slice(index + 1)
        .some(
          (other) =>
            one.group !== other.group && one.from < other.to && other.from < one.to && Math.abs(one.x - other.x) < 0.5,
        ),
    )
    expect(mistaken).toEqual([])
  })

  it('lets only lines of one verdict share a way, and only from one gate or into one', () => {
    for (const name of new Set(routes.map(({ group }) => group))) {
      const group = routes.filter((route) => route.group === name)
      expect(new Set(group.map(({ line }) => line.kind)).size).toBe(1)
      expect(
        Math.min(new Set(group.map(({ line }) => line.from)).size, new Set(group.map(({ line }) => line.to)).size),
      ).toBe(1)
    }
  })

  it('is the same every time', () => expect(routeLines(requests, grid, nothingTaken(grid)).routes).toEqual(routes))
})

describe('what is added later', () => {
  const text = all(SHOP, CLOSED, GUESTS)
  const asked = {
    from: 'shop/db',
    to: 'shop/web',
    port: { port: 8080, protocol: 'TCP', name: null },
    verdict: CELL['denied-entering'],
  } as const
  const snapshot = snapshotOf(text)
  const plain = new GraphDrawing().update(inputOf(snapshot))
  const selected = new GraphDrawing().update(inputOf(snapshot, { selection: asked }))
  const rules = (strokes: readonly Stroke[]) =>
    strokes
      .filter(({ line }) => line.role === 'rule')
      .map(({ key, whole }) => `${key} ${whole}`)
      .sort()

  it('leaves the ways of rules where they are while a question is asked', () => {
    expect(selected.asked?.line).toMatchObject({ kind: 'denied-entering', from: 'shop/db', to: 'shop/web' })
    expect(rules(selected.strokes)).toEqual(rules(plain.strokes))
  })

  it('brings the further lines of a station without touching the others', () => {
    const further = neighbourStrokes(plain, 'shop/api', true)
    expect(further.length).toBeGreaterThan(10)
    expect(further.some(({ line }) => plain.strokes.some(({ key }) => key === line.key))).toBe(false)
    expect(neighbourStrokes(plain, 'shop/api', false).every(({ line }) => !line.kind.startsWith('denied'))).toBe(true)
  })
})

describe('the bar', () => {
  const at = (path: string) =>
    /^M(-?[\d.]+) (-?[\d.]+)v([\d.]+)$/.exec(path)!.slice(1).map(Number) as [number, number, number]
  const strokeOf = (text: string, from: string, to: string, verdict: 3 | 4) => {
    const drawing = drawingOf(text, {
      selection: { from, to, port: { port: 8080, protocol: 'TCP', name: null }, verdict },
    })
    return { stroke: drawing.asked!, stations: drawing.geometry.stations }
  }

  it('stands 7 px before the gate that a flow may not enter', () => {
    const { stroke, stations } = strokeOf(all(SHOP, CLOSED), 'shop/web', 'shop/api', CELL['denied-entering'])
    const [x, y, length] = at(stroke.bar)
    const gate = stations.get('shop/api')!
    expect([x, y + length / 2, length]).toEqual([gate.x - 7, gate.y + 23, 21])
    expect(stroke.head).toBe('')
  })

  it('stands right after the gate that a flow may not leave', () => {
    const { stroke, stations } = strokeOf(SHOP, 'shop/web', 'shop/api', CELL['denied-leaving'])
    const [x, y, length] = at(stroke.bar)
    const gate = stations.get('shop/web')!
    expect([x, y + length / 2, length]).toEqual([gate.x + gate.width + 14, gate.y + 23, 21])
  })

  it('is shorter where lines share the gate', () => {
    const { stroke } = strokeOf(all(SHOP, CLOSED, GUESTS), 'shop/exporter', 'shop/api', CELL['denied-entering'])
    expect(at(stroke.bar)[2]).toBe(13)
  })
})

it('keeps lines that nothing happened to, as the same objects', () => {
  const show = screen()
  const drawing = new GraphDrawing()
  const before = drawing.update(inputOf(show(all(SHOP, CLOSED, GUESTS))))
  const after = drawing.update(inputOf(show(all(SHOP, CLOSED, GUESTS, '# a comment\n'))))
  expect(after.strokes).toBe(before.strokes)
  expect(after.stations).toBe(before.stations)
  expect(after.geometry).toBe(before.geometry)
})
