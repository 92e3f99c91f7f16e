import { selectorKey } from '../ground/labels.ts'
import type { PeerMatcher } from '../policy/form.ts'

/** Equal for matchers that fit the same peers, wherever they are written. */
export function matcherKey(matcher: PeerMatcher): string {
  if (matcher.kind === 'block') return `b${matcher.block.canonical} ${matcher.except.map(({ canonical }) => canonical).sort().join()}`
  return `p${matcher.namespace ?? '*'} ${selectorKey(matcher.namespaceSelector)} ${selectorKey(matcher.podSelector)}`
}
