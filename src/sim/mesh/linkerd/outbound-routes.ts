import type { Stage } from '../../../engine/leg.ts'
import type { Cluster, Service } from '../../../model/cluster.ts'
import { chooseRoute } from '../../../policy/kinds/linkerd/route-choice.ts'
import type { Route, RouteBackend, RouteKind, RouteRule } from '../../../policy/kinds/linkerd/route.ts'
import type { Flow } from '../../../policy/match.ts'
import { BROKEN_ROUTE, closed } from './refusals.ts'
import { found } from './server-proxy.ts'
import type { Spoken } from './spoken.ts'

/**
 * The proxy looks for one kind of routes per parent and port: the first of these that there are. Source: linkerd2,
 * policy-controller/grpc/src/outbound.rs (to_proto)
 */
export const KINDS: readonly RouteKind[] = ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute']

/** A route of which a rule takes the connection. */
export interface Taken {
  readonly route: Route
  readonly rule: RouteRule
}

/** The route that takes it. `unread`: the proxy expects something else on this port and gives up. */
export function routeFor(
  kind: RouteKind | null,
  routes: readonly Route[],
  spoken: Spoken,
  flow: Flow,
): Taken | 'none' | 'unknown' | 'unread' {
  const { said } = flow
  switch (kind) {
    case null:
      return 'none'
    case 'GRPCRoute':
    case 'HTTPRoute': {
      if (spoken === 'tls' || spoken === 'bytes') return kind === 'HTTPRoute' ? 'none' : 'unread'
      return chooseRoute(routes, said?.http ? { ...hostOf(flow), ...said.http } : null)
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

/**
 * The host that a request names where the question does not tell: what was dialled. A Service has several names, so
 * that it is not known which.
 */
function hostOf({ service, name, destinationAddress }: Flow): { readonly host?: string } {
  const host = service ? null : (name ?? destinationAddress?.text ?? null)
  return host === null ? {} : { host }
}

function fitsName(host: string, name: string): boolean {
  const wanted = host.toLowerCase()
  const given = name.toLowerCase().replace(/\.$/, '')
  return wanted.startsWith('*.')
    ? given.endsWith(wanted.slice(1)) && given.length > wanted.length - 1
    : given === wanted
}

/** A Service that a route names in place of where it was going. */
export interface SentTo {
  readonly service: Service
  readonly port: number
}

/** Where a route's backend leads; `to` null: to nobody who is there. */
export function sentTo(
  backend: RouteBackend,
  route: Route,
  spoken: Spoken,
  cluster: Cluster,
): { readonly stage: Stage; readonly to: SentTo | null } {
  const service =
    backend.kind === 'service'
      ? cluster.services.find(({ name, namespace }) => name === backend.name && namespace.name === backend.namespace)
      : undefined
  const isThere =
    service !== undefined && backend.port !== null && service.ports.some(({ port }) => port === backend.port)
  return {
    to: isThere ? { service, port: backend.port! } : null,
    stage: found(
      'backend',
      { fact: 'linkerd-sent-to', backend: nameOf(backend), found: isThere },
      { object: route.object, path: backend.path },
      isThere ? null : spoken === 'requests' ? BROKEN_ROUTE : closed(spoken),
    ),
  }
}

function nameOf({ kind, namespace, name, port }: RouteBackend): string {
  return `${kind === 'egress-network' ? 'EgressNetwork ' : ''}${namespace}/${name}${port === null ? '' : `:${port}`}`
}
