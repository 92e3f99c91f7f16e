import { listAt } from '../../../manifests/fields.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { isObject, type JsonObject } from '../../../ground/json-object.ts'
import { anyAddress, isEmpty, recordOf, type Mutants } from '../mutant.ts'

const SECTIONS = [
  ['ingress', 'from', false],
  ['egress', 'to', false],
  ['ingressDeny', 'from', true],
  ['egressDeny', 'to', true],
] as const

/** CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy, of each of the rules in them. */
export function ciliumMutants(mutants: Mutants): void {
  const { spec, specs } = mutants.object
  if (isObject(spec)) ruleMutants(mutants, ['spec'], spec)
  listAt(specs).forEach((each, index) => ruleMutants(mutants, ['specs', index], recordOf(each)))
  mutants.removeEach('no-rule', ['specs'], listAt(specs))
}

function ruleMutants(mutants: Mutants, path: FieldPath, rule: JsonObject): void {
  for (const direction of ['ingress', 'egress'] as const) {
    const closes = Array.isArray(rule[direction]) || Array.isArray(rule[`${direction}Deny`])
    if (closes && recordOf(rule.enableDefaultDeny)[direction] !== false)
      mutants.replace('direction-not-isolated', [...path, 'enableDefaultDeny', direction], false)
  }
  for (const [section, side, isDeny] of SECTIONS) {
    listAt(rule[section]).forEach((entry, index) => {
      const at = [...path, section, index]
      mutants.remove(isDeny ? 'no-deny' : 'no-rule', at)
      entryMutants(mutants, at, recordOf(entry), side)
    })
  }
}

function entryMutants(mutants: Mutants, path: FieldPath, entry: JsonObject, side: 'from' | 'to'): void {
  const peers = Object.keys(entry).filter((field) => field.startsWith(side) && field !== 'toPorts')
  if (peers.length > 0) {
    const rest = Object.fromEntries(Object.entries(entry).filter(([field]) => !peers.includes(field)))
    // Without any peer an entry that names no ports fits nobody, so everybody is named.
    mutants.replace('any-peer', path, { ...rest, [`${side}Entities`]: ['all'] })
  }
  for (const field of peers) {
    const items = listAt(entry[field])
    mutants.removeEach('no-peer', [...path, field], items)
    items.forEach((item, index) => peerMutants(mutants, [...path, field, index], field, item))
  }
  for (const field of ['toPorts', 'icmps'] as const) {
    const items = listAt(entry[field])
    if (items.length > 0) mutants.remove('any-port', [...path, field])
    mutants.removeEach('no-port', [...path, field], items)
    if (field === 'toPorts')
      items.forEach((item, index) => portMutants(mutants, [...path, field, index], recordOf(item)))
  }
  if (isObject(entry.authentication)) mutants.remove('no-term', [...path, 'authentication'])
}

/** One peer widened. */
function peerMutants(mutants: Mutants, path: FieldPath, field: string, peer: unknown): void {
  if (field.endsWith('Endpoints') && !isEmpty(peer)) {
    mutants.replace('any-pod', path, {})
    mutants.replace('any-namespace', path, {
      ...recordOf(peer),
      matchExpressions: [
        ...listAt(recordOf(peer).matchExpressions),
        { key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' },
      ],
    })
  }
  if (field.endsWith('CIDR') && peer !== anyAddress(peer)) mutants.replace('any-address', path, anyAddress(peer))
  if (field.endsWith('CIDRSet') && isObject(peer)) {
    if (typeof peer.cidr === 'string' && peer.cidr !== anyAddress(peer.cidr))
      mutants.replace('any-address', [...path, 'cidr'], anyAddress(peer.cidr))
    if (listAt(peer.except).length > 0) mutants.remove('no-except', [...path, 'except'])
  }
  if (field === 'toFQDNs') mutants.replace('any-peer', path, { matchPattern: '**.*' })
}

function portMutants(mutants: Mutants, path: FieldPath, { ports, rules, serverNames }: JsonObject): void {
  mutants.removeEach('no-port', [...path, 'ports'], listAt(ports))
  if (listAt(serverNames).length > 0) mutants.remove('any-request', [...path, 'serverNames'])
  mutants.removeEach('no-request', [...path, 'serverNames'], listAt(serverNames))
  if (!isObject(rules)) return
  mutants.remove('any-request', [...path, 'rules'])
  for (const [kind, said] of Object.entries(rules)) {
    mutants.removeEach('no-request', [...path, 'rules', kind], listAt(said))
    listAt(said).forEach((each, index) => {
      const terms = Object.keys(recordOf(each))
      if (terms.length > 1) for (const term of terms) mutants.remove('no-term', [...path, 'rules', kind, index, term])
    })
  }
}
