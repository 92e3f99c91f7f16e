/** What Linkerd makes of it; found where it is at work. */
export type LinkerdFinding =
  | { readonly code: 'linkerd-lets-nobody-in'; readonly port: number | string; readonly pods: number }
  /** `pods`: those without a proxy among the `of` that it selects. */
  | { readonly code: 'linkerd-no-proxy'; readonly pods: readonly string[]; readonly count: number; readonly of: number }
  /** `by`: the Server that counts. */
  | { readonly code: 'linkerd-server-late'; readonly by: string; readonly port: number; readonly pods: number }
  | { readonly code: 'linkerd-authentication-missing'; readonly missing: string }
  | { readonly code: 'linkerd-target-missing'; readonly target: string; readonly namespace: string }
  | { readonly code: 'linkerd-open-to-all'; readonly target: string }
  /** A probe of the kubelet's that a Server's routes shut out, with the answer that it gets. */
  | {
      readonly code: 'linkerd-probe-closed'
      readonly path: string
      readonly port: number
      readonly pod: string
      readonly status: 403 | 404
    }
  /** A NetworkPolicy admits ports of meshed pods, and no policy the port of their proxy. */
  | { readonly code: 'linkerd-proxy-port-closed'; readonly pods: number; readonly port: number }
  | {
      readonly code: 'linkerd-word-unknown'
      readonly annotation: string
      readonly value: string
      readonly words: readonly string[]
    }
  /** The Server's port is on the list of those that pass by the proxy. */
  | { readonly code: 'linkerd-port-skipped'; readonly port: number; readonly pods: number }
  /** `other`: the policy for the same target that asks for an identity, and for no address. */
  | { readonly code: 'linkerd-policies-add-up'; readonly target: string; readonly other: string }
  /** Nothing opens the route or, as a whole, its Server. */
  | { readonly code: 'linkerd-route-closed'; readonly server: string }
  /** `by`: the policy that opens the whole Server to everybody; null: its own `accessPolicy`. */
  | {
      readonly code: 'linkerd-route-opened-above'
      readonly route: string
      readonly server: string
      readonly by: string | null
    }
  /** `reads`: the kind of routes that the Server's protocol has; null: none. */
  | {
      readonly code: 'linkerd-route-unread'
      readonly kind: string
      readonly server: string
      readonly protocol: string
      readonly reads: string | null
    }
  /** `missing`: there is no such Server; the others are fields that a reference to one must not have. */
  | {
      readonly code: 'linkerd-parent-missing'
      readonly server: string
      readonly namespace: string
      readonly why: 'missing' | 'namespace' | 'port' | 'sectionName'
    }
  /** `no-proxy`: pods run as it, none of which has a proxy. */
  | {
      readonly code: 'linkerd-caller-unknown'
      readonly namespace: string
      readonly account: string
      readonly why: 'nobody' | 'no-proxy'
    }
  /** `word`: a default policy; null: a ServerAuthorization without networks. `pods`: those outside the cluster's networks, which it leaves out. */
  | {
      readonly code: 'linkerd-cluster-networks'
      readonly word: string | null
      readonly pods: readonly string[]
      readonly count: number
    }
