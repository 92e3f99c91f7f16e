import type { Pod } from '../../../model/cluster.ts'
import type { ObjectRef } from '../journey.ts'
import type { Addressed } from '../kubernetes-api.ts'

/** The name of an object without its group, as a step speaks of it. */
export function refOf({ kind, namespace, name }: Addressed): ObjectRef {
  return { kind, namespace, name }
}

/** A pod, as a step speaks of it. */
export function podRef(pod: Pod): ObjectRef {
  return { kind: 'Pod', namespace: pod.namespace.name, name: pod.name }
}

/** Stands where the cluster has no node, and JSON needs a name. */
export const SOME_NODE = 'NODE'
