/** Whether two values are the same as JSON, their keys in the same order: enough for what is always made in one way. */
export function isSameData(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
