import { matcherKey } from '../../engine/matcher-key.ts'
import { assertNever } from '../../ground/result.ts'
import { selectorKey, type LabelSelector } from '../../ground/labels.ts'
import { blockCovers, type CidrBlock } from '../../ground/ip.ts'
import type { PeerMatcher, PodsMatcher, PortMatcher } from '../../policy/form.ts'
import type { RuleView } from './policy-view.ts'

/**
 * Whether a rule admits everything that another one does, in every cluster: read off the text alone, so true when it
 * says so and silent where only the present pods would make it true.
 */
export function coversRule(wide: RuleView, narrow: RuleView): boolean {
  return (
    wide.section === narrow.section &&
    (wide.ports.length === 0 ||
      (narrow.ports.length > 0 && narrow.ports.every((port) => wide.ports.some((each) => coversPort(each, port))))) &&
    (wide.peers.length === 0 ||
      (narrow.peers.length > 0 && narrow.peers.every((peer) => wide.peers.some((each) => coversPeer(each, peer)))))
  )
}

/** Peers of different kinds are not compared: who has which address is not in the text. */
export function coversPeer(wide: PeerMatcher, narrow: PeerMatcher): boolean {
  switch (wide.kind) {
    case 'pods':
      return narrow.kind === 'pods' && coversPods(wide, narrow)
    case 'nodes':
      return narrow.kind === 'nodes' && coversSelector(wide.selector, narrow.selector)
    case 'block':
      return (
        narrow.kind === 'block' &&
        blockCovers(wide.block, narrow.block) &&
        wide.except.every(
          (hole) => narrow.except.some((each) => blockCovers(each, hole)) || isApart(hole, narrow.block),
        )
      )
    case 'name':
    case 'fqdn':
    case 'identity':
    case 'service':
    case 'group':
    case 'expression':
    case 'nobody':
      return matcherKey(wide) === matcherKey(narrow)
    default:
      return assertNever(wide)
  }
}

/** A namespace by name and one by labels can only be compared when the wide one takes all. */
function coversPods(wide: PodsMatcher, narrow: PodsMatcher): boolean {
  const takesAllNamespaces = wide.namespace === null && (wide.namespaceSelector?.requirements.length ?? 0) === 0
  const namespaces =
    takesAllNamespaces ||
    (wide.namespace !== null
      ? wide.namespace === narrow.namespace
      : narrow.namespace === null && coversSelector(wide.namespaceSelector, narrow.namespaceSelector))
  return namespaces && coversSelector(wide.podSelector, narrow.podSelector)
}

/** Fewer conditions match more. */
function coversSelector(wide: LabelSelector | null, narrow: LabelSelector | null): boolean {
  const asked = demandsOf(wide)
  const given = demandsOf(narrow)
  if (asked.size > given.size) return false
  for (const demand of asked) if (!given.has(demand)) return false
  return true
}

const demands = new WeakMap<LabelSelector, ReadonlySet<string>>()
const NONE: ReadonlySet<string> = new Set()

/** The conditions of a selector as text, each once; equal texts are equal conditions. None: it takes everything. */
export function demandsOf(selector: LabelSelector | null): ReadonlySet<string> {
  if (!selector) return NONE
  let known = demands.get(selector)
  if (!known)
    demands.set(
      selector,
      (known = new Set(
        selector.requirements.map((requirement) => selectorKey({ requirements: [requirement], path: [] })),
      )),
    )
  return known
}

function coversPort(wide: PortMatcher, narrow: PortMatcher): boolean {
  if (wide.protocol !== narrow.protocol) return false
  if (wide.name !== null || narrow.name !== null)
    return wide.name === narrow.name || (wide.name === null && wide.range === null)
  return (
    wide.range === null ||
    (narrow.range !== null && wide.range.from <= narrow.range.from && narrow.range.to <= wide.range.to)
  )
}

function isApart(a: CidrBlock, b: CidrBlock): boolean {
  return a.family !== b.family || a.last < b.first || b.last < a.first
}
