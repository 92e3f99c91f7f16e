import type { OfflineState } from '../state/offline.svelte.ts'

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
