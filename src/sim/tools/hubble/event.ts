/**
 * One flow as Hubble has it, with the fields that are printed and read here. Names are those of Hubble's JSON. Source:
 * https://github.com/cilium/cilium/blob/main/api/v1/flow/flow.proto
 */
export interface HubbleFlow {
  readonly time: string
  readonly verdict: 'FORWARDED' | 'DROPPED' | 'AUDIT' | 'REDIRECTED' | 'TRACED' | 'TRANSLATED' | 'ERROR'
  readonly drop_reason?: number
  readonly drop_reason_desc?: string
  readonly IP?: { readonly source: string; readonly destination: string; readonly ipVersion: 'IPv4' | 'IPv6' }
  readonly l4?: HubbleL4
  readonly source: HubbleEnd
  readonly destination: HubbleEnd
  readonly Type: 'L3_L4' | 'L7'
  readonly node_name?: string
  readonly event_type?: { readonly type: number; readonly sub_type?: number }
  readonly traffic_direction?: 'INGRESS' | 'EGRESS'
  readonly policy_match_type?: number
  /** Absent: nobody can tell, as of what is dropped. */
  readonly is_reply?: boolean
  readonly trace_observation_point?: string
  readonly l7?: HubbleL7
  readonly source_names?: readonly string[]
  readonly destination_names?: readonly string[]
  readonly egress_allowed_by?: readonly HubblePolicy[]
  readonly ingress_allowed_by?: readonly HubblePolicy[]
  readonly egress_denied_by?: readonly HubblePolicy[]
  readonly ingress_denied_by?: readonly HubblePolicy[]
  readonly Summary?: string
}

/** `flow.l4` of an event: one protocol with its ports, or type and code. */
export interface HubbleL4 {
  readonly TCP?: {
    readonly source_port: number
    readonly destination_port: number
    readonly flags?: Readonly<Record<string, boolean>>
  }
  readonly UDP?: { readonly source_port: number; readonly destination_port: number }
  readonly SCTP?: { readonly source_port: number; readonly destination_port: number }
  readonly ICMPv4?: { readonly type: number; readonly code?: number }
  readonly ICMPv6?: { readonly type: number; readonly code?: number }
}

/** `flow.source` or `flow.destination` of an event. Fields that Hubble leaves out are absent. */
export interface HubbleEnd {
  readonly identity?: number
  readonly cluster_name?: string
  readonly namespace?: string
  readonly labels?: readonly string[]
  readonly pod_name?: string
  readonly workloads?: readonly { readonly name: string; readonly kind: string }[]
}

/** `flow.l7` of an event: what a proxy saw. */
export interface HubbleL7 {
  readonly type: 'REQUEST' | 'RESPONSE'
  readonly http?: {
    readonly method?: string
    readonly url?: string
    readonly code?: number
    readonly protocol?: string
  }
  readonly dns?: {
    readonly query?: string
    readonly rcode?: number
    readonly ips?: readonly string[]
    readonly qtypes?: readonly string[]
    readonly observation_source?: string
  }
}

/** An entry of `flow.egress_allowed_by` and its like: the policy that decided. */
export interface HubblePolicy {
  readonly name: string
  readonly namespace?: string
  readonly kind: string
}

/** A flow, and the line that `hubble observe` prints for it. */
export interface HubbleLine {
  readonly compact: string
  readonly flow: HubbleFlow
}
