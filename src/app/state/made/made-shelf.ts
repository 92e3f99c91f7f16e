import type { LessonFiles } from '../../../lessons/lesson-file.ts'
import type { Lesson, LessonId, Track } from '../../../lessons/lesson.ts'
import { withMadeLesson } from '../../../lessons/made/track.ts'
import type { LessonReader } from '../lesson/reader.ts'
import type { KeyValueStore } from '../work-store.ts'
import { isBounded, MadeStore, trackOf } from './made-store.ts'

/** Lessons that somebody made, read like ours. */
export class MadeShelf {
  readonly store: MadeStore
  readonly trackOf: (lesson: Lesson) => Track = trackOf

  constructor(
    private readonly reader: LessonReader,
    local: KeyValueStore | null,
  ) {
    this.store = new MadeStore(local)
  }

  /** What came from anywhere is opened only when nothing is wrong with it. `files`: those of our lessons. */
  async read(id: LessonId, files: LessonFiles, language: string): Promise<Lesson | null> {
    const folder = this.store.folder(id)
    if (!folder) return null
    const name = id.slice(id.indexOf('/') + 1)
    const { lesson, problems } = await this.reader.readLesson(id, withMadeLesson(files, name, folder.files), language)
    return lesson && problems.length === 0 && isBounded(lesson) ? lesson : null
  }
}
