import type { FieldPath } from '../../ground/span.ts'
import { isObject, type JsonObject } from '../../ground/json-object.ts'

/**
 * What a mutant does to a policy. The first group lets more through than was meant where the rule allows, and less
 * where it denies; the second the other way round; what the third does depends on the rule.
 */
export type Mutation =
  | 'no-policy'
  | 'direction-not-isolated'
  | 'any-peer'
  | 'any-port'
  | 'any-pod'
  | 'any-namespace'
  | 'any-address'
  | 'no-except'
  | 'no-deny'
  | 'any-request'
  | 'no-term'
  | 'no-rule'
  | 'no-peer'
  | 'no-port'
  | 'no-request'
  | 'no-value'
  | 'other-action'
  | 'other-mode'
  | 'other-default'

/**
 * One policy with one thing changed. `path` leads to what was changed in the original; empty: the whole object. `value`
 * null: the object is gone.
 */
export interface Mutant {
  readonly mutation: Mutation
  readonly path: FieldPath
  readonly value: JsonObject | null
}

/** Writes down mutants of one object. */
export class Mutants {
  readonly list: Mutant[]

  constructor(readonly object: JsonObject) {
    this.list = [{ mutation: 'no-policy', path: [], value: null }]
  }

  /** The field or item is gone. */
  remove(mutation: Mutation, path: FieldPath): void {
    this.list.push({ mutation, path, value: changed(this.object, path, undefined) as JsonObject })
  }

  replace(mutation: Mutation, path: FieldPath, by: unknown): void {
    this.list.push({ mutation, path, value: changed(this.object, path, by) as JsonObject })
  }

  /** Of several items each is left out once. */
  removeEach(mutation: Mutation, path: FieldPath, items: readonly unknown[]): void {
    if (items.length > 1) items.forEach((_, index) => this.remove(mutation, [...path, index]))
  }
}

/** A copy in which one field is another; undefined: it is gone. */
function changed(value: unknown, [step, ...rest]: FieldPath, by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value)) {
    const items = value as readonly unknown[]
    return rest.length === 0 && by === undefined
      ? items.filter((_, index) => index !== step)
      : items.map((item, index) => (index === step ? changed(item, rest, by) : item))
  }
  const fields = isObject(value) ? value : {}
  if (rest.length === 0 && by === undefined)
    return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== step))
  return { ...fields, [step]: changed(fields[step], rest, by) }
}

/** The value as a map; empty: it is none. */
export function recordOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** Whether it is no map, or one without keys. */
export function isEmpty(value: unknown): boolean {
  return Object.keys(recordOf(value)).length === 0
}

/** The block of all addresses of the family. */
export function anyAddress(cidr: unknown): string {
  return String(cidr).includes(':') ? '::/0' : '0.0.0.0/0'
}
