import type { CompiledPolicy, Direction, PortMatcher } from '../policy/form.ts'
import type { Flow, Viewpoint } from '../policy/match.ts'
import type { Endpoint, EntryEndpoint } from '../model/endpoint.ts'
import type { ExemptReason, SeenAs } from './explanation.ts'
import type { Remarks } from './plugin-remark.ts'
import type { Way } from './way.ts'

/**
 * Policies of one rank. `unmatched`: whether what no rule fits is dropped for an isolated subject, or goes on to the
 * next tier. `isOrdered`: the order of policies and rules decides, so that after the first rule that fits no other is
 * asked. `answers`: a proxy that was handed a connection refuses what no request of any rule fits, even where nothing
 * isolates the subject.
 */
export interface Tier {
  readonly id: string
  readonly unmatched: 'deny' | 'pass'
  readonly isOrdered: boolean
  readonly answers?: boolean
  readonly policies: readonly CompiledPolicy[]
}

/**
 * Why policy does not apply at a gate. `tier`: to which one it does not; null: to none. `onlyDefault`: all rules apply,
 * and what no rule fits passes.
 */
export interface Exemption {
  readonly why: ExemptReason
  readonly tier: string | null
  readonly onlyDefault?: boolean
}

/** Whether no rule is asked at all. */
export function isExemptFromAll(exempt: Exemption | null): boolean {
  return exempt !== null && exempt.tier === null && !exempt.onlyDefault
}

/**
 * A flow as one gate sees it. `by`: which rules it may fit: `selectors` those with a peer that selects pods, nodes or
 * names, `addresses` those with a peer that is a block and those without peers. `as`: in what it differs from what was
 * sent; null: in nothing. `opens`: whether a rule with these ports fits, where more counts than the flow's own port;
 * absent: that alone does.
 */
export interface Sighting {
  readonly flow: Flow
  readonly by: 'any' | 'selectors' | 'addresses'
  readonly as: SeenAs | null
  readonly opens?: (ports: readonly PortMatcher[]) => boolean
}

/**
 * Who sends callers on to the backends of a Service. Those in the cluster who dial an address outside it are to
 * `kube-proxy` as if they came from outside, with their node's address; the programs that replace it, Cilium's and
 * Calico's, send them on as themselves, and to whom depends on `internalTrafficPolicy` alone.
 * Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/proxy/iptables/proxier.go (externalTrafficChain),
 * https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/#internal-traffic-policy,
 * https://github.com/projectcalico/calico/blob/master/felix/bpf-gpl/nat_lookup.h (`local_traffic`)
 */
export type ServiceProxy = 'kube-proxy' | 'cilium' | 'calico'

/**
 * Who enforces, how, and where: which policies rank where, what no policy touches, and what each gate sees of a flow. A
 * CNI is such a profile. All of it is a function of its arguments: the same pair is always seen and exempted alike.
 */
export interface EnforcementProfile {
  readonly name: string
  /** `api`: for the text of the APIs, so that what they leave open is open. `plugin`: for one that has decided it. */
  readonly speaksFor: 'api' | 'plugin'
  /** Whether somebody acts on policies of this kind; on others nobody does, and verdicts say so. */
  enforces(policy: Pick<CompiledPolicy, 'kind' | 'object'>): boolean
  /** The tiers in the order in which they are asked. The order of the policies given decides nothing. */
  arrange(policies: readonly CompiledPolicy[]): readonly Tier[]
  /** Whether the policy's API says where it comes among others of its rank; absent: of no policy it does. */
  settlesTies?(policy: CompiledPolicy): boolean
  /** What is policed between the two ends, from the tiers that `arrange` gave; absent, or null: nothing. */
  way?(tiers: readonly Tier[]): Way | null
  /**
   * Why policy does not apply at this gate of this pair, as seen there; null: it applies. The answer may not depend on
   * ports.
   */
  exemption(
    direction: Direction,
    subject: Endpoint,
    peer: Endpoint,
    how: Pick<Flow, 'hairpin'> & { readonly protocol: Flow['protocol'] | null },
  ): Exemption | null
  /** Whether packets that policy would drop pass and are only written down; absent: they are dropped. */
  readonly auditsDrops?: boolean
  /** What happens to a pod's traffic that no tier decided. */
  readonly fallback: 'allow' | 'deny'
  readonly view: Viewpoint
  /**
   * The peer as the subject's gate sees it when the two speak directly; itself where nothing on the way changes that.
   */
  seen(direction: Direction, subject: Endpoint, peer: Endpoint): Endpoint
  /** Everything that `seen` may show in this endpoint's place, itself not included. */
  guises(endpoint: Endpoint): readonly Endpoint[]
  /**
   * A flow as the gate sees it. Never empty; a rule fits the flow when it fits one of them, and the first is the one
   * that is explained.
   */
  sightings(direction: Direction, flow: Flow): readonly Sighting[]
  /** Whether the network carries packets from one end to the other at all; `hasGaps`: for some pair it does not. */
  connects(from: Endpoint, to: Endpoint): boolean
  readonly hasGaps: boolean
  /**
   * How rules know the name of a place outside: what was `dialled` always counts, what was `learnt` only when a proxy
   * read the answer to the look-up.
   */
  readonly names: 'dialled' | 'learnt'
  /** Whether it can matter over which node a connection to a Service comes in. */
  readonly entryMatters: boolean
  readonly serviceProxy: ServiceProxy
  /** The part of the plugin that serves Ingresses and Gateways; absent: that is left to pods. */
  readonly entry?: EntryEndpoint
  /** What it adds to a verdict: on what of it nobody is explicit, and what else is known. */
  readonly remarks: Remarks
}
