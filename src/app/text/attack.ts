import type { AttackReach, AttackState, AttackTarget, Loot, LootState } from '../../lessons/attack.ts'
import type { LessonCheck } from '../../lessons/check.ts'
import type { Lesson } from '../../lessons/lesson.ts'
import { ATTACK } from './catalogue/en/attack.ts'
import { endpointName } from './endpoint.ts'
import type { Sentence } from './sentence.ts'

/** How a puzzle stands, in a few words on each side. */
export interface PuzzleStatus {
  readonly path: { readonly isBroken: boolean; readonly text: string }
  readonly business: { readonly works: boolean; readonly text: string }
}

/** Null: it has not been looked at yet. */
export function puzzleStatus({ goals }: Pick<Lesson, 'goals'>, check: LessonCheck | null): PuzzleStatus | null {
  if (!check) return null
  const paths = goals.flatMap(({ lines }, at) =>
    lines.flatMap(({ line }, index) => (line === 'safe' ? [check.goals[at]?.lines[index]?.met === true] : [])),
  )
  const flows = goals.flatMap(({ isBusiness }, at) => (isBusiness ? [check.goals[at]?.met === true] : []))
  const broken = paths.filter((each) => each).length
  const working = flows.filter((each) => each).length
  return {
    path: {
      isBroken: broken === paths.length,
      text:
        paths.length === 1
          ? ATTACK.onePath(broken > 0)
          : broken === paths.length
            ? ATTACK.allBroken
            : ATTACK.someBroken(broken, paths.length),
    },
    business: { works: working === flows.length, text: working === flows.length ? ATTACK.shopSells : ATTACK.shopDown },
  }
}

/** `shop/api:8080`, `internet:53/UDP`, with what is said on it. */
export function targetName({ to, port, protocol, http }: AttackTarget): string {
  return `${endpointName(to)}${port === undefined ? '' : `:${port}`}${protocol === undefined || protocol === 'TCP' ? '' : `/${protocol}`}${http ? ` ${http.method ?? 'GET'} ${http.path ?? '/'}` : ''}`
}

/** Why nothing gets there. */
export function stopText({ question, deniedAt }: Pick<AttackReach, 'question' | 'deniedAt'>): string {
  if (deniedAt === 'egress') return ATTACK.stoppedLeaving(endpointName(question.from))
  return deniedAt === 'ingress' ? ATTACK.stoppedEntering(endpointName(question.to)) : ATTACK.noAnswer
}

/** One thing that was carried off, and how. */
export interface PathStep {
  readonly id: string
  readonly text: Sentence
  /** Nobody gets it any more. */
  readonly isBroken: boolean
  readonly state: string
  readonly loot: LootState
}

/** The path so far, in the order in which it was gone. */
export function pathSteps(all: readonly Loot[], { loot }: AttackState, order: readonly string[]): readonly PathStep[] {
  return order.flatMap((id): readonly PathStep[] => {
    const what = all.find((each) => each.id === id)
    const now = loot.find((each) => each.id === id)
    if (!what || !now) return []
    const { from, ...target } = now.question
    return [
      {
        id,
        loot: now,
        isBroken: now.safe,
        text: ATTACK.step(endpointName(from), targetName(target), what.name),
        state: !now.safe
          ? ATTACK.stillOpen
          : now.answer.outcome === 'denied'
            ? ATTACK.brokenBy(stopText({ question: now.question, deniedAt: now.answer.deniedAt ?? null }))
            : ATTACK.brokenFurther,
      },
    ]
  })
}

/** What comes of a connection that was tried; for who does not see it too. */
export function connectedText(loot: Loot | null): string {
  return loot ? ATTACK.lootNamed(loot.name) : ATTACK.answersNothing
}
