import type { Check, PolicyRef, RuleTrial } from '../policy/explanation.ts'

export type { Aspect, Check, Got, LabelHolder, PolicyRef, RuleRef, RuleTrial, Trial, Wanted } from '../policy/explanation.ts'

/** Which gate a step belongs to: leaving the source or entering the destination. */
export type CheckpointId = 'egress' | 'ingress'

export type ExemptReason = 'same-pod' | 'own-node' | 'host-network' | 'outside'

/**
 * What happened at one gate, in the order in which the tiers are asked. The same list for every outcome; views filter it.
 *
 * - `not-isolated`: no policy selects the subject in this direction, so everything passes.
 * - `selected` / `not-selected`: a policy of the subject's namespace or of the cluster, and of the direction, does (not) select it;
 *   `checks` say why.
 * - `not-reached`: a policy selects it and is not asked, because an earlier one has decided.
 * - `rule-matched` / `rule-missed`: a rule of a policy that is asked, tried. Its action says what a match means: `allow` and
 *   `deny` decide, `pass` hands the flow to the next tier.
 * - `default-deny`: no rule of the policies that isolate the subject matched; `isolatedBy` made the direction closed.
 * - `default-allow`: policies select it, and none of them decided.
 * - `exempt`: policy does not apply at this gate; with a `tier`, the policies of this tier do not.
 * - `not-enforced`: a policy that is in the text and not in the cluster: the API server refused it, or does not serve its API.
 */
export type DecisionStep = { readonly at: CheckpointId } & (
  | { readonly step: 'not-isolated' }
  | { readonly step: 'selected'; readonly policy: PolicyRef; readonly checks: readonly Check[] }
  | { readonly step: 'not-selected'; readonly policy: PolicyRef; readonly checks: readonly Check[] }
  | { readonly step: 'not-reached'; readonly policy: PolicyRef; readonly checks: readonly Check[] }
  | { readonly step: 'rule-matched'; readonly trial: RuleTrial }
  | { readonly step: 'rule-missed'; readonly trial: RuleTrial }
  | { readonly step: 'default-deny'; readonly isolatedBy: readonly PolicyRef[] }
  | { readonly step: 'default-allow' }
  | { readonly step: 'exempt'; readonly why: ExemptReason; readonly tier: string | null }
  | { readonly step: 'not-enforced'; readonly policy: PolicyRef; readonly why: 'rejected' | 'not-served' }
)
