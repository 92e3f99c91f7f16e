import type { PolicySet } from '../../../../engine/policy-set.ts'
import { isSameList } from '../../../../ground/same-list.ts'
import type { FieldPath } from '../../../../ground/span.ts'
import { listAt, objectAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { CompiledPolicy, Direction } from '../../../../policy/form.ts'
import type { PluginView } from '../plugin-view.ts'

/** One rule of a policy of Cilium, `spec` or one of `specs`, with the policies that it was compiled to. */
export interface CiliumRule {
  readonly object: KubernetesObject
  readonly namespace: string | null
  readonly value: unknown
  readonly path: FieldPath
  readonly compiled: readonly CompiledPolicy[]
}

/** One entry of a section. */
export interface CiliumEntry {
  readonly value: unknown
  readonly path: FieldPath
  readonly section: Direction
  readonly index: number
  readonly isDenial: boolean
}

/** The rules of Cilium's policies in force, each once, by namespace and name. */
export function ciliumRules({ set }: PluginView): readonly CiliumRule[] {
  let rules = rulesOf.get(set)
  if (!rules) rulesOf.set(set, (rules = readRules(set.policies)))
  return rules
}

/** Every finder asks. */
const rulesOf = new WeakMap<PolicySet, readonly CiliumRule[]>()

function readRules(policies: readonly CompiledPolicy[]): readonly CiliumRule[] {
  const own = new Map<KubernetesObject, CompiledPolicy[]>()
  for (const policy of policies)
    if (policy.object.group === 'cilium.io') own.set(policy.object, [...(own.get(policy.object) ?? []), policy])
  const named = [...own].map(([object, compiled]) => ({ object, compiled, name: `${object.namespace}/${object.name}` }))
  return named
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ object, compiled }) => rulesOfObject(object, compiled))
}

/** A policy that did not change has the rules that it had. */
const known = new WeakMap<KubernetesObject, readonly CiliumRule[]>()

function rulesOfObject(object: KubernetesObject, compiled: readonly CompiledPolicy[]): readonly CiliumRule[] {
  const before = known.get(object)
  if (before?.[0] && isSameList(before[0].compiled, compiled)) return before
  const spec = objectAt(object.value, 'spec')
  const namespace = compiled[0]!.namespace
  const rules = [
    ...(spec ? [{ object, namespace, value: spec, path: ['spec'] as FieldPath, compiled }] : []),
    ...listAt(object.value, 'specs').map((value, index): CiliumRule => ({
      object,
      namespace,
      value,
      path: ['specs', index],
      compiled,
    })),
  ]
  known.set(object, rules)
  return rules
}

/** All entries of a rule, denials too. */
export function entriesOf(rule: CiliumRule): readonly CiliumEntry[] {
  let entries = entriesOfRule.get(rule)
  if (!entries) entriesOfRule.set(rule, (entries = readEntries(rule)))
  return entries
}

const entriesOfRule = new WeakMap<CiliumRule, readonly CiliumEntry[]>()

function readEntries({ value, path }: CiliumRule): readonly CiliumEntry[] {
  return (['ingress', 'egress'] as const).flatMap((section) =>
    (
      [
        [section, false],
        [`${section}Deny`, true],
      ] as const
    ).flatMap(([field, isDenial]) =>
      listAt(value, field).map((entry, index): CiliumEntry => ({
        value: entry,
        path: [...path, field, index],
        section,
        index,
        isDenial,
      })),
    ),
  )
}

/** What names the other end in an entry. */
const MEMBERS = ['Endpoints', 'CIDR', 'CIDRSet', 'Entities', 'Nodes', 'Services', 'FQDNs', 'Groups'] as const

/** Whether an entry names somebody at the other end. */
export function namesPeers({ value, section }: CiliumEntry): boolean {
  return MEMBERS.some((member) => Array.isArray(objectAt(value)?.[`${section === 'ingress' ? 'from' : 'to'}${member}`]))
}
