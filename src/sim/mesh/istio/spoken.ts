import type { IpAddress } from '../../../ground/ip.ts'
import { parseAddress } from '../../../ground/ip.ts'
import type { Service } from '../../../model/cluster.ts'
import type { HttpRequest, Said } from '../../../policy/request.ts'
import { appProtocolOf, declaredProtocol } from './outbound.ts'
import type { IstioSettings } from './settings.ts'

/** Whether the client is known to speak HTTP. */
export function speaksHttp(said: Said | undefined): boolean {
  return said?.http !== undefined || said?.app === 'http' || said?.app === 'grpc'
}

/** Whether it speaks HTTP, or the question leaves that open. */
export function mayBeHttp(said: Said | undefined): boolean {
  return speaksHttp(said) || (said?.app === undefined && said?.sni === undefined && said?.dns === undefined)
}

/** Whether the client is known to speak TLS of its own. */
export function isEncrypted(said: Said | undefined): boolean {
  return said?.app === 'tls' || said?.sni !== undefined
}

/** The request; of gRPC every call is a POST. Null: the question does not tell one. */
export function requestOf(said: Said | undefined): HttpRequest | null {
  if (!said?.http) return null
  return said.app === 'grpc' && said.http.method === undefined ? { ...said.http, method: 'POST' } : said.http
}

/** The same with the tokens and headers that a proxy let go on; `onward` null: it read no request. */
export function handedOn(said: Said | undefined, onward: HttpRequest | null): Said | undefined {
  if (!said?.http || !onward) return said
  const { tokens, headers } = onward
  return { ...said, http: { ...said.http, ...(tokens && { tokens }), ...(headers && { headers }) } }
}

/**
 * The client that a proxy at the edge believes the header about: the last but so many as it trusts. Null: it believes
 * none.
 */
export function remoteAt({ trustedProxies }: IstioSettings, request: HttpRequest | undefined): IpAddress | null {
  const header = Object.entries(request?.headers ?? {}).find(([name]) => name.toLowerCase() === 'x-forwarded-for')?.[1]
  if (!header || trustedProxies < 1) return null
  const addresses = header.split(',').map((each) => each.trim())
  return addresses.length < trustedProxies ? null : parseAddress(addresses[addresses.length - trustedProxies]!)
}

/**
 * Whether the client's proxy (or a waypoint) reads requests on this port of the Service; without one it looks at what
 * comes.
 */
export function readsRequests(
  { service, servicePort }: { readonly service: Service | null; readonly servicePort: number | null },
  said: Said | undefined,
): boolean {
  const port = service?.ports.find((each) => each.protocol === 'TCP' && each.port === servicePort)
  const declared = service && port ? declaredProtocol(port, appProtocolOf(service, port)) : 'sniffed'
  return declared !== 'bytes' && mayBeHttp(said)
}
