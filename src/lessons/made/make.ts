import { LessonChecker } from '../check.ts'
import { readCurriculum } from '../curriculum.ts'
import type { LessonFiles } from '../lesson-file.ts'
import type { Lesson, LessonProblem } from '../lesson.ts'
import { LESSON_PROMISES, missedIn, tryNearMiss } from '../promises.ts'
import { readLesson } from '../read-lesson.ts'
import { filesOfPlan, folderName } from './plan-files.ts'
import type { LessonPlan } from './plan.ts'
import { MADE_TRACK, withMadeLesson } from './track.ts'

/** A plan as the files of a lesson, and whether they keep what a lesson promises. */
export interface MadeLesson {
  /** Of its folder. */
  readonly name: string
  /** By path in the folder, in the form of `lessons/<track>/<lesson>/`. */
  readonly files: LessonFiles
  /** What cannot be read; then nothing was tried. */
  readonly problems: readonly LessonProblem[]
  readonly promises: readonly KeptPromise[]
  /** For each wrong answer the goals that it misses, from 1. */
  readonly misses: readonly (readonly number[])[]
}

/** One of `LESSON_PROMISES`, and what of it does not hold; empty: it holds. */
export interface KeptPromise {
  readonly id: string
  readonly title: string
  readonly faults: readonly string[]
}

/** Makes and tries a lesson, with the very checks of the suite that ours have to pass. */
export function makeLesson(plan: LessonPlan, library: LessonFiles): MadeLesson {
  const name = folderName(plan.title)
  const first = read(name, filesOfPlan(plan, library), library)
  if (!first.lesson || first.problems.length > 0)
    return { name, files: filesOfPlan(plan, library), problems: first.problems, promises: [], misses: [] }
  const { lesson } = first
  const checker = new LessonChecker(lesson)
  const misses = lesson.nearMisses.map((miss) => missedIn(tryNearMiss(lesson, checker, miss)))
  const files = filesOfPlan(plan, library, misses)
  const { lesson: made, problems } = read(name, files, library)
  if (!made || problems.length > 0) return { name, files, problems, promises: [], misses }
  const trying = new LessonChecker(made)
  return {
    name,
    files,
    problems,
    misses,
    promises: LESSON_PROMISES.map(({ id, title, faults }) => ({ id, title, faults: faults(made, trying) })),
  }
}

function read(
  name: string,
  files: LessonFiles,
  library: LessonFiles,
): { readonly lesson: Lesson | null; readonly problems: readonly LessonProblem[] } {
  const all = withMadeLesson(library, name, files)
  const curriculum = readCurriculum(all)
  const own = `${MADE_TRACK}/${name}/`
  const { lesson, problems } = readLesson(`${MADE_TRACK}/${name}`, all, curriculum)
  return {
    lesson,
    problems: [...curriculum.problems, ...problems]
      .filter(({ file }) => file.startsWith(own))
      .map((problem) => ({ ...problem, file: problem.file.slice(own.length) })),
  }
}
