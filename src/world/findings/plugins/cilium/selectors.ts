import type { FieldPath } from '../../../../ground/span.ts'
import { listAt, objectAt, textAt } from '../../../../manifests/fields.ts'
import { relevantLabels } from '../../../../sim/cni/cilium/identity-labels.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRules, entriesOf, type CiliumRule } from './entries.ts'

/**
 * Keys of selectors that no identity has: written with a dot where a colon belongs, or left out of identities by
 * Cilium's filter of labels.
 * Source: https://docs.cilium.io/en/stable/operations/performance/scalability/identity-relevant-labels/,
 * https://docs.cilium.io/en/stable/gettingstarted/terminology/#label-source
 */
export function identityLabelFindings(view: PluginView): readonly Finding[] {
  return ciliumRules(view).flatMap((rule) =>
    keysOf(rule).flatMap(({ key, path, isExpression }): Finding[] => {
      const dotted = /^(k8s|reserved|any)\.(?!io\/)(.+)$/.exec(key)
      if (dotted) {
        const meant = `${dotted[1]}:${dotted[2]}`
        return [
          {
            facts: { code: 'label-source-dotted', key, meant },
            severity: 'warning',
            object: rule.object,
            path,
            part: isExpression ? 'value' : 'key',
            fixes: [
              {
                does: { fix: 'use-key', key: meant },
                changes: [
                  isExpression ? { change: 'replace', path, value: meant } : { change: 'rename', path, key: meant },
                ],
              },
            ],
          },
        ]
      }
      const bare = key.slice(key.indexOf(':') + 1)
      const isPods = !key.includes(':') || /^(k8s|any):/.test(key)
      const isOwn = bare.startsWith('io.kubernetes.pod.namespace') || bare.startsWith('io.cilium.k8s')
      return isPods && !isOwn && Object.keys(relevantLabels({ [bare]: '' })).length === 0
        ? [
            {
              facts: { code: 'label-not-in-identity', key: bare },
              severity: 'warning',
              object: rule.object,
              path,
              part: isExpression ? 'value' : 'key',
              fixes: [],
            },
          ]
        : []
    }),
  )
}

interface WrittenKey {
  readonly key: string
  readonly path: FieldPath
  readonly isExpression: boolean
}

function keysOf(rule: CiliumRule): readonly WrittenKey[] {
  return [
    ...keysIn(objectAt(rule.value, 'endpointSelector'), [...rule.path, 'endpointSelector']),
    ...entriesOf(rule).flatMap(({ value, path, section }) => {
      const field = `${section === 'ingress' ? 'from' : 'to'}Endpoints`
      return listAt(value, field).flatMap((selector, index) => keysIn(selector, [...path, field, index]))
    }),
  ]
}

function keysIn(selector: unknown, path: FieldPath): readonly WrittenKey[] {
  return [
    ...Object.keys(objectAt(selector, 'matchLabels') ?? {}).map((key): WrittenKey => ({
      key,
      path: [...path, 'matchLabels', key],
      isExpression: false,
    })),
    ...listAt(selector, 'matchExpressions').map((expression, index): WrittenKey => ({
      key: textAt(expression, 'key') ?? '',
      path: [...path, 'matchExpressions', index, 'key'],
      isExpression: true,
    })),
  ]
}
