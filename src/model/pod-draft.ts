import type { IpAddress } from '../ground/ip.ts'
import type { Labels } from '../ground/labels.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { Namespace, WorkloadKind } from './cluster.ts'
import type { PodSpecFacts } from './pod-template.ts'

/** A pod before it has an address and a workload. */
export interface Draft {
  readonly namespace: Namespace
  readonly name: string
  readonly labels: Labels
  readonly spec: PodSpecFacts
  readonly node: string | null
  readonly phase: string
  readonly ready: boolean
  readonly reported: readonly IpAddress[]
  readonly object: KubernetesObject
  readonly owner: {
    readonly kind: WorkloadKind
    readonly name: string
    readonly labels: Labels
    readonly object: KubernetesObject
  }
}

/** A workload that wants no pods. */
export interface EmptyWorkload {
  readonly ref: string
  readonly object: KubernetesObject
  readonly kind: WorkloadKind
}

/** Whether the pod has ended for good: it has no address any more and answers nobody. */
export function isFinished({ phase }: Draft): boolean {
  return phase === 'Succeeded' || phase === 'Failed'
}
