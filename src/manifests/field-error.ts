import type { FieldErrorType } from '../ground/diagnostic.ts'
import { printFieldPath, type FieldPath } from '../ground/span.ts'
import type { ObjectProblem } from './problem.ts'
import type { PathPart } from './source-tree.ts'

/** One error of validation as the API server states it, and the place it is about, which may be finer than the stated field. */
export interface FieldError {
  readonly field: string
  readonly type: FieldErrorType
  readonly value: string | null
  readonly detail: string
  readonly path: FieldPath
  readonly part: PathPart
  /** As in `ObjectProblem`. */
  readonly letter?: number
}

/** `value` as the server prints it (see `quote`); null for the types that print none. An empty `detail` prints nothing. */
export function fieldError(path: FieldPath, type: FieldErrorType, value: string | null, detail: string): FieldError {
  return { field: printFieldPath(path), type, value, detail, path, part: 'value' }
}

/** A value in the server's messages: text in quotes, numbers bare, everything else as compact JSON. */
export function quote(value: unknown): string {
  return JSON.stringify(value)
}

/** The error as a problem of its object: the object is refused. */
export function refusal({ field, type, value, detail, path, part, letter }: FieldError): ObjectProblem {
  return { facts: { code: 'field-error', field, type, value, detail }, path, part, ...(letter !== undefined && { letter }), severity: 'error', layer: 'admission' }
}
