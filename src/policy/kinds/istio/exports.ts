import type { Say } from './webhook.ts'
import { isLabel } from './webhook-values.ts'

/**
 * What it says of `exportTo`: namespaces each once, `.` for the own one, and `*` for all by itself. Only ServiceEntries
 * may be for nobody, `~`.
 * Source: istio/istio pkg/config/validation/validation.go, validateExportTo; pkg/config/visibility
 */
export function checkExports(exportTo: readonly unknown[], namespace: string, isEntry: boolean, say: Say): void {
  const at = ['spec', 'exportTo']
  const known = new Set<string>()
  exportTo.map(String).forEach((written, index) => {
    const key = written === '.' ? namespace : written
    const path = [...at, index]
    if (known.has(key))
      return say(
        key === written
          ? `duplicate entries in exportTo for entry ${written}`
          : `duplicate entries in exportTo: . and current namespace ${namespace}`,
        path,
      )
    if (key === '~' && !isEntry) return say('exportTo ~ (none) is not allowed for Istio configuration objects', path)
    if (!['*', '~'].includes(key) && !isLabel(key))
      return say('only .,*, or a valid DNS 1123 label is allowed as exportTo entry', path)
    known.add(key)
  })
  if (exportTo.length < 2) return
  if (known.has('*')) say('cannot have both public (*) and non-public exportTo values for a resource', at)
  if (known.has('~')) say('cannot export service entry to no one (~) and someone', at)
}
