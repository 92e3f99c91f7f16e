import type { FieldPath } from '../../../ground/span.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'

/**
 * What Linkerd's admission webhook says of an object that the API server's own checks let pass: the object is refused.
 */
export function denied(message: string, path: FieldPath): ObjectProblem {
  return {
    facts: { code: 'webhook-denied', webhook: 'linkerd-policy-validator.linkerd.io', message },
    severity: 'error',
    layer: 'admission',
    path,
    part: 'value',
  }
}
