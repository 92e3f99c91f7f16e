import type { Check, PolicyRef, RuleTrial } from '../policy/explanation.ts'

export type { Aspect, Check, Got, PolicyRef, RuleRef, RuleTrial, Trial, Wanted } from '../policy/explanation.ts'

/** Which gate a step belongs to: leaving the source or entering the destination. */
export type CheckpointId = 'egress' | 'ingress'

export type ExemptReason = 'same-pod' | 'own-node' | 'host-network' | 'outside'

/**
 * What happened at one gate, in order. The same list for every outcome; views filter it.
 *
 * - `not-isolated`: no policy selects the subject in this direction, so everything passes.
 * - `selected` / `not-selected`: a policy of the subject's namespace and direction does (not) select it; `checks` say why.
 * - `rule-matched` / `rule-missed`: an allow rule of a selecting policy, tried.
 * - `default-deny`: no rule of any selecting policy matched; `isolatedBy` made the direction closed.
 * - `exempt`: policy does not apply at this gate.
 * - `not-enforced`: a policy that is in the text but was refused by the API server, hence not applied.
 */
export type DecisionStep = { readonly at: CheckpointId } & (
  | { readonly step: 'not-isolated' }
  | { readonly step: 'selected'; readonly policy: PolicyRef; readonly checks: readonly Check[] }
  | { readonly step: 'not-selected'; readonly policy: PolicyRef; readonly checks: readonly Check[] }
  | { readonly step: 'rule-matched'; readonly trial: RuleTrial }
  | { readonly step: 'rule-missed'; readonly trial: RuleTrial }
  | { readonly step: 'default-deny'; readonly isolatedBy: readonly PolicyRef[] }
  | { readonly step: 'exempt'; readonly why: ExemptReason }
  | { readonly step: 'not-enforced'; readonly policy: PolicyRef; readonly why: 'rejected' }
)
