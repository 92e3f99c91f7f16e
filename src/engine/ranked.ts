import type { CompiledPolicy } from '../policy/form.ts'
import type { PolicySet } from './policy-set.ts'
import type { Tier } from './profile.ts'

/** What a tier is, whichever policies are in it. */
export type TierKind = Pick<Tier, 'id' | 'unmatched' | 'answers'>

/** A policy in its tier: the same object from one state of a work to the next, while both stay what they are. */
export interface Ranked {
  readonly number: number
  readonly policy: CompiledPolicy
  readonly tier: TierKind
}

/** Gives out ranked policies, each once. */
export class RankedPolicies {
  readonly #known = new Map<string, { readonly kind: TierKind; readonly policies: WeakMap<CompiledPolicy, Ranked> }>()
  #count = 0

  /** In the order in which they are asked. */
  inOrder({ tiers }: PolicySet): readonly Ranked[] {
    return tiers.flatMap(({ id, unmatched, answers, policies }) => {
      const key = `${id} ${unmatched} ${answers ?? false}`
      let tier = this.#known.get(key)
      if (!tier)
        this.#known.set(key, (tier = { kind: { id, unmatched, ...(answers && { answers }) }, policies: new WeakMap() }))
      const { kind, policies: known } = tier
      return policies.map((policy) => {
        let ranked = known.get(policy)
        if (!ranked) known.set(policy, (ranked = { number: this.#count++, policy, tier: kind }))
        return ranked
      })
    })
  }
}

/** Policies in the order in which they are asked, tier by tier. */
export function byTier(
  ranked: readonly Ranked[],
): readonly { readonly tier: TierKind; readonly policies: readonly CompiledPolicy[] }[] {
  const tiers: { tier: TierKind; policies: CompiledPolicy[] }[] = []
  for (const { tier, policy } of ranked) {
    const last = tiers.at(-1)
    if (last?.tier === tier) last.policies.push(policy)
    else tiers.push({ tier, policies: [policy] })
  }
  return tiers
}

/** What an edit made of an order. */
export interface OrderChange {
  readonly gone: readonly Ranked[]
  readonly come: readonly Ranked[]
}

/** What is in one order only; null: what is in both does not stand in the same order. */
export function orderChange(before: readonly Ranked[], now: readonly Ranked[]): OrderChange | null {
  let first = 0
  let end = 0
  while (first < before.length && first < now.length && before[first] === now[first]) first++
  while (end < before.length - first && end < now.length - first && before.at(-1 - end) === now.at(-1 - end)) end++
  const old = before.slice(first, before.length - end)
  const fresh = now.slice(first, now.length - end)
  const wasThere = new Set(old)
  const isThere = new Set(fresh)
  const kept = old.filter((each) => isThere.has(each))
  const still = fresh.filter((each) => wasThere.has(each))
  if (kept.some((each, index) => each !== still[index])) return null
  return { gone: old.filter((each) => !isThere.has(each)), come: fresh.filter((each) => !wasThere.has(each)) }
}
