import type { DomainPattern } from '../ground/domain-name.ts'
import type { CidrBlock, IpFamily } from '../ground/ip.ts'
import type { LabelExpression } from '../ground/label-expression.ts'
import type { LabelSelector } from '../ground/labels.ts'
import type { NamePattern, Pattern } from '../ground/patterns.ts'
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

/**
 * Addresses inside `block` and inside none of `except`, whoever has them. `path` is the peer's, each part has one of
 * its own.
 */
export interface BlockMatcher {
  readonly kind: 'block'
  readonly block: CidrBlock
  readonly blockPath: FieldPath
  readonly except: readonly CidrBlock[]
  readonly exceptPath: FieldPath
  readonly path: FieldPath
}

/**
 * Nodes by their labels: whoever speaks from or listens on their addresses, so pods on the host network too. Never a
 * pod with an address of its own.
 */
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
 * Destination ports of one protocol; a word that is none of TCP, UDP and SCTP fits nothing. A name is looked up among
 * the ports that the destination pod declares with that protocol, or (protocol null) with the flow's. Neither range nor
 * name: every port of the protocol.
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

/**
 * Destinations that the source looked up under a name that fits, in Cilium's grammar of names, and was answered through
 * its proxy.
 */
export interface FqdnMatcher {
  readonly kind: 'fqdn'
  readonly pattern: NamePattern
  readonly path: FieldPath
}

/**
 * Endpoints by the labels that an enforcer gives them, as `source:key`, where `any:` stands for every source: pods,
 * nodes and whoever is outside alike. `namespace`: only pods of this namespace can have such labels; null: anybody.
 */
export interface IdentityMatcher {
  readonly kind: 'identity'
  readonly namespace: string | null
  readonly selector: LabelSelector
  /** What the author wrote instead of labels, `world` or `kube-apiserver`; null: labels. */
  readonly word: string | null
  readonly path: FieldPath
}

/**
 * Whoever stands behind Services: by name, or by the labels of the Service. `namespace` null: in any. Enforcers put
 * what the Services select in its place before anything is judged.
 */
export interface ServiceMatcher {
  readonly kind: 'service'
  readonly namespace: string | null
  readonly name: string | null
  readonly selector: LabelSelector | null
  readonly path: FieldPath
}

/**
 * Blocks that an object of their own lists, by its name or its labels. Enforcers put the blocks in its place before
 * anything is judged.
 */
export interface GroupMatcher {
  readonly kind: 'group'
  readonly name: string | null
  readonly selector: LabelSelector | null
  readonly except: readonly CidrBlock[]
  readonly path: FieldPath
}

/**
 * Whoever wears labels that an expression fits, as Calico writes selectors. `text` is for people. `namespace`: only
 * pods of this namespace can fit; null: anybody.
 */
export interface ExpressionMatcher {
  readonly kind: 'expression'
  readonly text: string
  readonly expression: LabelExpression
  readonly namespace: string | null
  readonly path: FieldPath
}

/** A connection with nobody: an empty list that the API takes by its word. */
export interface NobodyMatcher {
  readonly kind: 'nobody'
  readonly path: FieldPath
}

/** Who may be at the other end. Data, so that the matrix can cut its classes from them. */
export type PeerMatcher =
  | PodsMatcher
  | BlockMatcher
  | NodesMatcher
  | NameMatcher
  | FqdnMatcher
  | IdentityMatcher
  | ServiceMatcher
  | GroupMatcher
  | ExpressionMatcher
  | NobodyMatcher

/** Whom a policy is for. */
export type SubjectMatcher = PodsMatcher | IdentityMatcher | ExpressionMatcher | NodesMatcher

/** ICMP messages of one family. `type`, `code` null: every one. */
export interface IcmpMatcher {
  readonly kind: 'icmp'
  readonly family: IpFamily
  readonly type: number | null
  readonly code: number | null
  readonly path: FieldPath
}

/** An IP protocol, by its name or number; `ICMP` and `ICMPv6` are names too. */
export interface ProtocolMatcher {
  readonly kind: 'protocol'
  readonly protocol: string | number
  readonly path: FieldPath
}

/**
 * One thing a rule demands: that one of the matchers fits, or with `negate` that none does. `anyOf` is never empty; a
 * demand for nothing is no condition. `peer` is the other end, `self` the end that the policy selects; `source-port` is
 * the client's.
 */
export type Condition =
  | { readonly aspect: 'peer'; readonly anyOf: readonly PeerMatcher[]; readonly negate?: boolean }
  | { readonly aspect: 'self'; readonly anyOf: readonly PeerMatcher[]; readonly negate?: boolean }
  | { readonly aspect: 'port'; readonly anyOf: readonly PortMatcher[]; readonly negate?: boolean }
  | { readonly aspect: 'source-port'; readonly anyOf: readonly PortMatcher[]; readonly negate?: boolean }
  | { readonly aspect: 'icmp'; readonly anyOf: readonly IcmpMatcher[]; readonly negate?: boolean }
  | { readonly aspect: 'protocol'; readonly anyOf: readonly ProtocolMatcher[]; readonly negate?: boolean }

/**
 * A header that a request must have. `value` null: any. `secret`: the Secret whose one entry is the value, before
 * `value`; enforcers put the value in its place where the manifests hold it. `otherwise`: what happens to a request
 * without it; it `pass`es where the proxy only mends or logs it.
 */
export interface HeaderMatcher {
  readonly name: string
  readonly value: string | null
  readonly secret?: { readonly namespace: string | null; readonly name: string }
  readonly otherwise: 'miss' | 'pass'
}

/**
 * Requests over HTTP: every part that is not null must fit. None: every request. `tls`: TLS ends at the proxy, which so
 * reads what is inside it, for clients that ask for one of the `names`; none: for all. Absent: the proxy reads plain
 * HTTP only.
 */
export interface HttpMatcher {
  readonly kind: 'http'
  readonly method: Pattern | null
  readonly target: Pattern | null
  readonly host: Pattern | null
  readonly headers: readonly HeaderMatcher[]
  readonly tls?: { readonly names: readonly NamePattern[] }
  readonly path: FieldPath
}

/** Look-ups of DNS names. Null: every name. */
export interface DnsMatcher {
  readonly kind: 'dns'
  readonly pattern: NamePattern | null
  readonly path: FieldPath
}

/** TLS connections by the server name that the client asks for. */
export interface SniMatcher {
  readonly kind: 'sni'
  readonly patterns: readonly NamePattern[]
  readonly path: FieldPath
}

/** Requests to Kafka: every part that is not null must fit. `role`: what a producer or a consumer asks. */
export interface KafkaMatcher {
  readonly kind: 'kafka'
  readonly role: 'produce' | 'consume' | null
  readonly apiKey: string | null
  readonly apiVersion: number | null
  readonly clientId: string | null
  readonly topic: string | null
  readonly path: FieldPath
}

/** Requests in a protocol that is read and not evaluated: whether one fits is never known. */
export interface OpaqueRequestMatcher {
  readonly kind: 'opaque'
  readonly protocol: string
  readonly path: FieldPath
}

/** What a proxy demands of what is said on a connection. */
export type RequestMatcher = HttpMatcher | DnsMatcher | SniMatcher | KafkaMatcher | OpaqueRequestMatcher

/**
 * `allow` and `deny` decide, `pass` hands on to the next tier, `log` only writes a line. NetworkPolicy has only
 * `allow`.
 */
export type RuleAction = 'allow' | 'deny' | 'pass' | 'log'

/**
 * All conditions must hold. None: the rule fits every flow. `name`: what its author calls it; null where the API has no
 * names.
 */
export interface Rule {
  readonly section: Direction
  readonly index: number
  readonly name: string | null
  readonly action: RuleAction
  readonly when: readonly Condition[]
  /** One of these must fit what is said on the connection, which a proxy reads. Absent: nobody reads it. */
  readonly request?: readonly RequestMatcher[]
  /** Whether the two ends must have proven to each other who they are. Absent: no. */
  readonly authentication?: 'required' | 'always-fails'
  readonly path: FieldPath
}

/** The name of an API's kind, as the API spells it. Which there are, the registry says. */
export type PolicyKindId = string

/**
 * The tiers of the Kubernetes APIs are `Admin`, `NetworkPolicy` and `Baseline`, asked in this order; other APIs have
 * names of their own.
 */
export type TierName = string

/**
 * Where a policy ranks by its own text. `priority`: the smaller comes first; null where its kind has none, which is one
 * rank, the last. It is the enforcer that places policies; see `EnforcementProfile.arrange`.
 */
export interface PolicyRank {
  readonly tier: TierName
  readonly priority: number | null
}

/**
 * One direction of one policy. `namespace` null: it belongs to the whole cluster. `isolates`: it closes its direction
 * for the pods it selects, so that what no rule allows is denied.
 */
export interface CompiledPolicy {
  readonly kind: PolicyKindId
  readonly object: KubernetesObject
  readonly namespace: string | null
  readonly name: string
  readonly rank: PolicyRank
  readonly direction: Direction
  readonly subject: SubjectMatcher
  readonly isolates: boolean
  readonly rules: readonly Rule[]
  /**
   * What whoever is meant by labels has to be as well, in every rule of this direction and action for whom this policy
   * is for too; absent: nothing. Enforcers that read it put it into those rules.
   */
  readonly requires?: LabelSelector
  /**
   * For host endpoints only: it is asked before connections are tracked, or before Services are translated. Absent:
   * after both.
   */
  readonly lane?: 'untracked' | 'pre-dnat'
  /** It is also asked about what only passes through a host endpoint. */
  readonly onForward?: boolean
  /** Its author wants to see what it would do; it decides nothing. */
  readonly staged?: boolean
}

/** A policy that is for pods by plain selectors, as the Kubernetes APIs are. */
export type PodPolicy = CompiledPolicy & { readonly subject: PodsMatcher }

/** Whether the policy selects pods, not nodes. */
export function isForPods(policy: CompiledPolicy): policy is PodPolicy {
  return policy.subject.kind === 'pods'
}

/**
 * A policy that changes no verdict: the API server refuses it (`rejected`), its enforcer takes it from the server and
 * refuses it (`agent-refused`), the server does not serve its API (`not-served`), or the network plugin does not read
 * it (`not-enforced`). Verdicts in its namespace say so; where it has none (`namespace` null), all verdicts.
 */
export interface RejectedPolicy {
  readonly kind: PolicyKindId
  readonly object: KubernetesObject
  readonly namespace: string | null
  readonly name: string
  readonly why: 'rejected' | 'agent-refused' | 'not-served' | 'not-enforced'
}
