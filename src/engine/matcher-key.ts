import { selectorKey } from '../ground/labels.ts'
import { assertNever } from '../ground/result.ts'
import type { PeerMatcher } from '../policy/form.ts'

/** A policy that did not change is the same object from one world to the next, and so are its matchers. */
const keys = new WeakMap<PeerMatcher, string>()

/** Equal for matchers that fit the same peers, wherever they are written. */
export function matcherKey(matcher: PeerMatcher): string {
  let key = keys.get(matcher)
  if (key === undefined) keys.set(matcher, (key = print(matcher)))
  return key
}

function print(matcher: PeerMatcher): string {
  switch (matcher.kind) {
    case 'block':
      return `b${matcher.block.canonical} ${matcher.except
        .map(({ canonical }) => canonical)
        .sort()
        .join()}`
    case 'pods':
      return `p${matcher.namespace ?? '*'} ${selectorKey(matcher.namespaceSelector)} ${selectorKey(matcher.podSelector)}`
    case 'nodes':
      return `n${selectorKey(matcher.selector)}`
    case 'name':
      return `d${matcher.domain.wildcard ? '*.' : ''}${matcher.domain.name}`
    case 'fqdn':
      return `f${matcher.pattern.text}`
    case 'identity':
      return `i${matcher.namespace ?? '*'} ${selectorKey(matcher.selector)}`
    case 'service':
      return `s${matcher.namespace ?? '*'} ${matcher.name ?? ''} ${selectorKey(matcher.selector)}`
    case 'group':
      return `g${matcher.name ?? ''} ${selectorKey(matcher.selector)} ${matcher.except
        .map(({ canonical }) => canonical)
        .sort()
        .join()}`
    case 'expression':
      return `e${JSON.stringify(matcher.expression)}`
    case 'nobody':
      return '0'
    default:
      return assertNever(matcher)
  }
}
