import { firstPacket } from './headers.ts'
import { answerOf, travel, type Road } from './stop.ts'
import { familyOf, type Trip } from './trip.ts'
import type { PacketWalk } from './walk.ts'

/** The first packet of a judged connection on the road that the plugin has for it, and the way of its answer. */
export function walkPacket(trip: Trip, road: Road): PacketWalk {
  const {
    from,
    dialled,
    name,
    flow,
    sourcePort,
    network: { setting },
  } = trip
  const first = firstPacket({
    family: familyOf(trip),
    src: road.source ?? from.address.text,
    dst: name?.name ?? dialled.address.text,
    protocol: flow.protocol,
    srcPort: sourcePort,
    dstPort: dialled.port,
    ...(flow.icmp && { icmp: flow.icmp }),
  })
  const travelled = travel(road.stops, first)
  return {
    setting,
    hops: travelled.map(({ hop }) => hop),
    reply: travelled.at(-1)?.hop.drop ? [] : answerOf(road, travelled),
    podMtu: road.podMtu,
  }
}
