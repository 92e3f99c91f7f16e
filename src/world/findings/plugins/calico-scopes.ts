import { matchesExpression, type LabelExpression } from '../../../ground/label-expression.ts'
import type { Labels } from '../../../ground/labels.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { CompiledPolicy, Rule } from '../../../policy/form.ts'
import type { Finding } from '../finding.ts'
import { calicoPolicies, calicoSets, type PluginView } from './plugin-view.ts'

/** How many names a finding lists. */
const LISTED = 3

/** Who has labels: a pod, or a set of addresses. `namespace` null: a set of the cluster. */
interface Wearer {
  readonly isPod: boolean
  readonly namespace: string | null
  readonly name: string
  readonly labels: Labels
}

/**
 * Rules of a policy in a namespace that reach less far than they read: a selector of namespaces takes the place of the
 * policy's own, and a selector without one never leaves it.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#entityrule,
 * https://docs.tigera.io/calico/latest/network-policy/policy-rules/namespace-policy
 */
export function calicoScopeFindings(view: PluginView): readonly Finding[] {
  const own = calicoPolicies(view).filter(({ namespace }) => namespace !== null)
  if (own.length === 0) return []
  const wearers = wearersOf(view)
  return own.flatMap((policy) =>
    policy.rules.flatMap((rule) => {
      const end = readEnd(policy, rule)
      return end ? [...replaced(end, wearers), ...staysHome(end, wearers)] : []
    }),
  )
}

function wearersOf({ facts: { cluster }, set: { profile } }: PluginView): readonly Wearer[] {
  const pods = cluster.pods.flatMap(({ endpoint, namespace, name }): readonly Wearer[] =>
    endpoint?.kind !== 'pod'
      ? []
      : profile.view
          .labelsWorn(endpoint, 'peer')
          .map((labels) => ({ isPod: true, namespace: namespace.name, name, labels })),
  )
  return [...pods, ...calicoSets(cluster).map((set) => ({ ...set, isPod: false }))]
}

/**
 * The other end of a rule that says `selector`, and nothing else about labels but perhaps namespaces. `whole`: as it
 * was compiled; `own`: the selector alone.
 */
interface End {
  readonly policy: CompiledPolicy
  readonly namespace: string
  readonly rule: Rule
  readonly path: FieldPath
  readonly selector: string
  readonly namespaceSelector: string
  readonly whole: LabelExpression
  readonly own: LabelExpression
}

function readEnd(policy: CompiledPolicy, rule: Rule): End | null {
  const { section, index } = rule
  const name = section === 'ingress' ? 'source' : 'destination'
  const value = fieldAt(listAt(policy.object.value, 'spec', section)[index], name)
  const selector = textAt(value, 'selector') ?? ''
  if (selector === '' || textAt(value, 'notSelector') || objectAt(value, 'serviceAccounts')) return null
  const matcher = rule.when
    .flatMap((condition) => (condition.aspect === 'peer' && !condition.negate ? condition.anyOf : []))
    .find(({ kind }) => kind === 'expression')
  // In a namespace a selector is compiled to where it looks, and itself.
  if (matcher?.kind !== 'expression' || matcher.expression.is !== 'all' || matcher.expression.of.length !== 2)
    return null
  return {
    policy,
    namespace: policy.namespace!,
    rule,
    path: ['spec', section, index, name],
    selector,
    namespaceSelector: textAt(value, 'namespaceSelector') ?? '',
    whole: matcher.expression,
    own: matcher.expression.of[1]!,
  }
}

/** Pods of the policy's own namespace that fit, and are not meant. */
function replaced(
  { policy: { object }, namespace, rule: { section, index }, path, selector, namespaceSelector, whole, own }: End,
  wearers: readonly Wearer[],
): readonly Finding[] {
  if (namespaceSelector === '' || namespaceSelector.includes('global(')) return []
  const here = wearers.filter(
    (wearer) => wearer.isPod && wearer.namespace === namespace && matchesExpression(own, wearer.labels),
  )
  if (here.length === 0 || here.some(({ labels }) => matchesExpression(whole, labels))) return []
  const at = [...path, 'namespaceSelector']
  return [
    {
      facts: { code: 'namespace-replaced', section, rule: index, namespace, selector, pods: here.length },
      severity: 'note',
      object,
      path: at,
      part: 'value',
      fixes: [
        {
          does: { fix: 'also-namespace', namespace },
          changes: [
            {
              change: 'replace',
              path: at,
              value: `(${namespaceSelector}) || projectcalico.org/name == '${namespace}'`,
            },
          ],
        },
      ],
    },
  ]
}

/**
 * It finds nobody in the policy's own namespace, and somebody elsewhere or in sets of the cluster. One that fits
 * whoever has no labels means nobody in particular.
 */
function staysHome(
  { policy: { object }, namespace, rule: { section, index }, path, selector, namespaceSelector, whole, own }: End,
  wearers: readonly Wearer[],
): readonly Finding[] {
  if (
    namespaceSelector !== '' ||
    matchesExpression(own, {}) ||
    wearers.some(({ labels }) => matchesExpression(whole, labels))
  )
    return []
  const elsewhere = wearers.filter((wearer) => wearer.namespace !== namespace && matchesExpression(own, wearer.labels))
  if (elsewhere.length === 0) return []
  const sets = elsewhere.flatMap((wearer) => (wearer.namespace === null ? [wearer.name] : [])).sort()
  const namespaces = [...new Set(elsewhere.flatMap((wearer) => wearer.namespace ?? []))].sort()
  const meant =
    namespaces.length === 0
      ? 'global()'
      : sets.length === 0 && namespaces.length === 1
        ? `projectcalico.org/name == '${namespaces[0]!}'`
        : null
  return [
    {
      facts: {
        code: 'selector-stays-home',
        section,
        rule: index,
        namespace,
        selector,
        namespaces: namespaces.slice(0, LISTED),
        sets: sets.slice(0, LISTED),
      },
      severity: 'warning',
      object,
      path: [...path, 'selector'],
      part: 'value',
      fixes:
        meant === null
          ? []
          : [
              {
                does: { fix: 'use-namespace-selector', selector: meant },
                changes: [{ change: 'set', path, key: 'namespaceSelector', value: meant, after: ['selector'] }],
              },
            ],
    },
  ]
}
