import type { Tier } from '../../../engine/profile.ts'
import type { Way, WayGate, WayTier } from '../../../engine/way.ts'
import { matchesExpression } from '../../../ground/label-expression.ts'
import type { CompiledPolicy, Direction, Rule } from '../../../policy/form.ts'
import type { Flow } from '../../../policy/match.ts'
import { besideFailsafes, failsafeRules } from './failsafes.ts'
import type { Felix } from './felix.ts'
import type { CalicoHostEndpoint, CalicoHosts } from './host-endpoints.ts'
import { synthetic } from './host-tiers.ts'
import type { Crossing, CrossingsOf } from './crossings.ts'

/**
 * Where policies of a host endpoint are asked. `forward`: about what passes through, `normal`: about what ends or
 * starts at the node.
 */
type List = 'untracked' | 'pre-dnat' | 'forward' | 'normal'

/**
 * What host endpoints say to packets that pass through their node, and to the answers of connections that nobody
 * tracks. Through an interface come in: the untracked list (not from the node's own pods), the one before translation,
 * and the one for forwarding; out goes only the last. What one lets pass skips the others of its interface. The end of
 * a tier drops only in the list for forwarding, and where no policy of it applies everything is forwarded.
 * Source: felix/rules/static.go (cali-PREROUTING of raw and mangle, cali-FORWARD), felix/rules/endpoints.go
 * (chainTypeForward), felix/fv (hostendpoints, apply_on_forward, pre_dnat and donottrack tests)
 */
export class CalicoWay implements Way {
  readonly #lists = new Map<string, readonly Tier[]>()

  constructor(
    private readonly tiers: readonly Tier[],
    private readonly hosts: CalicoHosts,
    private readonly felix: Felix,
    private readonly crossingsOf: CrossingsOf,
    private readonly tracksPods: 'kernel' | 'programs',
  ) {}

  gatesOf(flow: Flow): readonly WayGate[] {
    return this.crossingsOf(flow).flatMap((crossing) => [
      ...this.#arriving(crossing),
      ...this.#leaving(crossing),
      ...this.#answers(crossing),
      ...this.#answersOfPods(crossing),
    ])
  }

  /**
   * What comes in for the node itself is judged at the node's own gate, except that the list before translation is also
   * asked about what its pods send.
   */
  #arriving({ subject, side, from, to, before, after }: Crossing): readonly WayGate[] {
    const dropping = from === 'workload' && to === 'node' ? this.felix.ownNodePolicy(subject.node) : null
    const own: readonly WayGate[] =
      dropping !== null
        ? [
            {
              at: side,
              direction: 'ingress',
              subject,
              object: dropping.object,
              tiers: [
                {
                  id: dropping.rank.tier,
                  unmatched: 'deny',
                  isOrdered: true,
                  policies: [dropping],
                  sees: after,
                },
              ],
            },
          ]
        : []
    const host = from === 'node' ? null : this.#policing(subject.node, from)
    if (!host || (to === 'node' && from !== 'workload')) return own
    const early = [
      ...(from === 'workload' ? [] : this.#early(host, 'ingress', 'untracked')),
      ...this.#early(host, 'ingress', 'pre-dnat'),
    ]
    const tiers = [
      ...seeing(early, before),
      ...(to === 'node' ? [] : seeing(this.#list(host, 'ingress', 'forward'), after)),
    ]
    return tiers.length === 0 ? own : [...own, { at: side, direction: 'ingress', subject, object: host.object, tiers }]
  }

  #leaving({ subject, side, from, to, after }: Crossing): readonly WayGate[] {
    const host = from === 'node' || to === 'node' ? null : this.#policing(subject.node, to)
    const tiers = host ? seeing(this.#list(host, 'egress', 'forward'), after) : []
    return tiers.length === 0 ? [] : [{ at: side, direction: 'egress', subject, object: host!.object, tiers }]
  }

  /**
   * The node's own connections, the other way round: the answer goes through the same lists, and only what is tracked
   * is known there.
   */
  #answers({ subject, side, from, to, after }: Crossing): readonly WayGate[] {
    const there: Direction = from === 'node' ? 'egress' : 'ingress'
    const back: Direction = from === 'node' ? 'ingress' : 'egress'
    const host =
      (from === 'node') !== (to === 'node') && from !== 'workload' && to !== 'workload'
        ? this.#policing(subject.node, from === 'node' ? to : from)
        : null
    if (!host) return []
    const untracked = this.#early(host, there, 'untracked')
    const early = this.#list(host, back, 'untracked')
    if (untracked.length === 0 && early.length === 0) return []
    const answer = answerOf(after)
    const opposite = there
    const known: Tier = {
      id: 'failsafe',
      unmatched: 'pass',
      isOrdered: true,
      policies: [
        synthetic(host, back, 'failsafe', false, [
          ...failsafeRules(this.felix.failsafes(host.node)[back], back),
          ...failsafeRules(this.felix.failsafes(host.node)[opposite], back, 'source-port'),
        ]),
      ],
    }
    const always = seeing([known, ...early], answer)
    const rest = [
      ...this.tiers.filter(({ id }) => id === 'failsafe'),
      ...this.#list(host, back, 'normal'),
      ...this.tiers.filter(({ id }) => id === 'profiles'),
    ].map((tier) => ({
      ...tier,
      policies: tier.policies.filter(
        (policy) => policy.direction === back && (policy.kind !== 'HostEndpoint' || policy.object === host.object),
      ),
    }))
    return [
      {
        at: side,
        direction: back,
        subject,
        object: host.object,
        tiers: [
          ...always,
          ...seeing(
            rest.filter(({ policies }) => policies.length > 0),
            answer,
          ),
        ],
        answer: { untracked: seeing(untracked, after), always: always.length },
      },
    ]
  }

  /**
   * A connection that came in for a pod without tracking: the kernel takes what the pod answers over TCP for invalid, and
   * the pod's own chains drop that whatever any policy says. Programs track at the pod's link themselves.
   * Source: https://docs.tigera.io/calico/latest/reference/host-endpoints/summary, felix/rules/endpoints.go (ctstate
   * INVALID), https://github.com/projectcalico/calico/issues/2609
   */
  #answersOfPods({ subject, side, from, to, before, after }: Crossing): readonly WayGate[] {
    const host =
      from === 'fabric' && to === 'workload' && this.tracksPods === 'kernel' && after.protocol === 'TCP'
        ? this.#policing(subject.node, from)
        : null
    const untracked = host ? this.#early(host, 'ingress', 'untracked') : []
    if (!host || untracked.length === 0) return []
    const invalid: Tier = {
      id: 'untracked',
      unmatched: 'deny',
      isOrdered: true,
      policies: [synthetic(host, 'egress', 'untracked', true, [])],
    }
    return [
      {
        at: side,
        direction: 'egress',
        subject,
        object: host.object,
        tiers: seeing([invalid], answerOf(after)),
        answer: { untracked: seeing(untracked, before), always: 0 },
      },
    ]
  }

  /** A named interface is not the tunnel, and neither is a pod's link. */
  #policing(node: string, link: Crossing['from']): CalicoHostEndpoint | null {
    if (link === 'workload') return this.hosts.forAll(node)
    const facing = this.hosts.facing(node)
    return link === 'tunnel' && facing && !facing.isForAll ? this.hosts.forAll(node) : facing
  }

  /**
   * Felix asks about failsafe ports before these lists, and what it accepts there is still to be asked about in the
   * later ones.
   */
  #early(host: CalicoHostEndpoint, direction: Direction, list: 'untracked' | 'pre-dnat'): readonly Tier[] {
    return this.#remembered(`early ${list}`, host, direction, () =>
      this.#list(host, direction, list).map((tier) => ({
        ...tier,
        policies: [
          ...this.#failsafesOfSome(host, direction),
          ...tier.policies.map((policy) => ({
            ...policy,
            rules: policy.rules.map((rule) => besideFailsafes(rule, this.felix.failsafes(host.node)[direction])),
          })),
        ],
      })),
    )
  }

  /** Those that are open to some addresses only hand on what these send, past the rest of the tier. */
  #failsafesOfSome(host: CalicoHostEndpoint, direction: Direction): readonly CompiledPolicy[] {
    const ofSome = this.felix.failsafes(host.node)[direction].filter(({ net }) => net !== null)
    const rules = failsafeRules(ofSome, direction).map((rule): Rule => ({ ...rule, action: 'pass' }))
    return rules.length === 0 ? [] : [synthetic(host, direction, 'failsafe', false, rules)]
  }

  /** The policies of a list that are for this host endpoint, tier by tier; no tier is empty. */
  #list(host: CalicoHostEndpoint, direction: Direction, list: List): readonly Tier[] {
    return this.#remembered(list, host, direction, () =>
      this.tiers.flatMap((tier): readonly Tier[] => {
        const policies = tier.policies.filter(
          (policy) =>
            !policy.staged &&
            policy.direction === direction &&
            isOf(policy, list) &&
            policy.subject.kind === 'expression' &&
            matchesExpression(policy.subject.expression, host.labels),
        )
        return policies.length === 0 ? [] : [{ ...tier, policies }]
      }),
    )
  }

  #remembered(
    list: string,
    host: CalicoHostEndpoint,
    direction: Direction,
    find: () => readonly Tier[],
  ): readonly Tier[] {
    const key = `${list} ${direction} ${host.object.name}`
    let found = this.#lists.get(key)
    if (!found) this.#lists.set(key, (found = find()))
    return found
  }
}

function isOf({ lane, onForward }: CompiledPolicy, list: List): boolean {
  return list === 'normal'
    ? lane === undefined
    : list === 'forward'
      ? lane === undefined && onForward === true
      : lane === list
}

function seeing(tiers: readonly Tier[], sees: Flow): readonly WayTier[] {
  return tiers.map((tier) => ({ ...tier, sees }))
}

/** The first packet that comes back. */
function answerOf({ source, destination, sourceAddress, destinationAddress, port, sourcePort, ...rest }: Flow): Flow {
  return {
    ...rest,
    source: destination,
    destination: source,
    sourceAddress: destinationAddress,
    destinationAddress: sourceAddress,
    port: sourcePort ?? null,
    ...(port !== null && { sourcePort: port }),
    name: null,
    service: null,
  }
}
