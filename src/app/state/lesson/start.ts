import type { Lesson, LessonHead } from '../../../lessons/lesson.ts'
import { EMPTY_WORK, VIEWS, type Work, type WorkDocument } from '../work.ts'

/** What a lesson begins with. */
export function startOf(lesson: Lesson): Work {
  const { start, question, view, cni, assertions = [] } = lesson
  return {
    ...EMPTY_WORK,
    documents: start,
    active: start[0]?.name ?? '',
    question,
    cni,
    assertions,
    view: VIEWS.find((each) => each === view) ?? null,
    baseline: baselineOf(lesson),
  }
}

/** What differences are counted from. */
export function baselineOf({ start, before }: Lesson): readonly WorkDocument[] {
  return before ?? start
}

/** What the work of a lesson is called: `A1 Who reaches whom`. */
export function titleOf({ code, title }: LessonHead): string {
  return `${code} ${title}`
}
