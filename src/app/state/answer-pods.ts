import type { ClusterView } from '../../worker/snapshot.ts'
import type { Answer } from '../../world/answer.ts'

/**
 * The pods at the two ends of an answer, each once, also those on the host network; empty: none of its ends is a pod.
 */
export function podsOfAnswer({ flow }: Answer, { workloads }: ClusterView): readonly string[] {
  const pods = new Set(workloads.flatMap((workload) => workload.pods.map(({ id }) => id)))
  return flow ? [...new Set([flow.source.ref, flow.destination.ref])].filter((ref) => pods.has(ref)) : []
}
