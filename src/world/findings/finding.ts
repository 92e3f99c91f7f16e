import type { FindingFacts } from '../../ground/finding.ts'
import type { FieldPath } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { PathPart } from '../../manifests/source-tree.ts'
import type { FixPlan } from './fix-plan.ts'

/**
 * What is odd about one policy or workload, at one of its fields. It never blocks: `warning` is most likely a mistake,
 * `note` may well be meant. `fixes`: the safe ways to mend it, the likeliest first; empty: only the author knows.
 */
export interface Finding {
  readonly facts: FindingFacts
  readonly severity: 'warning' | 'note'
  readonly object: KubernetesObject
  readonly path: FieldPath
  readonly part: PathPart
  readonly fixes: readonly FixPlan[]
}
