import type { OfflineState } from '../state/offline.svelte.ts'
import { HELP } from './catalogue/en/help.ts'

/** For the help. */
export function offlineHelp(state: OfflineState, hasNewer: boolean): string {
  return HELP.offline[state === 'waiting' ? 'fetching' : state === 'ready' && hasNewer ? 'newer' : state]
}
