import type { LabelRequirement } from './labels.ts'

/** One condition of a selector without its place. */
export type SelectorTerm = Omit<LabelRequirement, 'path'>

/** A label that was probably meant in place of another. */
export interface LabelHint {
  readonly was: Label
  readonly is: Label
}

/** One label of an object. `value` may be empty. */
export interface Label {
  readonly key: string
  readonly value: string
}

/** A rule of the policy that a finding is about. `rule` counts from 0; people are shown one more. */
export interface InRule {
  readonly section: 'ingress' | 'egress'
  readonly rule: number
}

/** One item of the rule's `from` or `to`. `peer` counts from 0. */
export interface InPeer extends InRule {
  readonly peer: number
}

/**
 * A workload, or a Pod of its own, that a finding is about. `workload`: `namespace/name`; `pods`: how many of it run.
 */
export interface OfWorkload {
  readonly workload: string
  readonly kind: string
  readonly pods: number
}

/** What a rule of an ordered API does, in the words of its kind. */
export type ActionWord = 'Accept' | 'Allow' | 'Deny' | 'Pass'

/** The port, or the protocol, that was probably meant. */
export type PortHint = { readonly port: number | string } | { readonly protocol: 'TCP' | 'UDP' | 'SCTP' }
