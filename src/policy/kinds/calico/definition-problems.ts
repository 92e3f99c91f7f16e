import { isCidr, parseAddress } from '../../../ground/ip.ts'
import { checkLabelValue, checkPortName, checkQualifiedName, checkSubdomain } from '../../../ground/names.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { wholeObjectError } from '../../../manifests/structural.ts'
import { ruleProblems } from './rule-problems.ts'

/**
 * What Calico refuses beyond their schemas in the objects that its policies speak of: the rules that
 * CustomResourceDefinitions state, and those of its own validator.
 * Source: api/pkg/apis/projectcalico/v3 (XValidation), libcalico-go/lib/validator/v3/validator.go
 */
export function definitionProblems({ kind, name, value }: KubernetesObject): readonly FieldError[] {
  const spec = fieldAt(value, 'spec')
  switch (kind) {
    case 'Tier':
      return tierProblems(spec, name)
    case 'NetworkSet':
    case 'GlobalNetworkSet':
      return setProblems(value)
    case 'HostEndpoint':
      return hostEndpointProblems(spec)
    case 'Profile':
      return profileProblems(spec)
    default:
      return []
  }
}

const BUILT_IN: Readonly<Record<string, { readonly order: number; readonly action: string }>> = {
  'kube-admin': { order: 1_000, action: 'Pass' },
  default: { order: 1_000_000, action: 'Deny' },
  'kube-baseline': { order: 10_000_000, action: 'Pass' },
}
const TIER_NAME_LIMIT = 63

function tierProblems(spec: unknown, name: string): readonly FieldError[] {
  const fixed = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name]! : null
  return [
    ...(name.length > TIER_NAME_LIMIT
      ? [invalid(['metadata', 'name'], name, `name is too long by ${name.length - TIER_NAME_LIMIT} bytes`)]
      : []),
    ...(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)
      ? []
      : [
          invalid(
            ['metadata', 'name'],
            name,
            "name must consist of lower case alphanumeric characters or '-' (regex: [a-z0-9]([-a-z0-9]*[a-z0-9])?)",
          ),
        ]),
    ...(fixed && (textAt(spec, 'defaultAction') ?? 'Deny') !== fixed.action
      ? [
          wholeObjectError(`The '${name}' tier must have default action '${fixed.action}'`, null, [
            'spec',
            'defaultAction',
          ]),
        ]
      : []),
    ...(fixed && fieldAt(spec, 'order') !== fixed.order
      ? [wholeObjectError(`${name} tier order must be ${fixed.order}`, null, ['spec', 'order'])]
      : []),
  ]
}

function setProblems(value: unknown): readonly FieldError[] {
  const reserved = fieldAt(value, 'metadata', 'labels', 'projectcalico.org/namespace')
  return [
    ...(reserved === undefined
      ? []
      : [
          {
            ...invalid(
              ['metadata', 'labels'],
              'projectcalico.org/namespace',
              'projectcalico.org/namespace is not a valid label name',
            ),
            path: ['metadata', 'labels', 'projectcalico.org/namespace'],
            part: 'key' as const,
          },
        ]),
    ...listAt(value, 'spec', 'nets').flatMap((net, index) =>
      parseAddress(String(net)) || isCidr(String(net))
        ? []
        : [
            {
              ...invalid(['spec', 'nets'], listAt(value, 'spec', 'nets'), 'nets entries must be IP addresses or CIDRs'),
              path: ['spec', 'nets', index],
            },
          ],
    ),
  ]
}

function hostEndpointProblems(spec: unknown): readonly FieldError[] {
  const name = textAt(spec, 'interfaceName') ?? ''
  const node = textAt(spec, 'node') ?? ''
  const addresses = listAt(spec, 'expectedIPs')
  return [
    ...(name === '' && addresses.length === 0
      ? [invalid(['spec'], spec, 'at least one of interfaceName or expectedIPs must be specified')]
      : []),
    ...(node === ''
      ? [invalid(['spec'], spec, 'node must be specified')]
      : checkSubdomain(node).map((reason) => invalid(['spec', 'node'], node, reason))),
    ...(name !== '' && name !== '*' && !/^[a-zA-Z0-9_.-]{1,15}$/.test(name)
      ? [invalid(['spec', 'interfaceName'], name, 'invalid interface name')]
      : []),
    ...addresses.flatMap((address, index) =>
      parseAddress(String(address)) ? [] : [invalid(['spec', 'expectedIPs', index], address, 'invalid IP')],
    ),
    ...listAt(spec, 'profiles').flatMap((profile, index) =>
      checkSubdomain(String(profile)).map((reason) => invalid(['spec', 'profiles', index], profile, reason)),
    ),
    ...listAt(spec, 'ports').flatMap((port, index) => portProblems(port, ['spec', 'ports', index])),
  ]
}

const WITH_PORTS = new Set<unknown>(['TCP', 'UDP', 'SCTP', 6, 17, 132])

function portProblems(port: unknown, path: FieldPath): readonly FieldError[] {
  const name = textAt(port, 'name') ?? ''
  const protocol = fieldAt(port, 'protocol')
  return [
    ...checkPortName(name).map((reason) => invalid([...path, 'name'], name, reason)),
    ...(WITH_PORTS.has(protocol)
      ? []
      : [invalid([...path, 'protocol'], protocol, 'EndpointPort protocol does not support ports.')]),
  ]
}

function profileProblems(spec: unknown): readonly FieldError[] {
  return [
    ...(['ingress', 'egress'] as const).flatMap((section) =>
      listAt(spec, section).flatMap((rule, index) => ruleProblems(rule, ['spec', section, index], section, true)),
    ),
    ...Object.entries(objectAt(spec, 'labelsToApply') ?? {}).flatMap(([key, label]) => [
      ...checkQualifiedName(key).map((reason) => invalid(['spec', 'labelsToApply'], key, reason)),
      ...checkLabelValue(String(label)).map((reason) => invalid(['spec', 'labelsToApply'], label, reason)),
    ]),
  ]
}

function invalid(path: FieldPath, value: unknown, detail: string): FieldError {
  return fieldError(path, 'Invalid value', quote(value ?? ''), detail)
}
