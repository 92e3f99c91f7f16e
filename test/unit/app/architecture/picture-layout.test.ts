import { describe, expect, it } from 'vitest'
import {
  headOf,
  pathOf,
  PICTURE_MIN,
  pictureLayout,
  pointAlong,
  type Box,
} from '../../../../src/app/viz/architecture/picture-layout.ts'
import { architectureOf } from '../../../../src/world/architecture.ts'
import { SETTINGS, TEXT, worldOf } from '../../sim/architecture/worlds.ts'

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const touches = ([x, y]: readonly [number, number], box: Box) =>
  x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1
const ONE_NODE = 'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n'

describe.each(SETTINGS)('the picture with %s', (_name, setting) => {
  const views = new Map(
    [TEXT, ONE_NODE].map((text) => [text, architectureOf(worldOf(setting, text), { journey: 'deployment', of: null })]),
  )

  describe.each([PICTURE_MIN, 771, 900, 1300])('%i pixels wide', (width) => {
    it.each([
      ['three nodes', TEXT],
      ['one node', ONE_NODE],
    ] as const)('with %s', (_nodes, text) => {
      const view = views.get(text)!
      const { islands, parts, ways, height } = pictureLayout(view, width)
      const box = new Map(parts.map((part) => [part.id, part]))

      expect(parts.map(({ id }) => id).sort()).toEqual(view.components.map(({ id }) => id).sort())
      expect(islands.some(({ key }) => key === 'other')).toBe(text === TEXT && islands.length === 3)
      for (const each of [...parts, ...islands])
        expect([each.x >= 0, each.x + each.width <= width, each.y >= 0, each.y + each.height <= height]).toEqual([
          true,
          true,
          true,
          true,
        ])
      parts.forEach((part, index) => {
        for (const other of parts.slice(index + 1))
          expect([part.id, other.id, overlap(part, other)]).toEqual([part.id, other.id, false])
      })
      for (const { from, to, points } of ways)
        expect([from, to, touches(points[0]!, box.get(from)!), touches(points.at(-1)!, box.get(to)!)]).toEqual([
          from,
          to,
          true,
          true,
        ])
      for (const { label } of ways) expect(label.length).toBeGreaterThan(0)
      for (const { text: words, x } of ways.flatMap(({ label }) => label))
        expect([words, x > 0 && x < width]).toEqual([words, true])
      // One way would cross everything, and is only listed.
      expect(
        view.connections
          .filter(({ from, to }) => !ways.some((way) => way.from === from && way.to === to))
          .map(({ from, to }) => `${from} ${to}`),
      ).toEqual(setting.name === 'aws-vpc-cni' ? ['cni-agent cloud'] : [])
    })
  })
})

describe('a way', () => {
  const points = [
    [0, 0],
    [10, 0],
    [10, 30],
  ] as const

  it('is gone along at an even pace', () => {
    expect([0, 0.125, 0.25, 0.5, 1].map((part) => pointAlong(points, part))).toEqual([
      [0, 0],
      [5, 0],
      [10, 0],
      [10, 10],
      [10, 30],
    ])
  })

  it('is drawn with a head at its end', () => {
    expect(pathOf(points)).toBe('M0 0L10 0L10 30')
    expect(headOf(points, 8)).toBe('M10 30L6 22L14 22Z')
  })
})
