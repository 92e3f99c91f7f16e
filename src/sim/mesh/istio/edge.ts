import { labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { Tri } from '../../../policy/request.ts'
import { takesDialled, takesHost } from './hosts.ts'
import { routeAmong, routesOn } from './http-routes.ts'
import type { Istio } from './istio.ts'
import { namespaceOf, wears } from './objects.ts'
import { routeIn, virtualServicesFor, type Route, type RouteQuestion, type Routing } from './virtual-services.ts'

/** What comes in at an edge, as far as the question tells; see `RouteQuestion`. */
export type Incoming = Pick<RouteQuestion, 'request' | 'hosts' | 'serverName'> & { readonly kind: 'http' | 'tcp' }

/** Where a gateway at the edge sends what comes in on a port. Null: nobody gave it anything to do on that port, so that it ends there. */
export function edgeRouting(istio: Istio, pod: Pod, port: number | null, incoming: Incoming): Routing | null {
  const gateway = istio.members.gatewayOf(pod)
  return gateway ? apiRouting(istio, gateway, port, incoming) : istioRouting(istio, pod, port, incoming)
}

/** A listener for some hosts only takes no others; which one it is when nobody tells, stays open. */
function apiRouting(
  { objects }: Istio,
  gateway: KubernetesObject,
  port: number | null,
  { request, hosts }: Incoming,
): Routing {
  const listeners = listAt(gateway.value, 'spec', 'listeners')
    .filter((listener) => numberAt(listener, 'port') === port)
    .map((listener) => {
      const name = textAt(listener, 'hostname')
      return { listener, fits: name === null ? 'yes' : takesDialled((host) => takesHost(name, host), request, hosts) }
    })
    .filter(({ fits }) => fits !== 'no')
  const routes = new Set(
    listeners.flatMap(({ listener }) =>
      routesOn(objects.httpRoutes, {
        kind: 'Gateway',
        namespace: namespaceOf(gateway),
        name: gateway.name,
        section: textAt(listener, 'name'),
        port,
      }),
    ),
  )
  const routing = routeAmong([...routes], request, hosts)
  return { ...routing, open: routing.open || !listeners.some(({ fits }) => fits === 'yes') }
}

/**
 * The servers of every Gateway that selects the pod; TLS that is passed through is routed by its server name. Where nobody tells the host, every route whose hosts it may be.
 */
function istioRouting(
  { objects }: Istio,
  pod: Pod,
  port: number | null,
  { kind, request, hosts, serverName }: Incoming,
): Routing | null {
  const servers = objects.gateways
    .filter((gateway) => wears(pod, labelsAt(gateway.value, 'spec', 'selector')))
    .flatMap((gateway) =>
      listAt(gateway.value, 'spec', 'servers')
        .filter((server) => numberAt(server, 'port', 'number') === port)
        .map((server) => ({ gateway, server })),
    )
  if (servers.length === 0) return null
  const found: Route[] = []
  for (const { gateway, server } of servers) {
    const protocol = (textAt(server, 'port', 'protocol') ?? '').toUpperCase()
    const isPassed =
      textAt(server, 'tls', 'mode') === 'PASSTHROUGH' || textAt(server, 'tls', 'mode') === 'AUTO_PASSTHROUGH'
    const route = isPassed ? 'tls' : protocol === 'TCP' || protocol === 'TLS' ? 'tcp' : kind === 'http' ? 'http' : 'tcp'
    // Bytes have no host.
    const takes = (patterns: readonly string[]): Tri =>
      patterns.includes('*') || route === 'tcp'
        ? 'yes'
        : takesDialled(
            (name) => patterns.some((pattern) => takesHost(pattern, name)),
            route === 'tls' ? null : request,
            route === 'tls' ? (serverName === null ? [] : [serverName]) : hosts,
          )
    const own = takes(listAt(server, 'hosts').map((host) => String(host).replace(/^[^/]*\//, '')))
    if (own === 'no') continue
    const ref = `${namespaceOf(gateway)}/${gateway.name}`
    for (const object of virtualServicesFor(objects, null, ref, namespaceOf(gateway))) {
      const host = takes(listAt(object.value, 'spec', 'hosts').map(String))
      const routing =
        host === 'no'
          ? null
          : routeIn(object, { gateway: ref, port, kind: route, request, hosts, serverName, client: null })
      if (!routing) continue
      found.push(
        ...routing.routes.filter(
          (each) =>
            !found.some(({ object: known, path }) => known === each.object && String(path) === String(each.path)),
        ),
      )
      if (own === 'yes' && host === 'yes' && !routing.open) return { routes: found, open: false }
    }
  }
  return { routes: found, open: true }
}
