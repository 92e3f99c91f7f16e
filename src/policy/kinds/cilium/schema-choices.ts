import { parseCidrLoosely } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldError, quote, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'

/**
 * What the CustomResourceDefinition demands beside types and lists of words: which fields go together, what a port, a
 * name and a block look like. The API server says it.
 * Source: pkg/k8s/apis/cilium.io/client/crds/v2/ciliumnetworkpolicies.yaml (1.20)
 */
export function schemaChoices(object: KubernetesObject): readonly FieldError[] {
  const { value } = object
  const spec = fieldAt(value, 'spec')
  const specs = fieldAt(value, 'specs')
  if (spec === undefined && specs === undefined)
    return [whole('', 'must validate at least one schema (anyOf)'), required(['spec'])]
  return [
    ...(spec === undefined ? [] : ruleFaults(spec, ['spec'])),
    ...listAt(value, 'specs').flatMap((rule, index) => ruleFaults(rule, ['specs', index])),
  ]
}

/** The lists of a rule's entries. */
export const SECTIONS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const

function ruleFaults(rule: unknown, path: FieldPath): readonly FieldError[] {
  const has = (field: string) => fieldAt(rule, field) !== undefined
  const subjects = ['endpointSelector', 'nodeSelector'].filter(has)
  return [
    ...(SECTIONS.some(has)
      ? []
      : [whole(path, 'must validate at least one schema (anyOf)'), required([...path, 'ingress'])]),
    ...oneOf(subjects, path, 'endpointSelector'),
    ...['endpointSelector', 'nodeSelector'].flatMap((field) => selectorFaults(fieldAt(rule, field), [...path, field])),
    ...SECTIONS.flatMap((section) =>
      listAt(rule, section).flatMap((entry, index) =>
        entryFaults(entry, [...path, section, index], section.startsWith('ingress') ? 'from' : 'to'),
      ),
    ),
  ]
}

function entryFaults(entry: unknown, path: FieldPath, side: 'from' | 'to'): readonly FieldError[] {
  return [
    ...(['Endpoints', 'Nodes'] as const).flatMap((member) =>
      listAt(entry, `${side}${member}`).flatMap((selector, index) =>
        selectorFaults(selector, [...path, `${side}${member}`, index]),
      ),
    ),
    ...listAt(entry, 'toServices').flatMap((item, index) => serviceFaults(item, [...path, 'toServices', index])),
    ...listAt(entry, `${side}CIDR`).flatMap((text, index) => cidrFaults(text, [...path, `${side}CIDR`, index])),
    ...listAt(entry, `${side}CIDRSet`).flatMap((item, index) =>
      cidrSetFaults(item, [...path, `${side}CIDRSet`, index]),
    ),
    ...listAt(entry, 'toFQDNs').flatMap((item, index) => nameFaults(item, [...path, 'toFQDNs', index])),
    ...listAt(entry, 'toPorts').flatMap((element, index) => elementFaults(element, [...path, 'toPorts', index])),
    ...listAt(entry, 'icmps').flatMap((item, index) =>
      listAt(item, 'fields').flatMap((field, at) =>
        fieldAt(field, 'type') === undefined
          ? [required([...path, 'icmps', index, 'fields', at, 'type'])]
          : fits(fieldAt(field, 'type'), [...path, 'icmps', index, 'fields', at, 'type'], ICMP_TYPE),
      ),
    ),
  ]
}

/** Values of labels, and what a condition has to have. Keys are the agent's business. */
function selectorFaults(selector: unknown, path: FieldPath): readonly FieldError[] {
  return [
    ...Object.entries(objectAt(selector, 'matchLabels') ?? {}).flatMap(([key, value]) =>
      labelFaults(String(value), [...path, 'matchLabels', key], `${field(path)}.matchLabels.${key}`),
    ),
    ...listAt(selector, 'matchExpressions').flatMap((expression, index) =>
      ['key', 'operator'].flatMap((name) =>
        fieldAt(expression, name) === undefined ? [required([...path, 'matchExpressions', index, name])] : [],
      ),
    ),
  ]
}

function labelFaults(value: string, path: FieldPath, name: string): readonly FieldError[] {
  return [
    ...(value.length > 63
      ? [{ ...fieldError(path, 'Too long', null, 'may not be more than 63 bytes'), field: name }]
      : []),
    ...(LABEL_VALUE.test(value)
      ? []
      : [
          {
            ...fieldError(path, 'Invalid value', quote(value), `${name} in body should match '${LABEL_VALUE.source}'`),
            field: name,
          },
        ]),
  ]
}

function serviceFaults(item: unknown, path: FieldPath): readonly FieldError[] {
  const byLabels = objectAt(item, 'k8sServiceSelector')
  const at = [...path, 'k8sServiceSelector', 'selector']
  return !byLabels
    ? []
    : fieldAt(byLabels, 'selector') === undefined
      ? [required(at)]
      : selectorFaults(fieldAt(byLabels, 'selector'), at)
}

function cidrSetFaults(item: unknown, path: FieldPath): readonly FieldError[] {
  const given = ['cidr', 'cidrGroupRef', 'cidrGroupSelector'].filter((field) => fieldAt(item, field) !== undefined)
  if (given.length !== 1) return oneOf(given, path, 'cidr')
  return [
    ...(given[0] === 'cidr' ? cidrFaults(fieldAt(item, 'cidr'), [...path, 'cidr']) : []),
    ...selectorFaults(fieldAt(item, 'cidrGroupSelector'), [...path, 'cidrGroupSelector']),
    ...(given[0] === 'cidrGroupRef' ? fits(fieldAt(item, 'cidrGroupRef'), [...path, 'cidrGroupRef'], GROUP) : []),
    ...listAt(item, 'except').flatMap((text, index) => cidrFaults(text, [...path, 'except', index])),
  ]
}

function elementFaults(element: unknown, path: FieldPath): readonly FieldError[] {
  const rules = fieldAt(element, 'rules')
  const kinds = ['http', 'dns', 'kafka', 'l7proto'].filter((field) => fieldAt(rules, field) !== undefined)
  return [
    ...listAt(element, 'ports').flatMap((port, index) =>
      portFaults(fieldAt(port, 'port'), [...path, 'ports', index, 'port']),
    ),
    ...(rules === undefined ? [] : oneOf(kinds, [...path, 'rules'], 'http')),
    ...listAt(element, 'rules', 'dns').flatMap((item, index) => nameFaults(item, [...path, 'rules', 'dns', index])),
  ]
}

/** `given`: which of the fields are there. None: the server names the first of them too. */
function oneOf(given: readonly string[], path: FieldPath, first: string): readonly FieldError[] {
  if (given.length === 1) return []
  return given.length === 0
    ? [whole(path, 'must validate one and only one schema (oneOf). Found none valid'), required([...path, first])]
    : [whole(path, `must validate one and only one schema (oneOf). Found ${given.length} valid alternatives`)]
}

const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
const GROUP: Pattern = {
  text: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  fits: (value) =>
    /^[a-z0-9.-]+$/.test(value) && value.split('.').every((part) => /^[a-z0-9]/.test(part) && /[a-z0-9]$/.test(part)),
}
const MATCH_NAME: Pattern = {
  text: '^([-a-zA-Z0-9_]+[.]?)+$',
  fits: (value) => /^[-a-zA-Z0-9_.]+$/.test(value) && !/^\.|\.\./.test(value),
}
const MATCH_PATTERN: Pattern = {
  text: '^([-a-zA-Z0-9_*]+[.]?)+$',
  fits: (value) => /^[-a-zA-Z0-9_.*]+$/.test(value) && !/^\.|\.\./.test(value),
}
/**
 * The pattern anchors each of its two ways at one end only, so that whatever begins with a digit or ends with a letter
 * fits: what slips through, the agent refuses.
 */
const PORT: Pattern = {
  text: '^(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})|([a-zA-Z0-9]-?)*[a-zA-Z](-?[a-zA-Z0-9])*$',
  fits: (value) => /^[0-9]/.test(value) || /[a-zA-Z](?:-?[a-zA-Z0-9])*$/.test(value.slice(-64)),
}

/**
 * Names of both families: whether one is of the family beside it, the agent finds out. The one with a blank is as the
 * schema has it.
 */
const ICMP_NAMES = [
  'EchoReply',
  'DestinationUnreachable',
  'Redirect',
  'Echo',
  'RouterAdvertisement',
  'RouterSelection',
  'TimeExceeded',
  'ParameterProblem',
  'Timestamp',
  'TimestampReply',
  'Photuris',
  'ExtendedEchoRequest',
  'ExtendedEcho Reply',
  'PacketTooBig',
  'ParameterProblem',
  'EchoRequest',
  'MulticastListenerQuery',
  'MulticastListenerReport',
  'MulticastListenerDone',
  'RouterSolicitation',
  'RouterAdvertisement',
  'NeighborSolicitation',
  'NeighborAdvertisement',
  'RedirectMessage',
  'RouterRenumbering',
  'ICMPNodeInformationQuery',
  'ICMPNodeInformationResponse',
  'InverseNeighborDiscoverySolicitation',
  'InverseNeighborDiscoveryAdvertisement',
  'HomeAgentAddressDiscoveryRequest',
  'HomeAgentAddressDiscoveryReply',
  'MobilePrefixSolicitation',
  'MobilePrefixAdvertisement',
  'DuplicateAddressRequestCodeSuffix',
  'DuplicateAddressConfirmationCodeSuffix',
]
const ICMP_TYPE: Pattern = {
  text: `^([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]|${ICMP_NAMES.join('|')})$`,
  fits: (value) => ICMP_NAMES.includes(value) || (/^(?:0|[1-9][0-9]{0,2})$/.test(value) && Number(value) <= 255),
}

/** A pattern as the schema writes it, and the same as a check whose time grows with the text only. */
interface Pattern {
  readonly text: string
  fits(value: string): boolean
}

function fits(value: unknown, path: FieldPath, { text, fits: isFit }: Pattern): readonly FieldError[] {
  return typeof value !== 'string' || isFit(value)
    ? []
    : [fieldError(path, 'Invalid value', quote(value), `${field(path)} in body should match '${text}'`)]
}

function portFaults(value: unknown, path: FieldPath): readonly FieldError[] {
  return fits(value, path, PORT)
}

function nameFaults(item: unknown, path: FieldPath): readonly FieldError[] {
  const given = ['matchName', 'matchPattern'].filter((field) => fieldAt(item, field) !== undefined)
  if (given.length !== 1) return oneOf(given, path, 'matchName')
  return [
    ...fits(textAt(item, 'matchName') ?? undefined, [...path, 'matchName'], MATCH_NAME),
    ...fits(textAt(item, 'matchPattern') ?? undefined, [...path, 'matchPattern'], MATCH_PATTERN),
  ]
}

/** The format `cidr` wants the length of the block too. */
function cidrFaults(value: unknown, path: FieldPath): readonly FieldError[] {
  const text = String(value)
  return text.includes('/') && parseCidrLoosely(text)
    ? []
    : [fieldError(path, 'Invalid value', quote(text), `${field(path)} in body must be of type cidr: ${quote(text)}`)]
}

function required(path: FieldPath): FieldError {
  return fieldError(path, 'Required value', null, '')
}

/**
 * An error about several fields, which the server prints with no field of its own. Shown at the object that has them.
 */
function whole(at: FieldPath | '', detail: string): FieldError {
  const path = at === '' ? ['kind'] : at
  return { ...fieldError(path, 'Invalid value', '""', `"${at === '' ? '' : field(path)}" ${detail}`), field: '<nil>' }
}

function field(path: FieldPath): string {
  return fieldError(path, 'Required value', null, '').field
}
