import { listAt } from '../../../manifests/fields.ts'
import { parseAddress, type IpAddress } from '../../../ground/ip.ts'
import type { Leg, PlacedFact } from '../../../engine/leg.ts'
import type { Backend, Service } from '../../../model/cluster.ts'
import { externalEndpoint, type Endpoint } from '../../../model/endpoint.ts'
import { backendPort } from '../../../model/service-port.ts'
import type { Flow } from '../../../policy/match.ts'
import { checkpointFor } from './checkpoint.ts'
import { clientChoice, firstHost } from './client-route.ts'
import { connect, type AtGateway } from './connection.ts'
import { clientTls, destinationRulesFor, subsetLabels } from './destination-rules.ts'
import { edgeRouting } from './edge.ts'
import { edgePorts } from './edge-ports.ts'
import { entryPlaces } from './entry-places.ts'
import { hostOf, serviceNamed } from './hosts.ts'
import type { Istio } from './istio.ts'
import { TUNNEL_PORT } from './link.ts'
import { notHttpAt } from './not-http.ts'
import { namespaceOf, wears } from './objects.ts'
import { serviceEntryFor } from './outbound.ts'
import { answeredWith, NO_CHAIN, NO_ROUTE, NO_UPSTREAM, nodeDenied } from './refusals.ts'
import { waypointRoute } from './service-routes.ts'
import { setOut } from './set-out.ts'
import { handedOn, isEncrypted, mayCarryHttp, opened, readsRequests, requestOf, speaksHttp } from './spoken.ts'
import {
  ended,
  flowOf,
  isEnvoy,
  serviceLabels,
  waypointBefore,
  type Dial,
  type Place,
  type Traveller,
} from './traveller.ts'
import type { Route, RouteTarget, Routing } from './virtual-services.ts'
import { nameOf, takesIngress, type Waypoint } from './waypoints.ts'

/** More backends than these are not tried one by one after a route has chosen another Service. */
const BACKENDS = 16

/** The connections that a question comes to under Istio; none where no proxy of it has a part. */
export function legsOf(istio: Istio, flow: Flow, fromIdentity: string | null): readonly Leg[] {
  const { source, destination, service } = flow
  if (fromIdentity === null && istio.members.of(source) === 'none' && istio.members.of(destination) === 'none')
    return []
  if (source === destination && service === null) return []
  const { traveller, dial, facts, refused } = setOut(istio, flow, fromIdentity)
  return refused ? [refused] : new Planner(istio).from(traveller, dial, facts)
}

class Planner {
  constructor(private readonly istio: Istio) {}

  /** The ways onward for somebody who wants to go somewhere. */
  from(traveller: Traveller, dial: Dial, facts: readonly PlacedFact[]): readonly Leg[] {
    switch (traveller.member) {
      case 'sidecar':
        return this.#fromSidecar(traveller, dial, facts)
      case 'ambient':
        return (
          this.#pastWaypoint(traveller, dial, facts, waypointBefore(this.istio, dial)) ??
          this.#deliver(traveller, dial, facts)
        )
      case 'gateway': {
        const waypoint =
          dial.service && takesIngress(this.istio, serviceLabels(dial.service), dial.service.namespace.name)
            ? waypointBefore(this.istio, dial)
            : null
        return this.#pastWaypoint(traveller, dial, facts, waypoint) ?? this.#deliver(traveller, dial, facts)
      }
      default:
        return this.#deliver(traveller, dial, facts)
    }
  }

  #fromSidecar(traveller: Traveller, asked: Dial, facts: readonly PlacedFact[]): readonly Leg[] {
    if (traveller.endpoint.kind !== 'pod') return this.#deliver(traveller, asked, facts)
    const chosen = clientChoice(this.istio, traveller, asked, traveller.endpoint.pod)
    switch (chosen.choice) {
      case 'refused':
        return [ended(traveller, chosen.dial, chosen.refusal, chosen.found)]
      case 'straight':
        return this.#deliver(traveller, chosen.dial, facts)
      case 'unread':
        return this.#deliver({ ...traveller, member: 'none', identity: null }, chosen.dial, [...facts, chosen.found])
      case 'routed':
        return this.#follow(traveller, chosen.dial, chosen.routing, facts)
    }
  }

  /** Every route that may take the request, and an answer of 404 where perhaps none does. */
  #follow(traveller: Traveller, dial: Dial, routing: Routing, facts: readonly PlacedFact[]): readonly Leg[] {
    const { routes, open, isUnread } = routing
    const legs = routes.flatMap((route) => this.#route(traveller, dial, route, facts))
    if (open && routing.orStraight) legs.push(...this.#deliver(traveller, dial, facts))
    else if (open) {
      const fact = { fact: isUnread ? 'no-stream-route' : 'no-route', host: dial.host } as const
      legs.push(ended(traveller, dial, isUnread ? NO_CHAIN : NO_ROUTE, { fact, ground: null }))
    }
    return legs.length > 1 && (open || routes.length > 1)
      ? legs.map((leg) => ({ ...leg, chosenBy: 'request' as const }))
      : legs
  }

  #route(
    traveller: Traveller,
    dial: Dial,
    { object, path, targets, status, request }: Route,
    facts: readonly PlacedFact[],
  ): readonly Leg[] {
    const ground = { object, path: [...path] }
    if (status !== null)
      return [ended(traveller, dial, answeredWith(status), { fact: { fact: 'answered', status }, ground })]
    const said = request && traveller.said ? { ...traveller.said, http: request } : traveller.said
    const onward = { ...traveller, said }
    return targets.flatMap((target) => {
      const { host, port, subset } = target
      const routed: PlacedFact = { fact: { fact: 'routed', host, subset }, ground }
      const service = serviceNamed(this.istio.cluster.services, host, namespaceOf(object))
      if (!service) {
        const outside = outsideDial(this.istio, dial, target)
        return outside
          ? this.#deliver(onward, outside, [...facts, routed])
          : [ended(traveller, dial, NO_UPSTREAM, { fact: { fact: 'no-backend', host }, ground })]
      }
      const isSame = service === dial.service && (port === null || port === dial.servicePort) && subset === null
      const next = serviceDial(service, dial, target, isSame)
      return this.#past(onward, next, isSame ? facts : [...facts, routed])
    })
  }

  /** After a gateway has chosen, a waypoint may still stand before what it chose. */
  #past(traveller: Traveller, dial: Dial, facts: readonly PlacedFact[]): readonly Leg[] {
    return traveller.member === 'gateway' ? this.from(traveller, dial, facts) : this.#deliver(traveller, dial, facts)
  }

  /**
   * The first connection goes to the waypoint, which sees the client and what it dialled, the Service's address and
   * port, and the next from it. Null: none stands before it.
   * Source: pilot/pkg/networking/core/listener_waypoint.go, buildWaypointInternal; ztunnel, src/proxy/outbound.rs,
   * build_request
   */
  #pastWaypoint(
    traveller: Traveller,
    asked: Dial,
    facts: readonly PlacedFact[],
    waypoint: Waypoint | null,
  ): readonly Leg[] | null {
    const endpoint = waypoint?.pod.endpoint
    if (!waypoint || endpoint?.kind !== 'pod' || endpoint === traveller.endpoint) return null
    const { istio } = this
    // Who dials a pod of a headless Service is for the pod, of whose Services the waypoint is told nothing.
    const dial = asked.service?.headless ? { ...asked, service: null } : asked
    const port = dial.servicePort
    const address = endpoint.addresses[0] ?? null
    const isHttp = readsRequests(dial, traveller.said)
    const unread = notHttpAt(dial, traveller.said)
    const { checkpoint, onward } = checkpointFor(
      istio,
      { pod: waypoint.pod, place: 'waypoint', service: dial.service, serviceEntry: dial.serviceEntry },
      isHttp || unread ? 'requests' : 'bytes',
      {
        identity: traveller.identity,
        sourceAddress: traveller.address,
        remoteAddress: traveller.remote,
        destinationAddress: dialledAddress(dial, address),
        port,
        serverName: traveller.said?.sni ?? null,
        request: isHttp ? requestOf(traveller.said) : null,
        hosts: traveller.hosts,
      },
      speaksHttp(traveller.said) && traveller.member === 'gateway',
      unread,
    )
    const flow = flowOf(traveller, endpoint, address, port)
    return [
      {
        flow,
        wire: { ...flow, port: TUNNEL_PORT, said: { app: 'tls' } },
        broken: null,
        client: null,
        proxies: [checkpoint],
        link: {
          form: 'tunnel',
          identity: traveller.identity,
          facts: [
            ...facts,
            {
              fact: { fact: 'behind-waypoint', waypoint: nameOf(waypoint) },
              ground: waypoint.ground,
            },
          ],
        },
        next: () =>
          this.#fromWaypoint(
            {
              ...traveller,
              endpoint,
              address,
              member: 'waypoint',
              identity: istio.members.identity(endpoint),
              isGiven: false,
              said: handedOn(traveller.said, onward),
              origin: null,
            },
            dial,
            isHttp,
          ),
      },
    ]
  }

  /** A waypoint routes as a sidecar would, and by routes of the Gateway API that are attached to the Service. */
  #fromWaypoint(traveller: Traveller, dial: Dial, isHttp: boolean): readonly Leg[] {
    const { service, serviceEntry, servicePort: port } = dial
    const host = service ? hostOf(service) : serviceEntry ? (dial.host ?? firstHost(serviceEntry)) : null
    const home = service?.namespace.name ?? (serviceEntry ? namespaceOf(serviceEntry) : '')
    if (host === null || traveller.endpoint.kind !== 'pod') return this.#deliver(traveller, dial, [])
    const at = traveller.endpoint.pod.namespace.name
    const routing = waypointRoute(this.istio, traveller, { service, host, home, port, at }, isHttp)
    return routing ? this.#follow(traveller, { ...dial, host }, routing, []) : this.#deliver(traveller, dial, [])
  }

  /** One leg for each backend that may be chosen. */
  #deliver(traveller: Traveller, dial: Dial, facts: readonly PlacedFact[]): readonly Leg[] {
    const { istio } = this
    const { member, endpoint } = traveller
    const { service, subset } = dial
    const pod = endpoint.kind === 'pod' ? endpoint.pod : null
    const namespace = pod?.namespace.name ?? ''
    const host = service ? hostOf(service) : (dial.host ?? (dial.serviceEntry ? firstHost(dial.serviceEntry) : null))
    const rules =
      isEnvoy(member) && host !== null
        ? destinationRulesFor(
            istio.objects,
            host,
            { namespace, labels: pod?.labels ?? {} },
            service?.namespace.name ?? namespace,
            istio.settings.rootNamespace,
          )
        : []
    const labels = subset === null ? {} : subsetLabels(rules, subset)
    const dead = (fact: PlacedFact['fact']) => {
      const ground = rules[0] ? { object: rules[0], path: ['spec', 'subsets'] } : null
      return [ended(traveller, dial, NO_UPSTREAM, { fact, ground })]
    }
    if (labels === null) return dead({ fact: 'no-subset', subset: subset!, isDefined: false })
    const isInSubset = (each: Endpoint) =>
      Object.keys(labels).length === 0 || (each.kind === 'pod' && wears(each.pod, labels))
    const own =
      isEnvoy(member) || member === 'ambient' ? entryPlaces(istio, dial, isEnvoy(member) ? 'envoy' : 'node') : null
    const targets = own ?? (dial.to ? [dial.to] : backendsOf(dial))
    const chosen = subset === null ? targets : targets.filter((each) => isInSubset(each.endpoint))
    if (chosen.length === 0)
      return targets.length > 0
        ? dead({ fact: 'no-subset', subset: subset!, isDefined: true })
        : [
            ended(traveller, dial, isEnvoy(member) ? NO_UPSTREAM : nodeDenied(false), {
              fact: { fact: 'no-backend', host: host ?? '' },
              ground: null,
            }),
          ]
    const attempt = { traveller, dial, tls: clientTls(rules, dial.servicePort, subset), facts }
    return chosen.slice(0, BACKENDS).map((target) => connect(istio, attempt, target, (at) => this.#fromGateway(at)))
  }

  /** Where a gateway at the edge goes on to; it speaks for itself from here on. */
  #fromGateway({ traveller, dial, gateway, remote, port, checked }: AtGateway): readonly Leg[] {
    const { istio } = this
    const { endpoint } = gateway
    if (!endpoint) return []
    const arrived = handedOn(traveller.said, checked.onward)
    const { hosts } = traveller
    const request = requestOf(arrived)
    const question = {
      kind: mayCarryHttp(arrived) ? 'http' : 'tcp',
      request,
      hosts,
      serverName: arrived?.sni ?? null,
      tokens: checked.checkpoint.sight.tokens,
    } as const
    const routing = edgePorts(istio, gateway, dial.servicePort, port)
      .map((at) => edgeRouting(istio, gateway, at, question))
      .find((each) => each !== null)
    if (!routing) return []
    // What the gateway read it has opened.
    const said = arrived && isEncrypted(arrived) && !routing.isUnread ? opened(arrived) : arrived
    const next: Traveller = {
      endpoint,
      address: endpoint.addresses[0] ?? null,
      member: 'gateway',
      identity: istio.members.identity(endpoint),
      isGiven: false,
      remote,
      said,
      hosts,
      origin: null,
    }
    return this.#follow(
      next,
      {
        service: null,
        servicePort: null,
        host: request?.host ?? (hosts.length === 1 ? hosts[0]! : question.serverName),
        serviceEntry: null,
        subset: null,
        to: null,
      },
      routing,
      [],
    )
  }
}

/** The Service's own address of the same family as the waypoint's, or the pod's; null: it has none. */
function dialledAddress({ service, to }: Dial, waypoint: IpAddress | null): IpAddress | null {
  if (!service) return to?.address ?? null
  return service.clusterAddresses.find(({ family }) => family === (waypoint?.family ?? 4)) ?? null
}

/** The pods that a connection to a Service may be sent to; empty: none is ready, or the Service has no such port. */
function backendsOf({ service, servicePort }: Dial): readonly Place[] {
  const port = service?.ports.find((each) => each.protocol === 'TCP' && each.port === servicePort)
  if (!service || !port) return []
  return service.backends
    .filter(({ ready }) => ready)
    .flatMap((backend: Backend) => {
      const number = backendPort(service, port, backend)
      return number === undefined ? [] : [{ endpoint: backend.endpoint, address: backend.address, port: number }]
    })
}

/** A route to a host that is no Service; null: nobody knows the host, and it is not the one that was dialled. */
function outsideDial(istio: Istio, dial: Dial, { host, port, subset }: RouteTarget): Dial | null {
  const serviceEntry = serviceEntryFor(istio, null, { host })
  if (!serviceEntry && !dial.host?.includes(host)) return null
  const address = serviceEntry && parseAddress(String(listAt(serviceEntry.value, 'spec', 'addresses')[0] ?? ''))
  const servicePort = port ?? dial.servicePort
  const endpoint = externalEndpoint(host, address ?? undefined, host)
  return { service: null, servicePort, host, serviceEntry, subset, to: { endpoint, address, port: servicePort } }
}

/** A route to a Service. `isSame`: to what was dialled, so that the backend stays the one that was chosen. */
function serviceDial(service: Service, dial: Dial, { port, subset }: RouteTarget, isSame: boolean): Dial {
  const own = service.ports.length === 1 && service !== dial.service ? service.ports[0]!.port : dial.servicePort
  return {
    service,
    servicePort: port ?? own,
    host: hostOf(service),
    serviceEntry: null,
    subset,
    to: isSame ? dial.to : null,
  }
}
