import { fieldAt, listAt } from '../../manifests/fields.ts'
import type { Finding } from './finding.ts'
import type { FixPlan } from './fix-plan.ts'
import { writtenRules, type PolicyView } from './policy-view.ts'

const SECTIONS = ['ingress', 'egress'] as const
const TYPE = { ingress: 'Ingress', egress: 'Egress' } as const

/**
 * Directions that are not what they seem: rules without their type, a type that was assumed, an empty list that closes
 * nothing.
 * Source: kubernetes/pkg/apis/networking/v1/defaults.go, SetDefaults_NetworkPolicy.
 */
export function policyTypeFindings(view: PolicyView): readonly Finding[] {
  return listAt(view.object.value, 'spec', 'policyTypes').length > 0
    ? SECTIONS.flatMap((section) => declaredTypes(view, section))
    : assumedTypes(view)
}

function declaredTypes({ object, directions }: PolicyView, section: 'ingress' | 'egress'): readonly Finding[] {
  if (
    directions.some(({ direction }) => direction === section) ||
    !Array.isArray(fieldAt(object.value, 'spec', section))
  )
    return []
  const rules = writtenRules(object, section).length
  const fixes: readonly FixPlan[] = [
    {
      does: { fix: 'declare-types', types: [TYPE[section]] },
      changes: [{ change: 'append', path: ['spec', 'policyTypes'], value: TYPE[section] }],
    },
  ]
  return [
    {
      facts:
        rules > 0
          ? { code: 'rules-inert', section, rules, field: 'policyTypes' }
          : { code: 'not-isolated', section, declared: true },
      severity: 'warning',
      object,
      path: ['spec', section],
      part: 'key',
      fixes,
    },
  ]
}

function assumedTypes({ object, selected }: PolicyView): readonly Finding[] {
  const egress = fieldAt(object.value, 'spec', 'egress')
  const hasIngress = Array.isArray(fieldAt(object.value, 'spec', 'ingress'))
  if (!Array.isArray(egress)) return []
  if (egress.length === 0) {
    const both = declare(object.value, ['Ingress', 'Egress'])
    return [
      {
        facts: { code: 'not-isolated', section: 'egress', declared: false },
        severity: 'warning',
        object,
        path: ['spec', 'egress'],
        part: 'key',
        fixes: hasIngress ? [both] : [declare(object.value, ['Egress']), both],
      },
    ]
  }
  if (hasIngress) return []
  return [
    {
      facts: { code: 'ingress-closed-too', pods: selected.length },
      severity: 'warning',
      object,
      path: ['spec', 'egress'],
      part: 'key',
      fixes: [declare(object.value, ['Egress']), declare(object.value, ['Ingress', 'Egress'])],
    },
  ]
}

/** The types that were assumed until now are written, in place of an empty list where there is one. */
function declare(value: unknown, types: readonly ('Ingress' | 'Egress')[]): FixPlan {
  const isWritten = Array.isArray(fieldAt(value, 'spec', 'policyTypes'))
  return {
    does: { fix: 'declare-types', types },
    changes: [
      isWritten
        ? { change: 'replace', path: ['spec', 'policyTypes'], value: types }
        : { change: 'set', path: ['spec'], key: 'policyTypes', value: types, after: ['podSelector'] },
    ],
  }
}
