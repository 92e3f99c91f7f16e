import { fieldAt, labelsAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'

/**
 * A NetworkPolicy as `kubectl describe` prints it. There is no clock here, so the time of its creation is left out.
 * Source: https://github.com/kubernetes/kubectl/blob/master/pkg/describe/describe.go, describeNetworkPolicySpec.
 */
export function describePolicy({ name, namespace, value }: KubernetesObject): readonly string[] {
  const spec = fieldAt(value, 'spec')
  const types = policyTypes(spec)
  return [
    `Name:         ${name}`,
    `Namespace:    ${namespace ?? 'default'}`,
    ...mapLines('Labels', labelsAt(value, 'metadata', 'labels')),
    ...mapLines('Annotations', labelsAt(value, 'metadata', 'annotations')),
    'Spec:',
    `  PodSelector:     ${selectorText(fieldAt(spec, 'podSelector')) || '<none> (Allowing the specific traffic to all pods in this namespace)'}`,
    ...direction('ingress', types.includes('Ingress'), listAt(spec, 'ingress')),
    ...direction('egress', types.includes('Egress'), listAt(spec, 'egress')),
    `  Policy Types: ${types.join(', ')}`,
  ]
}

/** What the API server assumes where nothing is said: Ingress, and Egress where there are rules for it. */
function policyTypes(spec: unknown): readonly string[] {
  const given = listAt(spec, 'policyTypes').map(String)
  return given.length > 0 ? given : fieldAt(spec, 'egress') === undefined ? ['Ingress'] : ['Ingress', 'Egress']
}

function direction(name: 'ingress' | 'egress', isAffected: boolean, rules: readonly unknown[]): readonly string[] {
  if (!isAffected) return [`  Not affecting ${name} traffic`]
  if (rules.length === 0)
    return [`  Allowing ${name} traffic:`, `    <none> (Selected pods are isolated for ${name} connectivity)`]
  return [
    `  Allowing ${name} traffic:`,
    ...rules.flatMap((rule, index) => [
      ...rulePart(name, rule),
      ...(index < rules.length - 1 ? ['    ----------'] : []),
    ]),
  ]
}

function rulePart(name: 'ingress' | 'egress', rule: unknown): readonly string[] {
  const ports = listAt(rule, 'ports')
  const word = name === 'ingress' ? 'From' : 'To'
  const peers = listAt(rule, word.toLowerCase())
  return [
    ...(ports.length === 0
      ? ['    To Port: <any> (traffic allowed to all ports)']
      : ports.map((port) => `    To Port: ${portText(port)}`)),
    ...(peers.length === 0
      ? [`    ${word}: <any> (traffic not restricted by ${name === 'ingress' ? 'source' : 'destination'})`]
      : peers.flatMap((peer) => [`    ${word}:`, ...peerPart(peer)])),
  ]
}

function portText(port: unknown): string {
  const number = fieldAt(port, 'port')
  return `${typeof number === 'string' || typeof number === 'number' ? number : '<any>'}/${textAt(port, 'protocol') ?? 'TCP'}`
}

function peerPart(peer: unknown): readonly string[] {
  const block = fieldAt(peer, 'ipBlock')
  if (block !== undefined)
    return [
      '      IPBlock:',
      `        CIDR: ${textAt(block, 'cidr') ?? ''}`,
      `        Except: ${listAt(block, 'except').join(', ')}`,
    ]
  return ['namespaceSelector', 'podSelector']
    .filter((field) => fieldAt(peer, field) !== undefined)
    .map(
      (field) =>
        `      ${field === 'podSelector' ? 'PodSelector' : 'NamespaceSelector'}: ${selectorText(fieldAt(peer, field)) || '<none>'}`,
    )
}

/** A selector in one line; empty: it selects everything. */
export function selectorText(selector: unknown): string {
  const labels = Object.entries(labelsAt(selector, 'matchLabels'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
  const expressions = listAt(selector, 'matchExpressions').map((each) => {
    const key = textAt(each, 'key') ?? ''
    const values = listAt(each, 'values').map(String).sort().join(',')
    switch (textAt(each, 'operator')) {
      case 'In':
        return `${key} in (${values})`
      case 'NotIn':
        return `${key} notin (${values})`
      case 'DoesNotExist':
        return `!${key}`
      default:
        return key
    }
  })
  return [...labels, ...expressions].join(',')
}

function mapLines(title: string, map: Readonly<Record<string, string>>): readonly string[] {
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length === 0
    ? [`${title}:`.padEnd(14) + '<none>']
    : entries.map(
        ([key, value], index) =>
          `${index === 0 ? `${title}:`.padEnd(14) : ' '.repeat(14)}${key}${title === 'Labels' ? '=' : ': '}${value}`,
      )
}
