/**
 * What the engine needs for lessons and for nothing else: a part of its own, which is fetched with the first lesson.
 */
export { LessonChecker } from '../lessons/check.ts'
export { readCurriculum } from '../lessons/curriculum.ts'
export { readLesson } from '../lessons/read-lesson.ts'
export { readWorkshops } from '../lessons/workshop.ts'
