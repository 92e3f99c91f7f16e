import type { FieldPath } from '../../../ground/span.ts'
import { listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
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

/**
 * What it says of a RequestAuthentication: a rule that names no issuer says where keys are, since they cannot be found
 * by one. Source: istio/istio pkg/config/validation/validation.go, validateJwtRule
 */
export function keysProblems({ value }: KubernetesObject): readonly ObjectProblem[] {
  return listAt(value, 'spec', 'jwtRules').flatMap((rule, index) =>
    textAt(rule, 'issuer') || textAt(rule, 'jwksUri')
      ? []
      : [denied('issuer or jwksUri must be non-empty string', ['spec', 'jwtRules', index])],
  )
}
