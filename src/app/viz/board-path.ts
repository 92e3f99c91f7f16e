import type { CheckpointId, DecisionStep } from '../../engine/explanation.ts'
import { policyKey } from '../text/policy.ts'
import type { BoardCard, BoardTier } from '../../world/board/board.ts'

/**
 * What happened to the asked flow at a card. `asked`: none of its rules fits. `unreached`: decided before. `passed-over`:
 * handed on past it. Null: the policy does not select the end.
 */
export type CardState = 'asked' | 'allow' | 'deny' | 'pass' | 'unreached' | 'passed-over'

/** `rule`: the one that decided, counted from 1. */
export interface CardPassage {
  readonly state: CardState
  readonly rule: number | null
}

/**
 * `through`: no rule decided and the tier hands it on. `skipped`: no policy of it selects the end. `unreached`: decided
 * before.
 */
export type TierState = 'decided' | 'passed' | 'through' | 'dropped' | 'skipped' | 'unreached'

/** The way of the asked flow through the tiers, at one of its gates. */
export interface BoardPath {
  card(card: BoardCard): CardPassage | null
  tier(tier: BoardTier): TierState
}

/** Reads the way off the steps at the gate `at`. */
export function boardPath(steps: readonly DecisionStep[], at: CheckpointId): BoardPath {
  const passages = new Map<string, CardPassage>()
  const dropping = new Set<string>()
  for (const step of steps) {
    if (step.at !== at) continue
    switch (step.step) {
      case 'selected':
        passages.set(policyKey(step.policy), { state: 'asked', rule: null })
        break
      case 'not-reached':
        passages.set(policyKey(step.policy), {
          state: step.because === 'decided' ? 'unreached' : 'passed-over',
          rule: null,
        })
        break
      case 'default-deny':
        for (const policy of step.isolatedBy) dropping.add(policyKey(policy))
        break
      case 'rule-matched': {
        const { rule } = step.trial
        if (rule.action !== 'log') passages.set(policyKey(rule.policy), { state: rule.action, rule: rule.index + 1 })
        break
      }
      default:
        break
    }
  }
  // Of one that is staged nobody asks.
  const card = ({ ref, staged }: BoardCard) => (staged ? null : (passages.get(policyKey(ref)) ?? null))
  return {
    card,
    tier({ cards }) {
      const states = cards.flatMap((each) => card(each)?.state ?? [])
      if (states.length === 0) return 'skipped'
      if (states.includes('allow') || states.includes('deny')) return 'decided'
      if (states.includes('pass')) return 'passed'
      if (cards.some(({ ref }) => dropping.has(policyKey(ref)))) return 'dropped'
      return states.includes('asked') ? 'through' : 'unreached'
    },
  }
}
