import { conjunctsOf, matchesExpression, type LabelExpression } from '../../../ground/label-expression.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { listAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { CompiledPolicy } from '../../../policy/form.ts'
import type { Finding } from '../finding.ts'
import { calicoPolicies, type PluginView } from './plugin-view.ts'

/**
 * What people get wrong in selectors of Calico: words that no endpoint wears, and denials of whoever lacks a label,
 * which addresses that nobody has labelled escape.
 * Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors,
 * https://docs.tigera.io/calico/latest/reference/resources/workloadendpoint
 */
export function calicoSelectorFindings(view: PluginView): readonly Finding[] {
  const own = calicoPolicies(view)
  return [
    ...[...new Set(own.map(({ object }) => object))].flatMap((object) =>
      selectorPaths(object).flatMap((path) => wrongWords(object, path)),
    ),
    ...own.flatMap(leavesOutside),
  ]
}

function selectorPaths({ value }: KubernetesObject): readonly FieldPath[] {
  return [
    ['spec', 'selector'],
    ...(['ingress', 'egress'] as const).flatMap((section) =>
      listAt(value, 'spec', section).flatMap((_, index) =>
        (['source', 'destination'] as const).flatMap((end) =>
          (['selector', 'notSelector'] as const).map((field): FieldPath => ['spec', section, index, end, field]),
        ),
      ),
    ),
  ]
}

/** What is written, and what was meant. */
const WORDS: readonly (readonly [RegExp, string, string])[] = [
  [/(?<![\w./-])projectcalico\.org\/name(?![\w./-])/g, 'projectcalico.org/name', 'projectcalico.org/namespace'],
  [/(?<=(?<![\w./-])projectcalico\.org\/orchestrator\s*==\s*)(["'])kubernetes\1/g, 'kubernetes', "'k8s'"],
]

function wrongWords(object: KubernetesObject, path: FieldPath): readonly Finding[] {
  const selector = textOf(object, path)
  return WORDS.flatMap(([pattern, word, meant]): readonly Finding[] => {
    const mended = selector.replace(pattern, meant)
    if (mended === selector) return []
    return [
      {
        facts: { code: 'selector-word', word, meant: meant.replace(/'/g, '') },
        severity: 'warning',
        object,
        path,
        part: 'value',
        fixes: [{ does: { fix: 'use-word', word: meant }, changes: [{ change: 'replace', path, value: mended }] }],
      },
    ]
  })
}

function textOf({ value }: KubernetesObject, path: FieldPath): string {
  const found = path.reduce<unknown>(
    (at, step) => (at === null || typeof at !== 'object' ? undefined : (at as Record<string | number, unknown>)[step]),
    value,
  )
  return typeof found === 'string' ? found : ''
}

/** A denial of whoever lacks a label is not one of addresses that nothing is known of. */
function leavesOutside({ object, rules }: CompiledPolicy): readonly Finding[] {
  return rules.flatMap(({ action, when, section, index }): readonly Finding[] => {
    const matchers = when.flatMap((condition) =>
      condition.aspect === 'peer' && !condition.negate ? condition.anyOf : [],
    )
    const [matcher] = matchers
    if (
      action !== 'deny' ||
      matchers.length !== 1 ||
      matcher?.kind !== 'expression' ||
      matcher.path.at(-1) !== 'selector' ||
      !isNegative(matcher.expression)
    )
      return []
    return [
      {
        facts: { code: 'selector-leaves-outside', section, rule: index, selector: textOf(object, matcher.path) },
        severity: 'note',
        object,
        path: matcher.path,
        part: 'value',
        fixes: [],
      },
    ]
  })
}

/** Whether it asks for what somebody is not, and somebody without labels fits it, in whichever namespace. */
function isNegative(expression: LabelExpression): boolean {
  const parts = conjunctsOf(expression).filter(
    (part) => part.is !== 'equal' || part.key !== 'projectcalico.org/namespace',
  )
  return parts.length > 0 && parts.every((part) => matchesExpression(part, {}))
}
