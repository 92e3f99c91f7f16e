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

/** For the help. */
export function offlineHelp(state: OfflineState, hasNewer: boolean): string {
  const what = 'The playground needs no network once it is kept in the browser. '
  switch (state) {
    case 'ready': return `${what}It is kept: “Ready offline”. ${hasNewer ? 'A newer version has been fetched; it takes over when all windows of the playground have been closed.' : 'A newer version is fetched beside it and takes over at the next start, never inside a lesson.'}`
    case 'waiting': case 'fetching': return `${what}It is being kept at this moment; “Ready offline” at the top tells when it is done.`
    case 'failed': return `${what}Not everything could be kept this time, perhaps because the network went or the browser has no room. Reload to try again.`
    case 'unavailable': return `${what}This browser keeps nothing for this address: it must begin with https, or be localhost, and not be in a private window that forbids storage.`
  }
}
