/** Room for the number that a name gets when its tab's name is taken. */
const NAME_LENGTH = 190

/**
 * A path from anywhere as a label: slashes alone divide it, steps like `..` are gone, and so is everything invisible,
 * such as letters that turn the direction of reading.
 */
export function cleanPath(path: string): string {
  return (
    path
      .replaceAll('\\', '/')
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
      .split('/')
      .map((part) => part.trim())
      .filter((part) => part !== '' && part !== '.' && part !== '..')
      .join('/') || 'unnamed'
  )
}

/** For each path the shortest end of it, in whole steps, that no other path has; the same path twice stays the same. */
export function shortLabels(paths: readonly string[]): readonly string[] {
  const holders = new Map<string, Set<string>>()
  for (const path of paths) for (const end of endsOf(path)) holders.set(end, (holders.get(end) ?? new Set()).add(path))
  return paths.map((path) =>
    (endsOf(path).find((end) => holders.get(end)!.size === 1) ?? path).slice(-NAME_LENGTH).trim(),
  )
}

/** `c`, `b/c`, `a/b/c` */
function endsOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(parts.length - 1 - index).join('/'))
}

const collator = new Intl.Collator('en', { numeric: true })

/** Orders by path, with `2-b` before `10-a`. */
export function comparePaths(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
