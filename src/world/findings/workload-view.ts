import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Namespace, Pod, Workload } from '../../model/cluster.ts'
import { readPodManifest, type PodManifest } from '../../sim/walls/pod-manifest.ts'

/** A workload as the finders look at it: the object that its pods are written in, and what it writes. */
export interface WorkloadView {
  /** The workload itself; where only its pods are in the text, the first of them. */
  readonly object: KubernetesObject
  readonly kind: string
  readonly namespace: Namespace
  /** `namespace/name`. */
  readonly name: string
  readonly manifest: PodManifest
  /** Those that have not finished, at least one. */
  readonly pods: readonly Pod[]
}

/** Null: none of its pods runs, so that it has nothing to tell. */
export function workloadView({ object, namespace, name, pods }: Workload): WorkloadView | null {
  const running = pods.filter(({ finished }) => !finished)
  return running.length === 0
    ? null
    : {
        object,
        kind: object.kind,
        namespace,
        name: `${namespace.name}/${name}`,
        pods: running,
        manifest: readPodManifest(object),
      }
}
