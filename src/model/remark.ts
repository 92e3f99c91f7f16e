import type { Diagnostic, DiagnosticFacts } from '../ground/diagnostic.ts'
import type { FieldPath } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'

/**
 * Something that had to be assumed or left out while building, at a field of an object. Its place in a document is
 * found later.
 */
export interface ClusterRemark {
  readonly object: KubernetesObject
  readonly facts: DiagnosticFacts
  readonly severity: Diagnostic['severity']
  readonly path: FieldPath
}
