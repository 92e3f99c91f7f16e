import type { FieldErrorType } from '../ground/diagnostic.ts'
import { printFieldPath, type FieldPath } from '../ground/span.ts'
import type { ObjectProblem } from './problem.ts'
import type { PathPart } from './source-tree.ts'

/**
 * One error of validation as the API server states it, and the place it is about, which may be finer than the stated
 * field.
 */
export interface FieldError {
  readonly field: string
  readonly type: FieldErrorType
  readonly value: string | null
  readonly detail: string
  readonly path: FieldPath
  readonly part: PathPart
  /** As in `ObjectProblem`. */
  readonly letter?: number
  /** As in `DiagnosticFacts`. */
  readonly heldBy?: string
  /** As in `DiagnosticFacts`. */
  readonly setBy?: string
}

/**
 * `value` as the server prints it (see `quote`); null for the types that print none. An empty `detail` prints nothing.
 */
export function fieldError(path: FieldPath, type: FieldErrorType, value: string | null, detail: string): FieldError {
  return { field: printFieldPath(path), type, value, detail, path, part: 'value' }
}

/** A value in the server's messages: text in quotes (`%q`), numbers bare, everything else as compact JSON. */
export function quote(value: unknown): string {
  return typeof value === 'string' ? goQuote(value) : JSON.stringify(value)
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
])

/**
 * As `strconv.Quote` has it: whatever cannot be seen, or turns round what follows, is written as its number.
 * https://pkg.go.dev/strconv#Quote
 */
function goQuote(text: string): string {
  const shown = text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|["\\]/gu, (letter) => {
    const escape = ESCAPES.get(letter)
    const number = letter.codePointAt(0)!.toString(16)
    return (
      escape ??
      (number.length <= 2 && number < '80'
        ? `\\x${number.padStart(2, '0')}`
        : number.length <= 4
          ? `\\u${number.padStart(4, '0')}`
          : `\\U${number.padStart(8, '0')}`)
    )
  })
  return `"${shown}"`
}

/** The error as a problem of its object: the object is refused. */
export function refusal({ field, type, value, detail, path, part, letter, heldBy, setBy }: FieldError): ObjectProblem {
  return {
    facts: {
      code: 'field-error',
      field,
      type,
      value,
      detail,
      ...(heldBy !== undefined && { heldBy }),
      ...(setBy !== undefined && { setBy }),
    },
    path,
    part,
    ...(letter !== undefined && { letter }),
    severity: 'error',
    layer: 'admission',
  }
}
