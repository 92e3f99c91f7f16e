/** Freezes a value to the leaves, also what Maps hold, so that whoever changes its input is found out. */
export function deepFreeze<Value>(value: Value, seen = new Set<unknown>()): Value {
  if (typeof value !== 'object' || value === null || seen.has(value) || ArrayBuffer.isView(value)) return value
  seen.add(value)
  Object.freeze(value)
  if (value instanceof Map) for (const entry of value.values()) deepFreeze(entry, seen)
  for (const entry of Object.values(value)) deepFreeze(entry, seen)
  return value
}
