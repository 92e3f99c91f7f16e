import type { Pod } from '../model/cluster.ts'
import type { CompiledPolicy, Direction, RejectedPolicy } from '../policy/form.ts'
import { matchesPod } from '../policy/match.ts'
import type { EnforcementProfile, Tier } from './profile.ts'

/** Every policy of a cluster, arranged by its enforcer. */
export class PolicySet {
  readonly tiers: readonly Tier[]
  readonly #byNamespace = new Map<string, readonly Tier[]>()

  constructor(readonly profile: EnforcementProfile, readonly policies: readonly CompiledPolicy[], readonly rejected: readonly RejectedPolicy[]) {
    this.tiers = profile.arrange(policies)
  }

  /** The policies that select the pod in this direction, tier by tier; a tier may be empty. */
  applicable(direction: Direction, pod: Pod): readonly Tier[] {
    return this.candidates(pod.namespace.name).map((tier) => ({ ...tier, policies: tier.policies.filter((policy) => policy.direction === direction && matchesPod(policy.subject, pod)) }))
  }

  /** The policies that could select a pod of this namespace, in either direction. */
  candidates(namespace: string): readonly Tier[] {
    const known = this.#byNamespace.get(namespace)
    if (known) return known
    const tiers = this.tiers.map((tier) => ({ ...tier, policies: tier.policies.filter(({ subject }) => subject.namespace === null || subject.namespace === namespace) }))
    this.#byNamespace.set(namespace, tiers)
    return tiers
  }
}
