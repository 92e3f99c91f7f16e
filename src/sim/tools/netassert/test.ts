/**
 * One test of a netassert file, as the tool holds it after reading: defaults filled in.
 * Source: https://github.com/controlplaneio/netassert/blob/main/internal/data/types.go
 */
export interface NetassertTest {
  readonly name: string
  readonly type: 'k8s'
  readonly protocol: 'tcp' | 'udp'
  readonly targetPort: number
  /** Of each deadline; 15 when the file says nothing. */
  readonly timeoutSeconds: number
  /** 3 when the file says nothing. */
  readonly attempts: number
  /** 0: it has to be reachable; 1: it must not. Anything else can only fail. */
  readonly exitCode: number
  readonly src: K8sResource
  /** Null: the file names neither kind of destination, which is noticed only when the test is run. */
  readonly dst: Destination | null
  /** Results that the reader also takes from the file: a test that says `pass: true` passes whatever happens. */
  readonly pass: boolean
  readonly failureReason: string
}

/** What a test dials: a workload, or a name or address outside. */
export type Destination = { readonly k8sResource: K8sResource } | { readonly host: { readonly name: string } }

/** A workload of the cluster, as a test names it. */
export interface K8sResource {
  readonly kind: ResourceKind
  readonly name: string
  readonly namespace: string
}

/** The kinds of workloads that a test may name. */
export const RESOURCE_KINDS = ['deployment', 'statefulset', 'daemonset', 'pod'] as const
/** One of those kinds, in small letters. */
export type ResourceKind = (typeof RESOURCE_KINDS)[number]

/** How long a test waits for an answer, in seconds. */
export const DEFAULT_TIMEOUT = 15
/** How often a test dials. */
export const DEFAULT_ATTEMPTS = 3
