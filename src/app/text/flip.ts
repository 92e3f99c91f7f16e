import { assertNever } from '../../ground/result.ts'
import type { Direction } from '../../policy/form.ts'
import type { ConnectionChange, ConnectionsDiff, Flip, FlipAction } from '../../world/index.ts'
import { shortName } from './endpoint.ts'
import { code, count, list, say, type Phrase, type Sentence } from './sentence.ts'

/** What an edit does, in a line. */
export function flipText({ does }: Pick<Flip, 'does'>): Sentence {
  return list(does.map(actionText))
}

function actionText(action: FlipAction): Sentence {
  const policy = nameOf(action)
  switch (action.flip) {
    case 'use-label': return say`In ${policy}, rule ${action.rule}, ask for ${code(`${action.is.key}=${action.is.value}`)} in place of ${code(`${action.was.key}=${action.was.value}`)}`
    case 'add-port': return say`Add ${action.port} to the ports of ${policy}, rule ${action.rule}`
    case 'add-peer': return say`Add the other end to ${policy}, rule ${action.rule}`
    case 'add-rule': return say`Add ${article(action.direction)} rule to ${policy}`
    case 'new-policy': return say`Add a policy for ${action.direction}, ${policy}`
    case 'delete-rule': return say`Delete rule ${action.rule} of ${policy}`
    case 'delete-peer': return say`Take it out of ${policy}, rule ${action.rule}`
    case 'delete-port': return say`Take the port out of ${policy}, rule ${action.rule}`
    case 'empty-rules': return say`Take the only ${action.direction} rule out of ${policy}`
    case 'close': return say`Add a policy that lets nobody ${action.direction === 'ingress' ? 'in' : 'out'}, ${policy}`
    case 'guest-list': return say`Add a policy that lets every other pod ${action.direction === 'ingress' ? 'in' : 'be reached'}, ${policy}`
    default: return assertNever(action)
  }
}

function nameOf({ policy }: FlipAction): Phrase {
  return code(policy.slice(policy.indexOf('/') + 1))
}

const article = (direction: Direction) => (direction === 'ingress' ? 'an ingress' : 'an egress')

/** What comes with it, in pairs of ends. */
export function effectText({ opened, closed, changed }: ConnectionsDiff): string {
  const parts = [...(opened > 0 ? [`opens ${count(opened, 'connection')}`] : []), ...(closed > 0 ? [`closes ${count(closed, 'connection')}`] : []), ...(changed > 0 ? [`changes the ports of ${count(changed, 'connection')}`] : [])]
  return parts.join(', ')
}

/** `web → api`. */
export function pairText({ from, to }: Pick<ConnectionChange, 'from' | 'to'>): string {
  return `${shortName(from)} → ${shortName(to)}`
}
