import type { LessonFiles } from '../../../lessons/lesson-file.ts'
import type { Lesson, LessonId, Track } from '../../../lessons/lesson.ts'
import { loadOnce } from '../../ui/load.ts'
import type { LessonReader } from './reader.ts'
import type { MadeFolder } from '../made/made-link.ts'
import type { KeyValueStore } from '../work-store.ts'

/** Every file of the lessons and workshops, as they were written. */
export const loadLessonFiles = loadOnce(() =>
  import('../../../lessons/files.ts').then(({ LESSON_FILES }) => LESSON_FILES),
)

/** What there is of the lessons in other languages. */
const TRANSLATED: Readonly<Record<string, () => Promise<LessonFiles>>> = {
  de: loadOnce(() => import('../../../lessons/files-de.ts').then(({ LESSON_FILES_DE }) => LESSON_FILES_DE)),
}

/** Addresses of lessons that somebody made begin with this. */
const MADE = 'made/'

/** Where lessons are taken from: ours, in the language of the screen, and those that somebody made. */
export class LessonShelf {
  constructor(
    private readonly reader: LessonReader,
    private readonly local: KeyValueStore | null,
    private readonly language: () => string,
  ) {}

  /** Of the curriculum. Fails where its files cannot be fetched. */
  async tracks(): Promise<readonly Track[]> {
    return (await this.reader.curriculum(await this.#files(), this.language())).tracks
  }

  /** Null: there is none of that name, or it cannot be read. */
  async lesson(id: LessonId): Promise<Lesson | null> {
    try {
      const files = await this.#files()
      return id.startsWith(MADE)
        ? await (await this.#made()).read(id, files, this.language())
        : (await this.reader.readLesson(id, files, this.language())).lesson
    } catch {
      return null
    }
  }

  /** Keeps a lesson that somebody made; it is taken by its name like any other then. */
  async keepMade(folder: MadeFolder): Promise<LessonId> {
    return (await this.#made()).store.keep(folder)
  }

  /** The folder of a lesson that somebody made; null: it is one of ours, or not here. */
  async madeFolder(id: LessonId): Promise<MadeFolder | null> {
    return id.startsWith(MADE) ? (await this.#made()).store.folder(id) : null
  }

  /** The track of a lesson that somebody made; null: it is one of the curriculum. */
  async madeTrack(lesson: Lesson): Promise<Track | null> {
    return lesson.id.startsWith(MADE) ? (await this.#made()).trackOf(lesson) : null
  }

  readonly #made = loadOnce(async () => {
    const { MadeShelf } = await import('../made/made-shelf.ts')
    return new MadeShelf(this.reader, this.local)
  })

  /** Where the words of a language do not come, the lessons are as they were written. */
  async #files(): Promise<LessonFiles> {
    const [files, translated] = await Promise.all([
      loadLessonFiles(),
      TRANSLATED[this.language()]?.().catch(() => ({})),
    ])
    return { ...files, ...translated }
  }
}
