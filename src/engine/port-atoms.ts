import { connectionsOf, type ConnectionSet } from '../ground/connections.ts'
import { PORT_PROTOCOLS, type PortProtocol } from '../ground/ports.ts'
import type { Pod } from '../model/cluster.ts'
import type { CompiledPolicy, PortMatcher } from '../policy/form.ts'
import type { InternedSets } from './set-algebra.ts'

/** Ports of one protocol that no policy tells apart on any pod. */
export interface PortAtom {
  readonly protocol: PortProtocol
  readonly from: number
  readonly to: number
}

/** Every port that a rule of these policies names, of either end, in order; equal ones are not joined. */
export function portMatchersOf(policies: readonly CompiledPolicy[]): readonly PortMatcher[] {
  return policies.flatMap((policy) =>
    policy.rules.flatMap((rule) =>
      rule.when.flatMap((condition) =>
        condition.aspect === 'port' || condition.aspect === 'source-port' ? condition.anyOf : [],
      ),
    ),
  )
}

/** The port names that policies use; others tell nobody apart. */
export function usedPortNames(matchers: readonly PortMatcher[]): ReadonlySet<string> {
  return new Set(matchers.flatMap(({ name }) => (name === null ? [] : [name])))
}

/**
 * Cuts every protocol's ports where a policy's range begins or ends, and around each number that a used name stands for
 * on some pod; `also`: around each of these TCP ports. In order of protocol and port; together they are all ports of
 * all three protocols.
 */
export function portAtoms(
  matchers: readonly PortMatcher[],
  pods: readonly Pod[],
  also: readonly number[] = [],
): readonly PortAtom[] {
  const names = usedPortNames(matchers)
  return PORT_PROTOCOLS.flatMap((protocol) => {
    const starts = new Set([0])
    const cut = (from: number, to: number) => starts.add(from).add(to + 1)
    for (const start of startsOf(matchers, protocol)) starts.add(start)
    if (names.size > 0)
      for (const pod of pods)
        for (const port of pod.ports)
          if (port.protocol === protocol && port.name !== null && names.has(port.name)) cut(port.port, port.port)
    if (protocol === 'TCP') for (const port of also) cut(port, port)
    const sorted = [...starts].filter((start) => start <= 65535).sort((a, b) => a - b)
    return sorted.map((from, index) => ({ protocol, from, to: (sorted[index + 1] ?? 65536) - 1 }))
  })
}

/** Where numbers that the matchers name begin, and what comes after them. Names are left out. */
function startsOf(matchers: readonly PortMatcher[], protocol: PortProtocol): readonly number[] {
  return matchers.flatMap((matcher) =>
    (matcher.protocol === null || matcher.protocol === protocol) && matcher.range
      ? [matcher.range.from, matcher.range.to + 1]
      : [],
  )
}

/**
 * The atoms, and numbers of theirs that the new matchers tell apart: which of them are to be cut in two, each as often
 * as it is named, and what they are then.
 */
export function finerAtoms(
  atoms: readonly PortAtom[],
  matchers: readonly PortMatcher[],
): { readonly atoms: readonly PortAtom[]; readonly split: readonly number[] } {
  const split: number[] = []
  const finer = atoms.flatMap((atom, index) => {
    const starts = [...new Set(startsOf(matchers, atom.protocol))]
      .filter((start) => atom.from < start && start <= atom.to)
      .sort((a, b) => a - b)
    for (const _ of starts) split.push(index)
    return [atom.from, ...starts].map((from, at) => ({
      protocol: atom.protocol,
      from,
      to: at < starts.length ? starts[at]! - 1 : atom.to,
    }))
  })
  return split.length === 0 ? { atoms, split } : { atoms: finer, split }
}

/** The atom that holds a port; the atoms cover everything. */
export function atomOf(atoms: readonly PortAtom[], protocol: PortProtocol, port: number): number {
  let low = 0
  let high = atoms.length - 1
  const rank = PORT_PROTOCOLS.indexOf(protocol)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const atom = atoms[middle]!
    const before = PORT_PROTOCOLS.indexOf(atom.protocol) - rank || atom.from - port
    if (before <= 0) low = middle
    else high = middle - 1
  }
  return low
}

/** A set of atoms as protocols and port ranges. */
export function connectionsOfAtoms(atoms: readonly PortAtom[], sets: InternedSets, set: number): ConnectionSet {
  return connectionsOf(atoms.filter((_, index) => sets.has(set, index)))
}
