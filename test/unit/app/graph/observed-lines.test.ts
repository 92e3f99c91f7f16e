import { describe, expect, test } from 'vitest'
import { drawnText } from '../../../../src/app/text/requests.ts'
import type { Marks } from '../../../../src/app/viz/graph/marks.ts'
import { observedLines } from '../../../../src/app/viz/graph/observed-lines.ts'

const box = (x: number, y: number) => ({ x, y, width: 100, height: 40 })
const STOPS = [
  { key: 'a', id: 'shop/a', box: box(0, 0) },
  { key: 'b', id: 'shop/b', box: box(300, 0) },
  { key: 'left', id: 'internet', box: box(-300, 0) },
  { key: 'right', id: 'internet', box: box(600, 0) },
  { key: 'far', id: 'ns:far', box: box(0, 300) },
]
const MARKS: Record<string, string> = {
  'shop/a': 'shop/a',
  'shop/b': 'shop/b',
  internet: 'internet',
  'far/c': 'ns:far',
  'far/d': 'ns:far',
}
const drawing = { stops: STOPS, marks: { of: (id: string) => MARKS[id] ?? null } as unknown as Marks }
const pair = (from: string, to: string, times = 1, passed = true) => ({ from, to, passed, times })

describe('what a flow log saw, on the graph', () => {
  test('a bow from edge to edge, and both directions apart', () => {
    const { lines, undrawn } = observedLines([pair('shop/a', 'shop/b', 3), pair('shop/b', 'shop/a')], drawing)
    expect(undrawn).toBe(0)
    expect(lines.map(({ key, times }) => [key, times])).toEqual([
      ['shop/a shop/b true', 3],
      ['shop/b shop/a true', 1],
    ])
    const [there, back] = lines
    expect(there!.middle.y).toBeLessThan(20)
    expect(back!.middle.y).toBeGreaterThan(20)
    expect(there!.end.y).toBe(-5)
    expect(there!.path).not.toContain('NaN')
  })

  test('what was dropped has a bow of its own', () => {
    const { lines } = observedLines([pair('shop/a', 'shop/b'), pair('shop/a', 'shop/b', 2, false)], drawing)
    expect(new Set(lines.map(({ path }) => path)).size).toBe(2)
  })

  test('an address without a place of its own is the internet, on the nearer side', () => {
    const { lines } = observedLines([pair('ip:192.0.2.1', 'shop/b')], drawing)
    expect(lines[0]!.key).toBe('internet shop/b true')
    expect(Number(/^M(-?\d+)/.exec(lines[0]!.path)![1])).toBeGreaterThan(400)
  })

  test('workloads of a folded namespace are one, and what happens inside it has no line', () => {
    expect(
      observedLines(
        [pair('shop/a', 'far/c', 2), pair('shop/a', 'far/d', 3), pair('far/c', 'far/d'), pair('shop/gone', 'shop/a')],
        drawing,
      ),
    ).toMatchObject({ lines: [{ key: 'shop/a ns:far true', times: 5 }], undrawn: 2 })
  })

  test('is counted in words', () => {
    expect(drawnText(5, 0, 0)).toBe('5 pairs drawn')
    expect(drawnText(1, 2, 1)).toBe('1 pair drawn; 2 pairs not drawn, 1 connection with an end that is not in the text')
  })
})
