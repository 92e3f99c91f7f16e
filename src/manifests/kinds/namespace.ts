import { fieldError, quote, type FieldError } from '../field-error.ts'
import { labelsAt } from '../fields.ts'
import { isSecurityLevel, readStandardsVersion, SECURITY_LEVELS } from '../security-level.ts'

const PREFIX = 'pod-security.kubernetes.io/'

/**
 * A namespace whose labels for pod security cannot be read is refused.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/pod-security-admission,
 * ValidateNamespace and PolicyToEvaluate.
 */
export function validateNamespace(value: unknown): readonly FieldError[] {
  const labels = labelsAt(value, 'metadata', 'labels')
  return ['enforce', 'audit', 'warn'].flatMap((mode) => {
    const level = labels[`${PREFIX}${mode}`]
    const version = labels[`${PREFIX}${mode}-version`]
    return [
      ...(level === undefined || isSecurityLevel(level)
        ? []
        : [invalid(`${PREFIX}${mode}`, level, `must be one of ${SECURITY_LEVELS.join(', ')}`)]),
      ...(version === undefined || readStandardsVersion(version)
        ? []
        : [invalid(`${PREFIX}${mode}-version`, version, 'must be "latest" or "v1.x"')]),
    ]
  })
}

function invalid(label: string, value: string, detail: string): FieldError {
  return fieldError(['metadata', 'labels', label], 'Invalid value', quote(value), detail)
}
