import type { IpAddress, IpFamily } from '../ground/ip.ts'
import type { FlowProtocol } from '../policy/match.ts'
import type { Candidate } from './references.ts'
import type { Target } from './targets.ts'

/**
 * The addresses of a connection, of one family; null: nobody says which the end has. `family`: its name where the other
 * family is possible too; null: it is not.
 */
export interface AddressPair {
  readonly sourceAddress: IpAddress | null
  readonly destinationAddress: IpAddress | null
  readonly family: `IPv${IpFamily}` | null
}

/**
 * The pairs of addresses that a connection can have, one for each family that both ends speak; empty where they share
 * none. `wanted`: the address of the target that was asked for; null: any. `isSpelt`: the question names addresses.
 */
export function addressPairs(
  source: Candidate,
  target: Target,
  wanted: IpAddress | null,
  protocol: FlowProtocol,
  isSpelt: boolean,
): readonly AddressPair[] {
  const from = source.address ? [source.address] : source.endpoint.addresses
  const met = meet(source, target, from, addressesOf(target, wanted))
  // A packet of the other family can carry the protocol’s number all the same, and policies judge it; nobody sends one
  // unless the question names such an address.
  const usual = met.filter((pair) => carries(familyOf(pair), protocol))
  const pairs = usual.length > 0 || !isSpelt ? usual : met
  // Of several addresses of one family the first is the one that an end is known by.
  const firsts = ([4, 6] as const).flatMap((family) => pairs.find((pair) => familyOf(pair) === family) ?? [])
  const inOrder = pairs.filter((pair) => firsts.includes(pair))
  return inOrder.map((pair) => ({
    ...pair,
    family: firsts.length > 1 ? `IPv${familyOf(pair)}` : null,
  }))
}

type Met = Omit<AddressPair, 'family'>

/** Who serves Ingresses has an address of each family. */
function meet(source: Candidate, target: Target, from: readonly IpAddress[], to: readonly IpAddress[]): readonly Met[] {
  if (source.endpoint.kind === 'entry')
    return to.map((destinationAddress) => ({ sourceAddress: null, destinationAddress }))
  if (target.endpoint.kind === 'entry')
    return from.map((sourceAddress) => ({ sourceAddress, destinationAddress: null }))
  return to.flatMap((destinationAddress) => {
    const sourceAddress = from.find(({ family }) => family === destinationAddress.family)
    return sourceAddress ? [{ sourceAddress, destinationAddress }] : []
  })
}

function familyOf({ sourceAddress, destinationAddress }: Met): IpFamily {
  return (destinationAddress ?? sourceAddress)!.family
}

/** A backend answers on the one address that its Service lists. */
function addressesOf({ address, endpoint }: Target, wanted: IpAddress | null): readonly IpAddress[] {
  if (wanted) return [wanted]
  return address ? [address] : endpoint.addresses
}

function carries(family: IpFamily, protocol: FlowProtocol): boolean {
  if (protocol === 'ICMP') return family === 4
  return protocol !== 'ICMPv6' || family === 6
}
