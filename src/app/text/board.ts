import type { BoardCard, BoardTier } from '../../world/board/board.ts'
import type { DataplaneNote } from '../../sim/cni/calico/dataplane.ts'
import type { StagedCard } from '../../world/board/ask.ts'
import type { CardPassage, TierState } from '../viz/board-path.ts'
import { policyName } from './policy.ts'
import { counted, count } from './sentence.ts'

/** `order 10`; `no order: last`. */
export function orderText({ order }: Pick<BoardCard, 'order'>): string {
  return order === null ? 'no order: last' : `order ${order}`
}

/** `2 allow, 1 deny`; `no rules`. */
export function actionsText({ actions }: BoardCard): string {
  const parts = (['allow', 'deny', 'pass', 'log'] as const).filter((action) => actions[action] > 0).map((action) => `${actions[action]} ${action}`)
  return parts.length === 0 ? 'no rules' : parts.join(', ')
}

export function reachText({ pods, workloads }: BoardCard): string {
  if (pods === 0) return 'selects no pod'
  const named = workloads.map((ref) => ref.split('/').at(-1)).join(', ')
  return `selects ${count(pods, 'pod')}: ${named}${workloads.length < pods && workloads.length === 3 ? '…' : ''}`
}

/** What the asked flow meets there. */
export function passageText({ state, rule }: CardPassage): string {
  switch (state) {
    case 'asked': return 'asked: no rule fits'
    case 'allow': return `rule ${rule} allows it`
    case 'deny': return `rule ${rule} denies it`
    case 'pass': return `rule ${rule} passes it on`
    case 'unreached': return 'not asked: decided before'
  }
}

export const TIER_STATES: Readonly<Record<TierState, string>> = {
  decided: 'Decided here.', passed: 'A rule passes it on.', through: 'No rule decides: handed on.', dropped: 'No rule decides: denied at the end of the tier.', skipped: 'Selects neither: passed over.', unreached: 'Not reached.',
}

/** What the end of a tier does. */
export function endText({ unmatched }: BoardTier): string {
  return unmatched === 'deny' ? 'End of tier: whom a policy selects and no rule decides about is denied' : 'End of tier: handed on'
}

/** The name of the handle that moves a card. */
export function moveText(card: BoardCard, place: number, of: number): string {
  return `Move ${policyName(card.ref)}, ${orderText(card)}, ${place} of ${of}`
}

export function movedText(name: string, place: number, of: number): string {
  return `${name} is ${place} of ${of} now`
}

const ACTIONS: Readonly<Record<StagedCard['action'], string>> = {
  Set: 'would be enforced', Delete: 'would delete the policy of its name', Learn: 'is being learnt', Ignore: 'is ignored',
}

export function stagedText({ action }: StagedCard): string {
  return ACTIONS[action]
}

export function pendingText({ opened, closed }: { readonly opened: number; readonly closed: number }): string {
  if (opened + closed === 0) return 'Enforcing them would change no flow.'
  return `Enforcing them all would open ${counted(opened, 'flow')} and close ${counted(closed, 'flow')}.`
}

export function dataplaneTitle(pod: string, direction: 'ingress' | 'egress'): string {
  return `What Felix builds for ${pod}, ${direction === 'ingress' ? 'for what it gets' : 'for what it sends'}`
}

/** What a line of the listing is for. */
export const DATAPLANE_NOTES: Readonly<Record<DataplaneNote, string>> = {
  chain: 'a chain of its own', known: 'answers and known connections pass', invalid: 'packets of no connection', clear: 'forgets what earlier rules marked', tier: 'a tier begins: nothing has passed it on yet',
  policy: 'asks a policy', accepted: 'a policy allowed it', 'tier-drop': 'end of tier: nobody passed it on', 'tier-pass': 'end of tier', profile: 'the profile of the namespace: allows', 'no-profile': 'nobody allowed it', rule: 'a rule', decided: 'the rule has decided',
}
