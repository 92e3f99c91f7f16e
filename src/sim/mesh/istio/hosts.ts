import { fieldAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Service } from '../../../model/cluster.ts'
import type { Flow } from '../../../policy/match.ts'
import type { HttpRequest, Tri } from '../../../policy/request.ts'
import { namespaceOf } from './objects.ts'

/**
 * Whether a host of a configuration, `*.example.com` or `*` among them, takes a name. Names are the same in small and
 * capital letters; a port is no part of them.
 */
export function takesHost(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase()
  const host = name.toLowerCase().replace(/:\d+$/, '')
  return wanted === '*' || (wanted.startsWith('*') ? host.endsWith(wanted.slice(1)) : wanted === host)
}

/** A short name is of the namespace that it stands in. */
export function fullHost(host: string, namespace: string): string {
  return /[.*]/.test(host) ? host : `${host}.${namespace}.svc.cluster.local`
}

/** The whole name under which the mesh knows a Service. */
export function hostOf({ name, namespace }: Service): string {
  return `${name}.${namespace.name}.svc.cluster.local`
}

/** The Service that a host names, in any of the spellings that the cluster's DNS knows. */
export function serviceNamed(services: readonly Service[], host: string, namespace: string): Service | null {
  const full = fullHost(host, namespace)
  return (
    services.find((service) =>
      [
        hostOf(service),
        `${service.name}.${service.namespace.name}.svc`,
        `${service.name}.${service.namespace.name}`,
      ].includes(full),
    ) ?? null
  )
}

/** Whether a namespace may use an object that is exported to some only; absent or empty: to all. */
function isExported(exportTo: readonly unknown[], home: string, to: string): boolean {
  return exportTo.length === 0 || exportTo.some((each) => each === '*' || each === to || (each === '.' && home === to))
}

/**
 * Whether proxies of this namespace are told of the object: by its `exportTo`, which means everywhere when it is empty.
 */
export function exportsTo(object: KubernetesObject, namespace: string): boolean {
  return isExported(listAt(object.value, 'spec', 'exportTo'), namespaceOf(object), namespace)
}

/**
 * Whether a server of a Gateway with these hosts has a host of a virtual service, or a part of it. `from`: the virtual
 * service's namespace; `home`: the Gateway's.
 * Source: pilot/pkg/networking/core/gateway.go, pickMatchingGatewayHosts
 */
export function isExposed(served: readonly unknown[], host: string, from: string, home: string): boolean {
  return served
    .map((each) => String(each).split('/'))
    .some((parts) => {
      const pattern = parts.at(-1)!
      const namespace = parts.length > 1 ? parts[0]! : '*'
      const isFrom = namespace === '*' || from === (namespace === '.' ? home : namespace)
      return isFrom && (takesHost(pattern, host) || takesHost(host, pattern))
    })
}

/** Services say it by annotation. */
export function isServiceExported({ object, namespace }: Service, to: string): boolean {
  const written = textAt(fieldAt(object.value, 'metadata', 'annotations'), 'networking.istio.io/exportTo')
  return isExported(written ? written.split(',').map((each) => each.trim()) : [], namespace.name, to)
}

/**
 * What a client names as its host when the question does not say: whatever it dialled, and the port unless that goes
 * without saying. A Service has several names, of which a client may use any. Empty: nobody knows, as of a client
 * outside that came by a name which no text tells.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-7.2;
 * https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export function dialledHosts({
  source,
  destination,
  destinationAddress,
  service,
  name,
  port,
  said,
}: Flow): readonly string[] {
  const at = service?.port ?? port
  const suffix = at === null || at === (said?.sni === undefined ? 80 : 443) ? '' : `:${at}`
  return dialledNames({ source, destination, destinationAddress, service, name }).map((each) => `${each}${suffix}`)
}

function dialledNames({
  source,
  destination,
  destinationAddress,
  service,
  name,
}: Pick<Flow, 'source' | 'destination' | 'destinationAddress' | 'service' | 'name'>): readonly string[] {
  const asked = name ?? (destination.kind === 'external' ? destination.name : null)
  if (asked !== null) return [asked]
  const literal = (text: string) => (text.includes(':') ? `[${text}]` : text)
  if (!service) return destinationAddress ? [literal(destinationAddress.text)] : []
  if (source.kind !== 'pod') return []
  const { name: own, namespace } = service.service
  const spelt = [`${own}.${namespace.name}`, `${own}.${namespace.name}.svc`, hostOf(service.service)]
  return [
    ...(source.pod.namespace.name === namespace.name ? [own] : []),
    ...spelt,
    ...service.service.clusterAddresses.map(({ text }) => literal(text)),
  ]
}

/** Whether a host is taken that the request names, or that its client may have named. */
export function takesDialled(
  takes: (host: string) => boolean,
  request: HttpRequest | null,
  dialled: readonly string[],
): Tri {
  const fits = (request?.host === undefined ? dialled : [request.host]).map(takes)
  return fits.length > 0 && fits.every((each) => each)
    ? 'yes'
    : fits.length === 0 || fits.some((each) => each)
      ? 'unknown'
      : 'no'
}
