import type { ConnectivityDiff, FixAction } from '../../world/index.ts'
import { assertNever } from '../../ground/result.ts'
import { count } from './sentence.ts'

/** The words on the button of a fix. */
export function fixLabel(action: FixAction): string {
  switch (action.fix) {
    case 'use-label': return `Use ${action.label.key}=${action.label.value}`
    case 'use-namespace': return `Use namespace ${action.namespace}`
    case 'declare-types': return `Declare ${action.types.join(' and ')}`
    case 'join-peers': return 'Join with and'
    case 'require-label': return `Require the label ${action.key}`
    case 'use-port': return `Use port ${action.port}`
    case 'use-protocol': return `Use ${action.protocol}`
    case 'add-protocol': return `Add ${action.protocol} 53`
    case 'select-pods': return `Select ${action.labels.map(({ key, value }) => `${key}=${value}`).join(', ')}`
    case 'add-family': return `Add ${action.cidr}`
    case 'delete-rule': return 'Delete this rule'
    case 'pass-the-rest': return 'Pass the rest on'
    case 'only-in-namespaces': return 'Only in namespaces'
    case 'also-namespace': return `Also in ${action.namespace}`
    case 'use-service': return `Name Service ${action.service}`
    case 'use-namespace-selector': return `Look in ${action.selector}`
    case 'add-dns-rule': return 'Add DNS rule'
    case 'use-key': return `Write ${action.key}`
    case 'leave-open': return `Leave ${action.section} open`
    case 'open-port': return `Open port ${action.port} too`
    case 'use-word': return `Write ${action.word}`
    case 'delete-field': return `Delete ${action.field}`
    case 'add-name': return `Add ${action.name}`
    case 'add-entity': return `Add ${action.entity}`
    case 'use-capability': return `Write ${action.capability}`
    default: return assertNever(action)
  }
}

/** What a fix promises: `opens 4 flows · closes 0`. */
export function promiseText({ opened, closed }: ConnectivityDiff): string {
  return opened + closed === 0 ? 'opens and closes nothing' : `opens ${count(opened, 'flow')} · closes ${closed}`
}
