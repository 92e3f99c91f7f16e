import type { DomainPattern } from '../ground/domain-name.ts'
import type { CidrBlock } from '../ground/ip.ts'
import type { LabelSelector } from '../ground/labels.ts'
import type { PortRange } from '../ground/ports.ts'
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

/** Addresses inside `block` and inside none of `except`, whoever has them. `path` is the peer's, each part has one of its own. */
export interface BlockMatcher {
  readonly kind: 'block'
  readonly block: CidrBlock
  readonly blockPath: FieldPath
  readonly except: readonly CidrBlock[]
  readonly exceptPath: FieldPath
  readonly path: FieldPath
}

/** Nodes by their labels: whoever speaks from or listens on their addresses, so pods on the host network too. Never a pod with an address of its own. */
export interface NodesMatcher {
  readonly kind: 'nodes'
  readonly selector: LabelSelector
  readonly path: FieldPath
}

/** Destinations that the source looked up under such a name. One that was dialled by its address has none. */
export interface NameMatcher {
  readonly kind: 'name'
  readonly domain: DomainPattern
  readonly path: FieldPath
}

/**
 * Destination ports of one protocol; a word that is none of TCP, UDP and SCTP fits nothing. A name is looked up among the
 * ports that the destination pod declares with that protocol, or (protocol null) with the flow's. Neither range nor name:
 * every port of the protocol.
 */
export interface PortMatcher {
  readonly kind: 'ports'
  readonly protocol: string | null
  readonly range: PortRange | null
  readonly name: string | null
  readonly path: FieldPath
  readonly protocolPath: FieldPath
  readonly portPath: FieldPath
}

export type PeerMatcher = PodsMatcher | BlockMatcher | NodesMatcher | NameMatcher

/** One thing a rule demands: that one of the matchers fits. `anyOf` is never empty; a demand for nothing is no condition. */
export type Condition =
  | { readonly aspect: 'peer'; readonly anyOf: readonly PeerMatcher[] }
  | { readonly aspect: 'port'; readonly anyOf: readonly PortMatcher[] }

/** `allow` and `deny` decide, `pass` hands on to the next tier. NetworkPolicy has only `allow`. */
export type RuleAction = 'allow' | 'deny' | 'pass'

/** All conditions must hold. None: the rule fits every flow. `name`: what its author calls it; null where the API has no names. */
export interface Rule {
  readonly section: Direction
  readonly index: number
  readonly name: string | null
  readonly action: RuleAction
  readonly when: readonly Condition[]
  readonly path: FieldPath
}

/** The name of an API's kind, as the API spells it. Which there are, the registry says. */
export type PolicyKindId = string

/** The tiers of the Kubernetes APIs, in the order in which they are asked. */
export type TierName = 'Admin' | 'NetworkPolicy' | 'Baseline'

/**
 * Where a policy ranks by its own text. `priority`: the smaller comes first; null where its kind has none, which is one rank,
 * the last. It is the enforcer that places policies; see `EnforcementProfile.arrange`.
 */
export interface PolicyRank {
  readonly tier: TierName
  readonly priority: number | null
}

/**
 * One direction of one policy. `namespace` null: it belongs to the whole cluster. `isolates`: it closes its direction for the
 * pods it selects, so that what no rule allows is denied.
 */
export interface CompiledPolicy {
  readonly kind: PolicyKindId
  readonly object: KubernetesObject
  readonly namespace: string | null
  readonly name: string
  readonly rank: PolicyRank
  readonly direction: Direction
  readonly subject: PodsMatcher
  readonly isolates: boolean
  readonly rules: readonly Rule[]
}

/**
 * A policy that is in the text and in no cluster, because the API server refuses it or does not serve its API. Verdicts in its
 * namespace say so; where it has none (`namespace` null), all verdicts.
 */
export interface RejectedPolicy {
  readonly kind: PolicyKindId
  readonly object: KubernetesObject
  readonly namespace: string | null
  readonly name: string
  readonly why: 'rejected' | 'not-served'
}
