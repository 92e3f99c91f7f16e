import { assertNever } from '../../ground/result.ts'
import type { ConnectionChange, ConnectionsDiff, Flip, FlipAction } from '../../world/index.ts'
import { FLIPS } from './catalogue/en/flips.ts'
import { shortName } from './endpoint.ts'
import { code, list, type Phrase, type Sentence } from './sentence.ts'

/** What an edit does, in a line. */
export function flipText({ does }: Pick<Flip, 'does'>): Sentence {
  return list(does.map(actionText), FLIPS.and)
}

function actionText(action: FlipAction): Sentence {
  const policy = nameOf(action)
  switch (action.flip) {
    case 'use-label':
      return FLIPS.useLabel(policy, action.rule, labelOf(action.is), labelOf(action.was))
    case 'add-port':
      return FLIPS.addPort(policy, action.rule, action.port)
    case 'add-peer':
      return FLIPS.addPeer(policy, action.rule)
    case 'add-rule':
      return FLIPS.addRule(policy, action.direction === 'ingress')
    case 'new-policy':
      return FLIPS.newPolicy(policy, action.direction === 'ingress')
    case 'delete-rule':
      return FLIPS.deleteRule(policy, action.rule)
    case 'delete-peer':
      return FLIPS.deletePeer(policy, action.rule)
    case 'delete-port':
      return FLIPS.deletePort(policy, action.rule)
    case 'empty-rules':
      return FLIPS.emptyRules(policy, action.direction === 'ingress')
    case 'close':
      return FLIPS.close(policy, action.direction === 'ingress')
    case 'guest-list':
      return FLIPS.guestList(policy, action.direction === 'ingress')
    default:
      return assertNever(action)
  }
}

const labelOf = ({ key, value }: { readonly key: string; readonly value: string }): Phrase => code(`${key}=${value}`)

function nameOf({ policy }: FlipAction): Phrase {
  return code(policy.slice(policy.indexOf('/') + 1))
}

/** What comes with it, in pairs of ends. */
export function effectText({ opened, closed, changed }: ConnectionsDiff): string {
  return [
    ...(opened > 0 ? [FLIPS.opens(opened)] : []),
    ...(closed > 0 ? [FLIPS.closes(closed)] : []),
    ...(changed > 0 ? [FLIPS.changes(changed)] : []),
  ].join(', ')
}

/** `web → api`. */
export function pairText({ from, to }: Pick<ConnectionChange, 'from' | 'to'>): string {
  return `${shortName(from)} → ${shortName(to)}`
}
