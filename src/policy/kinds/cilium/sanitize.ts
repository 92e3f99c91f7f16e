import { fieldError, refusal, type FieldError } from '../../../manifests/field-error.ts'
import { fieldAt, listAt, numberAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ObjectProblem } from '../../../manifests/problem.ts'
import { readPattern } from '../../../ground/patterns.ts'
import { parseAddress, parseCidrLoosely, isStrictSubset } from '../../../ground/ip.ts'
import type { FieldPath } from '../../../ground/span.ts'

const SECTIONS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const
/** At most one of these is non-empty in an entry. */
const MEMBERS = ['Endpoints', 'CIDR', 'CIDRSet', 'Entities', 'Nodes', 'Services', 'FQDNs', 'Groups'] as const
const NAME = /^[-a-zA-Z0-9_.]*$/, NAME_PATTERN = /^[-a-zA-Z0-9_.*]*$/

/**
 * What the agent says of an object that the API server took: such a policy is stored with the condition `Valid` at `False`, and no agent loads it. In the order in which it checks; the
 * first fault of a rule ends it.
 * Source: pkg/policy/api/rule_validation.go, pkg/policy/api/cidr.go, fqdn.go, http.go
 */
export function agentProblems(object: KubernetesObject, namespace: string | null): readonly ObjectProblem[] {
  const spec = objectAt(object.value, 'spec'), specs = listAt(object.value, 'specs')
  if (!spec && specs.length === 0) return [refusal(fieldError(['spec'], 'Required value', null, 'one of spec and specs is required'))]
  const rules: readonly { readonly rule: unknown; readonly path: FieldPath }[] = [...(spec ? [{ rule: spec, path: ['spec'] }] : []), ...specs.map((rule, index) => ({ rule, path: ['specs', index] }))]
  return rules.flatMap(({ rule, path }) => { const [fault] = faultsOf(rule, path, namespace); return fault ? [refusal(fault)] : [] })
}

function faultsOf(rule: unknown, path: FieldPath, namespace: string | null): readonly FieldError[] {
  const nodes = objectAt(rule, 'nodeSelector'), endpoints = objectAt(rule, 'endpointSelector')
  if (namespace !== null && nodes) return [says([...path, 'nodeSelector'], 'rule cannot have NodeSelector')]
  if (SECTIONS.every((section) => listAt(rule, section).length === 0)) return [says(path, 'rule must have at least one of Ingress, IngressDeny, Egress, EgressDeny')]
  if (!endpoints && !nodes) return [says(path, 'rule must have one of EndpointSelector or NodeSelector')]
  if (endpoints && nodes) return [says(path, 'rule cannot have both EndpointSelector and NodeSelector')]
  return SECTIONS.flatMap((section) => listAt(rule, section).flatMap((entry, index) => entryFaults(entry, [...path, section, index], section.startsWith('ingress') ? 'ingress' : 'egress', nodes !== null)))
}

function entryFaults(entry: unknown, path: FieldPath, direction: 'ingress' | 'egress', isForNodes: boolean): readonly FieldError[] {
  const side = direction === 'ingress' ? 'from' : 'to', prefix = direction === 'ingress' ? 'From' : 'To'
  const used = MEMBERS.filter((member) => listAt(entry, `${side}${member}`).length > 0)
  return [
    ...(used.length > 1 ? [says(path, `combining ${prefix}${used[0]} and ${prefix}${used[1]} is not supported yet`)] : []),
    ...(used.includes('Nodes') ? [says([...path, `${side}Nodes`], `${prefix}Nodes rules can only be applied when the "enable-node-selector-labels" flag is set`)] : []),
    ...(listAt(entry, 'icmps').length > 0 && listAt(entry, 'toPorts').length > 0 ? [says([...path, 'icmps'], 'the ICMPs block may only be present without ToPorts. Define a separate rule to use ToPorts')] : []),
    ...listAt(entry, `${side}CIDR`).flatMap((text, index) => cidrFault(String(text), [...path, `${side}CIDR`, index])),
    ...listAt(entry, `${side}CIDRSet`).flatMap((item, index) => cidrSetFaults(item, [...path, `${side}CIDRSet`, index])),
    ...listAt(entry, 'toFQDNs').flatMap((item, index) => nameFaults(item, [...path, 'toFQDNs', index])),
    ...listAt(entry, 'toPorts').flatMap((element, index) => portFaults(element, [...path, 'toPorts', index], direction, isForNodes)),
  ]
}

function portFaults(element: unknown, path: FieldPath, direction: 'ingress' | 'egress', isForNodes: boolean): readonly FieldError[] {
  const http = listAt(element, 'rules', 'http'), dns = listAt(element, 'rules', 'dns'), names = listAt(element, 'serverNames'), ports = listAt(element, 'ports')
  const hasRules = http.length + dns.length > 0, isTerminated = objectAt(element, 'terminatingTLS') !== null, listener = objectAt(element, 'listener')
  const at = [...path, 'rules']
  return [
    ...(isForNodes && hasRules && direction === 'ingress' ? [says(at, 'L7 policy is not supported on host ingress yet')] : []),
    ...(isForNodes && http.length > 0 && direction === 'egress' ? [says(at, 'L7 protocol HTTP is not supported on host egress yet')] : []),
    ...(dns.length > 0 && direction === 'ingress' ? [says(at, 'DNS rules are not allowed on ingress')] : []),
    ...(names.length > 0 && hasRules && !isTerminated ? [says([...path, 'serverNames'], 'ServerNames are not allowed with L7 rules without TLS termination')] : []),
    ...(names.includes('') ? [says([...path, 'serverNames'], 'empty server name is not allowed')] : []),
    ...(listener && direction === 'ingress' ? [says([...path, 'listener'], `Listener is not allowed on ingress (${textAt(listener, 'name') ?? ''})`)] : []),
    ...(listener && hasRules ? [says([...path, 'listener'], `Listener is not allowed with L7 rules (${textAt(listener, 'name') ?? ''})`)] : []),
    ...(http.length > 0 && dns.length > 0 ? [says(at, 'multiple L7 protocol rule types specified in single rule')] : []),
    ...(dns.length > 0 && ports.length === 0 ? [says(at, 'port 53 must be specified for DNS rules')] : []),
    ...ports.flatMap((port, index) => onePortFaults(port, [...path, 'ports', index], http.length > 0, dns.length > 0)),
    ...http.flatMap((item, index) => (['path', 'method'] as const).flatMap((field) => regexpFault(textAt(item, field), [...at, 'http', index, field]))),
    ...http.flatMap((item, index) => listAt(item, 'headerMatches').flatMap((header, each) => (textAt(header, 'name') ? [] : [says([...at, 'http', index, 'headerMatches', each], 'Header name missing')]))),
    ...dns.flatMap((item, index) => nameFaults(item, [...at, 'dns', index])),
  ]
}

function onePortFaults(port: unknown, path: FieldPath, hasHttp: boolean, hasDns: boolean): readonly FieldError[] {
  const protocol = (textAt(port, 'protocol') || 'ANY').toUpperCase(), text = textAt(port, 'port') ?? '', end = numberAt(port, 'endPort') ?? 0
  return [
    ...(hasHttp && protocol !== 'TCP' ? [says([...path, 'protocol'], `L7 rules can only apply to TCP (not ${protocol}) except for DNS rules`)] : []),
    ...((hasHttp || hasDns) && text === '0' ? [says([...path, 'port'], 'L7 rules can not be used when a port is 0')] : []),
    ...(hasDns && end > Number(text) ? [says([...path, 'endPort'], 'DNS rules do not support port ranges')] : []),
    ...(text === '' ? [says([...path, 'port'], 'port must be specified')] : []),
    ...(!/^\d+$/.test(text) && text !== '' && !/^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(text) ? [says([...path, 'port'], `unable to parse port: ${text}`)] : []),
  ]
}

function regexpFault(text: string | null, path: FieldPath): readonly FieldError[] {
  const read = text === null ? null : readPattern(text)
  return read && 'fault' in read ? [says(path, read.fault)] : []
}

function cidrFault(text: string, path: FieldPath): readonly FieldError[] {
  if (text === '') return [says(path, 'IP must be specified')]
  return parseAddress(text) || parseCidrLoosely(text) ? [] : [says(path, `unable to parse CIDR: invalid CIDR address: ${text}`)]
}

function cidrSetFaults(item: unknown, path: FieldPath): readonly FieldError[] {
  const given = ['cidr', 'cidrGroupRef', 'cidrGroupSelector'].filter((field) => fieldAt(item, field) !== undefined)
  if (given.length === 0) return [says(path, 'one of cidr, cidrGroupRef, or cidrGroupSelector is required')]
  if (given.length > 1) return [says(path, 'more than one of cidr, cidrGroupRef, or cidrGroupSelector may not be set')]
  const text = textAt(item, 'cidr'), block = text === null ? null : parseCidrLoosely(text)?.block ?? null
  if (text !== null && !block) return [says([...path, 'cidr'], `unable to parse CIDRRule "${text}": invalid CIDR address: ${text}`)]
  return listAt(item, 'except').flatMap((hole, index) => {
    const inner = parseCidrLoosely(String(hole))?.block
    if (!inner) return [says([...path, 'except', index], `unable to parse CIDRRule "${String(hole)}": invalid CIDR address: ${String(hole)}`)]
    return !block || inner.canonical === block.canonical || isStrictSubset(inner, block) ? [] : [says([...path, 'except', index], `allow CIDR prefix ${text} does not contain exclude CIDR prefix ${String(hole)}`)]
  })
}

function nameFaults(item: unknown, path: FieldPath): readonly FieldError[] {
  const name = textAt(item, 'matchName') ?? '', pattern = textAt(item, 'matchPattern') ?? ''
  if (name !== '' && pattern !== '') return [says(path, 'only one of MatchName or MatchPattern is allowed in an FQDNSelector')]
  if (!NAME.test(name)) return [says([...path, 'matchName'], `Invalid characters in MatchName: "${name}". Only 0-9, a-z, A-Z and ., -, _ characters are allowed`)]
  return NAME_PATTERN.test(pattern) ? [] : [says([...path, 'matchPattern'], `Invalid characters in MatchPattern: "${pattern}". Only 0-9, a-z, A-Z and ., -, _ and * characters are allowed`)]
}

function says(path: FieldPath, text: string): FieldError {
  return fieldError(path, 'Invalid value', null, text)
}
