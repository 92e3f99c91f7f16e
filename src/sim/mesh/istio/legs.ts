import { labelsAt, listAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { parseAddress, type IpAddress } from '../../../ground/ip.ts'
import type { Leg, PlacedFact, Refusal } from '../../../engine/leg.ts'
import { probeAddress } from '../../../engine/probe-address.ts'
import type { Backend, Pod, Service } from '../../../model/cluster.ts'
import { externalEndpoint, type Endpoint } from '../../../model/endpoint.ts'
import { backendPort } from '../../../model/service-port.ts'
import type { Flow } from '../../../policy/match.ts'
import type { Said } from '../../../policy/request.ts'
import type { Membership } from '../mesh.ts'
import { pastInbound, pastNode, pastOutbound } from './capture.ts'
import { checkpointFor, type Checked, type Facts } from './checkpoint.ts'
import type { Dialect } from './authorization-rules.ts'
import { clientTls, destinationRule, subsetLabels } from './destination-rules.ts'
import { edgeRouting } from './edge.ts'
import { dialledHosts, hostOf, serviceNamed } from './hosts.ts'
import { routeAmong, routesOn } from './http-routes.ts'
import type { Istio } from './istio.ts'
import { isOwnNode, linkOf, TUNNEL_PORT } from './link.ts'
import { namespaceOf, wears } from './objects.ts'
import { knowsService, outboundMode, serviceEntryFor } from './outbound.ts'
import { AGENT_PORT, turnedProbe } from './probes.ts'
import { BLACK_HOLE, BLACK_HOLE_RESET, NO_ROUTE, NO_UPSTREAM } from './refusals.ts'
import {
  hasHttpListener,
  isEncrypted,
  mayBeHttp,
  readsRequests,
  remoteAt,
  requestOf,
  serverReadsRequests,
  speaksHttp,
  withTokens,
} from './spoken.ts'
import { routeIn, virtualServicesFor, type Route, type Routing } from './virtual-services.ts'
import { takesIngress, waypointOf, type Waypoint } from './waypoints.ts'

/** Whoever opens the next connection, and what it carries. */
interface Traveller {
  readonly endpoint: Endpoint
  readonly address: IpAddress | null
  readonly member: Membership
  readonly identity: string | null
  readonly isGiven: boolean
  /** Who asked first, as far as proxies on the way tell. */
  readonly remote: IpAddress | null
  readonly said: Said | undefined
  /** What it may name as its host, where the request does not tell: see `Sight`. */
  readonly hosts: readonly string[]
  /** The question itself, while nothing stands between the client and the network. */
  readonly origin: Flow | null
}

/** Where it wants to go. `to` null: any of the Service's backends. */
interface Dial {
  readonly service: Service | null
  readonly servicePort: number | null
  readonly host: string | null
  readonly serviceEntry: KubernetesObject | null
  readonly subset: string | null
  readonly to: { readonly endpoint: Endpoint; readonly address: IpAddress | null; readonly port: number | null } | null
}

/** More backends than these are not tried one by one after a route has chosen another Service. */
const BACKENDS = 16

/** The connections that a question comes to under Istio; none where no proxy of it has a part. */
export function legsOf(istio: Istio, flow: Flow, fromIdentity: string | null): readonly Leg[] {
  const { source, destination, service } = flow
  const own = istio.members.of(source)
  if (fromIdentity === null && own === 'none' && istio.members.of(destination) === 'none') return []
  if (source === destination && service === null) return []
  const dialledPort = service?.port ?? flow.port
  const past =
    own === 'sidecar' && source.kind === 'pod'
      ? pastOutbound(source.pod, dialledPort, service?.address ?? flow.destinationAddress)
      : null
  const member = past ? 'none' : own
  const traveller: Traveller = {
    endpoint: source,
    address: flow.sourceAddress,
    member,
    identity: fromIdentity ?? (past ? null : istio.members.identity(source)),
    isGiven: fromIdentity !== null,
    remote: flow.sourceAddress,
    said: flow.said,
    hosts: dialledHosts(flow),
    origin: flow,
  }
  const dialled = service
    ? { service: service.service, port: service.port }
    : headlessBehind(istio, destination, flow.port)
  const host = service ? null : flow.name
  const dial: Dial = {
    service: dialled?.service ?? null,
    servicePort: dialled?.port ?? flow.port,
    host,
    subset: null,
    to: { endpoint: destination, address: flow.destinationAddress, port: flow.port },
    serviceEntry: dialled
      ? null
      : serviceEntryFor(
          istio,
          source.kind === 'pod' ? source.pod : null,
          host !== null
            ? { host, port: flow.port }
            : flow.destinationAddress
              ? { address: flow.destinationAddress, port: flow.port }
              : { host: '' },
        ),
  }
  return new Planner(istio).from(
    traveller,
    dial,
    past ? [{ fact: { fact: 'port-excluded', end: 'source', port: dialledPort ?? 0 }, ground: past.ground }] : [],
  )
}

/** A pod of a headless Service is known by its address. */
function headlessBehind(
  { cluster }: Istio,
  destination: Endpoint,
  port: number | null,
): { readonly service: Service; readonly port: number } | null {
  const service = cluster.services.find(
    (each) =>
      each.headless &&
      each.ports.some((own) => own.port === port) &&
      each.backends.some(({ endpoint }) => endpoint === destination),
  )
  return service && port !== null ? { service, port } : null
}

class Planner {
  constructor(private readonly istio: Istio) {}

  /** The ways onward for somebody who wants to go somewhere. */
  from(traveller: Traveller, dial: Dial, facts: readonly PlacedFact[]): readonly Leg[] {
    switch (traveller.member) {
      case 'sidecar':
        return this.#sidecar(traveller, dial, facts)
      case 'ambient':
        return this.#pastWaypoint(traveller, dial, facts, this.#waypoint(dial)) ?? this.#deliver(traveller, dial, facts)
      case 'gateway': {
        const waypoint =
          dial.service && takesIngress(this.istio, serviceLabels(dial.service), dial.service.namespace.name)
            ? this.#waypoint(dial)
            : null
        return this.#pastWaypoint(traveller, dial, facts, waypoint) ?? this.#deliver(traveller, dial, facts)
      }
      default:
        return this.#deliver(traveller, dial, facts)
    }
  }

  /** What the client's own proxy does: nothing for what it may not know, else the route that a VirtualService chooses. */
  #sidecar(traveller: Traveller, asked: Dial, facts: readonly PlacedFact[]): readonly Leg[] {
    const { istio } = this
    const { endpoint } = traveller
    if (endpoint.kind !== 'pod') return this.#deliver(traveller, asked, facts)
    const dial = this.#byHost(asked, traveller, endpoint.pod)
    const { service, host, serviceEntry } = dial
    const isKnownService = service !== null && knowsService(istio, endpoint.pod, service)
    const name = isKnownService
      ? hostOf(service)
      : (host ?? (serviceEntry ? String(listAt(serviceEntry.value, 'spec', 'hosts')[0] ?? '') : null))
    const virtual = name === null ? [] : virtualServicesFor(istio.objects, name, 'mesh', endpoint.pod.namespace.name)
    if (!isKnownService && !serviceEntry && virtual.length === 0) {
      const { mode, ground } = outboundMode(istio, endpoint.pod)
      const called = host ?? (service ? hostOf(service) : (dial.to?.address?.text ?? ''))
      if (mode === 'REGISTRY_ONLY')
        return [
          this.#dead(
            traveller,
            dial,
            hasHttpListener(istio.cluster, dial.servicePort) && speaksHttp(traveller.said)
              ? BLACK_HOLE
              : BLACK_HOLE_RESET,
            { fact: { fact: 'unknown-host', host: called }, ground },
          ),
        ]
      return this.#deliver(traveller, { ...dial, service: null }, facts)
    }
    const kinds = readsRequests(dial, traveller.said)
      ? (['http'] as const)
      : isEncrypted(traveller.said)
        ? (['tls', 'tcp'] as const)
        : (['tcp'] as const)
    const question = {
      gateway: 'mesh',
      port: dial.servicePort,
      request: requestOf(traveller.said),
      hosts: traveller.hosts,
      serverName: traveller.said?.sni ?? host,
      client: endpoint,
    }
    // A server name that no route asks for goes where it was going.
    const routing =
      kinds.flatMap((kind) =>
        virtual.flatMap((object) => {
          const each = routeIn(object, { ...question, kind }, istio.objects)
          return each && (kind !== 'tls' || each.routes.length > 0) ? [each] : []
        }),
      )[0] ??
      (service && isKnownService && kinds[0] === 'http'
        ? this.#byRoutes(traveller, service, dial.servicePort, endpoint.pod.namespace.name)
        : null)
    if (!routing) return this.#deliver(traveller, { ...dial, host: name }, facts)
    return this.#follow(traveller, { ...dial, host: name }, routing, facts)
  }

  /**
   * The routes of the Gateway API that hang on a Service. Those of the client's own namespace are for its clients alone, and come before those of the Service's.
   * Source: https://gateway-api.sigs.k8s.io/mesh/#gateway-api-for-service-mesh; https://istio.io/latest/docs/tasks/traffic-management/request-routing/
   */
  #byRoutes({ said, hosts }: Traveller, service: Service, port: number | null, client: string): Routing | null {
    const { httpRoutes, grpcRoutes } = this.istio.objects
    const home = service.namespace.name
    const all = routesOn([...httpRoutes, ...grpcRoutes], { kind: 'Service', namespace: home, name: service.name, port })
    const own = all.filter((route) => namespaceOf(route) === client)
    const routes = own.length > 0 ? own : all.filter((route) => namespaceOf(route) === home)
    return routes.length === 0 ? null : routeAmong(routes, requestOf(said), hosts)
  }

  /**
   * Where a port is one on which the proxy reads requests, an address that it does not know counts for nothing: the request's own host says where it goes.
   * Source: tests/integration/security/authz_test.go, TestAuthz_EgressGateway; https://istio.io/latest/docs/ops/configuration/traffic-management/traffic-routing/#http
   */
  #byHost(dial: Dial, { said }: Traveller, client: Pod): Dial {
    const named =
      dial.service ||
      dial.serviceEntry ||
      dial.host !== null ||
      dial.to?.endpoint.kind !== 'external' ||
      !hasHttpListener(this.istio.cluster, dial.servicePort)
        ? undefined
        : requestOf(said)?.host?.replace(/:\d+$/, '')
    if (named === undefined) return dial
    const service = serviceNamed(this.istio.cluster.services, named, client.namespace.name)
    return service?.ports.some(({ port }) => port === dial.servicePort)
      ? { ...dial, service, to: null }
      : {
          ...dial,
          host: named,
          serviceEntry: serviceEntryFor(this.istio, client, { host: named, port: dial.servicePort }),
        }
  }

  /** Every route that may take the request, and an answer of 404 where perhaps none does. */
  #follow(traveller: Traveller, dial: Dial, { routes, open }: Routing, facts: readonly PlacedFact[]): readonly Leg[] {
    const legs = routes.flatMap((route) => this.#route(traveller, dial, route, facts))
    if (open)
      legs.push(this.#dead(traveller, dial, NO_ROUTE, { fact: { fact: 'no-route', host: dial.host }, ground: null }))
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
      return [
        this.#dead(
          traveller,
          dial,
          {
            cause: 'answered-by-proxy',
            sees: 'response',
            status,
            body: null,
            log: { flags: '-', details: 'direct_response' },
          },
          { fact: { fact: 'answered', status }, ground },
        ),
      ]
    const said = request && traveller.said ? { ...traveller.said, http: request } : traveller.said
    return targets.flatMap(({ host, port, subset }) => {
      const service = serviceNamed(this.istio.cluster.services, host, namespaceOf(object))
      const routed: PlacedFact = { fact: { fact: 'routed', host, subset }, ground }
      if (!service) {
        const entry = serviceEntryFor(this.istio, null, { host })
        const address = entry && parseAddress(String(listAt(entry.value, 'spec', 'addresses')[0] ?? ''))
        if (!entry && !dial.host?.includes(host))
          return [this.#dead(traveller, dial, NO_UPSTREAM, { fact: { fact: 'no-backend', host }, ground })]
        return this.#deliver(
          { ...traveller, said },
          {
            service: null,
            servicePort: port ?? dial.servicePort,
            host,
            serviceEntry: entry,
            subset,
            to: {
              endpoint: externalEndpoint(host, address ?? undefined, host),
              address,
              port: port ?? dial.servicePort,
            },
          },
          [...facts, routed],
        )
      }
      const isSame = service === dial.service && (port === null || port === dial.servicePort)
      const onward: Dial = {
        service,
        servicePort:
          port ?? (isSame ? dial.servicePort : service.ports.length === 1 ? service.ports[0]!.port : dial.servicePort),
        host: hostOf(service),
        serviceEntry: null,
        subset,
        to: isSame && subset === null ? dial.to : null,
      }
      const told = isSame && subset === null ? facts : [...facts, routed]
      return this.#past({ ...traveller, said }, onward, told)
    })
  }

  /** After a gateway has chosen, a waypoint may still stand before what it chose. */
  #past(traveller: Traveller, dial: Dial, facts: readonly PlacedFact[]): readonly Leg[] {
    return traveller.member === 'gateway' ? this.from(traveller, dial, facts) : this.#deliver(traveller, dial, facts)
  }

  #waypoint({ service, serviceEntry, to }: Dial): Waypoint | null {
    const { istio } = this
    if (service) return waypointOf(istio, 'service', serviceLabels(service), service.namespace.name, service.object)
    if (serviceEntry)
      return waypointOf(
        istio,
        'service',
        labelsAt(serviceEntry.value, 'metadata', 'labels'),
        namespaceOf(serviceEntry),
        serviceEntry,
      )
    const pod = to?.endpoint.kind === 'pod' ? to.endpoint.pod : null
    return pod && waypointOf(istio, 'workload', pod.labels, pod.namespace.name, pod.object)
  }

  /** The first connection goes to the waypoint, which sees the client, and the next from it. Null: none stands before it. */
  #pastWaypoint(
    traveller: Traveller,
    dial: Dial,
    facts: readonly PlacedFact[],
    waypoint: Waypoint | null,
  ): readonly Leg[] | null {
    const endpoint = waypoint?.pod.endpoint
    if (!waypoint || endpoint?.kind !== 'pod' || endpoint === traveller.endpoint) return null
    const { istio } = this
    const [target] = dial.to ? [dial.to] : this.#backends(dial)
    const port = target?.port ?? dial.servicePort
    const address = endpoint.addresses[0] ?? null
    const isHttp = readsRequests(dial, traveller.said)
    const { checkpoint, onward } = checkpointFor(
      istio,
      { pod: waypoint.pod, place: 'waypoint', service: dial.service, serviceEntry: dial.serviceEntry },
      isHttp ? 'requests' : 'bytes',
      {
        identity: traveller.identity,
        sourceAddress: traveller.address,
        remoteAddress: traveller.remote,
        destinationAddress: address,
        port,
        serverName: traveller.said?.sni ?? null,
        request: isHttp ? requestOf(traveller.said) : null,
        hosts: traveller.hosts,
      },
      speaksHttp(traveller.said) && traveller.member === 'gateway',
    )
    const flow = this.#flow(traveller, endpoint, address, port)
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
              fact: { fact: 'behind-waypoint', waypoint: `${waypoint.pod.namespace.name}/${waypoint.pod.name}` },
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
              said: withTokens(traveller.said, onward),
              origin: null,
            },
            dial,
            isHttp,
          ),
      },
    ]
  }

  /** A waypoint routes as a sidecar would, and by routes of the Gateway API that hang on the Service. */
  #fromWaypoint(traveller: Traveller, dial: Dial, isHttp: boolean): readonly Leg[] {
    const { service } = dial
    const { istio } = this
    if (!service && dial.serviceEntry) return this.#deliver(traveller, dial, [])
    if (service && isHttp) {
      const request = requestOf(traveller.said)
      const question = {
        gateway: 'mesh',
        port: dial.servicePort,
        kind: 'http',
        request,
        hosts: traveller.hosts,
        serverName: null,
        client: null,
      } as const
      const routing =
        this.#byRoutes(traveller, service, dial.servicePort, service.namespace.name) ??
        virtualServicesFor(istio.objects, hostOf(service), 'mesh', service.namespace.name)
          .map((object) => routeIn(object, question, istio.objects))
          .find((each) => each !== null)
      if (routing) return this.#follow(traveller, { ...dial, host: hostOf(service) }, routing, [])
    }
    return this.#deliver(traveller, dial, [])
  }

  /** One leg for each backend that may be chosen. */
  #deliver(traveller: Traveller, dial: Dial, facts: readonly PlacedFact[]): readonly Leg[] {
    const { istio } = this
    const { member, endpoint } = traveller
    const { service, subset } = dial
    const isEnvoy = member === 'sidecar' || member === 'gateway' || member === 'waypoint'
    const namespace = endpoint.kind === 'pod' ? endpoint.pod.namespace.name : ''
    const host = service
      ? hostOf(service)
      : (dial.host ?? (dial.serviceEntry ? String(listAt(dial.serviceEntry.value, 'spec', 'hosts')[0] ?? '') : null))
    const rule =
      isEnvoy && host !== null
        ? destinationRule(
            istio.objects,
            host,
            namespace,
            service?.namespace.name ?? namespace,
            istio.settings.rootNamespace,
          )
        : null
    const labels = subset === null ? {} : rule && subsetLabels(rule, subset)
    const dead = (fact: PlacedFact['fact']) => [
      this.#dead(traveller, dial, NO_UPSTREAM, { fact, ground: rule && { object: rule, path: ['spec', 'subsets'] } }),
    ]
    if (labels === null) return dead({ fact: 'no-subset', subset: subset!, isDefined: false })
    const isInSubset = (each: Endpoint) => each.kind === 'pod' && wears(each.pod, labels)
    const targets = dial.to ? [dial.to] : this.#backends(dial)
    const chosen = subset === null ? targets : targets.filter((each) => isInSubset(each.endpoint))
    if (chosen.length === 0)
      return targets.length > 0
        ? dead({ fact: 'no-subset', subset: subset!, isDefined: true })
        : [this.#dead(traveller, dial, NO_UPSTREAM, { fact: { fact: 'no-backend', host: host ?? '' }, ground: null })]
    const tls = rule && clientTls(rule, dial.servicePort, subset)
    return chosen.slice(0, BACKENDS).map((target) => this.#connect(traveller, dial, target, tls, facts))
  }

  #backends({ service, servicePort }: Dial): readonly NonNullable<Dial['to']>[] {
    const port = service?.ports.find((each) => each.protocol === 'TCP' && each.port === servicePort)
    if (!service || !port) return []
    return service.backends
      .filter(({ ready }) => ready)
      .flatMap((backend: Backend) => {
        const number = backendPort(service, port, backend)
        return number === undefined ? [] : [{ endpoint: backend.endpoint, address: backend.address, port: number }]
      })
  }

  /** One connection to one place: how it is secured, and who is asked at the other end. */
  #connect(
    traveller: Traveller,
    dial: Dial,
    { endpoint, address, port }: NonNullable<Dial['to']>,
    tls: ReturnType<typeof clientTls>,
    facts: readonly PlacedFact[],
  ): Leg {
    const { istio } = this
    const { member, said } = traveller
    const server = istio.members.of(endpoint)
    const fromNode = isOwnNode(traveller.endpoint, endpoint)
    const pod = endpoint.kind === 'pod' ? endpoint.pod : null
    const mode = pod && (server === 'sidecar' || server === 'ambient') ? istio.mode(pod, port) : null
    const beside = pod && (server === 'sidecar' ? pastInbound(pod, port) : server === 'ambient' ? pastNode(pod) : null)
    const { link, broken, past } = linkOf({
      client: member,
      server,
      identity: traveller.identity,
      isGiven: traveller.isGiven,
      tls,
      isKnown: dial.service !== null,
      mode,
      past: beside,
      isOwnNode: fromNode,
      speaksHttp: speaksHttp(said),
    })
    const probe =
      pod && server === 'sidecar' && fromNode && !past ? turnedProbe(traveller.endpoint, pod, port, said) : null
    const isMutual = link.form === 'mutual' || link.form === 'tunnel'
    const flow = this.#flow(traveller, endpoint, address, port)
    const turned: readonly PlacedFact[] =
      probe === null
        ? []
        : [{ fact: { fact: 'probe-rewritten', port: AGENT_PORT, isThis: probe === 'this' }, ground: null }]
    if (probe === 'this')
      return {
        flow,
        wire: { ...flow, port: AGENT_PORT },
        link: { form: 'plain', identity: null, facts: turned },
        broken: null,
        client: null,
        proxies: [],
        next: () => [],
      }
    const onWire: Said | undefined = isMutual || link.form === 'own-tls' ? { app: 'tls' } : said
    const { said: _, ...silent } = flow
    const wire: Flow = {
      ...silent,
      ...(server === 'ambient' && fromNode && address && { sourceAddress: probeAddress(address.family) }),
      ...(link.form === 'tunnel' && { port: TUNNEL_PORT }),
      ...(onWire && { said: onWire }),
    }
    const serverName =
      said?.sni ??
      (link.form === 'mutual' && dial.service
        ? `outbound_.${dial.servicePort ?? ''}_.${dial.subset ?? ''}_.${hostOf(dial.service)}`
        : null)
    const sight = {
      identity: link.identity,
      sourceAddress: traveller.address,
      remoteAddress:
        server === 'gateway' ? (remoteAt(istio.settings, said?.http) ?? traveller.remote) : traveller.remote,
      destinationAddress: address,
      port,
      serverName,
      request: requestOf(said),
      hosts: traveller.hosts,
    }
    const checked =
      pod && !broken && !past
        ? this.#check(pod, server, port, sight, said, link.form === 'own-tls', fromNode, member)
        : null
    return {
      flow,
      wire,
      broken,
      client: null,
      proxies: checked ? [checked.checkpoint] : [],
      link: {
        ...link,
        facts: [
          ...facts,
          ...link.facts,
          ...turned,
          ...this.#pastFact(traveller, dial),
          ...(past
            ? [
                {
                  fact: {
                    fact: server === 'ambient' ? ('capture-bypassed' as const) : ('port-excluded' as const),
                    end: 'destination' as const,
                    port: port ?? 0,
                  },
                  ground: past.ground,
                },
              ]
            : []),
        ],
      },
      next: () =>
        server === 'gateway' && checked && pod
          ? this.#fromGateway(traveller, dial, endpoint, sight.remoteAddress, port, checked)
          : [],
    }
  }

  #check(
    pod: NonNullable<Extract<Endpoint, { kind: 'pod' }>['pod']>,
    server: Membership,
    port: number | null,
    sight: Facts,
    said: Said | undefined,
    isOpaque: boolean,
    fromNode: boolean,
    client: Membership,
  ): Checked | null {
    const isEnvoy = client === 'sidecar' || client === 'gateway' || client === 'waypoint'
    const asking = { pod, service: null, serviceEntry: null }
    if (server === 'ambient')
      return fromNode
        ? null
        : checkpointFor(this.istio, { ...asking, place: 'ztunnel' }, 'node', sight, isEnvoy && speaksHttp(said))
    if (server !== 'sidecar' && server !== 'gateway') return null
    const dialect: Dialect =
      isOpaque ||
      !(server === 'gateway' ? mayBeHttp(said) : serverReadsRequests(this.istio.cluster, pod.endpoint!, port, said))
        ? 'bytes'
        : 'requests'
    return checkpointFor(
      this.istio,
      { ...asking, place: server === 'sidecar' ? 'server-proxy' : 'gateway' },
      dialect,
      sight,
      isEnvoy && speaksHttp(said),
    )
  }

  /** A waypoint that this client does not use. */
  #pastFact({ member }: Traveller, dial: Dial): readonly PlacedFact[] {
    if (member === 'ambient' || member === 'waypoint') return []
    const waypoint = this.#waypoint(dial)
    return waypoint
      ? [
          {
            fact: {
              fact: 'past-waypoint',
              waypoint: `${waypoint.pod.namespace.name}/${waypoint.pod.name}`,
              why: member === 'sidecar' || member === 'gateway' ? member : 'no-proxy',
            },
            ground: waypoint.ground,
          },
        ]
      : []
  }

  /** Where a gateway at the edge goes on to; it speaks for itself from here on. */
  #fromGateway(
    traveller: Traveller,
    dial: Dial,
    endpoint: Endpoint,
    remote: IpAddress | null,
    port: number | null,
    { onward, checkpoint }: Checked,
  ): readonly Leg[] {
    if (endpoint.kind !== 'pod') return []
    const { istio } = this
    const said = withTokens(traveller.said, onward)
    const { hosts } = traveller
    const request = requestOf(said)
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
    const question = {
      kind: mayBeHttp(said) ? 'http' : 'tcp',
      request,
      hosts,
      serverName: said?.sni ?? null,
      tokens: checkpoint.sight.tokens,
    } as const
    const at = dial.servicePort ?? port
    const routing =
      edgeRouting(istio, endpoint.pod, at, question) ??
      (at === port ? null : edgeRouting(istio, endpoint.pod, port, question))
    if (!routing) return []
    return this.#follow(
      next,
      {
        service: null,
        servicePort: null,
        host: request?.host ?? (hosts.length === 1 ? hosts[0]! : (said?.sni ?? null)),
        serviceEntry: null,
        subset: null,
        to: null,
      },
      routing,
      [],
    )
  }

  /** Ends in the proxy of whoever travels, before anything is sent. */
  #dead(traveller: Traveller, dial: Dial, refusal: Refusal, found: PlacedFact): Leg {
    const to = dial.to ?? { endpoint: externalEndpoint(dial.host ?? 'nowhere'), address: null, port: dial.servicePort }
    return {
      flow: this.#flow(traveller, to.endpoint, to.address, to.port),
      wire: null,
      link: { form: 'plain', identity: null, facts: [] },
      broken: { at: 'client-proxy', refusal, found },
      client: null,
      proxies: [],
      next: () => [],
    }
  }

  /** A proxy chooses the pod by itself, so that nobody translates the Service on the way. */
  #flow(
    { endpoint, address, member, said, origin }: Traveller,
    destination: Endpoint,
    destinationAddress: IpAddress | null,
    port: number | null,
  ): Flow {
    if (origin && member === 'none') return { ...origin, destination, destinationAddress, port }
    return {
      source: endpoint,
      destination,
      sourceAddress: address,
      destinationAddress,
      name: origin?.name ?? (destination.kind === 'external' ? destination.name : null),
      protocol: 'TCP',
      port,
      hairpin: origin?.hairpin ?? false,
      service: null,
      ...(said && { said }),
      ...(origin?.sourcePort !== undefined && { sourcePort: origin.sourcePort }),
    }
  }
}

function serviceLabels({ object }: Service): Readonly<Record<string, string>> {
  return labelsAt(object.value, 'metadata', 'labels')
}
