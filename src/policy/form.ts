import type { CidrBlock } from '../ground/ip.ts'
import type { LabelSelector } from '../ground/labels.ts'
import type { PortProtocol, PortRange } from '../ground/ports.ts'
import type { FieldPath } from '../ground/span.ts'
import type { KubernetesObject } from '../manifests/piece.ts'

/**
 * The one form that policies of every kind are compiled to. Matchers are data with a declared domain (labels, address,
 * port), never functions: the matrix cuts its classes and atoms from them.
 */
export type Direction = 'egress' | 'ingress'

/**
 * Pods by labels, and by the namespace they live in: of one name, of namespaces by label, or (both null) anywhere.
 * Never an address outside, never a host. `podSelector` null: every pod of those namespaces.
 */
export interface PodsMatcher {
  readonly kind: 'pods'
  readonly namespace: string | null
  readonly namespaceSelector: LabelSelector | null
  readonly podSelector: LabelSelector | null
  readonly path: FieldPath
}

/** Addresses inside `block` and inside none of `except`, whoever has them. */
export interface BlockMatcher {
  readonly kind: 'block'
  readonly block: CidrBlock
  readonly except: readonly CidrBlock[]
  readonly path: FieldPath
}

/**
 * Destination ports of one protocol. A name is looked up among the ports that the destination pod declares with that
 * protocol. Neither range nor name: every port of the protocol.
 */
export interface PortMatcher {
  readonly kind: 'ports'
  readonly protocol: PortProtocol
  readonly range: PortRange | null
  readonly name: string | null
  readonly path: FieldPath
}

export type PeerMatcher = PodsMatcher | BlockMatcher

/** One thing a rule demands: that one of the matchers fits. `anyOf` is never empty; a demand for nothing is no condition. */
export type Condition =
  | { readonly aspect: 'peer'; readonly anyOf: readonly PeerMatcher[] }
  | { readonly aspect: 'port'; readonly anyOf: readonly PortMatcher[] }

/** `allow` and `deny` decide, `pass` hands on to the next tier. NetworkPolicy has only `allow`. */
export type RuleAction = 'allow' | 'deny' | 'pass'

/** All conditions must hold. None: the rule fits every flow. */
export interface Rule {
  readonly section: Direction
  readonly index: number
  readonly action: RuleAction
  readonly when: readonly Condition[]
  readonly path: FieldPath
}

/**
 * One direction of one policy. `isolates`: it closes its direction for the pods it selects, so that what no rule allows
 * is denied.
 */
export interface CompiledPolicy {
  readonly kind: 'NetworkPolicy'
  readonly object: KubernetesObject
  readonly namespace: string
  readonly name: string
  readonly direction: Direction
  readonly subject: PodsMatcher
  readonly isolates: boolean
  readonly rules: readonly Rule[]
}

/** A policy that the API server refuses: it is in the text and in no cluster. Verdicts in its namespace say so. */
export interface RejectedPolicy {
  readonly kind: 'NetworkPolicy'
  readonly object: KubernetesObject
  readonly namespace: string
  readonly name: string
}
