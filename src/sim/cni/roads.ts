import { awsRoad } from './aws-vpc-cni/walk.ts'
import { calicoRoad } from './calico/walk.ts'
import type { CniName } from './choice.ts'
import { ciliumRoad } from './cilium/walk.ts'
import { flannelRoad } from './flannel/walk.ts'
import { referenceRoad } from './reference/walk.ts'
import type { Road } from './stop.ts'
import type { Trip } from './trip.ts'

/**
 * The way of a packet under every network plugin, apart from `registry.ts`: few people look at it, and it is as much
 * again.
 */
const ROADS: Readonly<Record<CniName, (trip: Trip) => Road>> = {
  reference: referenceRoad,
  flannel: flannelRoad,
  calico: calicoRoad,
  cilium: ciliumRoad,
  'aws-vpc-cni': awsRoad,
}

/** The way that a judged connection takes. It places the verdict and never makes one. */
export function roadOf(name: CniName): (trip: Trip) => Road {
  return ROADS[name]
}
