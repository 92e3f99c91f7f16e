import { describe, expect, it } from 'vitest'
import { lengthOf, pathOf, sharedEnd, stretchOf, withCutCorners } from '../../../../src/app/viz/routes/path.ts'

const WAY = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 80 },
  { x: 200, y: 80 },
]

describe('a way', () => {
  it('has its corners cut at 45° by 14 px, or by half of a shorter piece', () => {
    expect(withCutCorners(WAY)).toEqual([
      { x: 0, y: 0 },
      { x: 86, y: 0 },
      { x: 100, y: 14 },
      { x: 100, y: 66 },
      { x: 114, y: 80 },
      { x: 200, y: 80 },
    ])
    expect(
      withCutCorners([
        { x: 0, y: 0 },
        { x: 50, y: 0 },
        { x: 50, y: 10 },
        { x: 90, y: 10 },
      ]),
    ).toEqual([
      { x: 0, y: 0 },
      { x: 45, y: 0 },
      { x: 55, y: 10 },
      { x: 90, y: 10 },
    ])
  })

  it('is drawn from its first point to its last', () => {
    expect(pathOf(withCutCorners(WAY))).toMatch(/^M0 0L81 0Q86 0 .* 80L200 80$/)
    expect(
      pathOf([
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ]),
    ).toBe('M0 0L10 0')
  })

  it('is cut where it is asked to be', () => {
    expect(stretchOf(WAY, 50, 150)).toEqual([
      { x: 50, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 50 },
    ])
    expect(lengthOf(stretchOf(WAY, 10, Infinity))).toBe(lengthOf(WAY) - 10)
  })
})

describe('two ways', () => {
  it('know how far they run together from their ends', () => {
    expect(
      sharedEnd(WAY, [
        { x: 0, y: 200 },
        { x: 150, y: 200 },
        { x: 150, y: 80 },
        { x: 200, y: 80 },
      ]),
    ).toBe(50)
    expect(
      sharedEnd(WAY, [
        { x: 0, y: 40 },
        { x: 100, y: 40 },
        { x: 100, y: 80 },
        { x: 200, y: 80 },
      ]),
    ).toBe(140)
    expect(sharedEnd(WAY, WAY)).toBe(lengthOf(WAY))
  })

  it('share nothing when they end at different places', () =>
    expect(
      sharedEnd(WAY, [
        { x: 0, y: 0 },
        { x: 200, y: 84 },
      ]),
    ).toBe(0))
})
