import type { FieldPath } from '../../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, labelsAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'

/**
 * What the CustomResourceDefinitions state as CEL rules, which the API server evaluates itself.
 * Source: istio/istio manifests/charts/base/files/crd-all.gen.yaml; pkg/config/validation/testdata/crds
 */
export function attachmentRules({ value }: KubernetesObject): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  const refs = listAt(spec, 'targetRefs')
  const single = objectAt(spec, 'targetRef')
  const given = [objectAt(spec, 'selector') !== null, refs.length > 0, single !== null].filter(Boolean).length
  const elsewhere = (ref: unknown, path: FieldPath) =>
    textAt(ref, 'namespace')
      ? [fieldError(path, 'Invalid value', quote(ref), 'cross namespace referencing is not currently supported')]
      : []
  return [
    ...(given > 1
      ? [fieldError(['spec'], 'Invalid value', quote(spec), 'only one of targetRefs or selector can be set')]
      : []),
    ...selectorRules(spec),
    ...refs.flatMap((ref, index) => elsewhere(ref, ['spec', 'targetRefs', index])),
    ...(single ? elsewhere(single, ['spec', 'targetRef']) : []),
  ]
}

/** Rules on a `selector`: no empty key, no wildcard in keys or values. */
export function selectorRules(spec: unknown): readonly FieldError[] {
  const labels = labelsAt(spec, 'selector', 'matchLabels')
  const path = ['spec', 'selector', 'matchLabels']
  return Object.entries(labels).flatMap(([key, value]): readonly FieldError[] => [
    ...(key === ''
      ? [fieldError(path, 'Invalid value', quote(labels), 'key must not be empty')]
      : key.includes('*')
        ? [fieldError(path, 'Invalid value', quote(labels), 'wildcard not allowed in label key match')]
        : []),
    ...(value.includes('*')
      ? [fieldError([...path, key], 'Invalid value', quote(value), 'wildcard not allowed in label value match')]
      : []),
  ])
}

/** Rules on the `workloadSelector` of a Sidecar or a ServiceEntry: no wildcard in values. */
export function workloadRules({ value }: KubernetesObject): readonly FieldError[] {
  const path = ['spec', 'workloadSelector', 'labels']
  return Object.entries(labelsAt(value, ...path)).flatMap(([key, written]) =>
    written.includes('*')
      ? [fieldError([...path, key], 'Invalid value', quote(written), 'wildcard is not supported in selector')]
      : [],
  )
}

/** Rules on the `source` of an AuthorizationPolicy: service accounts stand alone. */
export function sourceRules({ value }: KubernetesObject): readonly FieldError[] {
  return listAt(value, 'spec', 'rules').flatMap((rule, index) =>
    listAt(rule, 'from').flatMap((entry, place): readonly FieldError[] => {
      const source = objectAt(entry, 'source')
      const has = (...fields: readonly string[]) => fields.some((field) => listAt(source, field).length > 0)
      const path = ['spec', 'rules', index, 'from', place, 'source']
      return has('serviceAccounts', 'notServiceAccounts') &&
        has('principals', 'notPrincipals', 'namespaces', 'notNamespaces')
        ? [fieldError(path, 'Invalid value', quote(source), 'Cannot set serviceAccounts with namespaces or principals')]
        : []
    }),
  )
}

/** Rules on a PeerAuthentication: `portLevelMtls` needs a selector and real ports. */
export function portModeRules({ value }: KubernetesObject): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  const ports = objectAt(spec, 'portLevelMtls')
  const path = ['spec', 'portLevelMtls']
  if (!ports) return []
  return [
    ...(Object.keys(labelsAt(spec, 'selector', 'matchLabels')).length === 0
      ? [fieldError(['spec'], 'Invalid value', quote(spec), 'portLevelMtls requires selector')]
      : []),
    ...(Object.keys(ports).some((port) => !(Number(port) >= 1 && Number(port) <= 65535))
      ? [fieldError(path, 'Invalid value', quote(ports), 'port must be between 1-65535')]
      : []),
  ]
}

/** Rules on a RequestAuthentication: where the keys of an issuer come from. */
export function tokenRules({ value }: KubernetesObject): readonly FieldError[] {
  return listAt(value, 'spec', 'jwtRules').flatMap((rule, index): readonly FieldError[] => {
    const path = ['spec', 'jwtRules', index]
    const uri = textAt(rule, 'jwksUri')
    return [
      ...(uri !== null && !/^https?:\/\//.test(uri)
        ? [fieldError([...path, 'jwksUri'], 'Invalid value', quote(uri), 'url must have scheme http:// or https://')]
        : []),
      ...(uri !== null && fieldAt(rule, 'jwks') !== undefined
        ? [fieldError(path, 'Invalid value', quote(rule), 'only one of jwks or jwksUri can be set')]
        : []),
    ]
  })
}
