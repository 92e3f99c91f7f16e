/** About what a letter of the strip takes, in pixels. */
const LETTER = 7.2
const BETWEEN = 8

/** What stands under each stop of the strip: its name, or its number where the longest name has no room. */
export function stripWords(names: readonly string[], width: number): readonly string[] {
  const room = width / Math.max(1, names.length)
  return names.every((name) => name.length * LETTER + BETWEEN <= room)
    ? names
    : names.map((_, index) => String(index + 1))
}
