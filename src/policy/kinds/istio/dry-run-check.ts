import { parseBool } from '../../../ground/parse-bool.ts'
import { quote } from '../../../manifests/field-error.ts'
import { textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { denied } from './webhook.ts'

const DRY_RUN = 'istio.io/dry-run'

/**
 * What istiod's webhook says of the annotation by which a policy is tried out, before it looks at anything else; null:
 * nothing. Source: istio/istio pkg/config/validation/validation.go, checkDryRunAnnotation
 */
export function dryRunProblem({ kind, value, name, namespace }: KubernetesObject): ObjectProblem | null {
  const written = textAt(value, 'metadata', 'annotations', DRY_RUN)
  if (written === null) return null
  const called = `${namespace ?? 'default'}/${name}`
  const action = textAt(value, 'spec', 'action') ?? 'ALLOW'
  const message =
    kind !== 'AuthorizationPolicy'
      ? `${called} has unsupported annotation ${DRY_RUN}, please remove the annotation`
      : action !== 'ALLOW' && action !== 'DENY'
        ? `the annotation ${DRY_RUN} currently only supports action ALLOW/DENY, found action ${action} in ${called}`
        : parseBool(written) !== null
          ? null
          : `${called} has annotation ${DRY_RUN} with invalid value (${written}): strconv.ParseBool: parsing ${quote(written)}: invalid syntax`
  return message === null ? null : denied(message, ['metadata', 'annotations', DRY_RUN])
}
