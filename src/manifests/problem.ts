import type { Diagnostic, DiagnosticFacts } from '../ground/diagnostic.ts'
import type { FieldPath } from '../ground/span.ts'
import type { PathPart } from './source-tree.ts'

/** A fault of one object, placed by path: the object does not know which document it stands in. An `error` means the API server would refuse it. */
export interface ObjectProblem {
  readonly facts: DiagnosticFacts
  readonly severity: Diagnostic['severity']
  readonly layer: 'schema' | 'admission'
  readonly path: FieldPath
  readonly part: PathPart
}
