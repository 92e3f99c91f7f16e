import type { SourceSpan } from '../../ground/span.ts'
import { policyRef } from '../../engine/explain.ts'
import type { Tier } from '../../engine/profile.ts'
import type { PolicyRef } from '../../policy/explanation.ts'
import type { CompiledPolicy, RuleAction } from '../../policy/form.ts'
import { matchesSubject } from '../../policy/match.ts'
import type { World } from '../index.ts'

/**
 * The tiers in the order in which they are asked, each with its policies in theirs. Tiers that nobody made and that
 * hold nothing are left out.
 */
export interface BoardView {
  readonly tiers: readonly BoardTier[]
}

/**
 * `unmatched`: what happens to flows of the pods that its policies select, where no rule decides. `isOrdered` false: order
 * decides nothing in it.
 */
export interface BoardTier {
  readonly id: string
  readonly unmatched: 'deny' | 'pass'
  readonly isOrdered: boolean
  readonly cards: readonly BoardCard[]
}

/** One policy. `order` null: it has none, and is asked last. `canMove`: its text has an order that can be changed. */
export interface BoardCard {
  readonly key: string
  readonly ref: PolicyRef
  readonly order: number | null
  readonly canMove: boolean
  /** It decides nothing, and shows what it would do. */
  readonly staged: boolean
  readonly directions: readonly ('ingress' | 'egress')[]
  /** As written; empty: everybody in its reach. */
  readonly selector: string
  /** How many pods it selects, and the workloads that the first of them belong to. */
  readonly pods: number
  readonly workloads: readonly string[]
  readonly actions: Readonly<Record<RuleAction, number>>
  readonly span: SourceSpan | null
}

/** Where a NetworkPolicy ranks among Calico's own. */
const KUBERNETES_ORDER = 1_000
/** Workloads that a card names. */
const NAMED = 3

/** The tiers in which policies are asked, without those that are Calico's own and those without policies. */
export function boardOf(world: World): BoardView {
  return {
    tiers: world.policies.tiers
      .filter(({ id }) => id !== 'failsafe' && id !== 'profiles')
      .map((tier) => tierOf(tier, world))
      .filter(({ cards }) => cards.length > 0),
  }
}

function tierOf({ id, unmatched, isOrdered, policies }: Tier, world: World): BoardTier {
  const byObject = new Map<string, CompiledPolicy[]>()
  for (const policy of policies) {
    const key = cardKey(policy)
    byObject.set(key, [...(byObject.get(key) ?? []), policy])
  }
  return { id, unmatched, isOrdered, cards: [...byObject].map(([key, directions]) => cardOf(key, directions, world)) }
}

/** Tells a policy from all others. */
function cardKey({
  kind,
  namespace,
  name,
  object,
}: Pick<CompiledPolicy, 'kind' | 'namespace' | 'name' | 'object'>): string {
  return `${object.group}/${kind}/${namespace ?? ''}/${name}`
}

function cardOf(key: string, directions: readonly CompiledPolicy[], world: World): BoardCard {
  const policy = directions[0]!
  const { view } = world.policies.profile
  const pods = world.cluster.pods.filter(
    ({ endpoint }) => endpoint !== null && endpoint.kind === 'pod' && matchesSubject(policy.subject, endpoint, view),
  )
  const actions = { allow: 0, deny: 0, pass: 0, log: 0 }
  for (const { rules } of directions) for (const { action } of rules) actions[action]++
  return {
    key,
    ref: policyRef(policy, world.locate),
    order:
      policy.rank.priority ??
      (policy.object.group === 'networking.k8s.io' && world.cni.name === 'calico' ? KUBERNETES_ORDER : null),
    canMove: isOfCalico(policy) && world.documentOf(policy.object) !== null,
    staged: policy.staged === true,
    directions: [...new Set(directions.map(({ direction }) => direction))].sort().reverse(),
    selector: policy.subject.kind === 'expression' ? policy.subject.text : '',
    pods: pods.length,
    workloads: [...new Set(pods.map(({ workload }) => workload.ref))].slice(0, NAMED),
    actions,
    span: world.locate(policy.object, ['metadata', 'name']),
  }
}

function isOfCalico({ object }: CompiledPolicy): boolean {
  return object.group.endsWith('projectcalico.org')
}
