import type { Stage } from '../../../engine/leg.ts'
import type { Cluster, Service } from '../../../model/cluster.ts'
import type { Flow } from '../../../policy/match.ts'
import { pickEgressNetwork, type EgressNetwork } from '../../../policy/kinds/linkerd/egress-network.ts'
import type { LinkerdObjects } from '../../../policy/kinds/linkerd/objects.ts'
import { chooseRoute } from '../../../policy/kinds/linkerd/route-choice.ts'
import type { Route, RouteBackend, RouteKind, RouteRule } from '../../../policy/kinds/linkerd/route.ts'
import type { LinkerdOptions } from './options.ts'
import { BROKEN_ROUTE, closed, FORBIDDEN } from './refusals.ts'
import { found } from './server-proxy.ts'
import { spokenOn, type Spoken } from './spoken.ts'

/** What the client's proxy makes of traffic to places that no Service stands for. `to`: the Service that a route sends it to instead; null: where it was going. */
export interface Egress {
  readonly stages: readonly Stage[]
  readonly to: { readonly service: Service; readonly port: number } | null
}

/** The proxy looks for one kind of routes per EgressNetwork and port: the first of these that there are. Source: linkerd2, policy-controller/grpc/src/outbound.rs (to_proto) */
const KINDS: readonly RouteKind[] = ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute']

/** Null: no EgressNetwork is for it. `namespace`: the client's. */
export function egressOf(
  flow: Flow,
  namespace: string,
  objects: LinkerdObjects,
  { cluster: networks, globalEgress }: LinkerdOptions,
  cluster: Cluster,
): Egress | null {
  const network = pickEgressNetwork(objects.egressNetworks, namespace, globalEgress, flow.destinationAddress, networks)
  if (!network) return null
  const attached = objects.routes.filter(
    (route) =>
      (route.namespace === network.namespace || route.namespace === namespace) &&
      route.parents.some(
        (parent) =>
          parent.kind === 'egress-network' &&
          parent.name === network.name &&
          parent.namespace === network.namespace &&
          (parent.port === null || parent.port === flow.port),
      ),
  )
  const kind = KINDS.find((each) => attached.some((route) => route.kind === each)) ?? null
  const routes = attached.filter((route) => route.kind === kind)
  const spoken = spokenOn(flow.said)
  switch (routeFor(kind, routes, spoken, flow)) {
    case 'unread':
      return {
        stages: [
          found(
            'egress',
            { fact: 'linkerd-egress-unread', network: network.name, kind: kind! },
            at(network),
            closed(spoken),
          ),
        ],
        to: null,
      }
    case 'unknown':
      return { stages: [depends(network, routes)], to: null }
    case 'none':
      return { stages: [byPolicy(network, spoken)], to: null }
    default:
      break
  }
  const { route, rule } = routeFor(kind, routes, spoken, flow) as Taken
  return onRoute(route, rule, network, spoken, cluster)
}

interface Taken {
  readonly route: Route
  readonly rule: RouteRule
}

/** `unread`: the proxy expects something else on this port and gives up. */
function routeFor(
  kind: RouteKind | null,
  routes: readonly Route[],
  spoken: Spoken,
  { said }: Flow,
): Taken | 'none' | 'unknown' | 'unread' {
  switch (kind) {
    case null:
      return 'none'
    case 'GRPCRoute':
    case 'HTTPRoute': {
      if (spoken === 'tls' || spoken === 'bytes') return kind === 'HTTPRoute' ? 'none' : 'unread'
      const request = said?.http ? { ...said.http, host: said.http.host ?? '' } : null
      return chooseRoute(routes, request)
    }
    case 'TLSRoute': {
      if (spoken === 'requests' || spoken === 'bytes') return 'unread'
      if (said?.sni === undefined) return 'unknown'
      const name = said.sni
      const route = routes.find(
        ({ hostnames }) => hostnames.length === 0 || hostnames.some((host) => fitsName(host, name)),
      )
      return route?.rules[0] ? { route, rule: route.rules[0] } : 'none'
    }
    // Whatever is said on the connection, the port is all that such a route asks for.
    case 'TCPRoute':
      return routes[0]?.rules[0] ? { route: routes[0], rule: routes[0].rules[0] } : 'none'
  }
}

function fitsName(host: string, name: string): boolean {
  const wanted = host.toLowerCase()
  const given = name.toLowerCase().replace(/\.$/, '')
  return wanted.startsWith('*.')
    ? given.endsWith(wanted.slice(1)) && given.length > wanted.length - 1
    : given === wanted
}

/** What fits no route. */
function byPolicy(network: EgressNetwork, spoken: Spoken): Stage {
  const refusal = network.traffic === 'Allow' ? null : spoken === 'requests' ? FORBIDDEN : closed(spoken)
  return found(
    'egress',
    { fact: 'linkerd-egress', network: network.name, traffic: network.traffic, route: null },
    at(network),
    refusal,
  )
}

/** Whether it fits a route hangs on what the question leaves open. */
function depends(network: EgressNetwork, routes: readonly Route[]): Stage {
  return {
    kind: 'policies',
    id: 'egress',
    unmatched: 'deny',
    refusal: FORBIDDEN,
    policies: [
      {
        kind: 'EgressNetwork',
        object: network.object,
        namespace: network.namespace,
        name: network.name,
        isolates: network.traffic === 'Deny',
        rules: routes.map((route, index) => ({
          index,
          action: 'allow' as const,
          path: ['spec', 'trafficPolicy'],
          all: [
            {
              section: 'route',
              path: ['spec', 'trafficPolicy'],
              anyOf: [
                {
                  path: ['spec', 'trafficPolicy'],
                  all: [
                    {
                      attribute: { kind: 'unreadable' as const, key: 'route' },
                      anyOf: [{ form: 'exact' as const, text: `${route.kind} ${route.name}` }],
                      negate: false,
                      path: ['spec', 'trafficPolicy'],
                    },
                  ],
                },
              ],
            },
          ],
        })),
      },
    ],
  }
}

/** Without backends, or with the EgressNetwork as one, it goes where it was going. */
function onRoute(route: Route, rule: RouteRule, network: EgressNetwork, spoken: Spoken, cluster: Cluster): Egress {
  const taken = found(
    'egress',
    { fact: 'linkerd-egress', network: network.name, traffic: network.traffic, route: route.name },
    { object: route.object, path: rule.path },
  )
  const [backend] = rule.backends
  if (
    !backend ||
    (backend.kind === 'egress-network' && backend.name === network.name && backend.namespace === network.namespace)
  )
    return { stages: [taken], to: null }
  const service =
    backend.kind === 'service'
      ? cluster.services.find(({ name, namespace }) => name === backend.name && namespace.name === backend.namespace)
      : undefined
  const isThere =
    service !== undefined && backend.port !== null && service.ports.some(({ port }) => port === backend.port)
  const named: Stage = found(
    'backend',
    { fact: 'linkerd-sent-to', backend: nameOf(backend), found: isThere },
    { object: route.object, path: backend.path },
    isThere ? null : spoken === 'requests' ? BROKEN_ROUTE : closed(spoken),
  )
  return { stages: [taken, named], to: isThere ? { service, port: backend.port! } : null }
}

function nameOf({ kind, namespace, name, port }: RouteBackend): string {
  return `${kind === 'egress-network' ? 'EgressNetwork ' : ''}${namespace}/${name}${port === null ? '' : `:${port}`}`
}

function at({ object }: EgressNetwork): { readonly object: EgressNetwork['object']; readonly path: readonly string[] } {
  return { object, path: ['spec', 'trafficPolicy'] }
}
