import { closestName } from '../../../ground/names.ts'
import { fieldAt, listAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { CompiledPolicy } from '../../../policy/form.ts'
import { matchesSubject } from '../../../policy/match.ts'
import type { Finding } from '../finding.ts'
import type { FixPlan } from '../fix-plan.ts'
import { calicoPolicies, type PluginView } from './plugin-view.ts'

const SECTIONS = ['ingress', 'egress'] as const
const TYPE = { ingress: 'Ingress', egress: 'Egress' } as const

/**
 * Directions that Calico's policies close, or do not rule, against what their rules look like; and tiers at whose end
 * later ones are lost.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#spec,
 * https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy
 */
export function calicoDirectionFindings(view: PluginView): readonly Finding[] {
  const all = calicoPolicies(view)
  return [...missingTiers(all, view), ...ofDirections(all, view)]
}

const BUILT_IN = ['kube-admin', 'default', 'kube-baseline']

/**
 * A policy of a tier that nobody has made: it is refused when it is created, and Felix would ask it after all others.
 */
function missingTiers(own: readonly CompiledPolicy[], { facts: { cluster } }: PluginView): readonly Finding[] {
  const tiers = [...BUILT_IN, ...cluster.definitions.flatMap(({ kind, name }) => (kind === 'Tier' ? [name] : []))]
  const path = ['spec', 'tier']
  return [...new Map(own.map(({ object, rank }) => [object, rank.tier]))].flatMap(
    ([object, tier]): readonly Finding[] => {
      if (tiers.includes(tier)) return []
      const hint = closestName(tier, tiers)
      return [
        {
          facts: { code: 'tier-unknown', tier, hint },
          severity: 'warning',
          object,
          path,
          part: 'value',
          fixes:
            hint === null
              ? []
              : [{ does: { fix: 'use-word', word: hint }, changes: [{ change: 'replace', path, value: hint }] }],
        },
      ]
    },
  )
}

function ofDirections(all: readonly CompiledPolicy[], view: PluginView): readonly Finding[] {
  const own = all.filter(({ lane }) => !lane)
  const closing = view.set.tiers
    .filter(({ unmatched }) => unmatched === 'deny')
    .flatMap(({ policies }) => policies.map(({ object }) => object))
  return [
    ...[...new Set(own.map(({ object }) => object))].flatMap((object) => [
      ...inert(object),
      ...(closing.includes(object) ? closed(object) : []),
    ]),
    ...own.flatMap((policy) => dropsRest(policy, view)),
  ]
}

/** Rules of a direction that `types` leaves out. */
function inert(object: KubernetesObject): readonly Finding[] {
  const types = listAt(object.value, 'spec', 'types')
  return types.length === 0
    ? []
    : SECTIONS.flatMap((section): readonly Finding[] => {
        const rules = listAt(object.value, 'spec', section).length
        if (rules === 0 || types.includes(TYPE[section])) return []
        const fixes: readonly FixPlan[] = [
          {
            does: { fix: 'declare-types', types: [TYPE[section]] },
            changes: [{ change: 'append', path: ['spec', 'types'], value: TYPE[section] }],
          },
        ]
        return [
          {
            facts: { code: 'rules-inert', section, rules, field: 'types' },
            severity: 'warning',
            object,
            path: ['spec', section],
            part: 'key',
            fixes,
          },
        ]
      })
}

/**
 * A direction that `types` names and no rule speaks of, beside one that has rules. A policy without any rules is meant
 * to close.
 */
function closed(object: KubernetesObject): readonly Finding[] {
  const types = listAt(object.value, 'spec', 'types')
  return SECTIONS.flatMap((section): readonly Finding[] => {
    const other = section === 'ingress' ? 'egress' : 'ingress'
    const index = types.indexOf(TYPE[section])
    if (
      index < 0 ||
      listAt(object.value, 'spec', section).length > 0 ||
      listAt(object.value, 'spec', other).length === 0
    )
      return []
    return [
      {
        facts: { code: 'direction-closed', section },
        severity: 'note',
        object,
        path: ['spec', 'types', index],
        part: 'value',
        fixes:
          types.length > 1
            ? [
                {
                  does: { fix: 'leave-open', section },
                  changes: [{ change: 'delete', path: ['spec', 'types', index] }],
                },
              ]
            : [],
      },
    ]
  })
}

/**
 * One that only allows, in a tier that denies the rest, while a policy of a later tier would let more of the same pods'
 * flows pass.
 */
function dropsRest(policy: CompiledPolicy, { facts, set }: PluginView): readonly Finding[] {
  const { object, direction, rules, subject, rank } = policy
  const place = set.tiers.findIndex(({ id }) => id === rank.tier)
  const tier = set.tiers[place]
  const deciding = rules.filter(({ action }) => action !== 'log')
  if (
    tier?.unmatched !== 'deny' ||
    deciding.length === 0 ||
    deciding.some(({ action, when }) => action !== 'allow' || when.length === 0)
  )
    return []
  const { view } = set.profile
  const pods = facts.cluster.pods.flatMap(({ endpoint }) =>
    endpoint?.kind === 'pod' && matchesSubject(subject, endpoint, view) ? [endpoint] : [],
  )
  const applies = (other: CompiledPolicy) =>
    !other.staged &&
    other.direction === direction &&
    pods.some((endpoint) => matchesSubject(other.subject, endpoint, view))
  if (
    pods.length === 0 ||
    tier.policies.some(
      (other) =>
        other.object !== object &&
        applies(other) &&
        other.rules.some(({ action, when }) => action === 'pass' || (action === 'allow' && when.length === 0)),
    )
  )
    return []
  const late = set.tiers
    .slice(place + 1)
    .flatMap(({ policies }) => policies)
    .find((other) => applies(other) && other.rules.some(({ action }) => action === 'allow'))
  if (!late) return []
  const path = ['spec', direction]
  return [
    {
      facts: {
        code: 'tier-drops-rest',
        section: direction,
        tier: tier.id,
        by: late.namespace === null ? late.name : `${late.namespace}/${late.name}`,
      },
      severity: 'warning',
      object,
      path,
      part: 'key',
      fixes:
        fieldAt(object.value, ...path) === undefined
          ? []
          : [{ does: { fix: 'pass-the-rest' }, changes: [{ change: 'append', path, value: { action: 'Pass' } }] }],
    },
  ]
}
