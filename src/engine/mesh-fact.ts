/**
 * What a mesh does or finds that is no rule of a policy. Data; the sentences are the screen's. Each mesh has its own,
 * and those that more than one has are shared.
 */
export type MeshFact =
  /** The end has no proxy, so that it speaks plainly. */
  | { readonly fact: 'no-proxy'; readonly end: 'source' | 'destination' }
  /** The caller was said to have an identity other than the source's own. */
  | { readonly fact: 'given-identity' }
  /** Both ends have proxies, and nothing says otherwise. */
  | { readonly fact: 'mutual-by-itself' }
  /** The connection goes through a tunnel between the proxies of nodes, on this port. */
  | { readonly fact: 'tunnelled'; readonly port: number }
  /** A proxy leaves this port alone. */
  | { readonly fact: 'port-excluded'; readonly end: 'source' | 'destination'; readonly port: number }
  /**
   * What the server's proxy takes on this port is said by a Sidecar, and not by Services. `protocol`: as it is written;
   * empty: nothing. `to`: what it hands it to, `127.0.0.1:8080`; null: the port itself.
   */
  | {
      readonly fact: 'ingress-listener'
      readonly port: number
      readonly protocol: string
      readonly to: string | null
    }
  /** A Sidecar lists ports of the server and not this one, which is taken all the same. */
  | { readonly fact: 'ingress-unlisted'; readonly port: number }
  /** Of plain connections to the pod its node's proxy catches none; it has to do with what the pod sends. */
  | { readonly fact: 'capture-bypassed'; readonly end: 'destination'; readonly port: number }
  /** No Gateway has a server or a listener on the port, so that the gateway's proxy does not listen there. */
  | { readonly fact: 'port-unserved'; readonly port: number }
  /** Those on the port read no requests and have no routes, so that the proxy does not listen there either. */
  | { readonly fact: 'port-unrouted'; readonly port: number }
  /** A pod or a node that was dialled by its address, of which the client's proxy knows no Service: it sends what it gets. */
  | { readonly fact: 'dialled-by-address' }
  /**
   * What the client sends is no request, and the port of the Service that it dials is declared to carry those: its proxy
   * takes it for something unknown. `isSent`: it goes on as it is; else nowhere.
   */
  | { readonly fact: 'unread-sent'; readonly port: number; readonly isSent: boolean }
  /** A proxy that waits for requests gets none. `isAnswered`: it says so; else the connection ends before it reads. */
  | { readonly fact: 'not-http'; readonly spoken: 'tls' | 'bytes'; readonly isAnswered: boolean }
  /** What the client's proxy is told to speak. */
  | { readonly fact: 'client-tls'; readonly mode: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL' }
  /** What the server takes, and whose word that is. */
  | {
      readonly fact: 'server-mode'
      readonly mode: 'STRICT' | 'PERMISSIVE' | 'DISABLE'
      readonly by: 'default' | 'mesh' | 'namespace' | 'workload' | 'port'
    }
  | { readonly fact: 'plain-at-strict'; readonly by: 'default' | 'mesh' | 'namespace' | 'workload' | 'port' }
  | { readonly fact: 'tls-at-plain'; readonly why: 'no-proxy' | 'disabled' | 'excluded' }
  /** Another kind of TLS than the mesh's, at a server that takes the mesh's only. */
  | { readonly fact: 'own-tls-at-strict' }
  /** The node's own processes reach its pods past the proxy, so that probes do. */
  | { readonly fact: 'from-own-node' }
  /** The kubelet's probes of this port go to another, where an agent beside the proxy answers them. `isThis`: the connection is one of them. */
  | { readonly fact: 'probe-rewritten'; readonly port: number; readonly isThis: boolean }
  | { readonly fact: 'routed'; readonly host: string; readonly subset: string | null }
  | { readonly fact: 'no-route'; readonly host: string | null }
  /** The same where the proxy reads no request: nobody takes the server name, or the bytes. */
  | { readonly fact: 'no-stream-route'; readonly host: string | null }
  | { readonly fact: 'answered'; readonly status: number }
  | { readonly fact: 'unknown-host'; readonly host: string }
  | { readonly fact: 'no-subset'; readonly subset: string; readonly isDefined: boolean }
  | { readonly fact: 'no-backend'; readonly host: string }
  /** A Service or workload that is put behind a waypoint. */
  | { readonly fact: 'behind-waypoint'; readonly waypoint: string }
  /** There is a waypoint, and this client goes past it. */
  | { readonly fact: 'past-waypoint'; readonly waypoint: string; readonly why: 'sidecar' | 'gateway' | 'no-proxy' }
  | {
      readonly fact: 'token-refused'
      readonly issuer: string
      readonly why: 'expired' | 'malformed' | 'unknown-issuer' | 'audience'
    }
  | { readonly fact: 'token-verified'; readonly principal: string }
  | { readonly fact: 'path-refused'; readonly path: string }
  /** The port is on a list of those that pass by the proxy of this end: no mutual TLS, no policy. */
  | { readonly fact: 'skipped-port'; readonly end: 'source' | 'destination'; readonly port: number }
  /** The caller's address is in a block of those whose connections pass by the server's proxy. */
  | { readonly fact: 'skipped-caller' }
  /** The client speaks TLS, and the Service that it is sent to says of its port, by this name, that it speaks plain HTTP. */
  | { readonly fact: 'expects-plain'; readonly service: string; readonly port: string }
  /** The Server that is for the port. `access`: whom it admits by itself. `late`: others that would be for it, and came later. */
  | {
      readonly fact: 'linkerd-server'
      readonly server: string
      readonly protocol: string
      readonly access: string
      readonly late: readonly string[]
    }
  /** The Server says what is spoken on the port, and the client speaks something else. */
  | {
      readonly fact: 'linkerd-not-spoken'
      readonly server: string
      readonly protocol: string
      readonly spoken: 'tls' | 'bytes'
    }
  /** The proxies of callers hand on as bytes what goes to the port, whatever its Server says. */
  | { readonly fact: 'linkerd-sent-opaque'; readonly server: string; readonly protocol: string; readonly port: number }
  /** No Server is for the port, and the default policy holds. */
  | { readonly fact: 'linkerd-default-policy'; readonly policy: string; readonly protocol: string }
  | { readonly fact: 'linkerd-route'; readonly kind: string; readonly route: string }
  /** The Server has routes, and the request takes none of them. */
  | { readonly fact: 'linkerd-no-route'; readonly routes: readonly string[] }
  /** An AuthorizationPolicy counts for nothing. `missing`: what it refers to and is not there. */
  | { readonly fact: 'linkerd-reference-missing'; readonly policy: string; readonly missing: string }
  | { readonly fact: 'linkerd-rate-limit'; readonly policy: string }
  /** Beyond so many requests at once the server's proxy answers by itself. */
  | { readonly fact: 'linkerd-concurrency-limit'; readonly policy: string; readonly most: number }
  /** `route` null: none fits, and the network's own word holds. */
  | {
      readonly fact: 'linkerd-egress'
      readonly network: string
      readonly traffic: 'Allow' | 'Deny'
      readonly route: string | null
    }
  /** The routes of the network make the client's proxy expect something else than what the client says. */
  | { readonly fact: 'linkerd-egress-unread'; readonly network: string; readonly kind: string }
  /** The client's proxy knows routes of the Service that was dialled. `route` null: it takes none of them. */
  | {
      readonly fact: 'linkerd-service-route'
      readonly service: string
      readonly kind: string
      readonly route: string | null
    }
  /** A route sends it to a Service in place of where it was going. */
  | { readonly fact: 'linkerd-sent-to'; readonly backend: string; readonly found: boolean }
