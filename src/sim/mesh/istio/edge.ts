import { labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { HttpRequest } from '../../../policy/request.ts'
import { takesHost } from './hosts.ts'
import { routeAmong, routesOn } from './http-routes.ts'
import type { Istio } from './istio.ts'
import { namespaceOf, wears } from './objects.ts'
import { routeIn, virtualServicesFor, type Routing } from './virtual-services.ts'

/** Where a gateway at the edge sends what comes in on a port. Null: nobody gave it anything to do on that port, so that it ends there. */
export function edgeRouting(istio: Istio, pod: Pod, port: number | null, kind: 'http' | 'tcp', request: HttpRequest | null, serverName: string | null): Routing | null {
  const gateway = istio.members.gatewayOf(pod)
  return gateway ? apiRouting(istio, gateway, port, request) : istioRouting(istio, pod, port, kind, request, serverName)
}

function apiRouting({ objects }: Istio, gateway: KubernetesObject, port: number | null, request: HttpRequest | null): Routing {
  const listeners = listAt(gateway.value, 'spec', 'listeners').filter((listener) => numberAt(listener, 'port') === port && takesName(textAt(listener, 'hostname'), request))
  const routes = new Set(listeners.flatMap((listener) => routesOn(objects.httpRoutes, { kind: 'Gateway', namespace: namespaceOf(gateway), name: gateway.name, section: textAt(listener, 'name'), port })))
  return routeAmong([...routes], request)
}

function takesName(hostname: string | null, request: HttpRequest | null): boolean {
  return hostname === null || request?.host === undefined || takesHost(hostname, request.host)
}

/** The servers of every Gateway that selects the pod; TLS that is passed through is routed by its server name. */
function istioRouting({ objects }: Istio, pod: Pod, port: number | null, kind: 'http' | 'tcp', request: HttpRequest | null, serverName: string | null): Routing | null {
  const servers = objects.gateways.filter((gateway) => wears(pod, labelsAt(gateway.value, 'spec', 'selector')))
    .flatMap((gateway) => listAt(gateway.value, 'spec', 'servers').filter((server) => numberAt(server, 'port', 'number') === port).map((server) => ({ gateway, server })))
  if (servers.length === 0) return null
  for (const { gateway, server } of servers) {
    const protocol = (textAt(server, 'port', 'protocol') ?? '').toUpperCase()
    const isPassed = textAt(server, 'tls', 'mode') === 'PASSTHROUGH' || textAt(server, 'tls', 'mode') === 'AUTO_PASSTHROUGH'
    const route = isPassed ? 'tls' : protocol === 'TCP' || protocol === 'TLS' ? 'tcp' : kind === 'http' ? 'http' : 'tcp'
    const name = route === 'tls' ? serverName : request?.host ?? null
    if (name !== null && !listAt(server, 'hosts').some((host) => takesHost(String(host).replace(/^[^/]*\//, ''), name))) continue
    const ref = `${namespaceOf(gateway)}/${gateway.name}`
    for (const object of virtualServicesFor(objects, name, ref, namespaceOf(gateway))) {
      const routing = routeIn(object, { gateway: ref, port, kind: route, request, serverName, client: null })
      if (routing && routing.routes.length > 0) return routing
    }
  }
  return { routes: [], open: true }
}
