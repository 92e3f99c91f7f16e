import type { FieldPath } from '../../ground/span.ts'
import type { JsonObject } from '../../manifests/piece.ts'

/**
 * What a mutant does to a policy. The first group lets more through than was meant, the second less; which of them a change of an
 * `action` does depends on the rule.
 */
export type Mutation =
  | 'no-policy' | 'direction-not-isolated' | 'any-peer' | 'any-port' | 'any-pod' | 'any-namespace' | 'any-address' | 'no-except' | 'no-deny'
  | 'no-rule' | 'no-peer' | 'no-port'
  | 'other-action'

/** One policy with one thing changed. `path` leads to what was changed in the original; empty: the whole object. `value` null: the object is gone. */
export interface Mutant {
  readonly mutation: Mutation
  readonly path: FieldPath
  readonly value: JsonObject | null
}
