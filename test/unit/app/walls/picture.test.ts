import { describe, expect, test } from 'vitest'
import { hullPath, wallsPicture, type Box, type WallsPicture } from '../../../../src/app/panels/walls/walls-picture.ts'
import type { CniName } from '../../../../src/sim/cni/choice.ts'
import { wallsUnder } from '../../sim/walls/walls-worlds.ts'

const PLAIN = 'containers: [{name: c, image: i}]'
const MANY =
  'initContainers: [{name: wait-for-the-database, image: i}], containers: [{name: web, image: i}, {name: a-proxy-with-a-rather-long-name, image: i, securityContext: {privileged: true}}, {name: logs, image: i}]'
const CNIS: readonly CniName[] = ['reference', 'flannel', 'calico', 'cilium', 'aws-vpc-cni']
const WIDTHS = [320, 360, 479, 480, 640, 900, 1200]

const within = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const boxes = ({ hull, neighbours, ground }: WallsPicture) => [hull, ground, ...neighbours.map(({ box }) => box)]

describe.each(
  CNIS.flatMap((cni) =>
    [PLAIN, MANY, `hostNetwork: true, ${PLAIN}`, `hostNetwork: true, ${MANY}`].map((spec) => [cni, spec] as const),
  ),
)('%s, %s', (cni, spec) => {
  test.each(WIDTHS)('stays in its frame at %i pixels, and nothing lies on another thing', (width) => {
    const picture = wallsPicture(wallsUnder(cni, spec), width)
    expect(within(picture.island, { x: 0, y: 0, width, height: picture.height })).toBe(true)
    const all = boxes(picture)
    for (const box of all) expect(within(box, picture.island)).toBe(true)
    for (const [index, box] of all.entries())
      for (const other of all.slice(index + 1)) expect(overlap(box, other)).toBe(false)
    const containers = picture.containers.map(({ box }) => box)
    for (const [index, box] of containers.entries()) {
      expect(within(box, picture.hull)).toBe(true)
      for (const other of containers.slice(index + 1)) expect(overlap(box, other)).toBe(false)
    }
  })
})

describe('the wall', () => {
  test('goes all around a pod with a network of its own, but for the gap of its wire, which ends on the ground', () => {
    const { isWalled, wire, hull, ground, rail } = wallsPicture(wallsUnder('flannel', PLAIN), 900)
    expect(isWalled).toBe(true)
    expect(wire!.gap.from).toBeLessThan(wire!.x)
    expect(wire!.gap.to).toBeGreaterThan(wire!.x)
    expect(wire).toMatchObject({ from: rail.y, to: ground.y })
    expect(rail.y).toBeLessThan(hull.y + hull.height)
    expect(hullPath(hull, wire!.gap)).toMatch(
      new RegExp(`^M${wire!.gap.to} ${hull.y + hull.height}H.*H${wire!.gap.from}$`),
    )
  })
  test('is not around a pod on the network of its node: it stands on the ground, and no wire has names', () => {
    const { isWalled, wire, ends, rail, ground, partings } = wallsPicture(
      wallsUnder('flannel', `hostNetwork: true, ${PLAIN}`),
      900,
    )
    expect({ isWalled, wire, ends, partings }).toEqual({ isWalled: false, wire: null, ends: [], partings: [] })
    expect(rail.y).toBe(ground.y)
    expect(hullPath({ x: 0, y: 0, width: 100, height: 50 }, null)).not.toMatch(/NaN|undefined/)
  })
  test('parts the ground between neighbours where each wire is its own, and not on a bridge', () => {
    const partings = (cni: CniName) => wallsPicture(wallsUnder(cni, PLAIN), 900).partings.length
    expect(CNIS.map((cni) => [cni, partings(cni)])).toEqual([
      ['reference', 0],
      ['flannel', 0],
      ['calico', 2],
      ['cilium', 2],
      ['aws-vpc-cni', 2],
    ])
  })
})

describe('what there is no room for', () => {
  test('are neighbours: they are counted', () => {
    const shown = (width: number) => {
      const { neighbours, more } = wallsPicture(wallsUnder('flannel', PLAIN), width)
      return [neighbours.length, more]
    }
    expect(shown(360)).toEqual([0, 2])
    expect(shown(500)).toEqual([1, 1])
    expect(shown(900)).toEqual([2, 0])
  })
  test('is never part of a name', () => {
    const picture = wallsPicture(wallsUnder('calico', MANY), 320)
    expect(picture.containers.map(({ name }) => name)).toEqual([
      'wait-for-the-database',
      'web',
      'a-proxy-with-a-rather-long-name',
      'logs',
    ])
    expect(new Set(picture.containers.map(({ box }) => box.y)).size).toBeGreaterThan(1)
    const { neighbours } = wallsPicture(wallsUnder('calico', MANY), 900)
    expect(neighbours.map(({ lines }) => lines.map(({ text }) => text).join(''))).toEqual(['dev/b', 'shop/a'])
  })
})
