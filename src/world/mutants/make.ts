import type { FieldPath } from '../../ground/span.ts'
import type { JsonObject, KubernetesObject } from '../../manifests/piece.ts'
import type { Mutant, Mutation } from './mutant.ts'

/** Where a kind keeps its rules and what they are made of: fields of a rule that hold its peers and its ports, and what an absent one means. */
interface Grammar {
  /** Lists of rules under `spec`, by direction; `deny`: what they name is refused. */
  readonly rules: readonly { readonly field: string; readonly direction: 'Ingress' | 'Egress'; readonly deny?: boolean }[]
  readonly peers: readonly string[]
  readonly ports: readonly string[]
  /** Words of `action` and what each turns into; none: rules have no action. */
  readonly actions: Readonly<Record<string, string>>
}

const NETWORK_POLICY: Grammar = {
  rules: [{ field: 'ingress', direction: 'Ingress' }, { field: 'egress', direction: 'Egress' }], peers: ['from', 'to'], ports: ['ports'], actions: {},
}
/** Peers are required there. */
const ORDERED: Grammar = { ...NETWORK_POLICY, peers: [], ports: ['ports', 'protocols'], actions: { Accept: 'Deny', Allow: 'Deny', Deny: 'Pass', Pass: 'Deny' } }
const CILIUM: Grammar = {
  rules: [...NETWORK_POLICY.rules, { field: 'ingressDeny', direction: 'Ingress', deny: true }, { field: 'egressDeny', direction: 'Egress', deny: true }],
  peers: [], ports: ['toPorts'], actions: {},
}
const CALICO: Grammar = { ...NETWORK_POLICY, peers: ['source', 'destination'], ports: [], actions: { Allow: 'Deny', Deny: 'Allow' } }

function grammarOf({ group, kind }: KubernetesObject): Grammar | null {
  if (group === 'networking.k8s.io' && kind === 'NetworkPolicy') return NETWORK_POLICY
  if (group === 'policy.networking.k8s.io') return ORDERED
  if (group === 'cilium.io') return CILIUM
  if (group === 'projectcalico.org' || group === 'crd.projectcalico.org') return CALICO
  return null
}

/** Every way to loosen or tighten one thing in a policy. Empty: its kind has no rules that we know how to change. */
export function mutantsOf(object: KubernetesObject): readonly Mutant[] {
  const grammar = grammarOf(object), spec = recordOf(object.value.spec)
  if (!grammar || !spec) return []
  const rules = grammar.rules.flatMap(({ field, deny }) => listOf(spec[field]).flatMap((rule, index) => {
    const path = ['spec', field, index]
    return isRecord(rule) ? [removed(object, path, deny ? 'no-deny' : 'no-rule'), ...ruleMutants(object, path, rule, grammar)] : []
  }))
  return [{ mutation: 'no-policy', path: [], value: null }, ...(grammar === NETWORK_POLICY ? unisolated(object, spec) : []), ...rules]
}

function ruleMutants(object: KubernetesObject, path: FieldPath, rule: JsonObject, grammar: Grammar): readonly Mutant[] {
  const mutants: Mutant[] = []
  const action = typeof rule.action === 'string' && Object.hasOwn(grammar.actions, rule.action) ? grammar.actions[rule.action] : undefined
  if (action !== undefined) mutants.push(replaced(object, [...path, 'action'], 'other-action', action))
  for (const field of grammar.ports) {
    const items = listOf(rule[field])
    if (items.length > 0) mutants.push(removed(object, [...path, field], 'any-port'))
    if (items.length > 1) mutants.push(...items.map((_, index) => removed(object, [...path, field, index], 'no-port')))
  }
  for (const field of grammar.peers) {
    const peers = rule[field]
    if (isRecord(peers)) mutants.push(removed(object, [...path, field], 'any-peer'))
    const items = listOf(peers)
    if (items.length > 0) mutants.push(removed(object, [...path, field], 'any-peer'))
    if (items.length > 1) mutants.push(...items.map((_, index) => removed(object, [...path, field, index], 'no-peer')))
    if (grammar === NETWORK_POLICY) mutants.push(...items.flatMap((peer, index) => (isRecord(peer) ? peerMutants(object, [...path, field, index], peer) : [])))
  }
  return mutants
}

/** One term of a peer widened. */
function peerMutants(object: KubernetesObject, path: FieldPath, peer: JsonObject): readonly Mutant[] {
  const mutants: Mutant[] = []
  const { podSelector, namespaceSelector, ipBlock } = peer
  if (isRecord(podSelector) && !isEmpty(podSelector)) mutants.push(replaced(object, [...path, 'podSelector'], 'any-pod', {}))
  if (isRecord(podSelector) && !isRecord(namespaceSelector)) mutants.push(replaced(object, [...path, 'namespaceSelector'], 'any-namespace', {}))
  if (isRecord(namespaceSelector) && !isEmpty(namespaceSelector)) mutants.push(replaced(object, [...path, 'namespaceSelector'], 'any-namespace', {}))
  if (isRecord(ipBlock)) {
    const any = String(ipBlock.cidr).includes(':') ? '::/0' : '0.0.0.0/0'
    if (ipBlock.cidr !== any) mutants.push(replaced(object, [...path, 'ipBlock', 'cidr'], 'any-address', any))
    if (listOf(ipBlock.except).length > 0) mutants.push(removed(object, [...path, 'ipBlock', 'except'], 'no-except'))
  }
  return mutants
}

/** A direction left out of `policyTypes`, where the policy closes two. */
function unisolated(object: KubernetesObject, spec: JsonObject): readonly Mutant[] {
  const types = listOf(spec.policyTypes), closes = types.length > 0 ? types : ['Ingress', ...(listOf(spec.egress).length > 0 ? ['Egress'] : [])]
  if (closes.length < 2) return []
  return closes.map((direction) => {
    const { [String(direction).toLowerCase()]: _, ...rest } = spec
    return { mutation: 'direction-not-isolated', path: ['spec', 'policyTypes'], value: { ...object.value, spec: { ...rest, policyTypes: closes.filter((each) => each !== direction) } } }
  })
}

function removed(object: KubernetesObject, path: FieldPath, mutation: Mutation): Mutant {
  return { mutation, path, value: changed(object.value, path, undefined) as JsonObject }
}

function replaced(object: KubernetesObject, path: FieldPath, mutation: Mutation, by: unknown): Mutant {
  return { mutation, path, value: changed(object.value, path, by) as JsonObject }
}

/** A copy in which one field is another; undefined: it is gone. */
function changed(value: unknown, [step, ...rest]: FieldPath, by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value)) {
    const items = value as readonly unknown[]
    return rest.length === 0 && by === undefined ? items.filter((_, index) => index !== step) : items.map((item, index) => (index === step ? changed(item, rest, by) : item))
  }
  const fields = isRecord(value) ? value : {}
  if (rest.length === 0 && by === undefined) return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== step))
  return { ...fields, [step]: changed(fields[step], rest, by) }
}

function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const recordOf = (value: unknown): JsonObject | null => (isRecord(value) ? value : null)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [])
const isEmpty = (value: JsonObject): boolean => Object.keys(value).length === 0
