import type { Ground, PlacedFact } from '../../../engine/leg.ts'
import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Pod } from '../../../model/cluster.ts'
import { backendPort } from '../../../model/service-port.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'
import { OWN_PORTS } from './capture.ts'
import { attachedTo, isStream } from './edge.ts'
import { isExposed } from './hosts.ts'
import type { Istio } from './istio.ts'
import { namespaceOf, wears, type IstioObjects } from './objects.ts'
import { routeIn, virtualServicesFor } from './virtual-services.ts'

/**
 * The ports that servers of Gateways may call a port of the gateway's pod: that of the Service that was dialled, those
 * of Services that lead to it, and its own number. Source: pilot/pkg/model/gateway.go (resolvePorts)
 */
export function edgePorts(
  { cluster }: Istio,
  { endpoint }: Pod,
  servicePort: number | null,
  port: number | null,
): readonly (number | null)[] {
  const leading = cluster.services.flatMap((service) =>
    service.backends
      .filter((backend) => backend.endpoint === endpoint)
      .flatMap((backend) =>
        service.ports.filter((each) => backendPort(service, each, backend) === port).map((each) => each.port),
      ),
  )
  return [...new Set([servicePort ?? port, ...leading, port])]
}

/**
 * Why the proxy of a gateway does not listen on a port; null: it does. It does for each server of a Gateway that selects
 * it, or listener of its own, that istiod has something to do for, and on its own ports whatever those say. Who has
 * containers beside it may listen by them.
 * Source: pilot/pkg/networking/core/gateway.go (buildGatewayListeners; build, which leaves out a listener without filter
 * chains)
 */
export function unservedAt(istio: Istio, pod: Pod, servicePort: number | null, port: number | null): PlacedFact | null {
  if (port === null || OWN_PORTS.has(port)) return null
  if (readPodManifest(pod.object).containers.filter(({ list }) => list === 'containers').length > 1) return null
  const own = istio.members.gatewayOf(pod)
  const numbers = edgePorts(istio, pod, servicePort, port)
  const offered = own ? listenersOf(istio, own) : serversFor(istio, pod)
  const here = offered.filter(({ number }) => numbers.includes(number))
  if (here.some(({ isRouted }) => isRouted)) return null
  return {
    fact: here.length > 0 ? { fact: 'port-unrouted', port } : { fact: 'port-unserved', port },
    ground: here[0]?.ground ?? null,
  }
}

/**
 * Where a gateway is told to wait for requests in plain on a port; null: on that port it takes something else too.
 * `port`: of its pod.
 */
export function plainHttpAt(istio: Istio, pod: Pod, servicePort: number | null, port: number | null): Ground | null {
  const own = istio.members.gatewayOf(pod)
  const numbers = edgePorts(istio, pod, servicePort, port)
  const here = (own ? listenersOf(istio, own) : serversFor(istio, pod)).filter(({ number }) => numbers.includes(number))
  return here.length > 0 && here.every(({ isPlainHttp }) => isPlainHttp) ? here[0]!.ground : null
}

/** What a Gateway has a proxy listen for. `isRouted`: there is something to do with what comes. */
interface Offer {
  readonly number: number | null
  readonly isPlainHttp: boolean
  readonly isRouted: boolean
  readonly ground: Ground
}

function listenersOf(istio: Istio, gateway: KubernetesObject): readonly Offer[] {
  return listAt(gateway.value, 'spec', 'listeners').map((listener, at) => ({
    number: numberAt(listener, 'port'),
    isPlainHttp: textAt(listener, 'protocol') === 'HTTP',
    isRouted: !isStream(listener) || attachedTo(istio, gateway, listener).length > 0,
    ground: { object: gateway, path: ['spec', 'listeners', at] },
  }))
}

function serversFor({ objects }: Istio, pod: Pod): readonly Offer[] {
  return objects.gateways
    .filter((gateway) => wears(pod, labelsAt(gateway.value, 'spec', 'selector')))
    .flatMap((gateway) =>
      listAt(gateway.value, 'spec', 'servers').map((server, at) => ({
        number: numberAt(server, 'port', 'number'),
        isPlainHttp: READ.has(protocolOf(server)),
        isRouted: isRouted(objects, gateway, server),
        ground: { object: gateway, path: ['spec', 'servers', at] },
      })),
    )
}

/**
 * Requests are answered in any case. Bytes, and TLS that is passed on by its name, need a VirtualService with a route
 * for them.
 * Source: pilot/pkg/networking/core/gateway.go (createGatewayTCPFilterChainOpts)
 */
function isRouted(objects: IstioObjects, gateway: KubernetesObject, server: unknown): boolean {
  const protocol = protocolOf(server)
  const mode = fieldAt(server, 'tls') === undefined ? null : (textAt(server, 'tls', 'mode') ?? 'PASSTHROUGH')
  if (READ.has(protocol) || mode === 'AUTO_PASSTHROUGH' || (protocol === 'HTTPS' && mode !== 'PASSTHROUGH')) return true
  const home = namespaceOf(gateway)
  const ref = `${home}/${gateway.name}`
  const question = {
    gateway: ref,
    port: numberAt(server, 'port', 'number'),
    kind: mode === 'PASSTHROUGH' ? 'tls' : 'tcp',
    request: null,
    hosts: [],
    serverName: null,
    client: null,
  } as const
  return virtualServicesFor(objects, null, ref, home).some(
    (object) =>
      listAt(object.value, 'spec', 'hosts').some((host) =>
        isExposed(listAt(server, 'hosts'), String(host), namespaceOf(object), home),
      ) && (routeIn(object, question, objects)?.routes.length ?? 0) > 0,
  )
}

function protocolOf(server: unknown): string {
  return (textAt(server, 'port', 'protocol') ?? '').toUpperCase()
}

const READ = new Set(['HTTP', 'HTTP2', 'HTTP_PROXY', 'GRPC', 'GRPC-WEB'])
