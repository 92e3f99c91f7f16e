import { matcherKey } from '../../engine/matcher-key.ts'
import { selectorKey, type LabelRequirement, type LabelSelector } from '../../ground/labels.ts'
import type { CidrBlock } from '../../ground/ip.ts'
import type { PeerMatcher, PodsMatcher, PortMatcher } from '../../policy/form.ts'
import type { RuleView } from './policy-view.ts'

/**
 * Whether a rule admits everything that another one does, in every cluster: read off the text alone, so true when it says so
 * and silent where only the present pods would make it true.
 */
export function coversRule(wide: RuleView, narrow: RuleView): boolean {
  return wide.section === narrow.section
    && (wide.peers.length === 0 || (narrow.peers.length > 0 && narrow.peers.every((peer) => wide.peers.some((each) => coversPeer(each, peer)))))
    && (wide.ports.length === 0 || (narrow.ports.length > 0 && narrow.ports.every((port) => wide.ports.some((each) => coversPort(each, port)))))
}

export function coversPeer(wide: PeerMatcher, narrow: PeerMatcher): boolean {
  if (matcherKey(wide) === matcherKey(narrow)) return true
  if (wide.kind === 'pods' && narrow.kind === 'pods') return coversPods(wide, narrow)
  if (wide.kind !== 'block' || narrow.kind !== 'block') return false
  return holds(wide.block, narrow.block) && wide.except.every((hole) => narrow.except.some((each) => holds(each, hole)) || isApart(hole, narrow.block))
}

/** A namespace by name and one by labels can only be compared when the wide one takes all. */
function coversPods(wide: PodsMatcher, narrow: PodsMatcher): boolean {
  const takesAllNamespaces = wide.namespace === null && (wide.namespaceSelector?.requirements.length ?? 0) === 0
  const namespaces = takesAllNamespaces || (wide.namespace !== null ? wide.namespace === narrow.namespace : narrow.namespace === null && coversSelector(wide.namespaceSelector, narrow.namespaceSelector))
  return namespaces && coversSelector(wide.podSelector, narrow.podSelector)
}

/** Fewer conditions match more. */
function coversSelector(wide: LabelSelector | null, narrow: LabelSelector | null): boolean {
  const keyOf = (requirement: LabelRequirement) => selectorKey({ requirements: [requirement], path: [] })
  const demanded = new Set((narrow?.requirements ?? []).map(keyOf))
  return (wide?.requirements ?? []).every((requirement) => demanded.has(keyOf(requirement)))
}

function coversPort(wide: PortMatcher, narrow: PortMatcher): boolean {
  if (wide.protocol !== narrow.protocol) return false
  if (wide.name !== null || narrow.name !== null) return wide.name === narrow.name || (wide.name === null && wide.range === null)
  return wide.range === null || (narrow.range !== null && wide.range.from <= narrow.range.from && narrow.range.to <= wide.range.to)
}

function holds(outer: CidrBlock, inner: CidrBlock): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last
}

function isApart(a: CidrBlock, b: CidrBlock): boolean {
  return a.family !== b.family || a.last < b.first || b.last < a.first
}
