import type { OfflineState } from '../state/offline.svelte.ts'

/** What the badge says; null: there is nothing to say yet. */
export function offlineBadge(state: OfflineState, hasNewer = false): { readonly name: string; readonly title: string } | null {
  switch (state) {
    case 'ready': return hasNewer ? { name: 'New version at the next start', title: 'A newer version is kept already. It takes over when all windows of the playground have been closed.' } : { name: 'Ready offline', title: 'Everything is kept in this browser: lessons, examples, editor and engine. The network may go.' }
    case 'fetching': return { name: 'Keeping for offline …', title: 'The rest of the playground is being kept in this browser. Stay connected for a moment.' }
    case 'failed': return { name: 'Not offline', title: 'Not everything could be kept in this browser. What is loaded works on; parts not opened yet need the network. Reload to try again.' }
    case 'waiting': case 'unavailable': return null
  }
}
