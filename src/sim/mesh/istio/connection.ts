import type { IpAddress } from '../../../ground/ip.ts'
import { fieldAt, textAt } from '../../../manifests/fields.ts'
import type { Leg, Link, PlacedFact } from '../../../engine/leg.ts'
import { probeAddress } from '../../../engine/probe-address.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { Flow } from '../../../policy/match.ts'
import type { Said } from '../../../policy/request.ts'
import type { Membership } from '../mesh.ts'
import type { Dialect } from './authorization-rules.ts'
import { pastInbound, pastNode } from './capture.ts'
import { checkpointFor, type Checked, type Facts } from './checkpoint.ts'
import type { clientTls } from './destination-rules.ts'
import { unservedAt } from './edge-ports.ts'
import { hostOf } from './hosts.ts'
import { inboundProtocol, ingressFacts } from './inbound.ts'
import type { Istio } from './istio.ts'
import { isOwnNode, linkOf, TUNNEL_PORT } from './link.ts'
import { notHttpAtEdge, notHttpInbound, type NotHttp } from './not-http.ts'
import { AGENT_PORT, turnedProbe } from './probes.ts'
import { notListening } from './refusals.ts'
import { isEncrypted, mayBeHttp, mayCarryHttp, readsRequests, remoteAt, requestOf, speaksHttp } from './spoken.ts'
import { flowOf, isEnvoy, waypointBefore, type Dial, type Place, type Traveller } from './traveller.ts'
import { nameOf } from './waypoints.ts'

/** A connection that has come to a gateway at the edge. */
export interface AtGateway {
  readonly traveller: Traveller
  readonly dial: Dial
  readonly gateway: Pod
  /** Who asked first, as far as the gateway is told. */
  readonly remote: IpAddress | null
  readonly port: number | null
  readonly checked: Checked
}

/** Where a gateway at the edge goes on to. */
export type BeyondGateway = (at: AtGateway) => readonly Leg[]

/** What is known of a connection before the place is chosen that it goes to. */
export interface Attempt {
  readonly traveller: Traveller
  readonly dial: Dial
  /** What DestinationRules have the client do; undefined: they leave it to the mesh. */
  readonly tls: ReturnType<typeof clientTls>
  /** What has been found on the way so far. */
  readonly facts: readonly PlacedFact[]
}

/** One connection to one place: how it is secured, and who is asked at the other end. */
export function connect(
  istio: Istio,
  { traveller, dial, tls, facts }: Attempt,
  { endpoint, address, port }: Place,
  beyondGateway: BeyondGateway,
): Leg {
  const { member, said } = traveller
  const server = istio.members.of(endpoint)
  const fromNode = isOwnNode(traveller.endpoint, endpoint)
  const pod = endpoint.kind === 'pod' ? endpoint.pod : null
  const mode = pod && (server === 'sidecar' || server === 'ambient') ? istio.mode(pod, port) : null
  const beside = pod && (server === 'sidecar' ? pastInbound(pod, port) : server === 'ambient' ? pastNode(pod) : null)
  const met = linkOf({
    client: member,
    server,
    identity: traveller.identity,
    isGiven: traveller.isGiven,
    isPast: member === 'none' && facts.length > 0,
    tls,
    isKnown: dial.service !== null || selectsInMesh(dial),
    mode,
    past: beside,
    isOwnNode: fromNode,
    speaksHttp: speaksHttp(said),
    isEncrypted: isEncrypted(said),
  })
  const { link, past } = met
  const clientReads = isEnvoy(member) && speaksHttp(said)
  const notHttp =
    pod && server === 'sidecar' && !past && !met.broken
      ? notHttpInbound(istio, pod, port, { form: link.form, mode: mode?.mode ?? 'PERMISSIVE', said, clientReads })
      : null
  const deaf = pod && server === 'gateway' ? unservedAt(istio, pod, dial.servicePort, port) : null
  const broken = deaf
    ? unserved(deaf, member === 'none' ? null : clientReads ? 'http' : 'bytes')
    : (met.broken ?? (notHttp?.at === 'wire' ? { ...notHttp, at: 'wire' } : null))
  const probe =
    pod && server === 'sidecar' && fromNode && !past ? turnedProbe(traveller.endpoint, pod, port, said) : null
  const flow = flowOf(traveller, endpoint, address, port)
  const turned: readonly PlacedFact[] =
    probe === null
      ? []
      : [{ fact: { fact: 'probe-rewritten', port: AGENT_PORT, isThis: probe === 'this' }, ground: null }]
  if (probe === 'this') return toAgent(flow, turned)
  const sight: Facts = {
    identity: link.identity,
    sourceAddress: traveller.address,
    remoteAddress: server === 'gateway' ? (remoteAt(istio.settings, said?.http) ?? traveller.remote) : traveller.remote,
    destinationAddress: address,
    port,
    serverName: link.form === 'mutual' ? serverNameOf(dial) : (said?.sni ?? null),
    request: requestOf(said),
    hosts: traveller.hosts,
  }
  const isOpaque = link.form === 'own-tls'
  const checked =
    pod && !broken && !past ? check(istio, traveller, { dial, pod, server, fromNode, isOpaque, notHttp }, sight) : null
  const listed = pod && server === 'sidecar' && !past ? ingressFacts(istio, pod, port) : []
  const uncaught: readonly PlacedFact[] = past ? [{ fact: pastProxy(server, port), ground: past.ground }] : []
  return {
    flow,
    wire: onWire(flow, link.form, server === 'ambient' && fromNode),
    broken,
    client: null,
    proxies: checked ? [checked.checkpoint] : [],
    link: {
      ...link,
      facts: [...facts, ...link.facts, ...turned, ...pastWaypoint(istio, traveller, dial), ...listed, ...uncaught],
    },
    next: () =>
      server === 'gateway' && checked && pod
        ? beyondGateway({ traveller, dial, gateway: pod, remote: sight.remoteAddress, port, checked })
        : [],
  }
}

/**
 * Whether the pods of a ServiceEntry are known to have proxies: those that it selects, where it says that they are in
 * the mesh. Source: pilot/pkg/networking/core/cluster_tls.go (buildUpstreamTLSSettings, of what is outside)
 */
function selectsInMesh({ serviceEntry }: Dial): boolean {
  return (
    textAt(serviceEntry?.value, 'spec', 'location') === 'MESH_INTERNAL' &&
    fieldAt(serviceEntry?.value, 'spec', 'workloadSelector') !== undefined
  )
}

/** The proxy of a gateway does not listen there. */
function unserved(found: PlacedFact, clientProxy: 'http' | 'bytes' | null): NonNullable<Leg['broken']> {
  return { at: 'wire', refusal: notListening(clientProxy), found }
}

/** A probe of this pod, which its own agent answers. */
function toAgent(flow: Flow, facts: readonly PlacedFact[]): Leg {
  return {
    flow,
    wire: { ...flow, port: AGENT_PORT },
    link: { form: 'plain', identity: null, facts },
    broken: null,
    client: null,
    proxies: [],
    next: () => [],
  }
}

/** What the network sees. `isProbe`: the node masks its own address before pods of an ambient mesh. */
function onWire({ said, ...flow }: Flow, form: Link['form'], isProbe: boolean): Flow {
  const seen: Said | undefined = form === 'plain' ? said : { app: 'tls' }
  const { destinationAddress: address } = flow
  return {
    ...flow,
    ...(isProbe && address && { sourceAddress: probeAddress(address.family) }),
    ...(form === 'tunnel' && { port: TUNNEL_PORT }),
    ...(seen && { said: seen }),
  }
}

/** The server name by which a sidecar asks for a Service over mutual TLS; null: it asks for none. */
function serverNameOf({ service, servicePort, subset }: Dial): string | null {
  return service && `outbound_.${servicePort ?? ''}_.${subset ?? ''}_.${hostOf(service)}`
}

/** Who is at the other end, and what comes to it. */
interface Arrival {
  readonly dial: Dial
  readonly pod: Pod
  readonly server: Membership
  /** It comes from the pod's own node. */
  readonly fromNode: boolean
  /** The client encrypts it itself, so that no proxy reads it. */
  readonly isOpaque: boolean
  /** It is no request, and the server's proxy waits for one; null: it is one, or nothing says so. */
  readonly notHttp: NotHttp | null
}

/** What the proxy at the other end decides; null: none is asked. */
function check(
  istio: Istio,
  { member, said }: Traveller,
  { dial, pod, server, fromNode, isOpaque, notHttp }: Arrival,
  sight: Facts,
): Checked | null {
  const asking = { pod, service: null, serviceEntry: null }
  const keepsHeaders = isEnvoy(member) && speaksHttp(said)
  switch (server) {
    case 'ambient':
      return fromNode ? null : checkpointFor(istio, { ...asking, place: 'ztunnel' }, 'node', sight, keepsHeaders, null)
    case 'sidecar': {
      const reads = !isOpaque && inboundProtocol(istio, pod, sight.port) !== 'bytes' && mayBeHttp(said)
      const answers = keepsHeaders && readsRequests(dial, said)
      const dialect = dialectOf(reads || notHttp !== null)
      return checkpointFor(istio, { ...asking, place: 'server-proxy' }, dialect, sight, answers, notHttp)
    }
    case 'gateway': {
      const unread = isOpaque ? null : notHttpAtEdge(istio, pod, dial.servicePort, sight.port, said)
      const dialect = dialectOf((!isOpaque && mayCarryHttp(said)) || unread !== null)
      return checkpointFor(istio, { ...asking, place: 'gateway' }, dialect, sight, keepsHeaders, unread)
    }
    default:
      return null
  }
}

function dialectOf(readsRequests: boolean): Dialect {
  return readsRequests ? 'requests' : 'bytes'
}

/** The proxy at the other end is not asked, since nothing leads the port to it. */
function pastProxy(server: Membership, port: number | null): PlacedFact['fact'] {
  return { fact: server === 'ambient' ? 'capture-bypassed' : 'port-excluded', end: 'destination', port: port ?? 0 }
}

/** A waypoint that this client does not use. */
function pastWaypoint(istio: Istio, { member }: Traveller, dial: Dial): readonly PlacedFact[] {
  if (member === 'ambient' || member === 'waypoint') return []
  const waypoint = waypointBefore(istio, dial)
  if (!waypoint) return []
  const why = member === 'sidecar' || member === 'gateway' ? member : 'no-proxy'
  return [{ fact: { fact: 'past-waypoint', waypoint: nameOf(waypoint), why }, ground: waypoint.ground }]
}
