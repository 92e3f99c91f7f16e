import { matchesSelector, type Labels } from '../../../ground/labels.ts'
import type { FieldPath } from '../../../ground/span.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { ContainerPort } from '../../../ground/ports.ts'
import type { ProxyPolicy } from '../../proxy/form.ts'
import type { HttpRequest } from '../../request.ts'
import {
  authorizationPolicy,
  defaultPolicy,
  onlyOnRoutes,
  probePolicy,
  serverAuthorization,
  type LinkerdCluster,
} from './authorizations.ts'
import type { AuthorizationPolicy } from './authorization-policy.ts'
import type { DefaultPolicy } from './default-policy.ts'
import type { LinkerdObjects } from './objects.ts'
import { chooseRoute, type RouteChoice } from './route-choice.ts'
import type { Route } from './route.ts'
import { opensServer } from './server-authorization.ts'
import type { ProxyProtocol, Server } from './server.ts'
import { byAge } from './written.ts'

/** The pod whose proxy is asked, and one port of it. */
export interface InboundPort {
  readonly object: KubernetesObject
  readonly namespace: string
  readonly name: string
  readonly labels: Labels
  /** What its containers declare. */
  readonly ports: readonly ContainerPort[]
  readonly port: number
  /**
   * What holds where no Server is for the port, and where that is written; the annotation may be the namespace's, or
   * nobody's.
   */
  readonly unserved: { readonly policy: DefaultPolicy; readonly object: KubernetesObject; readonly path: FieldPath }
  readonly opaque: boolean
  /** Its HTTP probes on this port. */
  readonly probes: readonly { readonly path: string; readonly at: FieldPath }[]
}

/** What the proxy was told about one port. */
export interface Inbound {
  /** Null: none is for the port, and the default policy holds. */
  readonly server: Server | null
  /** Servers that are for the port too, and came too late. */
  readonly late: readonly Server[]
  readonly protocol: ProxyProtocol
  readonly policies: readonly ProxyPolicy[]
  /** The routes that count, in order; empty: there are none, and every request is taken. */
  readonly routes: readonly Route[]
  /** What the routes' own policies add. */
  readonly onRoute: (route: Route) => readonly ProxyPolicy[]
}

/**
 * The Server of a port: of those that select the pod and the port, the oldest, then by name. A number counts whether or
 * not it is declared; a name stands for every TCP port that containers declare under it.
 * Source: linkerd2, policy-controller/k8s/index/src/inbound/index.rs (reindex_servers, select_ports)
 */
export function serversFor(
  { namespace, labels, ports, port }: Pick<InboundPort, 'namespace' | 'labels' | 'ports' | 'port'>,
  { serversIn }: Pick<LinkerdObjects, 'serversIn'>,
): readonly Server[] {
  return (serversIn.get(namespace) ?? []).filter(
    (server) =>
      server.pods !== null &&
      matchesSelector(server.pods, labels) &&
      (typeof server.port === 'number'
        ? server.port === port
        : ports.some((each) => each.name === server.port && each.port === port && each.protocol === 'TCP')),
  )
}

/** Everything that the proxy of a pod is told about one port. */
export function inboundOf(at: InboundPort, objects: LinkerdObjects, cluster: LinkerdCluster): Inbound {
  const [server = null, ...late] = serversFor(at, objects)
  const probes =
    at.probes.length > 0
      ? [
          probePolicy(
            at.probes,
            { kind: at.object.kind, object: at.object, namespace: at.namespace, name: 'probe' },
            cluster,
          ),
        ]
      : []
  if (!server) {
    const { policy, object, path } = at.unserved
    return {
      server,
      late,
      protocol: at.opaque ? 'opaque' : 'unknown',
      routes: [],
      onRoute: () => [],
      policies: [
        defaultPolicy(policy, { kind: object.kind, object, namespace: at.namespace, name: policy }, path, cluster),
        ...(at.opaque ? [] : probes),
      ],
    }
  }
  const local = objects.policies.filter(({ namespace }) => namespace === at.namespace)
  const compiled = (policy: AuthorizationPolicy) => authorizationPolicy(policy, objects, cluster)
  const routes = routesOf(server, objects)
  return {
    server,
    late,
    protocol: server.protocol,
    routes,
    policies: [
      defaultPolicy(
        server.access,
        { kind: 'Server', object: server.object, namespace: server.namespace, name: server.name },
        ['spec', server.object.apiVersion.endsWith('v1beta3') ? 'accessPolicy' : 'port'],
        cluster,
      ),
      ...objects.serverAuthorizations
        .filter((each) => each.namespace === at.namespace && opensServer(each, server))
        .map((each) => serverAuthorization(each, cluster)),
      ...local
        .filter(
          ({ target }) => target.kind === 'namespace' || (target.kind === 'server' && target.name === server.name),
        )
        .map(compiled),
      ...(routes.length === 0 && server.protocol !== 'gRPC' && isRead(server.protocol) ? probes : []),
    ],
    onRoute: (route) =>
      local
        .filter(
          ({ target }) =>
            (target.kind === 'HTTPRoute' || target.kind === 'GRPCRoute') &&
            target.kind === route.kind &&
            target.group === route.group &&
            target.name === route.name,
        )
        .map(compiled),
  }
}

/** Whether the proxy reads requests on a port. */
export function isRead(protocol: ProxyProtocol): boolean {
  return protocol !== 'opaque' && protocol !== 'TLS'
}

/** Source: linkerd2, policy-controller/grpc/src/inbound.rs (to_server) and inbound/http.rs (to_route_list) */
function routesOf(server: Server, { routes }: LinkerdObjects): readonly Route[] {
  if (!isRead(server.protocol)) return []
  const kind = server.protocol === 'gRPC' ? 'GRPCRoute' : 'HTTPRoute'
  return routes
    .filter(
      (route) =>
        route.kind === kind &&
        route.namespace === server.namespace &&
        route.parents.some((parent) => parent.kind === 'server' && parent.name === server.name),
    )
    .sort((a, b) => (a.created === b.created && a.group !== b.group ? (a.group < b.group ? -1 : 1) : byAge(a, b)))
}

/**
 * The policies that are asked about a request, and the route that it takes; null: there are no routes. A request that
 * takes none is answered 404 without asking anybody.
 */
export function policiesFor(
  { policies, routes, onRoute }: Inbound,
  request: HttpRequest | null,
): { readonly policies: readonly ProxyPolicy[]; readonly choice: RouteChoice | null } {
  if (routes.length === 0) return { policies, choice: null }
  const choice = chooseRoute(routes, request)
  if (choice === 'none') return { policies: [], choice }
  if (choice !== 'unknown') return { policies: [...policies, ...onRoute(choice.route)], choice }
  const names = routes.map(({ kind, name }) => `${kind} ${name}`)
  return {
    choice,
    policies: [
      ...(routes.some(takesEverything) ? policies : policies.map((policy) => onlyOnRoutes(policy, names))),
      ...routes.flatMap((route) =>
        onRoute(route).map((policy) => onlyOnRoutes(policy, [`${route.kind} ${route.name}`])),
      ),
    ],
  }
}

/** Whether a route takes whatever is asked. */
export function takesEverything({ kind, hostnames, rules }: Route): boolean {
  return (
    hostnames.length === 0 &&
    rules.some(
      ({ matches }) =>
        matches.length === 0 ||
        matches.some(
          (match) =>
            match.headers.length === 0 &&
            match.query.length === 0 &&
            match.method === null &&
            match.service === null &&
            match.call === null &&
            (kind === 'GRPCRoute' ||
              match.requestPath === null ||
              ('prefix' in match.requestPath && match.requestPath.prefix === '/')),
        ),
    )
  )
}
