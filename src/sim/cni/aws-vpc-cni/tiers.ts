import type { Tier } from '../../../engine/profile.ts'
import { compareText } from '../../../model/build.ts'
import type { CompiledPolicy, Direction, Rule, RuleAction } from '../../../policy/form.ts'
import type { FieldPath } from '../../../ground/span.ts'
import { readAs } from '../read-as.ts'

/** Where rules of one priority disagree, the first of these counts. */
const ACTIONS: readonly RuleAction[] = ['deny', 'allow', 'pass']
const OPPOSITE = { ingress: 'egress', egress: 'ingress' } as const
/** The place of the rule that a NetworkPolicy has for the direction that it does not isolate. */
const SELECTION: FieldPath = ['spec', 'podSelector']

/**
 * The tiers of the agent: Admin, NetworkPolicy, Baseline. All rules of a ClusterNetworkPolicy have its priority, and of
 * those that fit with the least one a rule that denies counts first, then one that accepts, then one that passes on,
 * wherever they stand.
 *
 * Once any NetworkPolicy selects a pod, the agent writes an entry for everybody into the direction that none isolates.
 * What passes by that entry never comes to the Baseline tier: it is asked about pods alone that no NetworkPolicy
 * selects. Here each NetworkPolicy has a rule for that at the head of the Baseline tier.
 * Source: https://github.com/aws/aws-network-policy-agent, pkg/ebpf/c/tc.v4ingress.bpf.c (evaluateFlow),
 * pkg/utils/utils.go (ComputeTrieValueForCPE), controllers/policyendpoints_controller.go (addCatchAllEntry)
 */
export function awsTiers(): (policies: readonly CompiledPolicy[]) => readonly Tier[] {
  const inOrder = readAs(({ rules }) =>
    [...rules].sort((a, b) => ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action)),
  )
  const parts = ACTIONS.map((action) => readAs(({ rules }) => rules.filter((rule) => rule.action === action)))
  const catchAlls = new WeakMap<CompiledPolicy, CompiledPolicy>()

  const ranked = (policies: readonly CompiledPolicy[]): readonly CompiledPolicy[] => {
    const priorities = new Set(policies.map(({ rank }) => rank.priority ?? 0))
    return [...priorities]
      .sort((a, b) => a - b)
      .flatMap((priority) => {
        const named = policies
          .filter(({ rank }) => (rank.priority ?? 0) === priority)
          .sort((a, b) => compareText(a.name, b.name))
        // Of one policy, its own order says as much, and shows it once.
        if (new Set(named.map(({ object }) => object)).size === 1) return named.map(inOrder)
        return [
          ...parts.flatMap((part) => named.map(part).filter(({ rules }) => rules.length > 0)),
          ...named.filter(({ rules }) => rules.length === 0),
        ]
      })
  }

  const catchAll = (policy: CompiledPolicy): CompiledPolicy => {
    let known = catchAlls.get(policy)
    if (!known) catchAlls.set(policy, (known = openOtherwise(policy)))
    return known
  }

  return (policies) => {
    const tier = (name: string) => policies.filter(({ rank }) => rank.tier === name)
    const namespaced = tier('NetworkPolicy')
    const baseline = ranked(tier('Baseline'))
    const asked = new Set(baseline.filter(({ rules }) => rules.length > 0).map(({ direction }) => direction))
    const isolated = directionsOf(namespaced)
    const catching =
      asked.size === 0
        ? []
        : namespaced
            .filter(({ object, direction }) => {
              const other = OPPOSITE[direction]
              return asked.has(other) && !isolated.get(object)!.has(other)
            })
            .map(catchAll)
    return [
      { id: 'Admin', unmatched: 'pass', isOrdered: true, policies: ranked(tier('Admin')) },
      { id: 'NetworkPolicy', unmatched: 'deny', isOrdered: false, policies: namespaced },
      { id: 'Baseline', unmatched: 'pass', isOrdered: true, policies: [...catching, ...baseline] },
    ]
  }
}

/** The directions that each object isolates. */
function directionsOf(policies: readonly CompiledPolicy[]): ReadonlyMap<object, ReadonlySet<Direction>> {
  const directions = new Map<object, Set<Direction>>()
  for (const { object, direction } of policies)
    directions.set(object, (directions.get(object) ?? new Set<Direction>()).add(direction))
  return directions
}

function openOtherwise(policy: CompiledPolicy): CompiledPolicy {
  const section = OPPOSITE[policy.direction]
  const rule: Rule = { section, index: 0, name: null, action: 'allow', when: [], path: SELECTION }
  return { ...policy, direction: section, isolates: false, rules: [rule] }
}

/** Whether the policy stands for the entry of a pod that a NetworkPolicy selects for the other direction. */
export function isCatchAll({ rules }: CompiledPolicy): boolean {
  return rules[0]?.path === SELECTION
}
