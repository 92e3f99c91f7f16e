import { addressOf, type IpAddress } from '../../../ground/ip.ts'
import type { AddressPlan } from '../../../model/address-plan.ts'

/**
 * Addresses of a kubeadm cluster with its usual ranges: pods 10.244.0.0/16, Services 10.96.0.0/16, nodes 172.18.0.0/16.
 * A name's address comes from a hash of the name, so a new pod moves nobody else's.
 */
export const REFERENCE_ADDRESS_PLAN: AddressPlan = {
  podAddress: (namespace, name, taken) => pick(0x0af40000n, `${namespace}/${name}`, taken),
  serviceAddress: (namespace, name, taken) => pick(0x0a600000n, `${namespace}/${name}`, taken),
  nodeAddress: (name, taken) => pick(0xac120000n, name, taken),
}

/** So many taken addresses in a row, and the name shares the one that its hash gives: a range this full has no room anyway. */
const PROBES = 2_000

/** Hosts .0.0, .0.1 and the last are left out; a taken address gives way to the next free one. */
function pick(network: bigint, name: string, taken: ReadonlySet<string>): IpAddress {
  const usable = 65_533
  const start = hash(name) % usable
  for (let step = 0; step < PROBES; step++) {
    const address = addressOf(4, network + BigInt(2 + ((start + step) % usable)))
    if (!taken.has(address.text)) return address
  }
  return addressOf(4, network + BigInt(2 + start))
}

/** FNV-1a, 32 bits: short, well spread, the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}
