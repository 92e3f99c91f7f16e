import type { WorkloadView } from '../../../worker/snapshot.ts'
import type { Secured } from '../../../world/mesh-reach.ts'

export type Membership = NonNullable<WorkloadView['mesh']>['membership']

/** What a lock on a line stands for. */
export const SECURED: Readonly<Record<Secured, string>> = { mutual: 'mutual TLS', permissive: 'plain, though a proxy there takes mutual TLS', plain: 'plain, nobody there speaks TLS of the mesh' }

/** The same in the legend. */
export const LOCK_WORDS: Readonly<Record<Secured, string>> = { mutual: 'mutual TLS', permissive: 'plain, at a proxy', plain: 'plain' }

export const MEMBER_WORDS: Readonly<Record<Membership, string>> = { sidecar: 'has a proxy', ambient: 'its node’s proxy', gateway: 'gateway', waypoint: 'waypoint' }

/** What a lock says when it is pointed at, and to screen readers. */
export function lockLabel(from: string, to: string, secured: Secured): string {
  return `${from} to ${to}: ${SECURED[secured]}`
}
