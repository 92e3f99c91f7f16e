import type { IpAddress } from '../../../ground/ip.ts'
import { parseAddress } from '../../../ground/ip.ts'
import type { Service } from '../../../model/cluster.ts'
import type { HttpRequest, Said } from '../../../policy/request.ts'
import { protocolOf } from './outbound.ts'
import type { IstioSettings } from './settings.ts'

/** Whether the client is known to speak HTTP that nothing of its own encrypts, so that a proxy can read it. */
export function speaksHttp(said: Said | undefined): boolean {
  return !isEncrypted(said) && carriesHttp(said)
}

/** The same, or the question leaves open what it speaks. */
export function mayBeHttp(said: Said | undefined): boolean {
  return speaksHttp(said) || isSilent(said)
}

/** The same for whoever opens the client's TLS: a request may be inside. */
export function mayCarryHttp(said: Said | undefined): boolean {
  return carriesHttp(said) || isSilent(said)
}

function carriesHttp(said: Said | undefined): boolean {
  return said?.http !== undefined || said?.app === 'http' || said?.app === 'grpc'
}

function isSilent(said: Said | undefined): boolean {
  return said === undefined || [said.app, said.sni, said.dns, said.kafka].every((each) => each === undefined)
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

/** The same once a proxy has opened the client's TLS. */
export function opened({ sni: _, app, ...said }: Said): Said {
  return app === undefined || app === 'tls' ? { ...said, app: 'http' } : { ...said, app }
}

/**
 * Whether the client's proxy (or a waypoint) reads requests on this port of the Service; without one it looks at what
 * comes.
 */
export function readsRequests(
  { service, servicePort }: { readonly service: Service | null; readonly servicePort: number | null },
  said: Said | undefined,
): boolean {
  const declared = service ? protocolOf(service, servicePort) : 'sniffed'
  return declared !== 'bytes' && mayBeHttp(said)
}
