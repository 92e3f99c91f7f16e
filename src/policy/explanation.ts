import type { SourceSpan } from '../ground/span.ts'
import type { Endpoint } from '../model/endpoint.ts'
import type { Condition, PolicyKindId, PolicyRank, RuleAction } from './form.ts'

/**
 * A policy by name, with its rank and the place of its text. Two groups may have a kind of the same name. `namespace`
 * null: it belongs to the cluster. `rank` null: it was refused, so nobody ranked it.
 */
export interface PolicyRef {
  readonly group: string
  readonly kind: PolicyKindId
  readonly namespace: string | null
  readonly name: string
  readonly rank: PolicyRank | null
  readonly span: SourceSpan | null
}

/** One rule of a policy. `index` counts from 0; people are shown `index + 1`. */
export interface RuleRef {
  readonly policy: PolicyRef
  readonly section: 'ingress' | 'egress'
  readonly index: number
  readonly name: string | null
  readonly action: RuleAction
  readonly span: SourceSpan | null
}

/** What a condition is about: the peer, the port, the protocol … */
export type Aspect = Condition['aspect']

/** Whose labels a condition is about. */
export type LabelHolder = 'pod' | 'namespace' | 'node' | 'identity' | 'endpoint'

/**
 * What one condition asked for, of the other end or (a label of a pod or namespace) of the subject. `Equals` is a
 * `matchLabels` entry, the others are `matchExpressions` operators.
 */
export type Wanted =
  | {
      readonly kind: 'label'
      readonly of: LabelHolder
      readonly key: string
      readonly operator: 'Equals' | 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
      readonly values: readonly string[]
    }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'pod' }
  | { readonly kind: 'node' }
  | { readonly kind: 'name'; readonly pattern: string }
  | { readonly kind: 'entity'; readonly name: string }
  | { readonly kind: 'expression'; readonly text: string }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'icmp'; readonly family: 4 | 6; readonly type: number | null }
  | { readonly kind: 'block'; readonly cidr: string }
  | { readonly kind: 'outside-block'; readonly cidr: string }
  | { readonly kind: 'protocol'; readonly protocol: string }
  | { readonly kind: 'port'; readonly from: number; readonly to: number }
  | { readonly kind: 'port-name'; readonly name: string; readonly numbers: readonly number[] }

/**
 * What the flow brought instead. `label.value` null: the label is absent. `port.port` null: the protocol has no ports.
 * `name.name` null: it was dialled by its address.
 */
export type Got =
  | { readonly kind: 'label'; readonly value: string | null }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'endpoint'; readonly is: Endpoint['kind'] }
  | { readonly kind: 'address'; readonly address: string | null; readonly assumed: boolean }
  /** The enforcer knows pods and nodes by their identity and never compares their addresses with blocks; `isInside`: the block holds one all the same. */
  | { readonly kind: 'identity'; readonly is: Endpoint['kind']; readonly isInside?: boolean }
  | { readonly kind: 'name'; readonly name: string | null }
  | { readonly kind: 'protocol'; readonly protocol: string }
  | { readonly kind: 'port'; readonly port: number | null }

/**
 * One condition, whether it held, and where it is written. `negated`: the rule demands that it is not so, and `held`
 * says that it is not.
 */
export interface Check {
  readonly held: boolean
  readonly negated?: boolean
  readonly wanted: Wanted
  readonly got: Got
  readonly span: SourceSpan | null
}

/**
 * One item of `from`/`to` or of `ports`, tried against the flow. It fits when all its checks held; no checks fit all.
 */
export interface Trial {
  /** Its place in the list, from 0. */
  readonly index: number
  readonly fits: boolean
  readonly checks: readonly Check[]
  readonly span: SourceSpan | null
}

/**
 * A rule tried against the flow. Empty `peers` means any peer, empty `ports` means any port. `others`: whatever else it
 * demands, one for each demand. The rule matches when one of its peers and one of its ports fit, and all the others.
 */
export interface RuleTrial {
  readonly rule: RuleRef
  readonly matches: boolean
  readonly peers: readonly Trial[]
  readonly ports: readonly Trial[]
  readonly others: readonly Trial[]
  /** How near it came: the checks of its best peer and its best port that held, of all of them. */
  readonly held: number
  /** All of those checks. */
  readonly of: number
}
