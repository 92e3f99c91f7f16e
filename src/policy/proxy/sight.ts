import type { IpAddress } from '../../ground/ip.ts'
import type { HttpRequest, Token } from '../request.ts'

/** A token that the proxy has checked. `spaced`: claims whose text is a list of words. */
export interface VerifiedToken extends Token {
  readonly spaced: readonly string[]
}

/** A connection or request as one proxy sees it. */
export interface Sight {
  /** Whom the caller has proven to be; null: nobody, the connection is plain. */
  readonly identity: string | null
  /** Who opened this connection, which may be a proxy on the way. */
  readonly sourceAddress: IpAddress | null
  /** Who asked first, as far as the proxy trusts what it is told. */
  readonly remoteAddress: IpAddress | null
  readonly destinationAddress: IpAddress | null
  /** The port of the pod, not of the Service. */
  readonly port: number | null
  readonly serverName: string | null
  /** Whether the proxy reads requests; on other connections it sees bytes. */
  readonly reads: 'requests' | 'bytes'
  /** Null: it reads requests, and the question does not say which one. */
  readonly request: HttpRequest | null
  /** What the client may have named as its host, where the request does not tell: one of these; empty: nobody knows. */
  readonly hosts: readonly string[]
  /** The request's path as the proxy compares it; null: there is none. */
  readonly path: string | null
  readonly tokens: readonly VerifiedToken[]
}
