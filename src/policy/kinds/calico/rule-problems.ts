import { PROTOCOL_NUMBERS } from '../../match.ts'
import { expressionUses } from '../../../ground/label-expression.ts'
import { parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'
import { checkQualifiedName } from '../../../ground/names.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { readSelector } from './selector.ts'

/**
 * What is wrong with a selector. `owner`: the object that has the field, which the server names where `global()` stands
 * in it; null: in a rule's selector of namespaces, where it may stand alone.
 */
export function selectorProblems(
  text: string | null,
  path: FieldPath,
  owner: { readonly value: unknown; readonly path: FieldPath } | null,
): readonly FieldError[] {
  if (text === null) return []
  const read = readSelector(text)
  if (!read.ok) return [{ ...invalid(path, text, read.fault.message), letter: read.fault.at }]
  // The server looks at the text: within quotation marks the word counts too.
  if (owner)
    return text.includes('global(')
      ? [invalid(path, owner.value, 'global() can only be used in an EntityRule namespaceSelector', owner.path)]
      : []
  return expressionUses(read.expression, 'global') && !/^[ \t]*global\([ \t]*\)[ \t]*$/.test(text)
    ? [invalid(path, text, 'global() cannot be combined with other selectors')]
    : []
}

/**
 * Null: none is written. NaN: nobody knows it; names have one spelling, and an empty one is none of them.
 * Source: libcalico-go/lib/validator/v3/validator.go, validateProtocol
 */
function protocolNumber(value: unknown): number | null {
  if (value === undefined) return null
  if (typeof value !== 'number' && typeof value !== 'string') return NaN
  const text = String(value)
  return /^\d+$/.test(text) ? Number(text) : (PROTOCOL_NUMBERS[text] ?? NaN)
}

/** What Calico has against one rule of a policy or profile. `isGlobal`: it is of no namespace. */
export function ruleProblems(
  rule: unknown,
  path: FieldPath,
  section: 'ingress' | 'egress',
  isGlobal: boolean,
): readonly FieldError[] {
  const protocol = protocolNumber(fieldAt(rule, 'protocol'))
  const version = numberAt(rule, 'ipVersion')
  const ends = (['source', 'destination'] as const).flatMap((end) =>
    entityProblems(fieldAt(rule, end), [...path, end], { protocol, section, end, isGlobal }),
  )
  return [
    ...(['protocol', 'notProtocol'] as const).flatMap((field) => protocolProblems(rule, field, path, version)),
    ...icmpProblems(rule, path),
    ...httpProblems(rule, path, section),
    ...ends,
    ...familyProblems(rule, path, version),
    ...annotationProblems(rule, path),
  ]
}

function protocolProblems(
  rule: unknown,
  field: 'protocol' | 'notProtocol',
  path: FieldPath,
  version: number | null,
): readonly FieldError[] {
  const value = fieldAt(rule, field)
  const number = protocolNumber(value)
  if (number === null) return []
  if (Number.isNaN(number)) return [invalid([...path, field], value, 'protocol name invalid')]
  if (number < 1 || number > 255) return [invalid([...path, field], value, 'protocol number invalid')]
  const is = (name: string) => value === name || value === PROTOCOL_NUMBERS[name]
  if (version !== null && version !== 4 && is('ICMP'))
    return [invalid(path, rule, 'protocol ICMP requires ipVersion 4')]
  return version !== null && version !== 6 && is('ICMPv6')
    ? [invalid(path, rule, 'protocol ICMPv6 requires ipVersion 6')]
    : []
}

function icmpProblems(rule: unknown, path: FieldPath): readonly FieldError[] {
  const protocol = fieldAt(rule, 'protocol')
  const isIcmp = protocol === 'ICMP' || protocol === 'ICMPv6' || protocol === 1 || protocol === 58
  return [
    ...(objectAt(rule, 'icmp') && !isIcmp
      ? [invalid(path, rule, 'ICMP fields require protocol to be ICMP or ICMPv6')]
      : []),
    ...(['icmp', 'notICMP'] as const).flatMap((field) =>
      numberAt(rule, field, 'code') !== null && numberAt(rule, field, 'type') === null
        ? [invalid([...path, field], objectAt(rule, field), 'ICMP code specified without an ICMP type')]
        : [],
    ),
  ]
}

function httpProblems(rule: unknown, path: FieldPath, section: 'ingress' | 'egress'): readonly FieldError[] {
  const http = objectAt(rule, 'http')
  const at = [...path, 'http']
  const protocol = fieldAt(rule, 'protocol')
  if (!http) return []
  const methods = listAt(http, 'methods').map(String)
  return [
    ...(protocol !== undefined && protocol !== 'TCP' && protocol !== 6
      ? [invalid(path, rule, 'rules with HTTP match must have protocol TCP or unset')]
      : []),
    ...(textAt(rule, 'action') !== 'Allow' ? [forbidden(path, 'HTTP match is only valid on Allow rules')] : []),
    ...(section === 'egress' ? [invalid(at, null, 'not allowed in egress rule(s)')] : []),
    ...methods.flatMap((method, index) =>
      methods.indexOf(method) < index
        ? [fieldError([...at, 'methods', index], 'Duplicate value', quote(method), '')]
        : [],
    ),
    ...listAt(http, 'paths').flatMap((item, index) => pathProblems(item, [...at, 'paths', index])),
  ]
}

function annotationProblems(rule: unknown, path: FieldPath): readonly FieldError[] {
  const at: FieldPath = [...path, 'metadata', 'annotations']
  return Object.keys(objectAt(rule, 'metadata', 'annotations') ?? {}).flatMap((key) =>
    checkQualifiedName(key.toLowerCase()).map((reason): FieldError => ({
      ...invalid(at, key, reason),
      path: [...at, key],
      part: 'key',
    })),
  )
}

function pathProblems(item: unknown, path: FieldPath): readonly FieldError[] {
  const exact = textAt(item, 'exact') ?? ''
  const prefix = textAt(item, 'prefix') ?? ''
  const text = exact || prefix
  if (exact !== '' && prefix !== '')
    return [invalid(path, null, "Invalid path match. Both 'exact' and 'prefix' are set")]
  if (text === '') return [invalid(path, null, "Invalid path match. Either 'exact' or 'prefix' must be set")]
  return /^\/[^?# ]*$/.test(text)
    ? []
    : [
        invalid(
          [...path, exact !== '' ? 'exact' : 'prefix'],
          text,
          `Invalid path ${text}. (must start with \`/\` and not contain \`?\` or \`#\``,
        ),
      ]
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
    ...selectorProblems(textAt(entity, 'selector'), [...path, 'selector'], { value: entity, path }),
    ...([['notSelector'], ['namespaceSelector'], ['serviceAccounts', 'selector']] as const).flatMap((field) =>
      selectorProblems(textAt(entity, ...field), [...path, ...field], null),
    ),
    ...serviceProblems(entity, path, place),
    ...portProblems(entity, path, place.protocol),
    ...netProblems(entity, path),
  ]
}

function serviceProblems(entity: unknown, path: FieldPath, { section, end, isGlobal }: Place): readonly FieldError[] {
  const services = objectAt(entity, 'services')
  if (!services) return []
  const has = (...fields: readonly string[]) =>
    fields.some(
      (field) =>
        listAt(entity, field).length > 0 || (textAt(entity, field) ?? '') !== '' || objectAt(entity, field) !== null,
    )
  return [
    ...((textAt(services, 'name') ?? '') === ''
      ? [fieldError(path, 'Required value', null, 'services must specify a service name')]
      : []),
    ...(has('namespaceSelector')
      ? [forbidden(path, 'cannot specify NamespaceSelector and Services on the same rule')]
      : []),
    ...(has('serviceAccounts')
      ? [forbidden(path, 'cannot specify ServiceAccounts and Services on the same rule')]
      : []),
    ...(has('selector', 'notSelector')
      ? [forbidden(path, 'cannot specify Selector/NotSelector and Services on the same rule')]
      : []),
    ...(has('nets', 'notNets') ? [forbidden(path, 'cannot specify Nets/NotNets and Services on the same rule')] : []),
    ...(end === 'destination' && has('ports', 'notPorts')
      ? [forbidden(path, 'ports and notPorts cannot be specified with services')]
      : []),
    ...(section === 'egress' && end === 'source'
      ? [invalid([...path, 'services'], null, 'not allowed in egress rule source')]
      : []),
    ...(section === 'ingress' && end === 'destination'
      ? [invalid([...path, 'services'], null, 'not allowed in ingress rule destination')]
      : []),
    ...(isGlobal && (textAt(services, 'namespace') ?? '') === ''
      ? [invalid([...path, 'services', 'namespace'], null, 'must specify a namespace')]
      : []),
  ]
}

const WITH_PORTS = [6, 17, 132]

function portProblems(entity: unknown, path: FieldPath, protocol: number | null): readonly FieldError[] {
  const written = (['ports', 'notPorts'] as const).flatMap((field) =>
    listAt(entity, field).map((port, index) => ({
      text: String(port),
      isNumber: typeof port === 'number',
      at: [...path, field, index],
    })),
  )
  if (written.length === 0) return []
  const faulty = written.flatMap(({ text, isNumber, at }) =>
    isNumber && !/^\d+$/.test(text)
      ? [invalid(at, Number(text), `invalid port format (${text})`)]
      : portProblem(text, at),
  )
  if (protocol !== null && !WITH_PORTS.includes(protocol))
    return [...faulty, invalid(path, null, 'rules that specify ports must set protocol to TCP or UDP or SCTP')]
  return protocol === null && written.some(({ text }) => /^\d+(:\d+)?$/.test(text))
    ? [...faulty, invalid(path, null, 'rules with numeric port or port range must set protocol to TCP or UDP or SCTP')]
    : faulty
}

function portProblem(text: string, at: FieldPath): readonly FieldError[] {
  const range = /^(\d+):(\d+)$/.exec(text) ?? (/^\d+$/.test(text) ? [text, text, text] : null)
  if (!range) return /^[A-Za-z0-9_.-]{1,128}$/.test(text) ? [] : [invalid(at, text, `invalid port format (${text})`)]
  const from = Number(range[1])
  const to = Number(range[2])
  if (from > to)
    return [
      invalid(at, text, `minimum port number (${from}) is greater than maximum port number (${to}) in port range`),
    ]
  return from < 1 || to > 65535
    ? [invalid(at, text, 'port range invalid, port number must be between 1 and 65535')]
    : []
}

function netProblems(entity: unknown, path: FieldPath): readonly FieldError[] {
  return (['nets', 'notNets'] as const).flatMap((field) =>
    listAt(entity, field).flatMap((net, index): readonly FieldError[] => {
      const text = String(net)
      const at = [...path, field, index]
      const read = parseCidrLoosely(text)
      if (parseAddress(text) || !read || read.fault === 'leading-zero') return [invalid(at, text, 'invalid CIDR')]
      if (field === 'notNets' && read.block.prefix === 0)
        return [invalid(at, text, 'catch-all CIDR in negation creates logical contradiction (matches no traffic)')]
      return read.fault === 'host-bits'
        ? [invalid(at, text, `failed to validate Field: ${field === 'nets' ? 'Nets' : 'NotNets'} because of Tag: net`)]
        : []
    }),
  )
}

/** One rule speaks of one address family. */
function familyProblems(rule: unknown, path: FieldPath, version: number | null): readonly FieldError[] {
  const families = new Set(
    (['source', 'destination'] as const).flatMap((end) =>
      (['nets', 'notNets'] as const).flatMap((field) =>
        listAt(rule, end, field).flatMap((net) => parseCidrLoosely(String(net))?.block.family ?? []),
      ),
    ),
  )
  if (families.size > 1) return [invalid(path, null, 'rule contains both IPv4 and IPv6 CIDRs')]
  return version !== null && families.size === 1 && !families.has(version as 4 | 6)
    ? [invalid(path, null, "rule IP version doesn't match CIDR version")]
    : []
}

/** `stated`: the field that the server names, where the text is at another. */
export function forbidden(path: FieldPath, detail: string, stated: FieldPath = path): FieldError {
  return { ...fieldError(stated, 'Forbidden', null, detail), path }
}

/** `value` null: the server prints none. `stated`: as with `forbidden`. */
export function invalid(path: FieldPath, value: unknown, detail: string, stated: FieldPath = path): FieldError {
  return { ...fieldError(stated, 'Invalid value', value === null ? null : quote(value), detail), path }
}
