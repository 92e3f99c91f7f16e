import type { CompiledPolicy, Direction } from '../policy/form.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { ExemptReason } from './explanation.ts'

/**
 * Policies of one rank. `unmatched`: whether what no rule fits is dropped for an isolated subject, or goes on to the next tier.
 * `isOrdered`: the order of policies and rules decides, so that after the first rule that fits no other is asked.
 */
export interface Tier {
  readonly id: string
  readonly unmatched: 'deny' | 'pass'
  readonly isOrdered: boolean
  readonly policies: readonly CompiledPolicy[]
}

/** Why policy does not apply at a gate. `tier`: to which one it does not; null: to none. */
export interface Exemption {
  readonly why: ExemptReason
  readonly tier: string | null
}

/** Who enforces, and how: which policies rank where, and what no policy touches. A CNI is such a profile. */
export interface EnforcementProfile {
  readonly name: string
  /** The tiers in the order in which they are asked. The order of the policies given decides nothing. */
  arrange(policies: readonly CompiledPolicy[]): readonly Tier[]
  /** Why policy does not apply at this gate of this pair; null: it applies. The answer may not depend on ports. */
  exemption(direction: Direction, subject: Endpoint, peer: Endpoint): Exemption | null
  /** What happens to a pod's traffic that no tier decided. */
  readonly fallback: 'allow' | 'deny'
}
