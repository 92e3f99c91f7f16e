import { parseAddress, parseCidrLoosely } from '../../ground/ip.ts'
import { checkDnsLabel, checkPortName, checkPortNumber, checkSubdomain } from '../../ground/names.ts'
import { isPortProtocol } from '../../ground/ports.ts'
import type { FieldPath } from '../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../fields.ts'
import { validateLabels } from '../metadata.ts'
import { isHealthChecked, validateNodePorts } from './node-ports.ts'

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const TRAFFIC = ['Cluster', 'Local']

/**
 * What the API server says of a Service, in its order. It gives ports of nodes away before it validates, and what goes
 * wrong there is all that it says.
 * Source: kubernetes/pkg/apis/core/validation/validation.go, ValidateService;
 * pkg/registry/core/service/storage/alloc.go, initNodePorts; k8s.io/apiserver/pkg/registry/generic/registry/store.go,
 * Create, which calls BeginCreate first
 */
export function validateService(value: unknown): readonly FieldError[] {
  const errors = validateSpec(value)
  const isAllocated = !errors.some(({ path }) => path[1] === 'clusterIP')
  const taken = isAllocated ? validateNodePorts(value) : []
  return taken.length > 0 ? taken : errors
}

function validateSpec(value: unknown): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  const ports = listAt(spec, 'ports')
  const type = textAt(spec, 'type') ?? 'ClusterIP'
  const clusterIP = textAt(spec, 'clusterIP') ?? ''
  const isHeadless = clusterIP === 'None'
  const isOutward =
    type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && listAt(spec, 'externalIPs').length > 0)
  const external = fieldAt(spec, 'externalTrafficPolicy')
  const names = new Set<string>()
  return [
    ...(ports.length === 0 && !isHeadless && type !== 'ExternalName'
      ? [fieldError(['spec', 'ports'], 'Required value', null, '')]
      : []),
    ...(isHeadless && (type === 'LoadBalancer' || type === 'NodePort')
      ? [ofClusterIP(clusterIP, `may not be set to 'None' for ${type} services`)]
      : []),
    ...(type === 'ExternalName' ? validateName(textAt(spec, 'externalName') ?? '', clusterIP) : []),
    ...ports.flatMap((port, index) => validatePort(port, ['spec', 'ports', index], ports.length > 1, names)),
    ...validateLabels(labelsAt(spec, 'selector'), ['spec', 'selector']),
    ...oneOf(fieldAt(spec, 'sessionAffinity'), ['ClientIP', 'None'], ['spec', 'sessionAffinity']),
    ...(clusterIP === '' || isHeadless || type === 'ExternalName' || parseAddress(clusterIP)
      ? []
      : [ofClusterIP(clusterIP, NOT_AN_ADDRESS)]),
    ...listAt(spec, 'externalIPs').flatMap((address, index) =>
      parseAddress(String(address))
        ? []
        : [fieldError(['spec', 'externalIPs', index], 'Invalid value', quote(address), NOT_AN_ADDRESS)],
    ),
    ...oneOf(type, TYPES, ['spec', 'type']),
    ...(type === 'ClusterIP'
      ? ports.flatMap((port, index) =>
          (numberAt(port, 'nodePort') ?? 0) === 0
            ? []
            : [
                fieldError(
                  ['spec', 'ports', index, 'nodePort'],
                  'Forbidden',
                  null,
                  "may not be used when `type` is 'ClusterIP'",
                ),
              ],
        )
      : []),
    ...validatePairs(ports),
    ...validateRanges(listAt(spec, 'loadBalancerSourceRanges'), type),
    ...(isOutward
      ? oneOf(external, TRAFFIC, ['spec', 'externalTrafficPolicy'])
      : external === undefined || external === ''
        ? []
        : [
            fieldError(
              ['spec', 'externalTrafficPolicy'],
              'Invalid value',
              quote(external),
              'may only be set for externally-accessible services',
            ),
          ]),
    ...(isHealthChecked(value)
      ? []
      : [numberAt(spec, 'healthCheckNodePort') ?? 0]
          .filter((port) => port !== 0)
          .map((port) => fieldError(['spec', 'healthCheckNodePort'], 'Invalid value', quote(port), NOT_CHECKED))),
    ...oneOf(fieldAt(spec, 'internalTrafficPolicy'), TRAFFIC, ['spec', 'internalTrafficPolicy']),
  ]
}

const NOT_CHECKED = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
const NOT_AN_ADDRESS = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'

/** The server has made a list of the one address by then. */
function ofClusterIP(text: string, reason: string): FieldError {
  return { ...fieldError(['spec', 'clusterIPs', 0], 'Invalid value', quote(text), reason), path: ['spec', 'clusterIP'] }
}

/** A name may end in a dot. */
function validateName(name: string, clusterIP: string): readonly FieldError[] {
  const path = ['spec', 'externalName']
  const plain = name.replace(/\.$/, '')
  return [
    ...(clusterIP === ''
      ? []
      : [
          {
            ...fieldError(['spec', 'clusterIPs'], 'Forbidden', null, 'may not be set for ExternalName services'),
            path: ['spec', 'clusterIP'],
          },
        ]),
    ...(plain === ''
      ? [fieldError(path, 'Required value', null, '')]
      : checkSubdomain(plain).map((reason) => fieldError(path, 'Invalid value', quote(plain), reason))),
  ]
}

function validatePort(
  entry: unknown,
  path: FieldPath,
  isOneOfSeveral: boolean,
  names: Set<string>,
): readonly FieldError[] {
  const name = textAt(entry, 'name') ?? ''
  const port = numberAt(entry, 'port') ?? 0
  const protocol = fieldAt(entry, 'protocol')
  const target = fieldAt(entry, 'targetPort')
  const isTaken = names.has(name)
  names.add(name)
  return [
    ...(name === ''
      ? isOneOfSeveral
        ? [fieldError([...path, 'name'], 'Required value', null, '')]
        : []
      : [
          ...checkDnsLabel(name).map((reason) => fieldError([...path, 'name'], 'Invalid value', quote(name), reason)),
          ...(isTaken ? [fieldError([...path, 'name'], 'Duplicate value', quote(name), '')] : []),
        ]),
    ...checkPortNumber(port).map((reason) => fieldError([...path, 'port'], 'Invalid value', quote(port), reason)),
    ...(protocol === undefined || isPortProtocol(String(protocol))
      ? []
      : [
          fieldError(
            [...path, 'protocol'],
            'Unsupported value',
            quote(protocol),
            'supported values: "SCTP", "TCP", "UDP"',
          ),
        ]),
    ...(typeof target === 'number' && target !== 0
      ? checkPortNumber(target)
      : typeof target === 'string' && target !== ''
        ? checkPortName(target)
        : []
    ).map((reason) => fieldError([...path, 'targetPort'], 'Invalid value', quote(target), reason)),
  ]
}

/** No two ports of one protocol may have one number, here or on the nodes. */
function validatePairs(ports: readonly unknown[]): readonly FieldError[] {
  const pairs = ports.map((port) => ({
    protocol: textAt(port, 'protocol') ?? 'TCP',
    port: numberAt(port, 'port') ?? 0,
    nodePort: numberAt(port, 'nodePort') ?? 0,
  }))
  const isFirst = (index: number, by: 'port' | 'nodePort') =>
    pairs.findIndex((each) => each.protocol === pairs[index]!.protocol && each[by] === pairs[index]![by]) === index
  return [
    ...pairs.flatMap(({ nodePort }, index) =>
      nodePort === 0 || isFirst(index, 'nodePort')
        ? []
        : [fieldError(['spec', 'ports', index, 'nodePort'], 'Duplicate value', quote(nodePort), '')],
    ),
    ...pairs.flatMap(({ protocol, port }, index) =>
      isFirst(index, 'port')
        ? []
        : [
            fieldError(
              ['spec', 'ports', index],
              'Duplicate value',
              quote({ Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 }),
              '',
            ),
          ],
    ),
  ]
}

/** Blanks around a range are let pass, and the field is called as it is in the server's own types. */
function validateRanges(ranges: readonly unknown[], type: string): readonly FieldError[] {
  const stated = ['spec', 'LoadBalancerSourceRanges']
  const path = ['spec', 'loadBalancerSourceRanges']
  return ranges.length === 0
    ? []
    : [
        ...(type === 'LoadBalancer'
          ? []
          : [{ ...fieldError(stated, 'Forbidden', null, "may only be used when `type` is 'LoadBalancer'"), path }]),
        ...ranges
          .map((range) => String(range).trim())
          .flatMap((range, index) =>
            parseCidrLoosely(range)
              ? []
              : [
                  {
                    ...fieldError(
                      [...stated, index],
                      'Invalid value',
                      quote(range),
                      'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
                    ),
                    path: [...path, index],
                  },
                ],
          ),
      ]
}

function oneOf(value: unknown, supported: readonly string[], path: FieldPath): readonly FieldError[] {
  return value === undefined || value === null || value === '' || supported.includes(String(value))
    ? []
    : [fieldError(path, 'Unsupported value', quote(value), `supported values: ${supported.map(quote).join(', ')}`)]
}
