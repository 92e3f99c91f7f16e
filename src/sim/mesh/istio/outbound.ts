import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { IpAddress } from '../../../ground/ip.ts'
import { blockContains, parseAddress, parseCidrLoosely } from '../../../ground/ip.ts'
import type { Pod, Service, ServicePort } from '../../../model/cluster.ts'
import type { Ground } from '../../../engine/leg.ts'
import { exportsTo, fullHost, hostOf, isServiceExported, takesHost } from './hosts.ts'
import type { Istio } from './istio.ts'
import { namespaceOf, wears } from './objects.ts'

/** What the sidecars of a pod may know: the `Sidecar` that is for it; null: everything that is exported to it. */
export function sidecarFor({ objects, settings }: Istio, pod: Pod): KubernetesObject | null {
  const selector = (object: KubernetesObject) => labelsAt(object.value, 'spec', 'workloadSelector', 'labels')
  const isWide = (object: KubernetesObject) => Object.keys(selector(object)).length === 0
  const own = objects.sidecars.filter((object) => namespaceOf(object) === pod.namespace.name)
  return (
    own.find((object) => !isWide(object) && wears(pod, selector(object))) ??
    own.find(isWide) ??
    objects.sidecars.find((object) => namespaceOf(object) === settings.rootNamespace && isWide(object)) ??
    null
  )
}

/**
 * What somebody dials, as a Sidecar that may hide it asks. `home`: its namespace. `port` null: any of its ports.
 * `isPattern`: the host may begin with a star too.
 */
interface Shown {
  readonly host: string
  readonly isPattern?: true
  readonly home: string
  readonly port: number | null
  readonly protocol: DeclaredProtocol
}

/**
 * Whether the `egress` of a Sidecar takes a host of a namespace, by its hosts `namespace/host`; without any listener
 * everything is taken. A listener with a port is for that alone. For a port of requests the listeners that have it
 * count, else the one that has none; elsewhere that one counts too, since each Service has a place of its own. One that
 * the proxy binds to an address by itself catches nothing that goes elsewhere.
 * Source: pilot/pkg/model/sidecar.go (selectServices, GetEgressListenerForRDS); pilot/pkg/networking/core/listener.go,
 * buildSidecarOutboundListeners
 */
function shows(
  sidecar: KubernetesObject | null,
  { host, isPattern, home, port, protocol }: Shown,
  client: string,
): boolean {
  const egress = listAt(sidecar?.value, 'spec', 'egress')
  if (egress.length === 0) return true
  const takes = (listener: unknown) =>
    listAt(listener, 'hosts').some((each) => {
      const [namespace, name] = String(each).split('/', 2) as [string, string?]
      return (
        name !== undefined &&
        (namespace === '*' || namespace === home || (namespace === '.' && home === client)) &&
        (takesHost(name, host) || (isPattern === true && takesHost(host, name)))
      )
    })
  if (port === null) return egress.some(takes)
  const own = egress.filter((each) => numberAt(each, 'port', 'number') === port)
  const isInRest = egress.some((each) => fieldAt(each, 'port') === undefined && takes(each))
  const catches = own.some((each) => takes(each) && !isBound(each))
  if (protocol !== 'http' || own.length === 0) return catches || isInRest
  return catches || (isInRest && own.some(takes))
}

/** Whether a listener is for what is sent to its own address, and catches nothing. */
function isBound(listener: unknown): boolean {
  return textAt(listener, 'captureMode') === 'NONE' || !['', '0.0.0.0', '::'].includes(textAt(listener, 'bind') ?? '')
}

/** Whether the pod's sidecar has been told of a Service as one that has this port; null: any port. */
export function knowsService(istio: Istio, pod: Pod, service: Service, port: number | null): boolean {
  const client = pod.namespace.name
  const shown: Shown = {
    host: hostOf(service),
    home: service.namespace.name,
    port,
    protocol: protocolOf(service, port),
  }
  return isServiceExported(service, client) && shows(sidecarFor(istio, pod), shown, client)
}

/**
 * Whether the pod's sidecar has been told of a VirtualService, by any of its hosts: it is of a namespace as Services
 * are. Source: pilot/pkg/model/sidecar.go, SelectVirtualServices
 */
export function knowsRoutes(istio: Istio, pod: Pod, virtual: KubernetesObject, port: number | null): boolean {
  const home = namespaceOf(virtual)
  const sidecar = sidecarFor(istio, pod)
  return listAt(virtual.value, 'spec', 'hosts').some((host) =>
    shows(
      sidecar,
      { host: fullHost(String(host), home), isPattern: true, home, port, protocol: 'http' },
      pod.namespace.name,
    ),
  )
}

/**
 * The ServiceEntry that brings a host or an address into the mesh as this pod sees it; with a port only one that has
 * it, or names none.
 */
export function serviceEntryFor(
  istio: Istio,
  pod: Pod | null,
  to: ({ readonly host: string } | { readonly address: IpAddress }) & { readonly port?: number | null },
): KubernetesObject | null {
  const sidecar = pod && istio.members.of(pod.endpoint!) === 'sidecar' ? sidecarFor(istio, pod) : null
  return (
    istio.objects.serviceEntries.find((entry) => {
      const client = pod?.namespace.name
      if (client !== undefined && !exportsTo(entry, client)) return false
      const hosts = listAt(entry.value, 'spec', 'hosts').map(String)
      if (client !== undefined && !showsEntry(sidecar, entry, to.port ?? null, client)) return false
      const ports = listAt(entry.value, 'spec', 'ports')
      const hasPort = ports.length === 0 || ports.some((port) => numberAt(port, 'number') === to.port)
      if ((to.port ?? null) !== null && !hasPort) return false
      return 'host' in to
        ? hosts.some((host) => takesHost(host, to.host))
        : listAt(entry.value, 'spec', 'addresses').some((block) => inBlock(String(block), to.address))
    }) ?? null
  )
}

/** Whether a Sidecar shows a ServiceEntry by any of its hosts. */
function showsEntry(
  sidecar: KubernetesObject | null,
  entry: KubernetesObject,
  port: number | null,
  client: string,
): boolean {
  const shown = {
    home: namespaceOf(entry),
    port,
    protocol: isHttpEntryPort(entry, port) ? 'http' : 'sniffed',
  } as const
  return listAt(entry.value, 'spec', 'hosts').some((host) => shows(sidecar, { ...shown, host: String(host) }, client))
}

function inBlock(text: string, address: IpAddress): boolean {
  const single = parseAddress(text)
  const block = single ? null : parseCidrLoosely(text)?.block
  return single ? single.text === address.text : block !== null && block !== undefined && blockContains(block, address)
}

/** What happens to what a sidecar does not know. */
export function outboundMode(
  istio: Istio,
  pod: Pod,
): { readonly mode: 'ALLOW_ANY' | 'REGISTRY_ONLY'; readonly ground: Ground | null } {
  const sidecar = sidecarFor(istio, pod)
  const own = textAt(sidecar?.value, 'spec', 'outboundTrafficPolicy', 'mode')
  if (sidecar && fieldAt(sidecar.value, 'spec', 'outboundTrafficPolicy') !== undefined)
    return {
      mode: own === 'ALLOW_ANY' ? 'ALLOW_ANY' : 'REGISTRY_ONLY',
      ground: { object: sidecar, path: ['spec', 'outboundTrafficPolicy'] },
    }
  return { mode: istio.settings.outbound, ground: null }
}

/**
 * What a port is said to carry. `sniffed`: nothing is said, so the proxy looks at the first bytes.
 */
export type DeclaredProtocol = 'http' | 'bytes' | 'sniffed'

/** Ports of Services whose first bytes are not looked at, since whoever is there speaks first: SMTP, DNS, MySQL, MongoDB. */
const SPOKEN_FIRST: readonly (number | null)[] = [25, 53, 3306, 27017]

/**
 * What a port of a Service is declared to carry: by `appProtocol`, else by the first word of its name, else by its
 * number. `port` null: it is no Service's.
 * Source: istio/pkg/config/kube/conversion.go, ConvertProtocol and wellKnownPorts
 */
export function declaredProtocol(
  { name, port }: { readonly name: string | null; readonly port: number | null },
  appProtocol: string | null,
): DeclaredProtocol {
  const word = (appProtocol ?? name ?? '').toLowerCase()
  if (
    /^(kubernetes\.io\/(h2c|ws)|http|http2|grpc|grpc-web|http_proxy)$/.test(word) ||
    /^(http|http2|grpc)(-|$)/.test(word)
  )
    return 'http'
  return /^(tcp|tls|https|mongo|mysql|redis|udp)(-|$)/.test(word) ||
    /^kubernetes\.io\/wss$/.test(word) ||
    SPOKEN_FIRST.includes(port)
    ? 'bytes'
    : 'sniffed'
}

/** The `appProtocol` of this port of the Service; null: it says none. */
export function appProtocolOf({ object }: Service, port: ServicePort): string | null {
  const at = listAt(object.value, 'spec', 'ports').find(
    (each) => numberAt(each, 'port') === port.port && (textAt(each, 'protocol') ?? 'TCP') === port.protocol,
  )
  return textAt(at, 'appProtocol')
}

/** What a port of the Service is declared to carry; `sniffed` where it has none of that number. */
export function protocolOf(service: Service, servicePort: number | null): DeclaredProtocol {
  const port = service.ports.find((each) => each.protocol === 'TCP' && each.port === servicePort)
  return port ? declaredProtocol(port, appProtocolOf(service, port)) : 'sniffed'
}

/** Where a Service declares a port. */
export function portGround({ object }: Service, servicePort: number | null): Ground {
  const index = listAt(object.value, 'spec', 'ports').findIndex((each) => numberAt(each, 'port') === servicePort)
  return { object, path: index < 0 ? ['spec', 'ports'] : ['spec', 'ports', index] }
}

/** Whether a ServiceEntry declares that this port of it carries requests. */
function isHttpEntryPort(entry: KubernetesObject, servicePort: number | null): boolean {
  return listAt(entry.value, 'spec', 'ports').some(
    (port) =>
      numberAt(port, 'number') === servicePort &&
      declaredProtocol({ name: null, port: null }, textAt(port, 'protocol')) === 'http',
  )
}

/**
 * Where what is dialled is declared to carry requests on the port; null: it is not declared so. `service`,
 * `serviceEntry`: what the client's proxy knows of the two.
 */
export function httpGround({
  service,
  serviceEntry,
  servicePort,
}: {
  readonly service: Service | null
  readonly serviceEntry: KubernetesObject | null
  readonly servicePort: number | null
}): Ground | null {
  if (service) return protocolOf(service, servicePort) === 'http' ? portGround(service, servicePort) : null
  return serviceEntry && isHttpEntryPort(serviceEntry, servicePort)
    ? { object: serviceEntry, path: ['spec', 'ports'] }
    : null
}

/**
 * Whether a Service or ServiceEntry that the pod's sidecar knows speaks HTTP on the port, so that it listens there as a
 * web server does, for whatever address. Source: pilot/pkg/networking/core/listener.go (buildSidecarOutboundListener)
 */
export function hasHttpListener(istio: Istio, pod: Pod, servicePort: number | null): boolean {
  const client = pod.namespace.name
  return (
    istio.cluster.services.some(
      (service) => protocolOf(service, servicePort) === 'http' && knowsService(istio, pod, service, servicePort),
    ) ||
    istio.objects.serviceEntries.some(
      (entry) =>
        isHttpEntryPort(entry, servicePort) &&
        exportsTo(entry, client) &&
        showsEntry(sidecarFor(istio, pod), entry, servicePort, client),
    )
  )
}
