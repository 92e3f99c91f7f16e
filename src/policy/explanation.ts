import type { SourceSpan } from '../ground/span.ts'

/** A policy by name, with the place of its text. */
export interface PolicyRef {
  readonly kind: 'NetworkPolicy'
  readonly namespace: string
  readonly name: string
  readonly span: SourceSpan | null
}

/** One rule of a policy. `index` counts from 0; people are shown `index + 1`. */
export interface RuleRef {
  readonly policy: PolicyRef
  readonly section: 'ingress' | 'egress'
  readonly index: number
  readonly span: SourceSpan | null
}

export type Aspect = 'peer' | 'port'

/** What one condition asked for. `Equals` is a `matchLabels` entry, the others are `matchExpressions` operators. */
export type Wanted =
  | { readonly kind: 'label'; readonly of: 'pod' | 'namespace'; readonly key: string; readonly operator: 'Equals' | 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'; readonly values: readonly string[] }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'pod' }
  | { readonly kind: 'block'; readonly cidr: string }
  | { readonly kind: 'outside-block'; readonly cidr: string }
  | { readonly kind: 'protocol'; readonly protocol: string }
  | { readonly kind: 'port'; readonly from: number; readonly to: number }
  | { readonly kind: 'port-name'; readonly name: string; readonly numbers: readonly number[] }

/** What the flow brought instead. `label.value` null: the label is absent. `port.port` null: the protocol has no ports. */
export type Got =
  | { readonly kind: 'label'; readonly value: string | null }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'endpoint'; readonly is: 'pod' | 'host' | 'external' }
  | { readonly kind: 'address'; readonly address: string | null; readonly assumed: boolean }
  | { readonly kind: 'protocol'; readonly protocol: string }
  | { readonly kind: 'port'; readonly port: number | null }

/** One condition, whether it held, and where it is written. */
export interface Check {
  readonly held: boolean
  readonly wanted: Wanted
  readonly got: Got
  readonly span: SourceSpan | null
}

/** One item of `from`/`to` or of `ports`, tried against the flow. It fits when all its checks held; no checks fit all. */
export interface Trial {
  readonly index: number
  readonly fits: boolean
  readonly checks: readonly Check[]
  readonly span: SourceSpan | null
}

/**
 * A rule tried against the flow. Empty `peers` means any peer, empty `ports` means any port.
 * The rule matches when one of its peers and one of its ports fit.
 */
export interface RuleTrial {
  readonly rule: RuleRef
  readonly matches: boolean
  readonly peers: readonly Trial[]
  readonly ports: readonly Trial[]
  /** How near it came: the checks of its best peer and its best port that held, of all of them. */
  readonly held: number
  readonly of: number
}
