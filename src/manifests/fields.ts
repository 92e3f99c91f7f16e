import type { Labels } from '../ground/labels.ts'
import { isObject, own, type JsonObject } from '../ground/json-object.ts'

/**
 * Reading fields of an object whose shape was checked. `null` is the same as absent, as for the API server; a value of
 * another type reads as absent too, so these never throw.
 */
export function fieldAt(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const key of path) at = isObject(at) ? own(at, key) : undefined
  return at ?? undefined
}

/** The text at the path; null: nothing, or something else, stands there. */
export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const at = fieldAt(value, ...path)
  return typeof at === 'string' ? at : null
}

/** The number at the path; null: nothing, or something else, stands there. */
export function numberAt(value: unknown, ...path: readonly string[]): number | null {
  const at = fieldAt(value, ...path)
  return typeof at === 'number' ? at : null
}

/** Whether `true` stands at the path. */
export function flagAt(value: unknown, ...path: readonly string[]): boolean {
  return fieldAt(value, ...path) === true
}

/** Absent and null read as the empty list. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const at = fieldAt(value, ...path)
  return Array.isArray(at) ? at : []
}

/** The object at the path; null: nothing, or something else (a list too), stands there. */
export function objectAt(value: unknown, ...path: readonly string[]): JsonObject | null {
  const at = fieldAt(value, ...path)
  return isObject(at) ? at : null
}

/** A map of text to text; entries of other types are left out. The result inherits nothing. */
export function labelsAt(value: unknown, ...path: readonly string[]): Labels {
  const at = objectAt(value, ...path)
  const labels: Record<string, string> = Object.create(null)
  for (const [key, entry] of Object.entries(at ?? {})) if (typeof entry === 'string') labels[key] = entry
  return labels
}
