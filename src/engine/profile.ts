import type { CompiledPolicy, Direction } from '../policy/form.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { ExemptReason } from './explanation.ts'

/** Policies of one rank. `unmatched`: whether what no rule fits is dropped for an isolated subject, or goes on to the next tier. */
export interface Tier {
  readonly id: string
  readonly unmatched: 'deny' | 'pass'
  readonly policies: readonly CompiledPolicy[]
}

/** Who enforces, and how: which policies rank where, and what no policy touches. A CNI is such a profile. */
export interface EnforcementProfile {
  readonly name: string
  /** The tiers in the order in which they are asked. */
  arrange(policies: readonly CompiledPolicy[]): readonly Tier[]
  /** Why policy does not apply at this gate of this pair; null: it applies. The answer may not depend on ports. */
  exemption(direction: Direction, subject: Endpoint, peer: Endpoint): ExemptReason | null
  /** What happens to a pod's traffic that no tier decided. */
  readonly fallback: 'allow' | 'deny'
}
