import type { Curriculum } from '../../../lessons/curriculum.ts'
import type { LessonFiles } from '../../../lessons/lesson-file.ts'
import type { LessonId } from '../../../lessons/lesson.ts'
import type { MadeLesson } from '../../../lessons/made/make.ts'
import type { LessonPlan } from '../../../lessons/made/plan.ts'
import type { LessonReading } from '../../../lessons/read-lesson.ts'
import type { Workshop } from '../../../lessons/workshop.ts'
import type { EngineLink } from '../../../worker/link.ts'

/** What the engine is asked about lessons, whatever is on the screen. Each promise fails with an `EngineFailure`. */
export class LessonReader {
  constructor(private readonly engine: EngineLink) {}

  /** The lessons' tracks, as the engine reads them. */
  curriculum(files: LessonFiles, language: string): Promise<Curriculum> {
    return this.engine.call('curriculum', { files, language })
  }

  /** The workshops, as the engine reads them. */
  workshops(files: LessonFiles): Promise<readonly Workshop[]> {
    return this.engine.call('workshops', { files })
  }

  /** A lesson that is made on the screen, tried by the engine. */
  makeLesson(plan: LessonPlan, files: LessonFiles): Promise<MadeLesson> {
    return this.engine.call('make', { plan, files })
  }

  /** One lesson, as the engine reads it. */
  readLesson(lesson: LessonId, files: LessonFiles, language: string): Promise<LessonReading> {
    return this.engine.call('lesson', { lesson, files, language })
  }
}
