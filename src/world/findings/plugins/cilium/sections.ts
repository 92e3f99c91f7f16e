import { fieldAt, listAt, objectAt } from '../../../../manifests/fields.ts'
import type { Finding } from '../../finding.ts'
import type { PluginView } from '../plugin-view.ts'
import { ciliumRules, entriesOf, namesPeers } from './entries.ts'

/**
 * Rules of which the author may not expect what they do to a whole direction: one with denials only closes it too, and
 * an entry of ports alone beside one of peers alone opens these ports to everybody.
 * Source: https://docs.cilium.io/en/stable/security/policy/deny/,
 * https://docs.cilium.io/en/stable/security/policy/language/#layer-4-examples
 */
export function sectionFindings(view: PluginView): readonly Finding[] {
  return ciliumRules(view).flatMap((rule): Finding[] => {
    const entries = entriesOf(rule)
    return (['ingress', 'egress'] as const).flatMap((section): Finding[] => {
      const allowing = entries.filter((entry) => entry.section === section && !entry.isDenial)
      const denying = entries.filter((entry) => entry.section === section && entry.isDenial)
      const isOff = fieldAt(rule.value, 'enableDefaultDeny', section) === false
      const closes: Finding[] =
        denying.length > 0 && allowing.length === 0 && !isOff
          ? [
              {
                facts: { code: 'denial-closes-rest', section },
                severity: 'note',
                object: rule.object,
                path: [...rule.path, `${section}Deny`],
                part: 'key',
                fixes: [
                  {
                    does: { fix: 'leave-open', section },
                    changes: [
                      objectAt(rule.value, 'enableDefaultDeny')
                        ? {
                            change: 'set',
                            path: [...rule.path, 'enableDefaultDeny'],
                            key: section,
                            value: false,
                            after: [],
                          }
                        : {
                            change: 'set',
                            path: rule.path,
                            key: 'enableDefaultDeny',
                            value: { [section]: false },
                            after: ['endpointSelector', 'nodeSelector'],
                          },
                    ],
                  },
                ],
              },
            ]
          : []
      const lone = allowing.find((entry) => !namesPeers(entry) && listAt(entry.value, 'toPorts').length > 0)
      const before = lone && allowing[lone.index - 1]
      const splits: Finding[] =
        lone &&
        before &&
        namesPeers(before) &&
        listAt(before.value, 'toPorts').length === 0 &&
        listAt(before.value, 'icmps').length === 0
          ? [
              {
                facts: { code: 'ports-apart', section, rule: lone.index, first: before.index },
                severity: 'warning',
                object: rule.object,
                path: lone.path,
                part: 'value',
                fixes: [{ does: { fix: 'join-peers' }, changes: [{ change: 'join', path: lone.path }] }],
              },
            ]
          : []
      return [...closes, ...splits]
    })
  })
}

/** Policies for nodes that no firewall guards. Source: https://docs.cilium.io/en/stable/security/host-firewall/ */
export function nodesNotGuardedFindings(view: PluginView): readonly Finding[] {
  if (view.network.setting.options.hostFirewall === 'on') return []
  return ciliumRules(view).flatMap(({ object, value, path }): Finding[] =>
    objectAt(value, 'nodeSelector')
      ? [
          {
            facts: { code: 'nodes-not-guarded' },
            severity: 'warning',
            object,
            path: [...path, 'nodeSelector'],
            part: 'key',
            fixes: [],
          },
        ]
      : [],
  )
}

/**
 * What reads as in a NetworkPolicy and means something else: an entry with nothing in it, which names nobody, and an
 * empty selector, which names the pods of the policy's namespace alone.
 * Source: https://docs.cilium.io/en/stable/security/policy/language/#ingress-egress-default-deny,
 * https://docs.cilium.io/en/stable/network/kubernetes/policy/#namespaces
 */
export function habitFindings(view: PluginView): readonly Finding[] {
  return ciliumRules(view).flatMap((rule): Finding[] =>
    entriesOf(rule)
      .filter(({ isDenial }) => !isDenial)
      .flatMap((entry): Finding[] => {
        const at = { section: entry.section, rule: entry.index }
        const value = objectAt(entry.value)
        if (value && Object.keys(value).length === 0)
          return [
            {
              facts: { code: 'entry-names-nobody', ...at },
              severity: 'note',
              object: rule.object,
              path: entry.path,
              part: 'value',
              fixes: [],
            },
          ]
        const member = entry.section === 'ingress' ? 'fromEndpoints' : 'toEndpoints'
        const { namespace } = rule
        if (namespace === null) return []
        return listAt(entry.value, member).flatMap((selector, index): Finding[] =>
          isEmpty(selector)
            ? [
                {
                  facts: { code: 'own-endpoints-only', ...at, namespace },
                  severity: 'note',
                  object: rule.object,
                  path: [...entry.path, member, index],
                  part: 'value',
                  fixes: [],
                },
              ]
            : [],
        )
      }),
  )
}

function isEmpty(selector: unknown): boolean {
  const value = objectAt(selector)
  return value !== null && Object.keys(value).length === 0
}
