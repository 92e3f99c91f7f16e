import type { PolicyRung, RuleRung } from './ladder.ts'

/**
 * A line of the ladder at a gate. `gap`: in their place so many policies or rules of one policy that do not fit, or
 * policies that are not asked; `from`: the key of the first of them. Keys are unique within a gate.
 */
export type Rung =
  | { readonly rung: 'policy'; readonly key: string; readonly policy: PolicyRung }
  | { readonly rung: 'rule'; readonly key: string; readonly rule: RuleRung }
  | { readonly rung: 'gap'; readonly key: string; readonly of: GapOf; readonly count: number; readonly from: string }

type Gap = Extract<Rung, { readonly rung: 'gap' }>
/** What a gap stands for: policies, policies that are not asked, or rules of one. */
export type GapOf = 'policies' | 'unasked' | 'rules'

/** A list up to this long is shown whole. */
const WHOLE = 12
/** Of a longer one the first are shown, beside those that tell something. */
const FIRST = 6

/**
 * The policies of a gate with their rules, line by line. Of hundreds, and of a policy with hundreds of rules, those are
 * left that decide, that came nearest, or that are asked first.
 */
export function foldedRungs(policies: readonly PolicyRung[]): readonly Rung[] {
  return folded(
    policies,
    ({ rules }) => rules.some(tells),
    ({ isReached }) => (isReached ? 'policies' : 'unasked'),
    ({ key }) => key,
  ).flatMap((policy) => {
    if (isGap(policy)) return [policy]
    return [
      policyLine(policy),
      ...folded(
        policy.rules,
        tells,
        () => 'rules',
        ({ number }) => ruleKey(policy, number),
      ).map((rule) => (isGap(rule) ? rule : ruleLine(policy, rule))),
    ]
  })
}

/** All of them. */
export function allRungs(policies: readonly PolicyRung[]): readonly Rung[] {
  return policies.flatMap((policy) => [policyLine(policy), ...policy.rules.map((rule) => ruleLine(policy, rule))])
}

function tells({ role }: RuleRung): boolean {
  return role !== 'missed'
}

function policyLine(policy: PolicyRung): Rung {
  return { rung: 'policy', key: policy.key, policy }
}

function ruleLine(policy: PolicyRung, rule: RuleRung): Rung {
  return { rung: 'rule', key: ruleKey(policy, rule.number), rule }
}

function ruleKey({ key }: PolicyRung, number: number): string {
  return `${key} ${number}`
}

function folded<Item extends object>(
  items: readonly Item[],
  isTelling: (item: Item) => boolean,
  gapOf: (item: Item) => GapOf,
  keyOf: (item: Item) => string,
): readonly (Item | Gap)[] {
  if (items.length <= WHOLE) return items
  const shown: (Item | Gap)[] = []
  items.forEach((item, index) => {
    if (index < FIRST || isTelling(item)) return void shown.push(item)
    const last = shown.at(-1)!
    const of = gapOf(item)
    if (isGap(last) && last.of === of) shown[shown.length - 1] = { ...last, count: last.count + 1 }
    else shown.push({ rung: 'gap', key: `from ${keyOf(item)}`, of, count: 1, from: keyOf(item) })
  })
  return shown
}

function isGap(line: object): line is Gap {
  return 'rung' in line
}
