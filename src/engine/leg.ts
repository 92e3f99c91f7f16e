import type { FieldPath } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Flow } from '../policy/match.ts'
import type { ProxyPolicy } from '../policy/proxy/form.ts'
import type { Sight } from '../policy/proxy/sight.ts'
import type { MeshFact } from './mesh-fact.ts'

/**
 * Whose proxy it is: the client's own, the server's own, a node's, one that a Service or workload is put behind, or one
 * at the edge.
 */
export type ProxyPlace = 'client-proxy' | 'server-proxy' | 'ztunnel' | 'waypoint' | 'gateway'

/** Why a mesh lets something end. */
export type MeshCause =
  | 'http-400'
  | 'http-401'
  | 'http-403'
  | 'http-404'
  | 'http-429'
  | 'http-500'
  | 'http-502'
  | 'http-503'
  | 'answered-by-proxy'
  | 'mtls-required'
  | 'tls-mismatch'
  | 'connection-reset'
  | 'connection-closed'
  | 'connection-refused'
  | 'no-endpoints'

/**
 * How the caller meets it. `status`, `body`: of the answer over HTTP; null: there is none, or it has none. `log`: what
 * Envoy calls it in its access log.
 */
export interface Refusal {
  readonly cause: MeshCause
  readonly sees: 'response' | 'reset' | 'closed' | 'refused' | 'tls-error'
  readonly status: number | null
  readonly body: string | null
  readonly log: { readonly flags: string; readonly details: string } | null
}

/** Something in the text that a fact rests on. */
export interface Ground {
  readonly object: KubernetesObject
  readonly path: FieldPath
}

/**
 * How a connection is secured on the wire. `tunnel`: inside a mutual TLS connection between nodes' proxies, on a port
 * of its own. `own-tls`: TLS that is not the mesh's. `identity`: whom the server's side can tell the client to be;
 * null: nobody.
 */
export interface Link {
  readonly form: 'plain' | 'mutual' | 'tunnel' | 'own-tls'
  readonly identity: string | null
  readonly facts: readonly PlacedFact[]
}

/** A fact, and the text it rests on; null: it rests on none, such as a default. */
export interface PlacedFact {
  readonly fact: MeshFact
  readonly ground: Ground | null
}

/**
 * Something that a proxy asks itself before it passes a request on: what its policies of one rank say, or what it found
 * by itself.
 */
export type Stage =
  | {
      readonly kind: 'policies'
      readonly id: string
      readonly unmatched: 'deny' | 'pass'
      readonly policies: readonly StagePolicy[]
      readonly refusal: Refusal
    }
  | { readonly kind: 'found'; readonly id: string; readonly found: PlacedFact; readonly refusal: Refusal | null }

/**
 * Somebody outside the mesh whom a proxy asks, and the answer. `known`: how it is known. `unusable`: the mesh cannot
 * ask anybody of that name, and so denies; `sample`: it is called like a sample that the mesh brings, and taken for it;
 * null: it is not known.
 */
export interface Authorizer {
  readonly name: string
  readonly says: 'allow' | 'deny' | 'unknown'
  readonly known: 'unusable' | 'sample' | null
}

/** `authorizer`: somebody else is asked about what its rules fit; null: nobody is. */
export interface StagePolicy extends ProxyPolicy {
  readonly authorizer?: Authorizer | null
}

/** One proxy that decides. */
export interface ProxyCheckpoint {
  readonly place: ProxyPlace
  readonly endpoint: Endpoint
  readonly sight: Sight
  readonly stages: readonly Stage[]
}

/**
 * One connection of the way, from whoever opens it to whoever takes it. `wire`: as network policy sees it, which may be
 * on another port; null: nothing leaves the client. `broken`: it comes to nothing, in the client's proxy before
 * anything is sent or in the handshake on the wire. `next`: the connections that the other end may go on with, of which
 * any may be taken; none: it has arrived.
 */
export interface Leg {
  readonly flow: Flow
  readonly wire: Flow | null
  readonly link: Link
  readonly broken: {
    readonly at: 'client-proxy' | 'wire'
    readonly refusal: Refusal
    readonly found: PlacedFact
  } | null
  readonly client: { readonly stages: readonly Stage[]; readonly sight: Sight } | null
  readonly proxies: readonly ProxyCheckpoint[]
  /** Where the leg before goes on with several: what chooses among them. Absent: the backend. */
  readonly chosenBy?: 'request'
  next(): readonly Leg[]
}
