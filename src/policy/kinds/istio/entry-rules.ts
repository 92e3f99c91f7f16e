import type { FieldPath } from '../../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { workloadRules } from './cel-rules.ts'

/**
 * What the CustomResourceDefinition of ServiceEntries states as CEL rules and as the key of a list, which the API server
 * evaluates itself.
 * Source: istio/istio manifests/charts/base/files/crd-all.gen.yaml; pkg/config/validation/testdata/crds
 */
export function entryRules(object: KubernetesObject): readonly FieldError[] {
  const spec = fieldAt(object.value, 'spec')
  const hosts = listAt(spec, 'hosts')
  const ports = listAt(spec, 'ports')
  const endpoints = listAt(spec, 'endpoints')
  const resolution = textAt(spec, 'resolution') ?? 'NONE'
  const hasEndpoints = fieldAt(spec, 'endpoints') !== undefined
  const names = ports.map((port) => textAt(port, 'name') ?? '')
  const numbers = ports.map((port) => numberAt(port, 'number'))
  const ofSpec = (message: string) => fieldError(['spec'], 'Invalid value', quote(spec), message)
  return [
    ...names.flatMap((name, index) =>
      names.indexOf(name) < index ? [fieldError(['spec', 'ports', index], 'Duplicate value', quote({ name }), '')] : [],
    ),
    ...hosts.flatMap((host, index) =>
      host === '*' ? [invalid(['spec', 'hosts', index], host, 'hostname cannot be wildcard')] : [],
    ),
    ...(new Set(numbers).size < numbers.length
      ? [invalid(['spec', 'ports'], ports, 'port number cannot be duplicated')]
      : []),
    ...ports.flatMap((port, index) =>
      ['number', 'targetPort'].flatMap((field) => portErrors(numberAt(port, field), ['spec', 'ports', index, field])),
    ),
    ...endpoints.flatMap((endpoint, index) => endpointErrors(endpoint, ['spec', 'endpoints', index])),
    ...workloadRules(object),
    ...(hasEndpoints && fieldAt(spec, 'workloadSelector') !== undefined
      ? [ofSpec('only one of WorkloadSelector or Endpoints can be set')]
      : []),
    ...(listAt(spec, 'addresses').some((address) => String(address).includes('/')) &&
    !['STATIC', 'NONE'].includes(resolution)
      ? [ofSpec('CIDR addresses are allowed only for NONE/STATIC resolution types')]
      : []),
    ...(resolution === 'NONE' && hasEndpoints ? [ofSpec('NONE mode cannot set endpoints')] : []),
    ...(resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1
      ? [ofSpec('DNS_ROUND_ROBIN mode cannot have multiple endpoints')]
      : []),
  ]
}

function endpointErrors(endpoint: unknown, path: FieldPath): readonly FieldError[] {
  const address = textAt(endpoint, 'address')
  const socket = address?.startsWith('unix://') ? address.slice('unix://'.length) : null
  const ports = objectAt(endpoint, 'ports')
  return [
    ...(socket !== null && !/^[/@]/.test(socket)
      ? [invalid([...path, 'address'], address, 'UDS must be an absolute path or abstract socket')]
      : []),
    ...(socket?.endsWith('/') ? [invalid([...path, 'address'], address, 'UDS may not be a dir')] : []),
    ...Object.keys(ports ?? {}).flatMap((name) => portErrors(numberAt(ports, name), [...path, 'ports', name])),
    ...(Object.keys(ports ?? {}).every(
      (name) => /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(name) && name.length < 63,
    )
      ? []
      : [invalid([...path, 'ports'], ports, 'port name must be valid')]),
    ...(address === null && textAt(endpoint, 'network') === null
      ? [invalid(path, endpoint, 'Address is required')]
      : []),
    ...(socket !== null && ports ? [invalid(path, endpoint, 'UDS may not include ports')] : []),
  ]
}

function portErrors(port: number | null, path: FieldPath): readonly FieldError[] {
  return port === null || (port > 0 && port <= 65535) ? [] : [invalid(path, port, 'port must be between 1-65535')]
}

function invalid(path: FieldPath, value: unknown, message: string): FieldError {
  return fieldError(path, 'Invalid value', quote(value), message)
}
