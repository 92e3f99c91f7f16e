import type { ApiObjects, ApiPod } from '../../machines/api-objects.ts'
import type { Cloud } from '../../machines/machine.ts'
import type { Listener } from '../../machines/listeners.ts'
import type { Asker } from '../../machines/rbac.ts'

/**
 * What a port is when it is open: a component, a dashboard behind a Service, or some pod's program that we know nothing
 * about.
 */
export type OpenPort = (
  Listener | { readonly kind: 'dashboard' | 'unknown'; readonly port: number; readonly tls: boolean }
) & { readonly on: HostFacts }

/** The machine behind an address. */
export interface HostFacts {
  readonly version: string
  readonly certificateEmail: string | null
  /** Command line of its kubelet, its words. */
  readonly kubelet: readonly string[]
  /** Pods that run there. */
  readonly pods: readonly ApiPod[]
}

/** All that a hunt sees. Reachability is settled: what cannot be reached is not here. */
export interface Scene {
  /** Addresses in the order in which they are tried. */
  readonly hosts: readonly string[]
  /** Null: closed, or out of reach. */
  open(host: string, port: number): OpenPort | null
  readonly api: ApiObjects
  /** The pod that the hunt runs in; null: it runs elsewhere. */
  readonly pod: HuntingPod | null
  /** Whoever the given or found token speaks for; null: there is none. */
  readonly bearer: Asker | null
  /** The cloud whose metadata service answers the pod. */
  readonly metadata: Exclude<Cloud, 'aws-imdsv2'>
  /** The subnet that the metadata tells, or the machine's. */
  readonly subnet: string
  /** Services named kubernetes-dashboard, as `namespace`. */
  readonly dashboards: readonly string[]
  readonly nodes: readonly string[]
}

/** The pod that kube-hunter runs in. */
export interface HuntingPod {
  readonly name: string
  /** Null: none is mounted. */
  readonly token: string | null
  readonly netRaw: boolean
  /** What KUBERNETES_SERVICE_HOST says. */
  readonly serviceHost: string
}

/** The ports that are tried, in order. */
export const PORTS = [8001, 8080, 10250, 10255, 30000, 443, 6443, 2379] as const
