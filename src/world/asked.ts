import type { LocateField } from '../engine/explain.ts'
import type { Verdict } from '../engine/evaluate.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { Journey } from '../engine/route.ts'
import type { Cluster } from '../model/cluster.ts'
import type { Flow } from '../policy/match.ts'
import type { Mesh } from '../sim/mesh/mesh.ts'
import type { FlowFact, Note } from './answer.ts'
import type { Facts } from './references.ts'
import type { Target } from './targets.ts'

/** What a question is asked of. */
export interface Asked {
  readonly cluster: Cluster
  readonly policies: PolicySet
  readonly facts: Facts
  readonly locate: LocateField
  /** Null: none is at work. */
  readonly mesh: Mesh | null
}

/** One concrete connection that the question may mean. `of` says which, where several are possible. */
export interface Possibility {
  readonly flow: Flow
  readonly target: Target
  readonly of: string
  readonly varies: FlowFact
  /** Why the Service drops it before anything is judged; absent: it does not. */
  readonly turnedAway?: Note
}

/**
 * A connection, and what both gates say to it. `journey`: what a mesh makes of it; null: none has a part in it. The
 * connection is then the one on which it ends, as it is on the wire.
 */
export interface Judged {
  readonly possibility: Possibility
  readonly verdict: Verdict
  readonly journey: Journey | null
}
