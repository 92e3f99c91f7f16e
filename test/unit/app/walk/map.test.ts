import { describe, expect, it } from 'vitest'
import { stopName } from '../../../../src/app/text/walk/hop-title.ts'
import { scenesOf } from '../../../../src/app/text/walk/scene.ts'
import { overlaps } from '../../../../src/app/viz/walk/labels.ts'
import { walkMap } from '../../../../src/app/viz/walk/map.ts'
import type { WalkMap } from '../../../../src/app/viz/walk/drawing.ts'
import type { MapRequest } from '../../../../src/app/viz/walk/request.ts'
import { stopsOf } from '../../../../src/app/viz/walk/marks.ts'
import type { PacketWalk } from '../../../../src/sim/cni/walk.ts'
import { MEASURE } from './measure.ts'
import { ALL, BRIDGED, LONG, ONE_PASS, OUT, STOPPED, TUNNEL } from './walks.ts'

const ADDRESSES: Readonly<Record<string, string>> = {
  n1: '172.18.0.11',
  n2: '172.18.0.12',
  'shop/web': '10.0.0.5',
  'shop/api-2': '10.0.1.7',
}

function request(walk: PacketWalk, width: number, over: Partial<MapRequest> = {}): MapRequest {
  return {
    width,
    measure: MEASURE,
    unreached: null,
    isMirrored: false,
    wire: 'the wire',
    addressOf: (_kind, name) => ADDRESSES[name] ?? '',
    stops: stopsOf(walk, 'way'),
    ...over,
  }
}

const laidOut = (walk: PacketWalk, width = 1300, over: Partial<MapRequest> = {}): WalkMap =>
  walkMap(request(walk, width, over))!
const WIDTHS = [900, 1000, 1190, 1330, 1556]

describe('the picture of a walk', () => {
  describe.each(Object.entries(ALL))('%s', (_name, walk) => {
    it.each(WIDTHS)('at %i pixels has everything inside, in order, and no words on other words', (width) => {
      const map = walkMap(request(walk, width))
      if (!map) return expect(width / walk.hops.length).toBeLessThan(85)
      const xs = map.marks.map(({ x }) => x)
      expect(xs).toEqual([...xs].sort((a, b) => a - b))
      for (const { x, y } of map.marks) expect(x > 0 && x < width && y > 0 && y < map.height).toBe(true)
      for (const frame of map.frames)
        expect(
          frame.x >= 0 && frame.x + frame.width <= width && frame.y >= 0 && frame.y + frame.height <= map.height,
        ).toBe(true)
      const boxes = map.marks.flatMap(({ label }) => (label ? [label.box] : []))
      for (const [index, box] of boxes.entries()) {
        expect(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= map.height).toBe(true)
        for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false)
      }
      expect(boxes).toHaveLength(walk.hops.length)
    })

    it('names every stop where there is room', () => {
      expect(laidOut(walk).marks.map(({ label }) => label?.name)).toEqual(
        scenesOf(walk, 'way').map((scene) => `${scene.index + 1}  ${stopName(scene)}`),
      )
    })
  })

  it('does not fit where stops would touch', () => {
    expect(walkMap(request(LONG, 700))).toBeNull()
    expect(walkMap(request(BRIDGED, 700))).not.toBeNull()
  })

  it('puts pods into their nodes, and one node once', () => {
    const map = laidOut(TUNNEL)
    expect(map.frames.map(({ kind, lines }) => [kind, lines.map(({ name }) => name).join('')])).toEqual([
      ['node', 'n1'],
      ['node', 'n2'],
      ['pod', 'shop/web'],
      ['pod', 'shop/api-2'],
    ])
    const [n1, n2, web, api] = map.frames as unknown as readonly [Box, Box, Box, Box]
    expect(within(web, n1) && within(api, n2)).toBe(true)
    expect(n1.x + n1.width < n2.x).toBe(true)
    expect(laidOut(BRIDGED).frames.map(({ kind }) => kind)).toEqual(['node', 'pod', 'pod'])
  })

  it('draws a tunnel from where it is wrapped to where it is unwrapped, and says which', () => {
    const map = laidOut(TUNNEL)
    expect(map.tubes).toHaveLength(1)
    expect([map.tubes[0]!.points[0]!.x, map.tubes[0]!.points.at(-1)!.x]).toEqual([map.marks[4]!.x, map.marks[7]!.x])
    expect(map.words).toMatchObject([{ name: 'VXLAN, UDP 8472', detail: 'VNI 12001' }])
    expect(laidOut(OUT).words.map(({ name }) => name)).toEqual(['the wire'])
  })

  it('stands gates beside pods on the slope, in the line', () => {
    const map = laidOut(TUNNEL)
    expect([map.marks[3], map.marks[8]].map((mark) => [mark!.lane, mark!.angle > 20, mark!.angle < -20])).toEqual([
      ['slope', true, false],
      ['slope', false, true],
    ])
    expect(laidOut(ONE_PASS).marks.map(({ lane }) => lane)).toEqual(['pod', 'slope', 'slope', 'pod', 'pod'])
  })

  it('ends a denied line before its gate, and leaves the destination unreached', () => {
    const map = laidOut(STOPPED, 1300, { unreached: { in: 'pod', pod: 'shop/api-2', node: 'n2' } })
    const gate = map.marks.at(-1)!
    const end = map.pieces.at(-1)!.points.at(-1)!
    expect(Math.round(Math.hypot(gate.x - end.x, gate.y - end.y))).toBe(34)
    expect(map.bar).not.toBeNull()
    expect(map.frames.filter(({ isReached }) => !isReached).map(({ kind, lines }) => [kind, lines[0]!.name])).toEqual([
      ['pod', 'shop/api-2'],
    ])
    expect(laidOut(TUNNEL).bar).toBeNull()
  })

  it('runs from right to left for an answer, with the same places', () => {
    const map = laidOut(TUNNEL)
    const other = laidOut(TUNNEL, 1300, { isMirrored: true })
    expect(other.marks.map(({ x }) => Math.round(x))).toEqual(map.marks.map(({ x }) => Math.round(1300 - x)))
    expect(other.height).toBe(map.height)
  })
})

interface Box {
  readonly x: number
  readonly width: number
  readonly y: number
  readonly height: number
}
const within = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y >= outer.y &&
  inner.y + inner.height <= outer.y + outer.height
