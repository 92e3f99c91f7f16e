import type { KubernetesObject } from '../manifests/piece.ts'
import type { HostEndpoint } from '../model/endpoint.ts'
import type { CompiledPolicy, Direction, Rule } from '../policy/form.ts'
import type { Flow, Viewpoint } from '../policy/match.ts'
import { combine } from './combine.ts'
import type { CheckpointId } from './explanation.ts'
import { fitsFlow } from './fits.ts'
import type { Tier } from './profile.ts'
import { POINT } from './set-algebra.ts'

/**
 * Policies of one rank that all apply, and the flow as they see it: before a Service is translated it has another
 * destination.
 */
export interface WayTier extends Tier {
  readonly sees: Flow
}

/**
 * A gate that a flow passes between its two ends, where an interface of a node is policed. `at`: on whose side of the
 * way. `direction`: as the node, the `subject`, sees it. `object` is what polices it; null: its policies are for the
 * node itself. A flow that no tier decides passes. `answer`: it judges the answer's packets, because those are not
 * known to belong to a connection.
 */
export interface WayGate {
  readonly at: CheckpointId
  readonly direction: Direction
  readonly subject: HostEndpoint
  readonly object: KubernetesObject | null
  readonly tiers: readonly WayTier[]
  readonly answer?: WayAnswer
}

/**
 * Only what `untracked` let in has answers that nobody knows; of every other connection those pass that the first
 * `always` tiers do not deny.
 */
export interface WayAnswer {
  readonly untracked: readonly WayTier[]
  readonly always: number
}

/**
 * The gates between the ends, in the packet's order. The answer may depend on ports only by what its gates' rules say.
 */
export interface Way {
  gatesOf(flow: Flow): readonly WayGate[]
}

/** Whether a gate on the way lets the flow pass. */
export function passesWayGate(gate: WayGate, view: Viewpoint): boolean {
  const tiers = askedAt(gate, view)
  return combine(POINT, tiers, 'allow', fitting(tiers, view)).allowed
}

/** The rules that decide there, in the order of the tiers. */
export function decidingOnWay(gate: WayGate, view: Viewpoint): ReadonlySet<Rule> {
  const tiers = askedAt(gate, view)
  const deciding = new Set<Rule>()
  combine(POINT, tiers, 'allow', fitting(tiers, view), (rule, hit) => {
    if (hit) deciding.add(rule)
  })
  return deciding
}

/** What is asked about this flow: of the answer to a connection that is known, only the first tiers. */
export function askedAt({ tiers, answer }: WayGate, view: Viewpoint): readonly WayTier[] {
  if (!answer || combine(POINT, answer.untracked, 'deny', fitting(answer.untracked, view)).allowed) return tiers
  return tiers.slice(0, answer.always)
}

/** No proxy stands there, so what is said on the connection counts for nothing. */
function fitting(
  tiers: readonly WayTier[],
  view: Viewpoint,
): (rule: Rule) => { readonly sure: boolean; readonly possible: boolean } {
  const seen = new Map<Rule, Flow>(
    tiers.flatMap(({ policies, sees }) =>
      policies.flatMap((policy: CompiledPolicy) => policy.rules.map((rule) => [rule, sees] as const)),
    ),
  )
  return (rule) => {
    const fits = fitsFlow(rule, seen.get(rule)!, view)
    return { sure: fits, possible: fits }
  }
}
