import type { OfflineState } from '../state/offline.svelte.ts'
import { OFFLINE } from './catalogue/en/offline.ts'

/** What the badge says; null: there is nothing to say yet. */
export function offlineBadge(
  state: OfflineState,
  hasNewer = false,
): { readonly name: string; readonly title: string } | null {
  return state === 'waiting' || state === 'unavailable'
    ? null
    : OFFLINE[state === 'ready' && hasNewer ? 'newer' : state]
}
