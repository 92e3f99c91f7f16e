import type { ConnectivityDiff, FixAction } from '../../world/index.ts'
import { assertNever } from '../../ground/result.ts'
import { FIX } from './catalogue/en/fix.ts'

/** The words on the button of a fix. */
export function fixLabel(action: FixAction): string {
  switch (action.fix) {
    case 'use-label':
      return FIX.use(`${action.label.key}=${action.label.value}`)
    case 'use-namespace':
      return FIX.useNamespace(action.namespace)
    case 'declare-types':
      return FIX.declare(action.types)
    case 'join-peers':
      return FIX.joinPeers
    case 'require-label':
      return FIX.requireLabel(action.key)
    case 'use-port':
      return FIX.usePort(action.port)
    case 'use-protocol':
      return FIX.use(action.protocol)
    case 'add-protocol':
      return FIX.add(`${action.protocol} 53`)
    case 'select-pods':
      return FIX.select(action.labels.map(({ key, value }) => `${key}=${value}`).join(', '))
    case 'add-family':
      return FIX.add(action.cidr)
    case 'delete-rule':
      return FIX.deleteRule
    case 'pass-the-rest':
      return FIX.passRest
    case 'only-in-namespaces':
      return FIX.onlyInNamespaces
    case 'also-namespace':
      return FIX.alsoIn(action.namespace)
    case 'use-service':
      return FIX.useService(action.service)
    case 'use-namespace-selector':
      return FIX.lookIn(action.selector)
    case 'add-dns-rule':
      return FIX.addDns
    case 'use-key':
      return FIX.write(action.key)
    case 'leave-open':
      return FIX.leaveOpen(action.section)
    case 'open-port':
      return FIX.openPort(action.port)
    case 'use-word':
      return FIX.write(action.word)
    case 'delete-field':
      return FIX.deleteField(action.field)
    case 'add-name':
      return FIX.add(action.name)
    case 'add-entity':
      return FIX.add(action.entity)
    case 'use-capability':
      return FIX.write(action.capability)
    default:
      return assertNever(action)
  }
}

/** What a fix promises: `opens 4 flows · closes 0`. */
export function promiseText({ opened, closed }: ConnectivityDiff): string {
  return FIX.promises(opened, closed)
}
