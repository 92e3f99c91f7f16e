import { matchesExpression } from '../../../ground/label-expression.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { fieldAt, listAt, objectAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { CompiledPolicy } from '../../../policy/form.ts'
import type { Finding } from '../finding.ts'
import { calicoPolicies, type PluginView } from './plugin-view.ts'

/**
 * What people get wrong in Calico's own policies.
 * Source: https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy (end of tier),
 * https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy,
 * https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#ports, #servicematch
 */
export function calicoHabitFindings(view: PluginView): readonly Finding[] {
  const own = calicoPolicies(view)
  const { tiers } = view.set
  const seen = new Set<KubernetesObject>()
  const denying = new Set(
    tiers.filter(({ unmatched }) => unmatched === 'deny').flatMap((tier) => tier.policies.map(({ object }) => object)),
  )
  return own.flatMap((policy): readonly Finding[] => {
    const isFirst = !seen.has(policy.object)
    seen.add(policy.object)
    return [
      ...(denying.has(policy.object) ? loneDenial(policy) : []),
      ...(isFirst ? [...hostsToo(policy), ...inRules(policy)] : []),
    ]
  })
}

/** Every rule denies somebody in particular, and the end of the tier denies all others too. */
function loneDenial({ object, direction, rules, lane }: CompiledPolicy): readonly Finding[] {
  const deciding = rules.filter(({ action }) => action !== 'log')
  if (lane || deciding.length === 0 || deciding.some(({ action, when }) => action !== 'deny' || when.length === 0))
    return []
  const path: FieldPath = ['spec', direction]
  return [
    {
      facts: { code: 'denies-the-rest-too', section: direction },
      severity: 'note',
      object,
      path,
      part: 'key',
      fixes: [{ does: { fix: 'pass-the-rest' }, changes: [{ change: 'append', path, value: { action: 'Pass' } }] }],
    },
  ]
}

/** A selector that fits whoever lacks a label fits host endpoints, which lack most. */
function hostsToo({ object, namespace, subject, lane, onForward }: CompiledPolicy): readonly Finding[] {
  const selector = textAt(object.value, 'spec', 'selector') ?? ''
  if (
    namespace !== null ||
    lane ||
    onForward ||
    textAt(object.value, 'spec', 'namespaceSelector') ||
    !/!=|not\s*in|!\s*has/.test(selector)
  )
    return []
  if (subject.kind !== 'expression' || !matchesExpression(subject.expression, {})) return []
  return [
    {
      facts: { code: 'selects-hosts-too', selector },
      severity: 'note',
      object,
      path: ['spec', 'selector'],
      part: 'value',
      fixes: [
        {
          does: { fix: 'only-in-namespaces' },
          changes: [{ change: 'set', path: ['spec'], key: 'namespaceSelector', value: 'all()', after: ['selector'] }],
        },
      ],
    },
  ]
}

function inRules({ object, namespace }: CompiledPolicy): readonly Finding[] {
  return (['ingress', 'egress'] as const).flatMap((section) =>
    listAt(object.value, 'spec', section).flatMap((rule, index) =>
      (['source', 'destination'] as const).flatMap((end): readonly Finding[] => {
        const entity = fieldAt(rule, end)
        const at: FieldPath = ['spec', section, index, end]
        const services = objectAt(entity, 'services')
        const ranges = (['ports', 'notPorts'] as const).flatMap((field) =>
          listAt(entity, field).flatMap((port, place): readonly Finding[] => {
            const range = /^(\d{1,5})-(\d{1,5})$/.exec(String(port))
            const path = [...at, field, place]
            return range
              ? [
                  {
                    facts: { code: 'range-is-a-name', section, rule: index, port: String(port) },
                    severity: 'warning',
                    object,
                    path,
                    part: 'value',
                    fixes: [
                      {
                        does: { fix: 'use-port', port: `${range[1]}:${range[2]}` },
                        changes: [{ change: 'replace', path, value: `${range[1]}:${range[2]}` }],
                      },
                    ],
                  },
                ]
              : []
          }),
        )
        const isLost = namespace !== null && services !== null && (textAt(services, 'namespace') ?? '') === ''
        return [
          ...ranges,
          ...(isLost
            ? [
                {
                  facts: {
                    code: 'service-without-namespace' as const,
                    section,
                    rule: index,
                    service: textAt(services, 'name') ?? '',
                  },
                  severity: 'warning' as const,
                  object,
                  path: [...at, 'services'],
                  part: 'key' as const,
                  fixes: [
                    {
                      does: { fix: 'use-namespace' as const, namespace: namespace! },
                      changes: [
                        {
                          change: 'set' as const,
                          path: [...at, 'services'],
                          key: 'namespace',
                          value: namespace!,
                          after: ['name'],
                        },
                      ],
                    },
                  ],
                },
              ]
            : []),
        ]
      }),
    ),
  )
}
