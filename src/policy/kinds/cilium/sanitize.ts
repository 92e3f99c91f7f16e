import { SECTIONS } from './schema-choices.ts'
import { parseAddress, parseCidrLoosely, isStrictSubset } from '../../../ground/ip.ts'
import { checkQualifiedName, type NameCheck } from '../../../ground/names.ts'
import { readPattern } from '../../../ground/patterns.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { agentRefusal } from '../../../manifests/agent-refusal.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import { validateLabelSelector } from '../../../manifests/kinds/label-selector.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { icmpType, portNumber } from './ports.ts'

/** At most one of these is non-empty in an entry. */
const MEMBERS = ['Endpoints', 'CIDR', 'CIDRSet', 'Entities', 'Nodes', 'Services', 'FQDNs', 'Groups'] as const

/** One thing that the agent refuses, in its words. */
interface Fault {
  readonly path: FieldPath
  readonly says: string
}

/**
 * What the agent says of an object that the API server took: such a policy is stored with the condition `Valid` at
 * `False`, and no agent loads it. In the order in which it checks; the first fault of a rule ends it.
 * Source: pkg/policy/api/rule_validation.go, pkg/policy/api/cidr.go, http.go, pkg/labels/validation.go
 */
export function agentProblems(object: KubernetesObject, namespace: string | null): readonly ObjectProblem[] {
  const spec = objectAt(object.value, 'spec')
  const specs = listAt(object.value, 'specs')
  const rules: readonly { readonly rule: unknown; readonly path: FieldPath }[] = [
    ...(spec ? [{ rule: spec, path: ['spec'] }] : []),
    ...specs.map((rule, index) => ({ rule, path: ['specs', index] })),
  ]
  return rules.flatMap(({ rule, path }) => {
    const [fault] = faultsOf(rule, path, namespace)
    return fault ? [agentRefusal(object.kind, fault.path, fault.says)] : []
  })
}

function faultsOf(rule: unknown, path: FieldPath, namespace: string | null): readonly Fault[] {
  const nodes = objectAt(rule, 'nodeSelector')
  const endpoints = objectAt(rule, 'endpointSelector')
  if (SECTIONS.every((section) => listAt(rule, section).length === 0))
    return [fault(path, 'rule must have at least one of Ingress, IngressDeny, Egress, EgressDeny')]
  if (!endpoints && !nodes) return [fault(path, 'rule must have one of EndpointSelector or NodeSelector')]
  if (endpoints && nodes) return [fault(path, 'rule cannot have both EndpointSelector and NodeSelector')]
  return [
    ...selectorFaults(nodes ?? endpoints, [...path, nodes ? 'nodeSelector' : 'endpointSelector']),
    ...SECTIONS.flatMap((section) =>
      listAt(rule, section).flatMap((entry, index) =>
        entryFaults(
          entry,
          [...path, section, index],
          section.startsWith('ingress') ? 'ingress' : 'egress',
          nodes !== null,
        ),
      ),
    ),
    ...(namespace !== null && nodes ? [fault([...path, 'nodeSelector'], 'rule cannot have NodeSelector')] : []),
  ]
}

function entryFaults(
  entry: unknown,
  path: FieldPath,
  direction: 'ingress' | 'egress',
  isForNodes: boolean,
): readonly Fault[] {
  const side = direction === 'ingress' ? 'from' : 'to'
  const prefix = direction === 'ingress' ? 'From' : 'To'
  const used = MEMBERS.filter((member) => listAt(entry, `${side}${member}`).length > 0)
  return [
    ...(used.length > 1
      ? [fault(path, `combining ${prefix}${used[0]} and ${prefix}${used[1]} is not supported yet`)]
      : []),
    ...(['Endpoints', 'Nodes'] as const).flatMap((member) =>
      listAt(entry, `${side}${member}`).flatMap((selector, index) =>
        selectorFaults(selector, [...path, `${side}${member}`, index]),
      ),
    ),
    ...listAt(entry, `${side}CIDR`).flatMap((text, index) => cidrFault(String(text), [...path, `${side}CIDR`, index])),
    ...listAt(entry, `${side}CIDRSet`).flatMap((item, index) =>
      cidrSetFaults(item, [...path, `${side}CIDRSet`, index]),
    ),
    ...listAt(entry, 'toPorts').flatMap((element, index) =>
      layerFaults(element, [...path, 'toPorts', index], direction, isForNodes),
    ),
    ...(listAt(entry, 'icmps').length > 0 && listAt(entry, 'toPorts').length > 0
      ? [
          fault(
            [...path, 'icmps'],
            'the ICMPs block may only be present without ToPorts. Define a separate rule to use ToPorts',
          ),
        ]
      : []),
    ...listAt(entry, 'toPorts').flatMap((element, index) =>
      elementFaults(element, [...path, 'toPorts', index], direction),
    ),
    ...listAt(entry, 'icmps').flatMap((rule, index) =>
      listAt(rule, 'fields').flatMap((field, at) => icmpFaults(field, [...path, 'icmps', index, 'fields', at])),
    ),
  ]
}

/**
 * All that is wrong with a selector, as one fault. Keys may begin with a source and a colon; what follows is a label's
 * key, of a namespace one without what Cilium puts before it.
 */
function selectorFaults(selector: unknown, path: FieldPath): readonly Fault[] {
  const errors = validateLabelSelector(selector, [], checkKey)
  const [first] = errors
  const says = errors.map(
    ({ field, type, value, detail }) => `${field}: ${type}: ${value === null ? '' : `${value}: `}${detail}`,
  )
  return first
    ? [
        fault(
          [...path, ...first.path],
          `invalid label selector: ${says.length === 1 ? says[0]! : `[${says.join(', ')}]`}`,
        ),
      ]
    : []
}

const checkKey: NameCheck = (key) => {
  const parts = key.split(':')
  if (parts.length > 2)
    return ["a valid label key only support ':' character as a source separator with non empty value"]
  return [
    ...(parts.length === 1 || /^[A-Za-z0-9]+$/.test(parts[0]!)
      ? []
      : ['label source should be a non empty string with only alphanumeric characters']),
    ...checkQualifiedName(parts.at(-1)!.replace(/^io\.cilium\.k8s\.namespace\.labels\./, '')),
  ]
}

/** What a direction, or a node, cannot have. */
function layerFaults(
  element: unknown,
  path: FieldPath,
  direction: 'ingress' | 'egress',
  isForNodes: boolean,
): readonly Fault[] {
  const hasHttp = listAt(element, 'rules', 'http').length > 0
  const hasDns = listAt(element, 'rules', 'dns').length > 0
  const at = [...path, 'rules']
  return [
    ...(isForNodes && (hasHttp || hasDns) && direction === 'ingress'
      ? [fault(at, 'L7 policy is not supported on host ingress yet')]
      : []),
    ...(isForNodes && hasHttp && direction === 'egress'
      ? [fault(at, 'L7 protocol HTTP is not supported on host egress yet')]
      : []),
    ...(hasDns && direction === 'ingress' ? [fault(at, 'L7 protocol DNS is not supported on ingress yet')] : []),
  ]
}

function elementFaults(element: unknown, path: FieldPath, direction: 'ingress' | 'egress'): readonly Fault[] {
  const http = listAt(element, 'rules', 'http')
  const dns = listAt(element, 'rules', 'dns')
  const kafka = listAt(element, 'rules', 'kafka')
  const names = listAt(element, 'serverNames')
  const ports = listAt(element, 'ports')
  const own = listAt(element, 'rules', 'l7')
  const isNamed = (textAt(element, 'rules', 'l7proto') ?? '') !== ''
  const hasRules = http.length + dns.length + kafka.length + own.length > 0
  const isTerminated = objectAt(element, 'terminatingTLS') !== null
  const listener = objectAt(element, 'listener')
  const named = textAt(listener, 'name') ?? ''
  const at = [...path, 'rules']
  return [
    ...(names.length > 0 && hasRules && !isTerminated
      ? [fault([...path, 'serverNames'], 'ServerNames are not allowed with L7 rules without TLS termination')]
      : []),
    ...(names.includes('') ? [fault([...path, 'serverNames'], 'empty server name is not allowed')] : []),
    ...(listener && direction === 'ingress'
      ? [fault([...path, 'listener'], `Listener is not allowed on ingress (${named})`)]
      : []),
    ...(listener && hasRules ? [fault([...path, 'listener'], `Listener is not allowed with L7 rules (${named})`)] : []),
    ...ports.flatMap((port, index) =>
      portFaults(port, [...path, 'ports', index], http.length + kafka.length + own.length > 0, dns.length > 0),
    ),
    ...(dns.length > 0 && ports.length === 0 ? [fault(at, 'port 53 must be specified for DNS rules')] : []),
    ...kafka.flatMap((item, index) => kafkaFaults(item, [...at, 'kafka', index])),
    ...own.flatMap((item, index) =>
      objectAt(item)?.[''] === undefined ? [] : [fault([...at, 'l7', index], 'Empty key not allowed')],
    ),
    ...(own.length > 0 && !isNamed ? [fault(at, "'l7' may only be specified when a 'l7proto' is also specified")] : []),
    ...http.flatMap((item, index) => httpFaults(item, [...at, 'http', index])),
  ]
}

function httpFaults(item: unknown, path: FieldPath): readonly Fault[] {
  return [
    ...(['path', 'method'] as const).flatMap((field) => regexpFault(textAt(item, field), [...path, field])),
    ...listAt(item, 'headerMatches').flatMap((header, index) =>
      textAt(header, 'secret', 'name') === ''
        ? [fault([...path, 'headerMatches', index, 'secret'], 'Secret name missing')]
        : [],
    ),
  ]
}

/**
 * Until 1.19. Which kinds of requests there are is not asked here: one that does not exist fits nothing. Source:
 * cilium/proxy pkg/policy/api/kafka/kafka.go (Sanitize)
 */
function kafkaFaults(item: unknown, path: FieldPath): readonly Fault[] {
  const role = textAt(item, 'role') ?? ''
  const key = textAt(item, 'apiKey') ?? ''
  const version = textAt(item, 'apiVersion') ?? ''
  const topic = textAt(item, 'topic') ?? ''
  return [
    ...(role !== '' && key !== '' ? [fault(path, `cannot set both Role "${role}" and APIKey "${key}" together`)] : []),
    ...(/^$|^\+?\d+$/.test(version) && Number(version) <= 32767
      ? []
      : [fault([...path, 'apiVersion'], `invalid Kafka APIVersion "${version}"`)]),
    ...(/^[a-zA-Z0-9\\._-]*$/.test(topic) ? [] : [fault([...path, 'topic'], `invalid Kafka Topic name "${topic}"`)]),
  ]
}

/** Protocols that have no ports. */
const WITHOUT_PORTS = ['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH']

function portFaults(port: unknown, path: FieldPath, hasL7: boolean, hasDns: boolean): readonly Fault[] {
  const protocol = (textAt(port, 'protocol') || 'ANY').toUpperCase()
  const text = textAt(port, 'port') ?? ''
  const end = numberAt(port, 'endPort') ?? 0
  const number = portNumber(text)
  if (WITHOUT_PORTS.includes(protocol))
    return text === '' || text === '0' ? [] : [fault([...path, 'port'], 'port must be empty or 0')]
  return [
    ...(text === '' ? [fault([...path, 'port'], 'port must be specified')] : []),
    ...(number !== null && number > 65535
      ? [fault([...path, 'port'], `unable to parse port: strconv.ParseUint: parsing "${text}": value out of range`)]
      : []),
    ...(number === null && text !== '' && !isPortName(text)
      ? [fault([...path, 'port'], `unable to parse port: strconv.ParseUint: parsing "${text}": invalid syntax`)]
      : []),
    ...(hasL7 && protocol !== 'TCP'
      ? [fault([...path, 'protocol'], `L7 rules can only apply to TCP (not ${protocol}) except for DNS rules`)]
      : []),
    ...((hasL7 || hasDns) && number === 0
      ? [fault([...path, 'port'], 'L7 rules can not be used when a port is 0')]
      : []),
    ...(hasDns && number !== null && end > number
      ? [fault([...path, 'endPort'], 'DNS rules do not support port ranges')]
      : []),
  ]
}

/** As IANA names services. */
function isPortName(text: string): boolean {
  return text.length <= 15 && /^[a-zA-Z0-9-]+$/.test(text) && /[a-zA-Z]/.test(text) && !/^-|--|-$/.test(text)
}

function icmpFaults(field: unknown, path: FieldPath): readonly Fault[] {
  const family = textAt(field, 'family') ?? 'IPv4'
  const type = fieldAt(field, 'type')
  if (typeof type === 'number')
    return Number.isInteger(type) && type >= 0 && type <= 255
      ? []
      : [fault([...path, 'type'], `ICMP type ${type} not found in ${family}`)]
  const text = String(type)
  return (/^\d{1,3}$/.test(text) && Number(text) <= 255) || icmpType(family === 'IPv6' ? 6 : 4, text) !== null
    ? []
    : [fault([...path, 'type'], `ICMP type ${text} not found in ${family}`)]
}

/** RE2 says it as Go's own package does. */
function regexpFault(text: string | null, path: FieldPath): readonly Fault[] {
  const read = text === null ? null : readPattern(text)
  return read && 'fault' in read ? [fault(path, read.fault)] : []
}

function cidrFault(text: string, path: FieldPath): readonly Fault[] {
  if (text === '') return [fault(path, 'IP must be specified')]
  return parseAddress(text) || parseCidrLoosely(text)
    ? []
    : [fault(path, `unable to parse CIDR: invalid CIDR address: ${text}`)]
}

function cidrSetFaults(item: unknown, path: FieldPath): readonly Fault[] {
  const given = ['cidr', 'cidrGroupRef', 'cidrGroupSelector'].filter((field) => fieldAt(item, field) !== undefined)
  if (given.length === 0) return [fault(path, 'one of cidr, cidrGroupRef, or cidrGroupSelector is required')]
  if (given.length > 1) return [fault(path, 'more than one of cidr, cidrGroupRef, or cidrGroupSelector may not be set')]
  const text = textAt(item, 'cidr')
  const block = text === null ? null : (parseCidrLoosely(text)?.block ?? null)
  if (text !== null && !block)
    return [fault([...path, 'cidr'], `unable to parse CIDRRule "${text}": invalid CIDR address: ${text}`)]
  return listAt(item, 'except').flatMap((hole, index) => {
    const inner = parseCidrLoosely(String(hole))?.block
    if (!inner)
      return [
        fault(
          [...path, 'except', index],
          `unable to parse CIDRRule "${String(hole)}": invalid CIDR address: ${String(hole)}`,
        ),
      ]
    return !block || inner.canonical === block.canonical || isStrictSubset(inner, block)
      ? []
      : [
          fault(
            [...path, 'except', index],
            `allow CIDR prefix ${text} does not contain exclude CIDR prefix ${String(hole)}`,
          ),
        ]
  })
}

function fault(path: FieldPath, says: string): Fault {
  return { path, says }
}
