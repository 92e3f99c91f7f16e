import { settingOf } from '../../../sim/cni/choice.ts'
import type { LessonPlan, PlannedState } from '../../../lessons/made/plan.ts'
import { isObject } from '../../../ground/json-object.ts'
import { readWork, VIEWS } from '../work.ts'
import type { KeyValueStore } from '../work-store.ts'

const KEY = 'reachable.builder'
const GOALS = 40
const WRONG = 30

/** What a new lesson begins with. */
export function newPlan(state: PlannedState, question: string | null, view: string | null): LessonPlan {
  const tab = state.documents[0]?.name.replace(/[^\w.-]+/g, '-') ?? 'policy'
  return {
    title: '',
    about: '',
    minutes: 5,
    text: '',
    hints: ['', '', ''],
    forReal: `\`\`\`sh\nkubectl apply -f ${tab}.yaml\n\`\`\``,
    learned: '',
    start: state,
    question,
    view,
    goals: [],
    solution: null,
    wrong: [],
  }
}

/** Keeps the lesson that is being made in the browser. Where nothing can be kept, nothing happens. */
export function keepPlan(local: KeyValueStore | null, plan: LessonPlan): void {
  try {
    local?.setItem(KEY, JSON.stringify({ version: 1, plan }))
  } catch {
    // A full storage: the plan is there for as long as the page is open.
  }
}

/** The plan that was being made; null: none was. */
export function keptPlan(local: KeyValueStore | null): LessonPlan | null {
  try {
    const data: unknown = JSON.parse(local?.getItem(KEY) ?? 'null')
    return isObject(data) && data.version === 1 ? readPlan(data.plan) : null
  } catch {
    return null
  }
}

/** From data of unknown origin, field by field. */
export function readPlan(data: unknown): LessonPlan | null {
  if (!isObject(data)) return null
  const start = readState(data.start)
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 20_000) : '')
  if (!start) return null
  const hints = Array.isArray(data.hints) ? data.hints.map(text) : []
  return {
    title: text(data.title),
    about: text(data.about),
    minutes: readNumber(data.minutes, 5, 240),
    text: text(data.text),
    hints: [0, 1, 2].map((at) => hints[at] ?? ''),
    forReal: text(data.forReal),
    learned: text(data.learned),
    start,
    question: typeof data.question === 'string' ? text(data.question) : null,
    view: VIEWS.find((view) => view === data.view) ?? null,
    goals: Array.isArray(data.goals)
      ? data.goals
          .slice(0, GOALS)
          .flatMap((each) =>
            isObject(each) && typeof each.line === 'string' ? [{ line: text(each.line), say: text(each.say) }] : [],
          )
      : [],
    solution: readState(data.solution),
    wrong: Array.isArray(data.wrong)
      ? data.wrong.slice(0, WRONG).flatMap((each) => {
          const state = readState(each)
          return state && isObject(each)
            ? [{ ...state, name: text(each.name), say: text(each.say), hint: readNumber(each.hint, 1, 3) }]
            : []
        })
      : [],
  }
}

function readNumber(value: unknown, otherwise: number, most: number): number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most ? (value as number) : otherwise
}

function readState(data: unknown): PlannedState | null {
  const work = isObject(data) ? readWork(data) : null
  return (
    work && {
      documents: work.documents,
      cni: work.cni.name === 'reference' ? settingOf({ name: 'reference', mode: work.cni.mode }) : work.cni,
    }
  )
}
