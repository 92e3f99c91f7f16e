import { parseAddress, parseCidrLoosely, isStrictSubset } from '../../../ground/ip.ts'
import { readPattern } from '../../../ground/patterns.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { agentRefusal } from '../../../manifests/agent-refusal.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { icmpType } from './ports.ts'

const SECTIONS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const
/** At most one of these is non-empty in an entry. */
const MEMBERS = ['Endpoints', 'CIDR', 'CIDRSet', 'Entities', 'Nodes', 'Services', 'FQDNs', 'Groups'] as const
const NAME = /^[-a-zA-Z0-9_.]*$/, NAME_PATTERN = /^[-a-zA-Z0-9_.*]*$/

/** One thing that the agent refuses, in its words. */
interface Fault {
  readonly path: FieldPath
  readonly says: string
}

/**
 * What the agent says of an object that the API server took: such a policy is stored with the condition `Valid` at `False`, and no agent loads it. In the order in which it checks; the
 * first fault of a rule ends it.
 * Source: pkg/policy/api/rule_validation.go, pkg/policy/api/cidr.go, fqdn.go, http.go
 */
export function agentProblems(object: KubernetesObject, namespace: string | null): readonly ObjectProblem[] {
  const spec = objectAt(object.value, 'spec'), specs = listAt(object.value, 'specs')
  const rules: readonly { readonly rule: unknown; readonly path: FieldPath }[] = [...(spec ? [{ rule: spec, path: ['spec'] }] : []), ...specs.map((rule, index) => ({ rule, path: ['specs', index] }))]
  return rules.flatMap(({ rule, path }) => { const [fault] = faultsOf(rule, path, namespace); return fault ? [agentRefusal(object.kind, fault.path, fault.says)] : [] })
}

function faultsOf(rule: unknown, path: FieldPath, namespace: string | null): readonly Fault[] {
  const nodes = objectAt(rule, 'nodeSelector'), endpoints = objectAt(rule, 'endpointSelector')
  if (namespace !== null && nodes) return [fault([...path, 'nodeSelector'], 'rule cannot have NodeSelector')]
  if (SECTIONS.every((section) => listAt(rule, section).length === 0)) return [fault(path, 'rule must have at least one of Ingress, IngressDeny, Egress, EgressDeny')]
  if (!endpoints && !nodes) return [fault(path, 'rule must have one of EndpointSelector or NodeSelector')]
  if (endpoints && nodes) return [fault(path, 'rule cannot have both EndpointSelector and NodeSelector')]
  return SECTIONS.flatMap((section) => listAt(rule, section).flatMap((entry, index) => entryFaults(entry, [...path, section, index], section.startsWith('ingress') ? 'ingress' : 'egress', nodes !== null)))
}

function entryFaults(entry: unknown, path: FieldPath, direction: 'ingress' | 'egress', isForNodes: boolean): readonly Fault[] {
  const side = direction === 'ingress' ? 'from' : 'to', prefix = direction === 'ingress' ? 'From' : 'To'
  const used = MEMBERS.filter((member) => listAt(entry, `${side}${member}`).length > 0)
  return [
    ...(used.length > 1 ? [fault(path, `combining ${prefix}${used[0]} and ${prefix}${used[1]} is not supported yet`)] : []),
    ...listAt(entry, 'toPorts').flatMap((element, index) => layerFaults(element, [...path, 'toPorts', index], direction, isForNodes)),
    ...(listAt(entry, 'icmps').length > 0 && listAt(entry, 'toPorts').length > 0 ? [fault([...path, 'icmps'], 'the ICMPs block may only be present without ToPorts. Define a separate rule to use ToPorts')] : []),
    ...listAt(entry, 'toPorts').flatMap((element, index) => elementFaults(element, [...path, 'toPorts', index], direction)),
    ...listAt(entry, 'icmps').flatMap((rule, index) => listAt(rule, 'fields').flatMap((field, at) => icmpFaults(field, [...path, 'icmps', index, 'fields', at]))),
    ...listAt(entry, `${side}CIDR`).flatMap((text, index) => cidrFault(String(text), [...path, `${side}CIDR`, index])),
    ...listAt(entry, `${side}CIDRSet`).flatMap((item, index) => cidrSetFaults(item, [...path, `${side}CIDRSet`, index])),
    ...listAt(entry, 'toFQDNs').flatMap((item, index) => nameFaults(item, [...path, 'toFQDNs', index])),
  ]
}

/** What a direction, or a node, cannot have. */
function layerFaults(element: unknown, path: FieldPath, direction: 'ingress' | 'egress', isForNodes: boolean): readonly Fault[] {
  const hasHttp = listAt(element, 'rules', 'http').length > 0, hasDns = listAt(element, 'rules', 'dns').length > 0, at = [...path, 'rules']
  return [
    ...(isForNodes && (hasHttp || hasDns) && direction === 'ingress' ? [fault(at, 'L7 policy is not supported on host ingress yet')] : []),
    ...(isForNodes && hasHttp && direction === 'egress' ? [fault(at, 'L7 protocol HTTP is not supported on host egress yet')] : []),
    ...(hasDns && direction === 'ingress' ? [fault(at, 'L7 protocol DNS is not supported on ingress yet')] : []),
  ]
}

function elementFaults(element: unknown, path: FieldPath, direction: 'ingress' | 'egress'): readonly Fault[] {
  const http = listAt(element, 'rules', 'http'), dns = listAt(element, 'rules', 'dns'), kafka = listAt(element, 'rules', 'kafka'), names = listAt(element, 'serverNames'), ports = listAt(element, 'ports')
  const own = listAt(element, 'rules', 'l7'), isNamed = (textAt(element, 'rules', 'l7proto') ?? '') !== '', hasRules = http.length + dns.length + kafka.length + own.length > 0, isTerminated = objectAt(element, 'terminatingTLS') !== null, listener = objectAt(element, 'listener'), named = textAt(listener, 'name') ?? ''
  const at = [...path, 'rules']
  return [
    ...(names.length > 0 && hasRules && !isTerminated ? [fault([...path, 'serverNames'], 'ServerNames are not allowed with L7 rules without TLS termination')] : []),
    ...(names.includes('') ? [fault([...path, 'serverNames'], 'empty server name is not allowed')] : []),
    ...(listener && direction === 'ingress' ? [fault([...path, 'listener'], `Listener is not allowed on ingress (${named})`)] : []),
    ...(listener && hasRules ? [fault([...path, 'listener'], `Listener is not allowed with L7 rules (${named})`)] : []),
    ...ports.flatMap((port, index) => portFaults(port, [...path, 'ports', index], http.length + kafka.length + own.length > 0, dns.length > 0)),
    ...(dns.length > 0 && ports.length === 0 ? [fault(at, 'port 53 must be specified for DNS rules')] : []),
    ...(own.length > 0 && !isNamed ? [fault(at, "'l7' may only be specified when a 'l7proto' is also specified")] : []),
    ...(http.length > 0 && dns.length > 0 ? [fault(at, 'multiple L7 protocol rule types specified in single rule')] : []),
    ...http.flatMap((item, index) => httpFaults(item, [...at, 'http', index])),
    ...dns.flatMap((item, index) => nameFaults(item, [...at, 'dns', index])),
  ]
}

function httpFaults(item: unknown, path: FieldPath): readonly Fault[] {
  return [
    ...(['path', 'method'] as const).flatMap((field) => regexpFault(textAt(item, field), [...path, field])),
    ...listAt(item, 'headerMatches').flatMap((header, index) => [
      ...(textAt(header, 'name') ? [] : [fault([...path, 'headerMatches', index], 'Header name missing')]),
      ...(objectAt(header, 'secret') && !textAt(header, 'secret', 'name') ? [fault([...path, 'headerMatches', index, 'secret'], 'Secret name missing')] : []),
    ]),
  ]
}

/** Protocols that have no ports. */
const WITHOUT_PORTS = ['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH']
const PROTOCOLS = ['TCP', 'UDP', 'SCTP', 'ANY', ...WITHOUT_PORTS]

function portFaults(port: unknown, path: FieldPath, hasL7: boolean, hasDns: boolean): readonly Fault[] {
  const protocol = (textAt(port, 'protocol') || 'ANY').toUpperCase(), text = textAt(port, 'port') ?? '', end = numberAt(port, 'endPort') ?? 0
  const isNumber = /^\d+$/.test(text), number = Number(text)
  if (!PROTOCOLS.includes(protocol)) return [fault([...path, 'protocol'], `invalid protocol "${textAt(port, 'protocol') ?? ''}", must be { tcp | udp | sctp | vrrp | igmp | gre | ipip | ipv6 | esp | ah | any }`)]
  if (WITHOUT_PORTS.includes(protocol)) return text === '' || text === '0' ? [] : [fault([...path, 'port'], 'port must be empty or 0')]
  return [
    ...(text === '' ? [fault([...path, 'port'], 'port must be specified')] : []),
    ...(isNumber && number > 65535 ? [fault([...path, 'port'], `unable to parse port: strconv.ParseUint: parsing "${text}": value out of range`)] : []),
    ...(!isNumber && text !== '' && !isPortName(text) ? [fault([...path, 'port'], `unable to parse port: strconv.ParseUint: parsing "${text}": invalid syntax`)] : []),
    ...(isNumber && end > 0 && end < number ? [fault([...path, 'endPort'], `endPort must be greater than or equal to port: ${end} < ${text}`)] : []),
    ...(hasL7 && protocol !== 'TCP' ? [fault([...path, 'protocol'], `L7 rules can only apply to TCP (not ${protocol}) except for DNS rules`)] : []),
    ...((hasL7 || hasDns) && isNumber && number === 0 ? [fault([...path, 'port'], 'L7 rules can not be used when a port is 0')] : []),
    ...(hasDns && isNumber && end > number ? [fault([...path, 'endPort'], 'DNS rules do not support port ranges')] : []),
  ]
}

/** As IANA names services. */
function isPortName(text: string): boolean {
  return text.length <= 15 && /^[a-zA-Z0-9-]+$/.test(text) && /[a-zA-Z]/.test(text) && !/^-|--|-$/.test(text)
}

function icmpFaults(field: unknown, path: FieldPath): readonly Fault[] {
  const family = textAt(field, 'family') ?? 'IPv4', type = fieldAt(field, 'type')
  if (typeof type === 'number') return Number.isInteger(type) && type >= 0 && type <= 255 ? [] : [fault([...path, 'type'], `ICMP type ${type} not found in ${family}`)]
  const text = String(type)
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 || icmpType(family === 'IPv6' ? 6 : 4, text) !== null ? [] : [fault([...path, 'type'], `ICMP type ${text} not found in ${family}`)]
}

/** RE2 says it as Go's own package does. */
function regexpFault(text: string | null, path: FieldPath): readonly Fault[] {
  const read = text === null ? null : readPattern(text)
  return read && 'fault' in read ? [fault(path, read.fault)] : []
}

function cidrFault(text: string, path: FieldPath): readonly Fault[] {
  if (text === '') return [fault(path, 'IP must be specified')]
  return parseAddress(text) || parseCidrLoosely(text) ? [] : [fault(path, `unable to parse CIDR: invalid CIDR address: ${text}`)]
}

function cidrSetFaults(item: unknown, path: FieldPath): readonly Fault[] {
  const given = ['cidr', 'cidrGroupRef', 'cidrGroupSelector'].filter((field) => fieldAt(item, field) !== undefined)
  if (given.length === 0) return [fault(path, 'one of cidr, cidrGroupRef, or cidrGroupSelector is required')]
  if (given.length > 1) return [fault(path, 'more than one of cidr, cidrGroupRef, or cidrGroupSelector may not be set')]
  const text = textAt(item, 'cidr'), block = text === null ? null : parseCidrLoosely(text)?.block ?? null
  if (text !== null && !block) return [fault([...path, 'cidr'], `unable to parse CIDRRule "${text}": invalid CIDR address: ${text}`)]
  return listAt(item, 'except').flatMap((hole, index) => {
    const inner = parseCidrLoosely(String(hole))?.block
    if (!inner) return [fault([...path, 'except', index], `unable to parse CIDRRule "${String(hole)}": invalid CIDR address: ${String(hole)}`)]
    return !block || inner.canonical === block.canonical || isStrictSubset(inner, block) ? [] : [fault([...path, 'except', index], `allow CIDR prefix ${text} does not contain exclude CIDR prefix ${String(hole)}`)]
  })
}

function nameFaults(item: unknown, path: FieldPath): readonly Fault[] {
  const name = textAt(item, 'matchName') ?? '', pattern = textAt(item, 'matchPattern') ?? ''
  if (name !== '' && pattern !== '') return [fault(path, 'only one of MatchName or MatchPattern is allowed in an FQDNSelector')]
  if (!NAME.test(name)) return [fault([...path, 'matchName'], `Invalid characters in MatchName: "${name}". Only 0-9, a-z, A-Z and ., -, _ characters are allowed`)]
  return NAME_PATTERN.test(pattern) ? [] : [fault([...path, 'matchPattern'], `Invalid characters in MatchPattern: "${pattern}". Only 0-9, a-z, A-Z and ., -, _ and * characters are allowed`)]
}

function fault(path: FieldPath, says: string): Fault {
  return { path, says }
}
