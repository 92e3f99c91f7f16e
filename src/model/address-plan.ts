import type { IpAddress } from '../ground/ip.ts'

/**
 * Gives addresses to what the manifests leave without one. The CNI decides the ranges, so a plan is an argument of
 * `buildCluster`. It must be deterministic: the same name gets the same address, whatever else is in the cluster, except
 * where two names would collide. `taken` holds canonical addresses.
 */
export interface AddressPlan {
  podAddress(namespace: string, name: string, taken: ReadonlySet<string>): IpAddress
  nodeAddress(name: string, taken: ReadonlySet<string>): IpAddress
  serviceAddress(namespace: string, name: string, taken: ReadonlySet<string>): IpAddress
}
