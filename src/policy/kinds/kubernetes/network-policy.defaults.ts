import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { AssumedField } from '../../kind.ts'

/**
 * The directions the policy isolates. A list that is written counts as it is; absent, null or empty it becomes Ingress,
 * and Egress only when there is an egress rule, so `egress: []` alone isolates nothing on the way out.
 * Source: kubernetes/pkg/apis/networking/v1/defaults.go, SetDefaults_NetworkPolicy.
 */
export function effectivePolicyTypes(policy: unknown): readonly ('Ingress' | 'Egress')[] {
  const written = listAt(policy, 'spec', 'policyTypes')
  if (written.length > 0) return (['Ingress', 'Egress'] as const).filter((type) => written.includes(type))
  return listAt(policy, 'spec', 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress']
}

/** What the API server fills in, or kubectl in the case of the namespace, where the text leaves it out. */
export function assumedFields(policy: unknown): readonly AssumedField[] {
  const assumed: AssumedField[] = []
  if (!textAt(policy, 'metadata', 'namespace'))
    assumed.push({ path: ['metadata', 'namespace'], text: 'namespace: default', place: 'own-line' })
  if (listAt(policy, 'spec', 'policyTypes').length === 0) {
    assumed.push({
      path: ['spec', 'policyTypes'],
      text: `policyTypes: [${effectivePolicyTypes(policy).join(', ')}]`,
      place: 'own-line',
    })
  }
  for (const section of ['ingress', 'egress'] as const) {
    listAt(policy, 'spec', section).forEach((rule, ruleIndex) =>
      listAt(rule, 'ports').forEach((port, portIndex) => {
        if (fieldAt(port, 'protocol') === undefined)
          assumed.push({
            path: ['spec', section, ruleIndex, 'ports', portIndex, 'protocol'],
            text: 'protocol: TCP',
            place: 'line-end',
          })
      }),
    )
  }
  return assumed
}
