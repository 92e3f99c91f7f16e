/**
 * What a mesh does or finds that is no rule of a policy. Data; the sentences are the screen's. Each mesh has its own, and those that more than one has are shared.
 */
export type MeshFact =
  /** The end has no proxy. */
  | { readonly fact: 'no-proxy'; readonly end: 'source' | 'destination' }
  /** The caller was said to have an identity other than the source's own. */
  | { readonly fact: 'given-identity' }
  /** The port is on a list of those that pass by the proxy of this end: no mutual TLS, no policy. */
  | { readonly fact: 'skipped-port'; readonly end: 'source' | 'destination'; readonly port: number }
  /** The client speaks TLS, and the Service that it is sent to says of its port, by this name, that it speaks plain HTTP. */
  | { readonly fact: 'expects-plain'; readonly service: string; readonly port: string }
  /** The Server that is for the port. `late`: others that would be, and came later. */
  | { readonly fact: 'linkerd-server'; readonly server: string; readonly protocol: string; readonly late: readonly string[] }
  /** No Server is for the port, and the default policy holds. */
  | { readonly fact: 'linkerd-default-policy'; readonly policy: string; readonly protocol: string }
  | { readonly fact: 'linkerd-route'; readonly kind: string; readonly route: string }
  /** The Server has routes, and the request takes none of them. */
  | { readonly fact: 'linkerd-no-route'; readonly routes: readonly string[] }
  /** An AuthorizationPolicy counts for nothing. `missing`: what it refers to and is not there. */
  | { readonly fact: 'linkerd-reference-missing'; readonly policy: string; readonly missing: string }
  | { readonly fact: 'linkerd-rate-limit'; readonly policy: string }
  /** `route` null: none fits, and the network's own word holds. */
  | { readonly fact: 'linkerd-egress'; readonly network: string; readonly traffic: 'Allow' | 'Deny'; readonly route: string | null }
  /** The routes of the network make the client's proxy expect something else than what the client says. */
  | { readonly fact: 'linkerd-egress-unread'; readonly network: string; readonly kind: string }
  /** A route sends it to a Service in place of where it was going. */
  | { readonly fact: 'linkerd-sent-to'; readonly backend: string; readonly found: boolean }
