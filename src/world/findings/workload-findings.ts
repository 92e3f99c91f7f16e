import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Cluster, Workload } from '../../model/cluster.ts'
import type { Finding } from './finding.ts'
import { WORKLOAD_FINDERS } from './registry.ts'
import { workloadView } from './workload-view.ts'

/** What was found about a workload, and what it was found in. */
interface Found {
  readonly namespace: KubernetesObject | null
  readonly pods: string
  readonly findings: readonly Finding[]
}

const known = new WeakMap<KubernetesObject, Found>()

/**
 * The findings about all workloads, by namespace and name. A workload is looked at anew only when its text, its
 * namespace's or the number of its pods changed.
 */
export function workloadFindings({ workloads }: Cluster): readonly Finding[] {
  return workloads.flatMap((workload) => {
    const { object, namespace } = workload
    const pods = runningPods(workload)
    let found = known.get(object)
    if (!found || found.namespace !== namespace.object || found.pods !== pods)
      known.set(object, (found = { namespace: namespace.object, pods, findings: findIn(workload) }))
    return found.findings
  })
}

function runningPods({ pods }: Workload): string {
  const running = pods.filter(({ finished }) => !finished)
  return `${running.length} ${running[0]?.name ?? ''}`
}

function findIn(workload: Workload): readonly Finding[] {
  const view = workloadView(workload)
  return view ? WORKLOAD_FINDERS.flatMap((find) => find(view)) : []
}
