import type { CidrBlock, IpAddress } from '../ground/ip.ts'
import type { Labels } from '../ground/labels.ts'
import type { ContainerPort, PortProtocol } from '../ground/ports.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { Endpoint } from './endpoint.ts'
import type { Entry } from './entries/entry.ts'
import type { HostPort } from './pod-template.ts'

/**
 * The simulated cluster: what the objects say, completed by what the control plane would add. Never changes once built.
 */
export interface Cluster {
  /** By name. Every namespace that anything lives in is here. */
  readonly namespaces: ReadonlyMap<string, Namespace>
  /** Every pod, also finished ones and those on the host network; in order of namespace, workload, name. */
  readonly pods: readonly Pod[]
  /**
   * Workloads that have pods or could have; a pod without an owner is its own workload. In order of namespace and name.
   */
  readonly workloads: readonly Workload[]
  readonly services: readonly Service[]
  readonly nodes: readonly Node[]
  /** Ways from outside that ingress controllers and gateways are told to serve. They change no verdict. */
  readonly entries: readonly Entry[]
  /**
   * Objects that policies of single plugins speak of by name or label, and that are no workloads: lists of blocks,
   * tiers, service accounts, Secrets, EndpointSlices.
   */
  readonly definitions: readonly KubernetesObject[]
  /** `namespace/name`. */
  readonly serviceAccounts: ReadonlySet<string>
  /** Live endpoints by canonical address. On the host network several share one: the node stands for them all. */
  readonly byAddress: ReadonlyMap<string, Endpoint>
  /**
   * The canonical addresses of all Services, inside and outside the cluster: nobody else's, though no endpoint has
   * them.
   */
  readonly serviceAddresses: ReadonlySet<string>
  /** Pods by `namespace/name`. */
  readonly podByName: ReadonlyMap<string, Pod>
  /** Workloads by reference, `deploy:shop/web` or `shop/web` for a pod of its own. */
  readonly workloadByRef: ReadonlyMap<string, Workload>
}

/** `object` null: nothing in the text defines it, so it was assumed because something lives in it. */
export interface Namespace {
  readonly name: string
  /** Always with `kubernetes.io/metadata.name`, which the control plane puts on every namespace. */
  readonly labels: Labels
  readonly object: KubernetesObject | null
}

/** The kinds that run pods, and a pod that none of them owns. */
export type WorkloadKind =
  'Pod' | 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet' | 'ReplicationController' | 'Job' | 'CronJob'

/**
 * What runs pods together: a controller's object, or a pod without an owner. `pods` empty: it wants none, or makes
 * none.
 */
export interface Workload {
  readonly kind: WorkloadKind
  /** An `EndpointRef`: `deploy:shop/web`, or `shop/web` for a pod without an owner. */
  readonly ref: string
  readonly namespace: Namespace
  readonly name: string
  /** The labels of its pods' template; of the pod itself where it has no owner. */
  readonly labels: Labels
  readonly pods: readonly Pod[]
  readonly object: KubernetesObject
}

/** A pod, written down or expanded from a workload's template. */
export interface Pod {
  readonly namespace: Namespace
  readonly name: string
  readonly labels: Labels
  /** Of init and sidecar containers too: policies know the ports of all containers of a pod. */
  readonly ports: readonly ContainerPort[]
  /** Ports of its node that lead to it. */
  readonly hostPorts: readonly HostPort[]
  /** Where it runs; null: nowhere. */
  readonly node: string | null
  /** The node is the one that we gave it: its text names none. */
  readonly nodeAssumed: boolean
  /**
   * At most one per family. On the host network: the node's. Empty when no node has room for it, or no address is left.
   */
  readonly addresses: readonly IpAddress[]
  /** We gave it the address: its text says none. */
  readonly addressAssumed: boolean
  readonly hostNetwork: boolean
  /**
   * In phase Succeeded or Failed: it selects, matches and serves nothing, and its address may belong to another pod.
   */
  readonly finished: boolean
  readonly phase: string
  /** Readiness decides only whether Services send it connections. */
  readonly ready: boolean
  /** It is being deleted. Services send it new connections only where nobody else is ready. */
  readonly leaving: boolean
  readonly serviceAccount: string
  readonly workload: Workload
  /** What it is to the network; null when finished, and while it has no address. */
  readonly endpoint: Endpoint | null
  readonly object: KubernetesObject
}

/** `object` null: only pods name it. */
export interface Node {
  readonly name: string
  readonly labels: Labels
  readonly addresses: readonly IpAddress[]
  /** Its `spec.podCIDR`; null: it gives none. */
  readonly podRange: CidrBlock | null
  /** Its `status.allocatable.pods`, else `status.capacity.pods`; null: it gives none. */
  readonly podCapacity: number | null
  readonly endpoint: Endpoint
  readonly object: KubernetesObject | null
}

/** How a Service is offered: `ClusterIP` when its text says nothing. */
export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'

/** A Service and what is behind it. */
export interface Service {
  readonly namespace: Namespace
  readonly name: string
  readonly type: ServiceType
  readonly headless: boolean
  /** ClusterIPs; empty for headless and ExternalName. */
  readonly clusterAddresses: readonly IpAddress[]
  /** `externalIPs` and the load balancer's addresses. */
  readonly externalAddresses: readonly IpAddress[]
  /** Of an ExternalName the name that it stands for; null: it is none. */
  readonly externalName: string | null
  /** `Local` keeps the client's address; `Cluster` usually puts a node's in its place. */
  readonly externalTrafficPolicy: 'Cluster' | 'Local'
  /** `Local`: who dials its own address gets a backend of the same node, or none. */
  readonly internalTrafficPolicy: 'Cluster' | 'Local'
  /** Who may come in over the load balancer's addresses; empty: everybody. */
  readonly sourceRanges: readonly CidrBlock[]
  /** The load balancer's addresses alone. */
  readonly balancerAddresses: readonly IpAddress[]
  readonly ports: readonly ServicePort[]
  readonly backends: readonly Backend[]
  readonly object: KubernetesObject
}

/** One port of a Service. `name` null: it has only one. `nodePort` null: it has none, or the text leaves it open. */
export interface ServicePort {
  readonly name: string | null
  readonly port: number
  readonly protocol: PortProtocol
  /** A number, or the name of a container port, which may be another number in each pod. */
  readonly targetPort: number | string
  readonly nodePort: number | null
}

/** Who answers for a Service. `ports` null: found by selector, so target ports are looked up in the pod. */
export interface Backend {
  readonly endpoint: Endpoint
  readonly address: IpAddress
  /** New connections are sent to it: it is ready, or it is leaving, still serves, and nobody is ready. */
  readonly ready: boolean
  /** It is on its way out, not ready, and still serves: the last resort of a node that has nobody ready to send to. */
  readonly leaving: boolean
  readonly ports:
    readonly { readonly name: string | null; readonly port: number; readonly protocol: PortProtocol }[] | null
}
