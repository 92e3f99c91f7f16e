import { parseAddress, parseCidrLoosely } from '../../ground/ip.ts'
import { checkLabelValue } from '../../ground/names.ts'
import type { FieldPath } from '../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../field-error.ts'
import { fieldAt, listAt, objectAt, textAt } from '../fields.ts'

/**
 * What Calico refuses in the objects that its policies speak of: tiers, sets of networks, host endpoints and profiles.
 * Source: api/pkg/apis/projectcalico/v3 (XValidation), libcalico-go/lib/validator/v3/validator.go
 */
export function definitionProblems(value: unknown, kind: string): readonly FieldError[] {
  const spec = fieldAt(value, 'spec'), name = textAt(value, 'metadata', 'name') ?? ''
  switch (kind) {
    case 'Tier': return tierProblems(spec, name)
    case 'NetworkSet': case 'GlobalNetworkSet': return setProblems(value)
    case 'HostEndpoint': return hostEndpointProblems(spec)
    case 'Profile': return Object.entries(objectAt(spec, 'labelsToApply') ?? {}).flatMap(([key, label]) => [...(/^[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?$/.test(key) ? [] : [invalid(['spec', 'labelsToApply'], key, 'a label key must start and end with an alphanumeric character')]), ...checkLabelValue(String(label)).map((reason) => invalid(['spec', 'labelsToApply'], label, reason))])
    default: return []
  }
}

const BUILT_IN: Readonly<Record<string, { readonly order: number; readonly action: string }>> = { 'kube-admin': { order: 1_000, action: 'Pass' }, default: { order: 1_000_000, action: 'Deny' }, 'kube-baseline': { order: 10_000_000, action: 'Pass' } }

function tierProblems(spec: unknown, name: string): readonly FieldError[] {
  const fixed = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name]! : null, order = fieldAt(spec, 'order'), action = fieldAt(spec, 'defaultAction')
  return [
    ...(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name) ? [] : [fieldError(['metadata', 'name'], 'Invalid value', quote(name), 'a tier’s name is one DNS label of at most 63 characters')]),
    ...(order !== undefined && typeof order !== 'number' ? [fieldError(['spec', 'order'], 'Invalid value', quote(typeof order), 'spec.order in body must be of type number')] : []),
    ...(action !== undefined && action !== 'Pass' && action !== 'Deny' ? [fieldError(['spec', 'defaultAction'], 'Unsupported value', quote(action), 'supported values: "Pass", "Deny"')] : []),
    ...(fixed && (action ?? 'Deny') !== fixed.action ? [forbidden(['spec', 'defaultAction'], `The '${name}' tier must have default action '${fixed.action}'`, ['spec'])] : []),
    ...(fixed && order !== fixed.order ? [forbidden(['spec', 'order'], `${name} tier order must be ${fixed.order}`, ['spec'])] : []),
  ]
}

function setProblems(value: unknown): readonly FieldError[] {
  const reserved = fieldAt(value, 'metadata', 'labels', 'projectcalico.org/namespace')
  return [
    ...(reserved === undefined ? [] : [invalid(['metadata', 'labels'], reserved, 'projectcalico.org/namespace is reserved')]),
    ...listAt(value, 'spec', 'nets').flatMap((net, index) => (parseAddress(String(net)) || parseCidrLoosely(String(net)) ? [] : [invalid(['spec', 'nets', index], net, 'invalid CIDR')])),
  ]
}

function hostEndpointProblems(spec: unknown): readonly FieldError[] {
  const name = textAt(spec, 'interfaceName') ?? '', addresses = listAt(spec, 'expectedIPs')
  return [
    ...(name === '' && addresses.length === 0 ? [forbidden(['spec'], 'at least one of interfaceName or expectedIPs must be specified')] : []),
    ...((textAt(spec, 'node') ?? '') === '' ? [forbidden(['spec'], 'node must be specified')] : []),
    ...(name !== '' && name !== '*' && !/^[a-zA-Z0-9_.-]{1,15}$/.test(name) ? [invalid(['spec', 'interfaceName'], name, 'invalid interface name')] : []),
    ...addresses.flatMap((address, index) => (parseAddress(String(address)) ? [] : [invalid(['spec', 'expectedIPs', index], address, 'invalid IP')])),
    ...listAt(spec, 'profiles').flatMap((profile, index) => (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(String(profile)) ? [] : [invalid(['spec', 'profiles', index], profile, 'invalid name')])),
    ...listAt(spec, 'ports').flatMap((port, index) => ((textAt(port, 'name') ?? '') === '' ? [invalid(['spec', 'ports', index, 'name'], '', 'a port must have a name')] : [])),
  ]
}

/** A rule of the CustomResourceDefinition. `stated`: the field that the server names, where the text is at another. */
function forbidden(path: FieldPath, detail: string, stated: FieldPath = path): FieldError {
  return { ...fieldError(stated, 'Forbidden', null, detail), path }
}

function invalid(path: FieldPath, value: unknown, detail: string): FieldError {
  return fieldError(path, 'Invalid value', value === null ? null : quote(value), detail)
}
