import type { Diagnostic, DiagnosticFacts } from '../ground/diagnostic.ts'
import { printFieldPath, type FieldPath } from '../ground/span.ts'
import type { PathPart } from './source-tree.ts'

/**
 * A fault of one object, placed by path: the object does not know which document it stands in. An `error` means the API
 * server would refuse it.
 */
export interface ObjectProblem {
  readonly facts: DiagnosticFacts
  readonly severity: Diagnostic['severity']
  readonly layer: 'schema' | 'admission'
  readonly path: FieldPath
  readonly part: PathPart
  /** Of a text that has a grammar of its own: at which of its letters the fault is, counted from 0. */
  readonly letter?: number
}

/** The note at a field that its enforcer acts on and nothing here does. */
export function notEvaluated(path: FieldPath): ObjectProblem {
  return {
    facts: { code: 'field-not-evaluated', field: printFieldPath(path) },
    severity: 'note',
    layer: 'admission',
    path,
    part: 'key',
  }
}
