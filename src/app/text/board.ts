import type { BoardCard, BoardTier } from '../../world/board/board.ts'
import type { CardPassage } from '../viz/board-path.ts'
import { BOARD } from './catalogue/en/board.ts'
import { policyName } from './policy.ts'

/** Of Calico's `order 10`, `no order: last`; of others `priority 10`, `no priority`. */
export function orderText({ order, ref }: Pick<BoardCard, 'order' | 'ref'>): string {
  if (ref.group.endsWith('projectcalico.org')) return order === null ? BOARD.noOrder : BOARD.order(order)
  return order === null ? BOARD.noPriority : BOARD.priority(order)
}

/** `2 allow, 1 deny`, in the words of the API; `no rules`. */
export function actionsText({ actions }: BoardCard): string {
  const parts = (['allow', 'deny', 'pass', 'log'] as const)
    .filter((action) => actions[action] > 0)
    .map((action) => `${actions[action]} ${action}`)
  return parts.length === 0 ? BOARD.noRules : parts.join(', ')
}

/** Whom a card selects: how many pods, and of which workloads. */
export function reachText({ pods, workloads }: BoardCard): string {
  if (pods === 0) return BOARD.selectsNone
  const named = workloads.map((ref) => ref.split('/').at(-1)).join(', ')
  return BOARD.selects(pods, `${named}${workloads.length < pods && workloads.length === 3 ? '…' : ''}`)
}

/** What the asked flow meets there. */
export function passageText({ state, rule }: CardPassage): string {
  return BOARD.passages[state](rule ?? 0)
}

/** What the end of a tier does. */
export function endText({ unmatched }: BoardTier): string {
  return unmatched === 'deny' ? BOARD.endDenies : BOARD.endHandsOn
}

/** The name of the handle that moves a card. */
export function moveText(card: BoardCard, place: number, of: number): string {
  return BOARD.move(policyName(card.ref), orderText(card), place, of)
}

/** How much a change that is not applied yet opens and closes. */
export function pendingText({ opened, closed }: { readonly opened: number; readonly closed: number }): string {
  return opened + closed === 0 ? BOARD.noChange : BOARD.pending(opened, closed)
}
