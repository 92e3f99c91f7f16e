import { matcherKey } from '../../engine/matcher-key.ts'
import { assertNever } from '../../ground/result.ts'
import type { PeerMatcher, PortMatcher } from '../../policy/form.ts'
import { demandsOf } from './covering.ts'

const known = new WeakMap<PeerMatcher, readonly string[]>()

/**
 * Words of a matcher, from the loosest to the strictest; at least one. Whatever covers it has no other words than
 * these, so that what covers it is found without looking at everything.
 */
export function peerWords(matcher: PeerMatcher): readonly string[] {
  let words = known.get(matcher)
  if (!words) known.set(matcher, (words = findWords(matcher)))
  return words
}

function findWords(matcher: PeerMatcher): readonly string[] {
  switch (matcher.kind) {
    case 'pods':
      return [
        'pods',
        ...Array.from(demandsOf(matcher.namespaceSelector), (demand) => `namespace ${demand}`),
        ...Array.from(demandsOf(matcher.podSelector), (demand) => `pod ${demand}`),
      ]
    case 'nodes':
      return ['nodes', ...Array.from(demandsOf(matcher.selector), (demand) => `node ${demand}`)]
    case 'name':
    case 'fqdn':
    case 'identity':
    case 'service':
    case 'group':
    case 'expression':
    case 'nobody':
      return [matcherKey(matcher)]
    case 'block': {
      const { family, first, prefix } = matcher.block
      return PREFIXES[family]
        .filter((length) => length <= prefix)
        .map((length) => `block ${family}/${length} ${first >> BigInt(BITS[family] - length)}`)
    }
    default:
      return assertNever(matcher)
  }
}

/** The same for one item of a rule's ports. */
export function portWords({ protocol, range, name }: PortMatcher): readonly string[] {
  if (name !== null) return [`${protocol}`, `${protocol} ${name}`]
  const steps = range
    ? PORT_STEPS.filter((step) => range.from >> step === range.to >> step).map(
        (step) => `${protocol} ${step}/${range.from >> step}`,
      )
    : []
  return [`${protocol}`, ...steps]
}

const BITS = { 4: 32, 6: 128 } as const

/** Addresses with so many first bits in common share a word. */
const PREFIXES = { 4: [0, 8, 16, 24, 32], 6: [0, 16, 32, 48, 64, 128] } as const

/** Ports that differ in no more than so many last bits share a word. */
const PORT_STEPS = [12, 8, 4, 0] as const
