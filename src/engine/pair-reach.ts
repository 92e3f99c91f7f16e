/** What one pair may exchange in one address family, as sets of port atoms. */
export interface FamilyReach {
  /** Let out by the source's gate, and let in by the destination's, whatever is said on the connection. */
  readonly leaves: number
  readonly enters: number
  /** The same, with the right words too. */
  readonly mayLeave: number
  readonly mayEnter: number
  /** Of what passes, that which no rule at either gate decided. */
  readonly undecided: number
}

/**
 * What one pair may exchange. `families`: one for each address family that both ends speak; none, and nothing passes.
 * What passes with the right words only is in `some`.
 */
export interface PairReach {
  readonly families: readonly FamilyReach[]
  /** Passes in every family that both ends speak. */
  readonly every: number
  /** Passes in at least one. */
  readonly some: number
}

/** Nothing passes, at either end. */
export function noReach(none: number): FamilyReach {
  return { leaves: none, enters: none, mayLeave: none, mayEnter: none, undecided: none }
}
