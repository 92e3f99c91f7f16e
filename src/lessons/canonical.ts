import { isObject } from '../ground/json-object.ts'

/** A value as text that is the same for the same value, in whatever order the keys of its mappings were written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  )
}
