import { fieldAt, listAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Service } from '../../../model/cluster.ts'
import { hostOf } from './hosts.ts'
import { routeAmong, routesOn } from './http-routes.ts'
import type { Istio } from './istio.ts'
import { namespaceOf } from './objects.ts'
import { isEncrypted, requestOf } from './spoken.ts'
import { streamRoute } from './stream-routes.ts'
import type { Traveller } from './traveller.ts'
import { routeIn, virtualServicesFor, type RouteQuestion, type Routing } from './virtual-services.ts'

/**
 * The routes for requests of the Gateway API that are attached to a Service. Those of the client's own namespace are
 * for its clients alone, and come before those of the Service's. Hosts that they name count for nothing.
 * Source: https://gateway-api.sigs.k8s.io/mesh/#gateway-api-for-service-mesh;
 * https://istio.io/latest/docs/tasks/traffic-management/request-routing/
 */
export function routesOnService(
  { objects }: Istio,
  { said }: Traveller,
  service: Service,
  port: number | null,
  client: string,
): Routing | null {
  const routes = hanging([...objects.httpRoutes, ...objects.grpcRoutes], service, port, client)
  return routes.length === 0
    ? null
    : routeAmong(
        routes.map((object) => ({ object, host: 'yes' as const })),
        requestOf(said),
      )
}

/**
 * The same of what is no request: a TLSRoute, which in the mesh is for the Service's own name alone, before a TCPRoute. A
 * waypoint looks at no server name.
 * Source: pilot/pkg/config/kube/gateway/route_collections.go (TLSRouteCollection, augmentTLSPortMatch);
 * pilot/pkg/networking/core/listener_waypoint.go (getWaypointTCPRoutes)
 */
export function streamsOnService(
  { objects }: Istio,
  { said, member }: Traveller,
  service: Service,
  port: number | null,
  client: string,
): Routing | null {
  const own = hostOf(service)
  const isNamed = member === 'waypoint' || (isEncrypted(said) && said?.sni === own)
  for (const routes of [isNamed ? objects.tlsRoutes : [], objects.tcpRoutes]) {
    const found = streamRoute(hanging(routes, service, port, client), [own], null)
    if (found.routes.length > 0) return { ...found, isUnread: true }
  }
  return null
}

function hanging(
  routes: readonly KubernetesObject[],
  { name, namespace }: Service,
  port: number | null,
  client: string,
): readonly KubernetesObject[] {
  const all = routesOn(routes, { kind: 'Service', namespace: namespace.name, name, port })
  const own = all.filter((route) => namespaceOf(route) === client)
  return own.length > 0 ? own : all.filter((route) => namespaceOf(route) === namespace.name)
}

/**
 * The route by which a waypoint sends on what came for a host: of the Gateway API, on its Service, or of a
 * VirtualService in the namespace of either. Null: there is none. `home`: of the host; `at`: of the waypoint.
 * Source: pilot/pkg/networking/core/listener_waypoint.go (getVirtualServiceForWaypoint, getTLSRouteMatch)
 */
export function waypointRoute(
  istio: Istio,
  traveller: Traveller,
  to: {
    readonly service: Service | null
    readonly host: string
    readonly home: string
    readonly port: number | null
    readonly at: string
  },
  isHttp: boolean,
): Routing | null {
  const { service, host, home, port, at } = to
  const virtual = virtualServicesFor(istio.objects, host, 'mesh', at).filter((object) =>
    [home, at].includes(namespaceOf(object)),
  )
  const routed = (kind: RouteQuestion['kind'], among: readonly KubernetesObject[]) =>
    among
      .map((object) =>
        routeIn(
          object,
          {
            gateway: 'mesh',
            port,
            kind,
            request: isHttp ? requestOf(traveller.said) : null,
            hosts: traveller.hosts,
            serverName: host,
            client: traveller.endpoint,
          },
          istio.objects,
        ),
      )
      .find((each) => each !== null && (kind === 'http' || each.routes.length > 0)) ?? null
  if (isHttp) return (service && routesOnService(istio, traveller, service, port, at)) ?? routed('http', virtual)
  const named = virtual.filter(({ value }) =>
    listAt(value, 'spec', 'tls').some((route) =>
      listAt(route, 'match').some((match) => {
        const names = fieldAt(match, 'sniHosts')
        return Array.isArray(names) && names.length === 1 && names[0] === host
      }),
    ),
  )
  return (
    routed('tls', named) ?? (service && streamsOnService(istio, traveller, service, port, at)) ?? routed('tcp', virtual)
  )
}
