import type { Refusal } from '../engine/leg.ts'
import type { LegVerdict } from '../engine/route.ts'
import type { Endpoint } from '../model/endpoint.ts'
import { rewritten, turned, type Rewriting } from '../sim/cni/headers.ts'
import { atPod, familyOf, type Trip } from '../sim/cni/trip.ts'
import type { Drop, Hop, HopPlace, HopProxy, Packet, PacketWalk } from '../sim/cni/walk.ts'
import type { Mesh } from '../sim/mesh/mesh.ts'
import type { Judged } from './asked.ts'

/**
 * Ports on which proxies catch connections that are not meant for them.
 * Source: https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio;
 * https://istio.io/latest/docs/ambient/architecture/traffic-redirection/;
 * https://linkerd.io/2-edge/reference/architecture/ (linkerd-init)
 */
const CATCHES = {
  istio: { client: 15001, server: 15006, tunnel: 15008 },
  linkerd: { client: 4140, server: 4143, tunnel: 4143 },
} as const

/**
 * The walk of a connection's packets with the proxies that open and take it, where a mesh has a part in it. Of a
 * question that comes to several connections it is the one on which it ends. What a proxy refuses ends there, and not
 * at the socket that the network would have led to.
 */
export function withProxies(walk: PacketWalk, trip: Trip, judged: Judged, mesh: Mesh): PacketWalk {
  const verdict = judged.journey?.legs.at(-1)
  if (!verdict || !judged.journey) return walk
  const { leg, stop } = verdict
  const facts = leg.link.facts.map(({ fact }) => fact)
  if (facts.some((fact) => fact.fact === 'probe-rewritten' && fact.isThis)) return walk
  const passes = (end: 'source' | 'destination') =>
    facts.some(
      (fact) =>
        ((fact.fact === 'port-excluded' || fact.fact === 'skipped-port' || fact.fact === 'capture-bypassed') &&
          fact.end === end) ||
        (end === 'destination' && fact.fact === 'skipped-caller'),
    )
  const client = passes('source') ? null : proxyAt('client', leg.flow.source, verdict, judged, mesh)
  const server = passes('destination') ? null : proxyAt('server', leg.flow.destination, verdict, judged, mesh)
  const own = callersPacket(trip, judged, verdict)
  const appPort: Rewriting = { dstPort: leg.flow.port }
  const start = walk.hops.findIndex(({ kind }) => kind !== 'socket' && kind !== 'ask-dns')
  // Only what gets as far as the network has a proxy on its way.
  if (start < 0 || (walk.hops[0]!.place.in === 'outside' && !server)) return refusedAtSocket(walk, verdict)
  const home = trip.from.in === 'pod' ? atPod(trip.from) : walk.hops[0]!.place
  const hops = client
    ? caught(walk.hops, start, client, home, own, stop?.at === 'client-proxy' ? stop.refusal : null)
    : walk.hops
  if (stop?.at === 'client-proxy') return { ...walk, hops: hops.slice(0, start + 1), reply: [] }
  const last = hops.at(-1)!
  if (!server || last.kind !== 'socket' || last.drop)
    return refusedAtSocket(
      { ...walk, hops, reply: client ? answered(walk.reply, client, home, own) : walk.reply },
      verdict,
    )
  const refusal = stop?.at === 'wire' || stop?.at === 'proxy' ? stop.refusal : null
  const arrived = rewritten(last.before, appPort)
  const at = hopAt(server, last.place, last.before, refusal ? last.before : arrived, refusal)
  if (refusal) return { ...walk, hops: [...hops.slice(0, -1), at], reply: [] }
  return {
    ...walk,
    hops: [...hops.slice(0, -1), at, { ...last, before: arrived, after: arrived }],
    reply: client
      ? answered(handed(walk.reply, server, arrived), client, home, own)
      : handed(walk.reply, server, arrived),
  }
}

function proxyAt(
  side: HopProxy['side'],
  endpoint: Endpoint,
  { leg: { link }, passage, stop }: LegVerdict,
  { journey }: Judged,
  mesh: Mesh,
): HopProxy | null {
  const member = endpoint.kind === 'pod' ? mesh.member(endpoint) : 'none'
  if (member === 'none') return null
  const ports = mesh.name === 'linkerd' ? CATCHES.linkerd : CATCHES.istio
  const isItself = member === 'gateway' || member === 'waypoint'
  const of = journey!.legs.length
  const isRefusing =
    stop !== null && (side === 'client' ? stop.at === 'client-proxy' : stop.at === 'wire' || stop.at === 'proxy')
  return {
    name: mesh.name === 'linkerd' ? 'linkerd-proxy' : member === 'ambient' ? 'ztunnel' : 'envoy',
    side,
    link: link.form,
    identity: link.identity,
    port: isItself
      ? null
      : side === 'client'
        ? ports.client
        : link.form === 'tunnel' || mesh.name === 'linkerd'
          ? ports.tunnel
          : ports.server,
    outcome: isRefusing ? 'denied' : side === 'server' && passage === 'depends' ? 'depends' : 'allowed',
    connection: of,
    of,
  }
}

/**
 * Whom the program meant when it sent: a Service's own address, which its proxy turns into a pod's; of a proxy that
 * calls by itself, what it dials.
 */
function callersPacket(trip: Trip, { possibility: { target }, journey }: Judged, { leg }: LegVerdict): Rewriting {
  const service = journey!.legs.length === 1 ? target.service : null
  const address = service?.service.clusterAddresses.find(({ family }) => family === familyOf(trip))
  return service && address ? { dst: address.text, dstPort: service.port } : { dstPort: leg.flow.port }
}

/** The proxy behind the program's socket; until there the packet is as the program sent it. */
function caught(
  hops: readonly Hop[],
  start: number,
  proxy: HopProxy,
  place: HopPlace,
  own: Rewriting,
  refusal: Refusal | null,
): readonly Hop[] {
  const sent = hops[start]!.before
  const meant = rewritten(sent, own)
  const address = (packet: Packet) => packet[0]?.fields.find(({ name }) => name === 'dst')?.value
  // What is still a name stays one.
  const asSent = (packet: Packet) =>
    address(packet) === address(sent) ? meant : rewritten(packet, { dstPort: own.dstPort ?? null })
  const before = hops.slice(0, start).reduce<{ readonly done: readonly Hop[]; readonly packet: Packet }>(
    ({ done, packet }, hop) => {
      const after = hop.after === hop.before ? packet : asSent(hop.after)
      return { done: [...done, { ...hop, before: packet, after }], packet: after }
    },
    { done: [], packet: asSent(hops[0]!.before) },
  )
  return [
    ...before.done,
    hopAt(proxy, place, before.packet, refusal ? before.packet : sent, refusal),
    ...hops.slice(start),
  ]
}

/** The answer's first steps: from the program to the proxy beside it. */
function handed(reply: readonly Hop[], proxy: HopProxy, arrived: Packet): readonly Hop[] {
  const [first, ...rest] = reply
  if (!first) return reply
  const own = turned(arrived)
  return [{ ...first, before: own, after: own }, hopAt(proxy, first.place, own, first.after, null), ...rest]
}

/** And its last: from the proxy to the program that asked. */
function answered(
  reply: readonly Hop[],
  proxy: HopProxy,
  place: HopPlace,
  { dst, dstPort }: Rewriting,
): readonly Hop[] {
  const last = reply.at(-1)
  if (!last) return reply
  const towards: Rewriting = {
    ...(dst !== undefined && { src: dst }),
    ...(dstPort !== undefined && dstPort !== null && { srcPort: dstPort }),
  }
  const given = rewritten(last.before, towards)
  if (last.kind !== 'socket') return [...reply, hopAt(proxy, place, last.after, rewritten(last.after, towards), null)]
  return [
    ...reply.slice(0, -1),
    hopAt(proxy, place, last.before, given, null),
    { ...last, before: given, after: given },
  ]
}

/** A handshake that nobody at the other end understands ends at the socket there. */
function refusedAtSocket(walk: PacketWalk, { stop }: LegVerdict): PacketWalk {
  const last = walk.hops.at(-1)
  if (!last || last.drop || !stop?.refusal || (stop.at !== 'wire' && stop.at !== 'proxy')) return walk
  return { ...walk, hops: [...walk.hops.slice(0, -1), { ...last, drop: dropOf(stop.refusal) }], reply: [] }
}

function hopAt(proxy: HopProxy, place: HopPlace, before: Packet, after: Packet, refusal: Refusal | null): Hop {
  return {
    kind: 'proxy',
    place,
    device: null,
    hook: null,
    before,
    after,
    mtu: null,
    check: null,
    proxy,
    table: null,
    command: null,
    drop: refusal && dropOf(refusal),
    believed: false,
  }
}

/** As curl prints it. Envoy's own log is told beside the verdict. */
function dropOf({ sees, status, body }: Refusal): Drop {
  const of = (symptom: Drop['symptom'], curl: string): Drop => ({
    by: 'proxy',
    symptom,
    curl,
    counter: null,
    log: null,
  })
  switch (sees) {
    case 'response':
      return of('answer', [`< HTTP/1.1 ${status ?? ''}`, ...(body ? [body] : [])].join('\n'))
    case 'reset':
      return of('reset', 'curl: (56) Recv failure: Connection reset by peer')
    case 'closed':
      return of('closed', 'curl: (52) Empty reply from server')
    case 'refused':
      return of('refused', "curl: (7) Couldn't connect to server")
    case 'tls-error':
      return of('handshake', 'curl: (35) TLS connect error')
  }
}
