import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('../../../../src/app/styles/tokens.css', import.meta.url), 'utf8')

/** The colours of each block that sets them: light, dark by choice, dark by the system. */
const [light, chosen, system] = css
  .split(/\n(?=:root\[data-theme|@media)/)
  .map((block) => new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!])))

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

/** As WCAG 2.2 defines it, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
function contrast(one: string, other: string): number {
  const [brighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (brighter! + 0.05) / (darker! + 0.05)
}

/** Also the ground of what the pointer is on, and of what was asked. */
const SURFACES = ['paper', 'sheet', 'hull', 'press', 'hi-soft']
const VERDICTS = ['allow', 'deny', 'part', 'open']

describe.each([
  ['light', light!],
  ['dark', chosen!],
])('the %s theme', (_theme, colours) => {
  const faint = (names: readonly (readonly [string, string])[], least: number) =>
    names
      .map(([front, ground]) => ({ front, ground, ratio: contrast(colours.get(front)!, colours.get(ground)!) }))
      .filter(({ ratio }) => ratio < least)
  const on = (grounds: readonly string[], fronts: readonly string[]) =>
    fronts.flatMap((front) => grounds.map((ground) => [front, ground] as const))

  test('has text of 4.5 to 1 on every surface', () =>
    expect(faint(on(SURFACES, ['ink', 'ink-2', 'ink-3', ...VERDICTS.map((name) => `${name}-t`)]), 4.5)).toEqual([]))

  test('has the words of a verdict of 4.5 to 1 on its own wash', () =>
    expect(
      faint(
        VERDICTS.map((name) => [`${name}-t`, `${name}-w`]),
        4.5,
      ),
    ).toEqual([]))

  test('has YAML of 4.5 to 1 on its sheet and on a marked line', () =>
    expect(
      faint(on(['sheet', 'hi-soft'], ['syn-key', 'syn-own', 'syn-val', 'syn-dash', 'syn-com', 'syn-ghost']), 4.5),
    ).toEqual([]))

  test('has lines, outlines and glyphs of 3 to 1 on every surface', () =>
    expect(faint(on(SURFACES, [...VERDICTS, 'l7', 'line-2', 'dot', 'hi-line']), 3)).toEqual([]))
})

test('the dark that the system asks for is the dark that one chooses', () => {
  expect(chosen!.size).toBeGreaterThan(30)
  expect(system).toEqual(chosen)
})
