import { compareText } from '../../../model/build.ts'
import type { Finding } from '../finding.ts'
import type { PluginView } from './plugin-view.ts'

/**
 * Policies that the API server takes and that this plugin does not read: kubectl shows them like any other, and they
 * change nothing.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites ("Creating a
 * NetworkPolicy resource without a controller that implements it will have no effect")
 */
export function unenforcedFindings({ set: { profile, rejected } }: PluginView): readonly Finding[] {
  if (profile.speaksFor === 'api') return []
  return rejected
    .filter(({ why }) => why === 'not-enforced')
    .sort(
      (a, b) =>
        compareText(a.namespace ?? '', b.namespace ?? '') || compareText(a.name, b.name) || compareText(a.kind, b.kind),
    )
    .map(({ kind, object }): Finding => ({
      facts: { code: 'not-enforced', kind, plugin: profile.name },
      severity: 'warning',
      object,
      path: ['metadata', 'name'],
      part: 'value',
      fixes: [],
    }))
}
