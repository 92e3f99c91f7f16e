import type { Diagnostic } from '../ground/diagnostic.ts'
import type { CheckpointId, DecisionStep } from '../engine/explanation.ts'
import type { PluginRemark } from '../engine/plugin-remark.ts'
import type { MeshCause } from '../engine/leg.ts'
import type { HttpRequest, KafkaRequest } from '../policy/request.ts'
import type { FlowFacts } from './flow-facts.ts'
import type { MeshStory } from './mesh-story.ts'

/**
 * One question: may this flow pass? References are text, see `EndpointRef`.
 *
 * `port` is a number, or the name of a port of the destination; absent means the destination's only port, else any.
 * `protocol` defaults to TCP; a number is an IP protocol number, which has no ports. `toAddress` picks one of a
 * dual-stack destination's addresses. `app`: what the client speaks; `http`: the request that it sends; `dns`: the name
 * that it asks for; `sni`: the server name in its TLS hello; with `http`, the request is inside TLS. `kafka`: the
 * request to Kafka. What of them is absent is not known. `fromIdentity`: a mesh identity other than the source's own;
 * whoever has one speaks through a proxy of the mesh.
 */
export interface Question {
  readonly from: EndpointRef
  readonly to: EndpointRef
  readonly port?: number | string
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | 'ICMP' | 'ICMPv6' | number
  readonly toAddress?: string
  readonly srcPort?: number
  readonly icmp?: { readonly type: number; readonly code?: number }
  readonly app?: 'http' | 'grpc' | 'tcp' | 'tls'
  readonly http?: HttpRequest
  readonly dns?: { readonly name: string; readonly type?: string }
  readonly sni?: string
  readonly fromIdentity?: string
  readonly kafka?: KafkaRequest
}

/**
 * Who, as text: `ns/pod`; a workload, any one of its pods: `deploy:ns/name` (also `sts:`, `ds:`, `rs:`, `rc:`, `job:`,
 * `cronjob:`), where a bare `ns/name` falls back to the workload of that name when no pod has it; `svc:ns/name`
 * (the port is then the Service's); `node:name` (its host network); `apiserver`; `ip:203.0.113.7` (whoever owns the
 * address); `name:host.example`; `internet` (any address outside the cluster); `ingress` (the network plugin's own part
 * that serves Ingresses and Gateways, where it has one; the port is then that of the pod behind).
 */
export type EndpointRef = string

/**
 * `conditional`: the answer depends on something the question leaves open (`needs`), for instance which backend is
 * chosen. `unanswerable`: a reference did not resolve; never a denial.
 */
export type Outcome = 'allowed' | 'denied' | 'conditional' | 'unanswerable'

/**
 * Why nothing passes. `policy-drop`: dropped in silence, the caller sees a time-out. The connection stands and a proxy
 * refuses what is said on it: `http-403`, `dns-refused`, `tls-mismatch` (reset over the server name), `l7-denied`
 * (another protocol). `auth-required`: the ends have not proven who they are. The others are a mesh's, see
 * `Answer.mesh`.
 */
export type DenialCause =
  MeshCause | 'policy-drop' | 'dns-refused' | 'l7-denied' | 'auth-required' | 'no-route' | 'name-not-resolved'

/**
 * What would settle a `conditional` answer. `name`: the DNS name under which the address was looked up; ask for
 * `name:…`. `entry-node`: the node by which it comes in; ask for `node:…` and its port.
 */
export type FlowFact =
  | 'request'
  | 'external-authorizer'
  | 'dns-name'
  | 'sni'
  | 'backend'
  | 'replica'
  | 'entry-node'
  | 'address'
  | 'family'
  | 'port'
  | 'name'

/** Things worth knowing beside the verdict. */
export type Note =
  | { readonly note: 'port-not-declared'; readonly endpoint: string; readonly port: number; readonly protocol: string }
  | { readonly note: 'address-assumed'; readonly endpoint: string; readonly address: string }
  | { readonly note: 'hairpin-undefined' }
  /** The network plugin has no way to carry packets between the two nodes. */
  | { readonly note: 'no-road' }
  | { readonly note: 'protocol-undefined'; readonly protocol: string }
  /** `seenAs`: what the gate of the source compares with blocks. `by`: the node whose port was dialled; absent: none was. */
  | {
      readonly note: 'through-service'
      readonly service: string
      readonly servicePort: number
      readonly endpoint: string
      readonly port: number
      readonly seenAs: 'pod' | 'service'
      readonly by?: { readonly node: string; readonly nodePort: number }
    }
  /** A port of the node that leads to a pod, without a Service. */
  | {
      readonly note: 'through-host-port'
      readonly node: string
      readonly hostPort: number
      readonly endpoint: string
      readonly port: number
    }
  | { readonly note: 'source-may-be-node'; readonly service: string }
  | { readonly note: 'service-not-exposed'; readonly service: string }
  | { readonly note: 'lookup-not-modelled'; readonly name: string }
  | { readonly note: 'no-ready-endpoints'; readonly service: string; readonly servicePort: number }
  /**
   * It has ready endpoints, and none on this node, which may use no others: externalTrafficPolicy is Local, or internalTrafficPolicy where `nodePort` is null and
   * the Service's own address was dialled. What comes there is dropped, not refused.
   */
  | {
      readonly note: 'no-local-endpoints'
      readonly service: string
      readonly servicePort: number
      readonly nodePort: number | null
      readonly node: string
    }
  /** Its load balancer admits these ranges alone, and what comes from elsewhere is dropped. */
  | { readonly note: 'source-not-admitted'; readonly service: string; readonly ranges: readonly string[] }
  /** The Service has no such port, and the client's proxy ends the connection itself. */
  | { readonly note: 'service-port-undeclared'; readonly service: string; readonly servicePort: number }
  /** A proxy asks somebody outside the mesh, who is taken for a sample of the mesh's because of the name. */
  | { readonly note: 'authorizer-assumed'; readonly authorizer: string }
  | { readonly note: 'node-unknown'; readonly endpoint: string }
  /** Policies that tie: see `Tie`. `first` is the one that was asked first. */
  | {
      readonly note: 'same-priority'
      readonly tier: string
      readonly priority: number | null
      readonly first: string
      readonly others: readonly string[]
    }
  /** A rule fitted by the destination's name: it knows the addresses that this pod got when it looked the name up. */
  | { readonly note: 'matched-by-name'; readonly name: string }
  /** What the network plugin adds: what of the verdict is believed only, and what else is known of it. */
  | {
      readonly note: 'plugin-remark'
      readonly remark: PluginRemark['remark']
      readonly sureness: PluginRemark['sureness']
    }

/**
 * The verdict and its explanation. `parts` are the single answers when several were joined; `steps` are then the
 * deciding part's.
 */
export interface Answer {
  readonly outcome: Outcome
  /** The gate that stops it; where it depends, the first at which it does. Absent: none. */
  readonly deniedAt?: CheckpointId
  /** What stops it; absent: nothing does. */
  readonly cause?: DenialCause
  readonly needs: readonly FlowFact[]
  readonly steps: readonly DecisionStep[]
  readonly notes: readonly Note[]
  /** What was judged; null: nothing was, as where a name does not resolve. */
  readonly flow: FlowFacts | null
  /**
   * What a mesh makes of it, connection by connection; absent: no mesh has a part in it. `steps` and `deniedAt` are
   * then of the network's policies on its last connection.
   */
  readonly mesh?: MeshStory
  readonly parts?: readonly AnswerPart[]
  /** Why an `unanswerable` question could not be resolved. */
  readonly problem?: Diagnostic
}

/** The answer for one of several: `varies` says in what they differ, `of` which one it is. */
export interface AnswerPart {
  readonly varies: FlowFact
  readonly of: string
  readonly answer: Answer
}
