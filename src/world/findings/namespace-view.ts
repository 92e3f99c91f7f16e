import type { PolicySet } from '../../engine/policy-set.ts'
import type { PodPolicy, Direction } from '../../policy/form.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import { policyView, ruleView, type PolicyView, type RuleView } from './policy-view.ts'

/** A rule and the policy that it is of. */
export interface OwnedRule extends RuleView {
  readonly policy: PolicyView
}

/** What stands at one gate of a group of pods: the policies that close it, and their rules. */
export interface Gate {
  readonly by: readonly PolicyView[]
  readonly rules: readonly OwnedRule[]
}

/** All NetworkPolicies of one namespace in its cluster, in order of name. */
export class NamespaceView {
  readonly policies: readonly PolicyView[]
  #gates: Readonly<Record<Direction, ReadonlyMap<number, Gate>>> | null = null

  /** `set` holds everything that is in force; `viewOf` the other namespaces. */
  constructor(
    readonly namespace: string,
    policies: readonly PodPolicy[],
    readonly facts: ClusterFacts,
    readonly set: PolicySet,
    readonly viewOf: (namespace: string) => NamespaceView,
  ) {
    const byObject = new Map<object, PodPolicy[]>()
    for (const policy of policies) byObject.set(policy.object, [...(byObject.get(policy.object) ?? []), policy])
    this.policies = [...byObject.values()].map((directions) => policyView(directions, facts))
  }

  /**
   * The gate of a group of this namespace's pods; null: no NetworkPolicy selects it in this direction, so it is open.
   */
  gate(group: number, direction: Direction): Gate | null {
    this.#gates ??= { ingress: this.#findGates('ingress'), egress: this.#findGates('egress') }
    return this.#gates[direction].get(group) ?? null
  }

  #findGates(direction: Direction): ReadonlyMap<number, Gate> {
    const gates = new Map<number, { by: PolicyView[]; rules: OwnedRule[] }>()
    for (const policy of this.policies) {
      const own = policy.directions.find((each) => each.direction === direction)
      if (!own) continue
      const rules = own.rules.map((rule): OwnedRule => ({ ...ruleView(rule), policy }))
      for (const group of this.facts.groupsOf(own.subject)) {
        const gate = gates.get(group)
        if (gate) {
          gate.by.push(policy)
          gate.rules.push(...rules)
        } else gates.set(group, { by: [policy], rules: [...rules] })
      }
    }
    return gates
  }
}

/**
 * Of the policies that close a gate the one that holds most pods, of equals the first by name: what happens to several is
 * said once, there.
 */
export function broadest({ by }: Gate): PolicyView {
  return by.reduce((best, policy) => (policy.selected.length > best.selected.length ? policy : best))
}
