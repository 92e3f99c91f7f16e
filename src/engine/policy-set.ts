import type { Endpoint } from '../model/endpoint.ts'
import type { CompiledPolicy, Direction, RejectedPolicy } from '../policy/form.ts'
import { matchesSubject } from '../policy/match.ts'
import type { EnforcementProfile, Tier } from './profile.ts'
import type { Way } from './way.ts'

/** Every policy of a cluster, arranged by its enforcer. */
export class PolicySet {
  readonly tiers: readonly Tier[]
  /** What is policed between the ends of a flow; null: nothing. */
  readonly way: Way | null
  #arranged: readonly CompiledPolicy[] | null = null
  readonly #applicable: Readonly<Record<Direction, WeakMap<Endpoint, readonly Tier[]>>> = {
    egress: new WeakMap(),
    ingress: new WeakMap(),
  }
  readonly #byNamespace = new Map<string, readonly Tier[]>()

  constructor(
    readonly profile: EnforcementProfile,
    readonly policies: readonly CompiledPolicy[],
    readonly rejected: readonly RejectedPolicy[],
  ) {
    this.tiers = profile.arrange(policies)
    this.way = profile.way?.(this.tiers) ?? null
  }

  /**
   * Every policy as its enforcer takes it: what stands for addresses or Services in its text has been put in. In the
   * order in which they are asked.
   */
  get arranged(): readonly CompiledPolicy[] {
    return (this.#arranged ??= this.tiers.flatMap(({ policies }) => policies))
  }

  /**
   * The policies that select the endpoint in this direction, tier by tier; a tier may be empty. Of staged ones nobody
   * is selected.
   */
  applicable(direction: Direction, endpoint: Endpoint): readonly Tier[] {
    const known = this.#applicable[direction]
    const tiers = known.get(endpoint)
    if (tiers) return tiers
    const found = this.candidates(endpoint).map((tier) => ({
      ...tier,
      policies: tier.policies.filter(
        (policy) =>
          policy.direction === direction &&
          !policy.staged &&
          matchesSubject(policy.subject, endpoint, this.profile.view),
      ),
    }))
    known.set(endpoint, found)
    return found
  }

  /** The policies that could select a pod of this namespace, or something outside namespaces, in either direction. */
  candidates(endpoint: Endpoint): readonly Tier[] {
    const namespace = endpoint.kind === 'pod' ? endpoint.pod.namespace.name : ''
    const known = this.#byNamespace.get(namespace)
    if (known) return known
    const tiers = this.tiers.map((tier) => ({
      ...tier,
      policies: tier.policies.filter(
        ({ subject }) => subject.kind === 'nodes' || subject.namespace === null || subject.namespace === namespace,
      ),
    }))
    this.#byNamespace.set(namespace, tiers)
    return tiers
  }
}
