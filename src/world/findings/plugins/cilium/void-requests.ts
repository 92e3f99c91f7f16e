import { matcherKey } from '../../../../engine/matcher-key.ts'
import type { Condition, Rule } from '../../../../policy/form.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRules, type CiliumRule } from './entries.ts'

/**
 * Rules that read requests, beside one of the same policy that lets everything pass on the same port for the same
 * peers, or for everybody: what they ask restricts nothing.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#layer-7-examples (L7 rules are void beside an L4
 * rule for the same)
 */
export function voidRequestFindings(view: PluginView): readonly Finding[] {
  return [...new Map(ciliumRules(view).map((rule) => [rule.object, rule])).values()].flatMap((rule) => {
    let findings = found.get(rule)
    if (!findings) found.set(rule, (findings = voidIn(rule)))
    return findings
  })
}

/** It is a matter of the policy alone. */
const found = new WeakMap<CiliumRule, readonly Finding[]>()

function voidIn({ object, compiled }: CiliumRule): readonly Finding[] {
  return compiled.flatMap(({ rules }) => {
    const plain = rules.filter(({ action, request }) => action === 'allow' && !request)
    return rules.flatMap((rule): Finding[] => {
      if (rule.action !== 'allow' || !rule.request || rule.request.every((request) => request.kind === 'dns')) return []
      const wider = plain.find((other) => covers(other, rule))
      return wider
        ? [
            {
              facts: { code: 'requests-void', section: rule.section, rule: rule.index, by: wider.index },
              severity: 'warning',
              object,
              path: rule.path,
              part: 'value',
              fixes: [],
            },
          ]
        : []
    })
  })
}

/** Whether every connection that one fits fits the other, as far as equal conditions tell. */
function covers(wide: Rule, narrow: Rule): boolean {
  return wide.when.every((condition) => narrow.when.some((other) => isWithin(other, condition)))
}

function isWithin(inner: Condition, outer: Condition): boolean {
  if (inner.aspect !== outer.aspect || inner.negate || outer.negate) return false
  if (inner.aspect === 'peer' && outer.aspect === 'peer') {
    const known = new Set(outer.anyOf.map(matcherKey))
    return inner.anyOf.every((matcher) => known.has(matcherKey(matcher)))
  }
  if (inner.aspect !== 'port' || outer.aspect !== 'port') return false
  return inner.anyOf.every(({ protocol, range, name }) =>
    outer.anyOf.some(
      (other) =>
        (other.protocol === null || other.protocol === protocol) &&
        (name !== null
          ? other.name === name
          : other.name === null &&
            (other.range === null || (range !== null && other.range.from <= range.from && range.to <= other.range.to))),
    ),
  )
}
