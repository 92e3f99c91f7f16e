import { reachesLevel, SECURITY_LEVELS, type SecurityLevel } from '../manifests/security-level.ts'
import { namespacePolicy } from '../sim/walls/admission.ts'
import type { NetworkCapability } from '../sim/walls/capabilities.ts'
import type { World } from '../world/index.ts'
import { wallsOf } from '../world/walls.ts'
import type { LineState } from './line-state.ts'
import { podsMeant } from './places.ts'

/**
 * Whether every pod that is meant meets the level, by the newest standards that are known. Found is the one that falls
 * shortest.
 */
export function checkSecurity(patterns: readonly string[], level: SecurityLevel, world: World): LineState {
  const pods = podsMeant(patterns, world)
  if (typeof pods === 'string') return { met: false, found: { of: 'nothing', name: pods } }
  const levels = pods.flatMap((name) => {
    const view = wallsOf(world, name)
    return view ? [{ name, level: view.security.level }] : []
  })
  const least = SECURITY_LEVELS.flatMap((each) => levels.filter((pod) => pod.level === each))[0]!
  return { met: reachesLevel(least.level, level), found: { of: 'security', ...least } }
}

/** Whether the namespace refuses pods that do not meet the level. Without a label it refuses none. */
export function checkEnforced(name: string, level: SecurityLevel, { cluster }: World): LineState {
  const namespace = cluster.namespaces.get(name)
  if (!namespace) return { met: false, found: { of: 'nothing', name } }
  const enforced = namespacePolicy(namespace.labels).enforce.level
  return { met: reachesLevel(enforced, level), found: { of: 'security', name, level: enforced } }
}

/** Whether none of the pods that are meant has a container with the capability. Found are those that do. */
export function checkCapability(patterns: readonly string[], capability: NetworkCapability, world: World): LineState {
  const pods = podsMeant(patterns, world)
  if (typeof pods === 'string') return { met: false, found: { of: 'nothing', name: pods } }
  const holders = pods.filter((name) =>
    wallsOf(world, name)?.walls.containers.some(({ capabilities }) => capabilities[capability].held),
  )
  return { met: holders.length === 0, found: { of: 'capability', holders } }
}
