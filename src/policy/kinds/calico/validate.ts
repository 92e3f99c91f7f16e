import { expressionUses } from '../../../ground/label-expression.ts'
import { parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, flagAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { readSelector } from './selector.ts'

/**
 * What Calico refuses in a policy beyond its schema: the rules that its CustomResourceDefinition states, and those of its own validator, which the aggregated API server and calicoctl ask
 * and by which Felix treats an object as absent.
 * Source: api/pkg/apis/projectcalico/v3 (XValidation), libcalico-go/lib/validator/v3/validator.go
 */
export function policyProblems(object: KubernetesObject): readonly FieldError[] {
  const spec = fieldAt(object.value, 'spec'), isGlobal = object.kind.includes('Global')
  return [
    ...nameProblems(object), ...(isGlobal ? hostProblems(spec) : []), ...stagedProblems(object, spec),
    ...(isGlobal ? ['selector', 'serviceAccountSelector', 'namespaceSelector'] : ['selector', 'serviceAccountSelector']).flatMap((field) => selectorProblems(textAt(spec, field), ['spec', field], false)),
    ...(['ingress', 'egress'] as const).flatMap((section) => listAt(spec, section).flatMap((rule, index) => ruleProblems(rule, ['spec', section, index], section, isGlobal))),
  ]
}

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)?$/
const MADE_BY_CALICO = /^(knp|ossg)\.default\.[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/

/** One or two labels; in a namespace also the names under which Kubernetes' own policies are stored. */
function nameProblems({ kind, name }: KubernetesObject): readonly FieldError[] {
  const fits = NAME.test(name) || (!kind.includes('Global') && MADE_BY_CALICO.test(name))
  return name === '' || fits ? [] : [fieldError(['metadata', 'name'], 'Invalid value', quote(name), "name must consist of lower case alphanumeric characters or '-' (regex: [a-z0-9]([-a-z0-9]*[a-z0-9])?)")]
}

function hostProblems(spec: unknown): readonly FieldError[] {
  const untracked = flagAt(spec, 'doNotTrack'), early = flagAt(spec, 'preDNAT')
  return [
    ...(untracked && early ? [forbidden(['spec'], 'preDNAT and doNotTrack cannot both be true')] : []),
    ...(early && listAt(spec, 'egress').length > 0 ? [forbidden(['spec', 'egress'], 'preDNAT policy cannot have any egress rules', ['spec'])] : []),
    ...(early && listAt(spec, 'types').includes('Egress') ? [forbidden(['spec', 'types'], "preDNAT policy cannot have 'Egress' type", ['spec'])] : []),
    ...((untracked || early) && !flagAt(spec, 'applyOnForward') ? [forbidden(['spec', untracked ? 'doNotTrack' : 'preDNAT'], 'applyOnForward must be true if either preDNAT or doNotTrack is true', ['spec'])] : []),
  ]
}

/** One that deletes names its policy and its tier, and nothing else. */
function stagedProblems({ kind }: KubernetesObject, spec: unknown): readonly FieldError[] {
  if (!kind.startsWith('Staged') || textAt(spec, 'stagedAction') !== 'Delete') return []
  const others = Object.keys(objectAt(spec) ?? {}).filter((field) => field !== 'stagedAction' && field !== 'tier' && fieldAt(spec, field) !== undefined)
  return others.length === 0 ? [] : [invalid(['spec', others[0]!], null, 'must be empty when stagedAction is Delete')]
}

/** `isOfNamespaces`: in a rule, where `global()` may stand alone. */
function selectorProblems(text: string | null, path: FieldPath, isOfNamespaces: boolean): readonly FieldError[] {
  if (text === null) return []
  const read = readSelector(text)
  if (!read.ok) return [{ ...invalid(path, text, read.fault.message), letter: read.fault.at }]
  if (!expressionUses(read.expression, 'global')) return []
  if (!isOfNamespaces) return [forbidden(path, 'global() can only be used in an EntityRule namespaceSelector')]
  return read.expression.is === 'global' ? [] : [invalid(path, text, 'global() cannot be combined with other selectors')]
}

const NUMBERS: Readonly<Record<string, number>> = { ICMP: 1, TCP: 6, UDP: 17, ICMPV6: 58, SCTP: 132, UDPLITE: 136 }

/** Null: none is written. NaN: nobody knows it. */
function protocolNumber(value: unknown): number | null {
  if (value === undefined || value === '') return null
  const text = String(value)
  return /^\d+$/.test(text) ? Number(text) : NUMBERS[text.toUpperCase()] ?? NaN
}

function ruleProblems(rule: unknown, path: FieldPath, section: 'ingress' | 'egress', isGlobal: boolean): readonly FieldError[] {
  const protocol = protocolNumber(fieldAt(rule, 'protocol')), not = protocolNumber(fieldAt(rule, 'notProtocol')), version = numberAt(rule, 'ipVersion')
  const isWritten = (field: 'protocol' | 'notProtocol', name: string) => String(fieldAt(rule, field) ?? '').toUpperCase() === name.toUpperCase()
  const named = (['protocol', 'notProtocol'] as const).flatMap((field): readonly FieldError[] => {
    const number = field === 'protocol' ? protocol : not
    if (number !== null && (Number.isNaN(number) || number < 1 || number > 255)) return [invalid([...path, field], fieldAt(rule, field), 'protocol name invalid')]
    if (version === 6 && isWritten(field, 'ICMP')) return [forbidden(path, 'protocol ICMP requires ipVersion 4')]
    return version === 4 && isWritten(field, 'ICMPv6') ? [forbidden(path, 'protocol ICMPv6 requires ipVersion 6')] : []
  })
  const icmp = (['icmp', 'notICMP'] as const).flatMap((field): readonly FieldError[] => {
    const fields = objectAt(rule, field)
    if (!fields) return []
    return [
      ...([protocol, not].some((number) => number === 1 || number === 58) ? [] : [forbidden(path, 'ICMP fields require protocol to be ICMP or ICMPv6')]),
      ...(numberAt(fields, 'code') !== null && numberAt(fields, 'type') === null ? [forbidden([...path, field], 'ICMP code specified without an ICMP type')] : []),
    ]
  })
  const ends = (['source', 'destination'] as const).flatMap((end) => entityProblems(fieldAt(rule, end), [...path, end], { protocol, section, end, isGlobal }))
  return [...named, ...icmp, ...httpProblems(rule, path, section, protocol), ...ends, ...familyProblems(rule, path, version)]
}

function httpProblems(rule: unknown, path: FieldPath, section: 'ingress' | 'egress', protocol: number | null): readonly FieldError[] {
  const http = objectAt(rule, 'http'), at = [...path, 'http']
  if (!http) return []
  const methods = listAt(http, 'methods').map(String)
  return [
    ...(protocol !== null && protocol !== 6 ? [forbidden(path, 'rules with HTTP match must have protocol TCP or unset')] : []),
    ...(textAt(rule, 'action') !== 'Allow' ? [forbidden(path, 'HTTP match is only valid on Allow rules')] : []),
    ...(section === 'egress' ? [invalid(at, null, 'not allowed in egress rule(s)')] : []),
    ...methods.flatMap((method, index) => (methods.indexOf(method) < index ? [fieldError([...at, 'methods', index], 'Duplicate value', quote(method), '')] : [])),
    ...listAt(http, 'paths').flatMap((item, index) => pathProblems(item, [...at, 'paths', index])),
  ]
}

function pathProblems(item: unknown, path: FieldPath): readonly FieldError[] {
  const exact = textAt(item, 'exact'), prefix = textAt(item, 'prefix'), text = exact ?? prefix
  if (text === null || (exact !== null && prefix !== null)) return [invalid(path, null, 'must have exactly one of exact and prefix')]
  return /^\/[^?# \t]*$/.test(text) ? [] : [invalid([...path, exact !== null ? 'exact' : 'prefix'], text, 'must start with / and contain no ?, # or blank')]
}

interface Place {
  readonly protocol: number | null
  readonly section: 'ingress' | 'egress'
  readonly end: 'source' | 'destination'
  readonly isGlobal: boolean
}

function entityProblems(entity: unknown, path: FieldPath, place: Place): readonly FieldError[] {
  if (entity === undefined) return []
  return [
    ...(['selector', 'notSelector'] as const).flatMap((field) => selectorProblems(textAt(entity, field), [...path, field], false)),
    ...selectorProblems(textAt(entity, 'namespaceSelector'), [...path, 'namespaceSelector'], true),
    ...selectorProblems(textAt(entity, 'serviceAccounts', 'selector'), [...path, 'serviceAccounts', 'selector'], false),
    ...serviceProblems(entity, path, place), ...portProblems(entity, path, place.protocol), ...netProblems(entity, path),
  ]
}

function serviceProblems(entity: unknown, path: FieldPath, { section, end, isGlobal }: Place): readonly FieldError[] {
  const services = objectAt(entity, 'services')
  if (!services) return []
  const has = (...fields: readonly string[]) => fields.some((field) => listAt(entity, field).length > 0 || (textAt(entity, field) ?? '') !== '' || objectAt(entity, field) !== null)
  return [
    ...((textAt(services, 'name') ?? '') === '' ? [forbidden(path, 'services must specify a service name')] : []),
    ...(has('namespaceSelector') ? [forbidden(path, 'cannot specify NamespaceSelector and Services on the same rule')] : []),
    ...(has('serviceAccounts') ? [forbidden(path, 'cannot specify ServiceAccounts and Services on the same rule')] : []),
    ...(has('selector', 'notSelector') ? [forbidden(path, 'cannot specify Selector/NotSelector and Services on the same rule')] : []),
    ...(has('nets', 'notNets') ? [forbidden(path, 'cannot specify Nets/NotNets and Services on the same rule')] : []),
    ...(end === 'destination' && has('ports', 'notPorts') ? [forbidden(path, 'ports and notPorts cannot be specified with services')] : []),
    ...(section === 'egress' && end === 'source' ? [invalid([...path, 'services'], null, 'not allowed in egress rule source')] : []),
    ...(section === 'ingress' && end === 'destination' ? [invalid([...path, 'services'], null, 'not allowed in ingress rule destination')] : []),
    ...(isGlobal && (textAt(services, 'namespace') ?? '') === '' ? [invalid([...path, 'services', 'namespace'], null, 'must specify a namespace')] : []),
  ]
}

const WITH_PORTS = [6, 17, 132]

function portProblems(entity: unknown, path: FieldPath, protocol: number | null): readonly FieldError[] {
  const written = (['ports', 'notPorts'] as const).flatMap((field) => listAt(entity, field).map((port, index) => ({ text: String(port), at: [...path, field, index] })))
  if (written.length === 0) return []
  const faulty = written.flatMap(({ text, at }) => portProblem(text, at))
  if (protocol !== null && !WITH_PORTS.includes(protocol)) return [...faulty, invalid(path, null, 'rules that specify ports must set protocol to TCP or UDP or SCTP')]
  return protocol === null && written.some(({ text }) => /^\d+(:\d+)?$/.test(text)) ? [...faulty, invalid(path, null, 'rules with numeric port or port range must set protocol to TCP or UDP or SCTP')] : faulty
}

function portProblem(text: string, at: FieldPath): readonly FieldError[] {
  const range = /^(\d+):(\d+)$/.exec(text) ?? (/^\d+$/.test(text) ? [text, text, text] : null)
  if (!range) return /^[A-Za-z0-9_.-]{1,128}$/.test(text) ? [] : [invalid(at, text, `invalid port format (${text})`)]
  const from = Number(range[1]), to = Number(range[2])
  if (from > to) return [invalid(at, text, `minimum port number (${from}) is greater than maximum port number (${to}) in port range`)]
  return from < 1 || to > 65535 ? [invalid(at, text, 'port range invalid, port number must be between 1 and 65535')] : []
}

function netProblems(entity: unknown, path: FieldPath): readonly FieldError[] {
  return (['nets', 'notNets'] as const).flatMap((field) => listAt(entity, field).flatMap((net, index): readonly FieldError[] => {
    const text = String(net), at = [...path, field, index], read = parseCidrLoosely(text)
    if (parseAddress(text) || !read) return [invalid(at, text, 'invalid CIDR')]
    if (field === 'notNets' && read.block.prefix === 0) return [invalid(at, text, 'catch-all CIDR in negation creates logical contradiction (matches no traffic)')]
    return read.fault === 'host-bits' ? [invalid(at, text, `failed to validate Field: ${field === 'nets' ? 'Nets' : 'NotNets'} because of Tag: net`)] : []
  }))
}

/** One rule speaks of one address family. */
function familyProblems(rule: unknown, path: FieldPath, version: number | null): readonly FieldError[] {
  const families = new Set((['source', 'destination'] as const).flatMap((end) => (['nets', 'notNets'] as const).flatMap((field) => listAt(rule, end, field).flatMap((net) => parseCidrLoosely(String(net))?.block.family ?? []))))
  if (families.size > 1) return [invalid(path, null, 'rule contains both IPv4 and IPv6 CIDRs')]
  return version !== null && families.size === 1 && !families.has(version as 4 | 6) ? [invalid(path, null, "rule IP version doesn't match CIDR version")] : []
}

/** A rule of the CustomResourceDefinition. `stated`: the field that the server names, where the text is at another. */
function forbidden(path: FieldPath, detail: string, stated: FieldPath = path): FieldError {
  return { ...fieldError(stated, 'Forbidden', null, detail), path }
}

function invalid(path: FieldPath, value: unknown, detail: string): FieldError {
  return fieldError(path, 'Invalid value', value === null ? null : quote(value), detail)
}
