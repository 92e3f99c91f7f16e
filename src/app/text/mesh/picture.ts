import type { WorkloadView } from '../../../worker/snapshot.ts'
import type { Secured } from '../../../world/mesh-reach.ts'
import { FURTHER_VERDICT } from '../catalogue/en/further-verdict.ts'

/** How a workload is in the mesh. */
export type Membership = NonNullable<WorkloadView['mesh']>['membership']

/** What a lock says when it is pointed at, and to screen readers. */
export function lockLabel(from: string, to: string, secured: Secured): string {
  return FURTHER_VERDICT.lock(from, to, FURTHER_VERDICT.secured[secured])
}
