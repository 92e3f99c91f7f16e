import { describe, expect, it } from 'vitest'
import { overlaps, placeRuns, type Run } from '../../../../src/app/viz/routes/lanes.ts'

const run = (
  key: string,
  from: number,
  to: number,
  before: readonly number[] = [],
  after: readonly number[] = [],
): Run => ({ key, from, to, before, after })
const ROOM = { from: 16, to: 76 }

describe('lanes', () => {
  it('are shared by runs that do not meet, and never by runs that do', () => {
    const runs = [run('a', 0, 100), run('b', 50, 200), run('c', 210, 300), run('d', 90, 215), run('e', 10, 20)]
    const places = placeRuns(runs, ROOM)
    for (const one of runs)
      for (const other of runs)
        if (one.key < other.key && overlaps(one, other))
          expect(Math.abs(places.get(one.key)! - places.get(other.key)!)).toBeGreaterThan(4)
    expect(new Set(places.values()).size).toBeLessThan(runs.length)
  })

  it('stay in their room, 19 px apart where there is space', () => {
    const places = [...placeRuns([run('a', 0, 100), run('b', 0, 100), run('c', 0, 100)], ROOM).values()].sort(
      (a, b) => a - b,
    )
    expect(places).toEqual([27, 46, 65])
    const many = [
      ...placeRuns(
        Array.from({ length: 12 }, (_, index) => run(`r${index}`, 0, 100)),
        ROOM,
      ).values(),
    ]
    expect(Math.min(...many)).toBeGreaterThanOrEqual(ROOM.from)
    expect(Math.max(...many)).toBeLessThanOrEqual(ROOM.to)
    expect(new Set(many).size).toBe(12)
  })

  it('use the spare room only when it gets tight', () => {
    const gap = { from: 0, to: 18, spare: 14 }
    expect(Math.max(...placeRuns([run('a', 0, 100), run('b', 0, 100)], gap).values())).toBeLessThanOrEqual(18)
    expect(
      Math.max(...placeRuns([run('a', 0, 100), run('b', 0, 100), run('c', 0, 100), run('d', 0, 100)], gap).values()),
    ).toBeGreaterThan(18)
  })

  it('are ordered so that lines cross as little as they can', () => {
    // Both come from the left and go down to the right: who starts higher takes the lane further right.
    const places = placeRuns([run('upper', 0, 300, [0], [300]), run('lower', 100, 400, [100], [400])], ROOM)
    expect(places.get('upper')!).toBeGreaterThan(places.get('lower')!)
  })

  it('do not depend on the order in which runs are given', () => {
    const runs = [
      run('a', 0, 300, [0], [300]),
      run('b', 100, 400, [100], [400]),
      run('c', 50, 120, [], [50, 120]),
      run('d', 10, 390, [10, 390]),
    ]
    expect([...placeRuns([...runs].reverse(), ROOM)].sort()).toEqual([...placeRuns(runs, ROOM)].sort())
  })

  it('leave those that are taken where they are', () => {
    const taken = [{ key: 'old', from: 0, to: 200, at: 46 }]
    const places = placeRuns([run('new', 50, 100), run('other', 50, 100)], ROOM, taken)
    for (const place of places.values()) expect(Math.abs(place - 46)).toBeGreaterThan(5)
    expect(Math.abs(places.get('new')! - places.get('other')!)).toBeGreaterThan(5)
    expect(placeRuns([run('old', 50, 400)], ROOM, taken).get('old')).toBe(46)
  })
})
