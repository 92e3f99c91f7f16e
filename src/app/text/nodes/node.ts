import { assertNever } from '../../../ground/result.ts'
import type { AddressRange, NodeFact, NodeInterface, NodeView, PodLimit } from '../../../world/nodes.ts'
import { NODES } from '../catalogue/en/nodes.ts'
import { code, join, say, strong, type Sentence } from '../sentence.ts'

/** How full a node is, in one line. */
export function fullText({ pods, room, limits }: NodeView): Sentence {
  const on = pods.addressed + pods.onHostNetwork + pods.elsewhere.length
  if (limits.length === 0) return NODES.pods(on)
  return room === 0 ? NODES.isFull(on) : NODES.hasRoom(on, room)
}

/** What bounds the pods of a node, with its numbers, and what else would. Empty: nothing does. */
export function boundText({ limits }: NodeView): Sentence {
  const [first, ...others] = limits
  if (!first) return []
  const type = limits.find((limit) => limit.by === 'interfaces' || limit.by === 'prefixes')
  const kubelet = limits.find((limit) => limit.by === 'kubelet')
  if (type?.by === 'interfaces' && kubelet && !kubelet.written) {
    return join([
      NODES.boundByType(
        typeText(type),
        type.interfaces,
        type.addresses,
        kubelet.system,
        strong(NODES.podCount(kubelet.pods)),
      ),
      NODES.system,
    ])
  }
  return join([
    ...(type ? [say`${typeText(type)}.`] : []),
    NODES.boundBy(
      amountOf(first, true),
      others.map((limit) => amountOf(limit, false)),
    ),
    ...(kubelet && kubelet.system > 0 ? [NODES.system] : []),
  ])
}

function amountOf(limit: PodLimit, binds: boolean): Sentence {
  const number = (words: string) => (binds ? [strong(words)] : say`${words}`)
  switch (limit.by) {
    case 'kubelet':
      return NODES.kubelet(
        number(NODES.podCount(limit.pods)),
        limit.written ? 'written' : limit.system > 0 ? 'type' : 'default',
      )
    case 'range':
      return NODES.range(`2${power(limit.bits - limit.prefix)} − ${limit.kept}`, number(NODES.addressCount(limit.pods)))
    case 'blocks':
      return NODES.blocks(limit.blocks, limit.perBlock, limit.kept, number(NODES.addressCount(limit.pods)))
    case 'interfaces':
      return NODES.interfaces(limit.interfaces, limit.addresses, number(NODES.addressCount(limit.pods)))
    case 'prefixes':
      return NODES.prefixes(limit.interfaces, limit.addresses, number(NODES.addressCount(limit.pods)))
    case 'no-range':
      return NODES.poolUsedUp(number(NODES.noRange))
    default:
      return assertNever(limit)
  }
}

/** `2⁸` */
function power(exponent: number): string {
  return [...String(exponent)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')
}

function typeText({ type, typeWritten }: Extract<PodLimit, { by: 'interfaces' | 'prefixes' }>): Sentence {
  if (typeWritten === type) return [code(type)]
  return typeWritten === null ? NODES.noType(type) : NODES.unknownType(typeWritten, type)
}

/** What a range is. */
export function rangeName({ kind, cidr, interface: number, borrowedFrom }: AddressRange): Sentence {
  switch (kind) {
    case 'pod-range':
      return NODES.itsRange(cidr!)
    case 'block':
      return borrowedFrom === null ? NODES.ownBlock(cidr!) : NODES.othersBlock(cidr!, borrowedFrom)
    case 'interface':
      return [code(`eth${number}`)]
    case 'prefix':
      return NODES.prefix(cidr!)
    case 'branch':
      return NODES.branches
    default:
      return assertNever(kind)
  }
}

/** `11 of 253 used`. What is kept counts for neither. */
export function usedText({ size, held }: AddressRange): string {
  const pods = held.filter(({ holder }) => holder.kind === 'pod').length
  return NODES.used(pods, size - (held.length - pods))
}

/** An interface of a cloud's node: what it is for. */
export function interfaceText(
  { device, address, takesPods, places, usedPlaces }: NodeInterface,
  isPrefixes: boolean,
): Sentence {
  if (address === null) return NODES.notAttached(device, places)
  if (!takesPods) return NODES.keepsPodsOff(device, address)
  return isPrefixes ? NODES.holdsPrefixes(device, address, usedPlaces, places) : say`${code(device)}, ${code(address)}`
}

/** What a fact of the Node decides. */
export function factText({ field, value }: NodeFact, { subnet }: NodeView): Sentence {
  return NODES.facts[field](value, subnet)
}

/** Pods whose addresses come from somewhere else than the node's ranges; empty: there are none. */
export function elsewhereText({ pods: { elsewhere } }: NodeView): Sentence {
  return elsewhere.length === 0 ? [] : NODES.elsewhere(elsewhere[0]!, elsewhere.length - 1)
}
