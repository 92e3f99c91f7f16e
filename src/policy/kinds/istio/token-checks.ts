import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { checkTargets } from './target-refs.ts'
import { saidOf } from './webhook.ts'

/**
 * What istiod's webhook says of a RequestAuthentication: a rule that names no issuer says where keys are, since they cannot be found
 * by one. Source: istio/istio pkg/config/validation/validation.go, validateJwtRule
 */
export function keysProblems({ value }: KubernetesObject): readonly ObjectProblem[] {
  return saidOf((say) => {
    checkTargets(fieldAt(value, 'spec'), say)
    listAt(value, 'spec', 'jwtRules').forEach((rule, index) => {
      if (!textAt(rule, 'issuer') && !textAt(rule, 'jwksUri'))
        say('issuer or jwksUri must be non-empty string', ['spec', 'jwtRules', index])
    })
  })
}
