import type { FieldPath } from '../../../ground/span.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'

/**
 * What istiod's admission webhook says of an object that the API server's own checks let pass: the object is refused.
 */
export function denied(message: string, path: FieldPath): ObjectProblem {
  return {
    facts: { code: 'webhook-denied', webhook: 'validation.istio.io', message: `configuration is invalid: ${message}` },
    severity: 'error',
    layer: 'admission',
    path,
    part: 'value',
  }
}

/** Says something of the object, at a field of it. */
export type Say = (message: string, path: FieldPath) => void

/** The object's problems in the order in which they are said. */
export function saidOf(check: (say: Say) => void): readonly ObjectProblem[] {
  const problems: ObjectProblem[] = []
  check((message, path) => problems.push(denied(message, path)))
  return problems
}
