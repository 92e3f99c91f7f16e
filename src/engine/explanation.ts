import type { Check, PolicyRef, RuleTrial } from '../policy/explanation.ts'
import type { SourceSpan } from '../ground/span.ts'
import type { RejectedPolicy } from '../policy/form.ts'

export type { Check, Got, PolicyRef, RuleRef, RuleTrial, Trial, Wanted } from '../policy/explanation.ts'

/** Which gate a step belongs to: leaving the source or entering the destination. */
export type CheckpointId = 'egress' | 'ingress'

/**
 * Why a gate lets a flow pass without asking a policy. `own-node`: the node of the pod is at the other end. `outside`,
 * `host-network`: nobody is judged there. `own-service`: a pod that reaches itself through a Service. `icmpv6`: the
 * messages without which IPv6 does not work. `to-entry`: what goes to the part of the plugin that serves Ingresses is
 * judged there.
 */
export type ExemptReason = 'same-pod' | 'own-node' | 'host-network' | 'outside' | 'own-service' | 'icmpv6' | 'to-entry'

/**
 * In what a gate sees a flow otherwise than it was sent. `service-address`: before the Service is translated.
 * `node-port`: on its way to the node that will translate it. `node-address`: after a node put its own address in the
 * client's place. `tunnel-address`: a node that speaks through its tunnel has the tunnel's address. `no-address`:
 * somebody outside, of whom only that is known. `probe-address`: a process of the pod's own node, with the address that
 * a mesh puts in the node's place.
 */
export type SeenAs =
  'service-address' | 'node-port' | 'node-address' | 'tunnel-address' | 'no-address' | 'probe-address'

/**
 * What happened at one gate, in the order in which the tiers are asked. The same list for every outcome; views filter
 * it.
 *
 * - `not-isolated`: no policy that is enforced selects the subject in this direction, so everything passes.
 * - `selected` / `not-selected`: a policy of the subject's namespace or of the cluster, and of the direction, does
 *   (not) select it; `checks` say why.
 * - `not-reached`: a policy selects it and is not asked, because an earlier one has decided, or has handed the flow on to
 *   the next tier.
 * - `rule-matched` / `rule-missed`: a rule of a policy that is asked, tried. Its action says what a match means:
 *   `allow` and `deny` decide, `pass` hands the flow to the next tier.
 * - `default-deny`: no rule of the policies that isolate the subject matched; `isolatedBy` made the direction closed.
 * - `default-allow`: policies select it, and none of them decided.
 * - `audited`: what was found would drop it, and the plugin only writes that down.
 * - `closed-by-plugin`: no policy decided, and this plugin drops what none allows.
 * - `exempt`: policy does not apply at this gate; with a `tier`, the policies of this tier do not; `onlyDefault`: they
 *   were asked, none of their rules fits, and whoever sends this is let through all the same.
 * - `not-enforced`: a policy that nobody acts on: the API server refused it, does not serve its API, or took it and no
 *   plugin reads it; or one that selects the subject and is staged.
 * - `on-the-way`: a gate between the ends, on this one's side, where a node is policed; `steps` say what happened
 *   there. `name`: of what polices it; null: policies for nodes do so themselves.
 * - `seen-as`: this gate sees the other end otherwise than it is, and rules are compared with what it sees; `node`
 *   where that is one.
 */
export type DecisionStep = { readonly at: CheckpointId } & (
  | { readonly step: 'not-isolated' }
  | { readonly step: 'selected'; readonly policy: PolicyRef; readonly checks: readonly Check[] }
  | { readonly step: 'not-selected'; readonly policy: PolicyRef; readonly checks: readonly Check[] }
  | {
      readonly step: 'not-reached'
      readonly because: 'decided' | 'handed-on'
      readonly policy: PolicyRef
      readonly checks: readonly Check[]
    }
  | { readonly step: 'rule-matched'; readonly trial: RuleTrial }
  | { readonly step: 'rule-missed'; readonly trial: RuleTrial }
  | { readonly step: 'default-deny'; readonly isolatedBy: readonly PolicyRef[] }
  | { readonly step: 'default-allow' }
  | { readonly step: 'closed-by-plugin' }
  | { readonly step: 'audited' }
  | {
      readonly step: 'seen-as'
      readonly as: SeenAs
      readonly node: string | null
      readonly address: string | null
      readonly port: number | null
    }
  | {
      readonly step: 'on-the-way'
      readonly node: string
      readonly name: string | null
      readonly direction: CheckpointId
      readonly passes: boolean
      readonly isAnswer: boolean
      readonly span: SourceSpan | null
      readonly steps: readonly DecisionStep[]
    }
  | {
      readonly step: 'exempt'
      readonly why: ExemptReason
      readonly tier: string | null
      readonly onlyDefault?: boolean
    }
  | { readonly step: 'not-enforced'; readonly policy: PolicyRef; readonly why: RejectedPolicy['why'] | 'staged' }
)
