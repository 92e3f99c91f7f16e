import { Fields } from './fields.ts'
import { splitLessonFile } from './lesson-file.ts'
import type { LessonHead, LessonProblem, Track } from './lesson.ts'

/** Texts by path from the folder `lessons/`: `curriculum.yaml`, `worlds/shop.yaml`, `network-policy/and-not-or/lesson.md`. */
export type LessonFiles = Readonly<Record<string, string>>

export interface Curriculum {
  readonly tracks: readonly Track[]
  readonly problems: readonly LessonProblem[]
}

const FILE = 'curriculum.yaml'

/** Reads the list of tracks and the head of every lesson in it. What is faulty is left out and reported. */
export function readCurriculum(files: LessonFiles): Curriculum {
  const problems: LessonProblem[] = []
  const root = Fields.read(FILE, files[FILE] ?? '', problems)
  root?.only('tracks')
  const tracks = (root?.list('tracks') ?? []).map((track): Track => {
    track.only('id', 'letter', 'title', 'about', 'group', 'puzzles', 'lessons')
    const id = track.text('id'), letter = track.text('letter')
    const lessons = track.list('lessons', 'id').flatMap((entry, index): readonly LessonHead[] => {
      entry.only('id', 'needs')
      const lesson = `${id}/${entry.text('id')}`
      const text = files[`${lesson}/lesson.md`]
      if (text === undefined) {
        entry.fault(`there is no ${lesson}/lesson.md`, [])
        return []
      }
      const head = readHead(`${lesson}/lesson.md`, text, problems)
      return head ? [{ id: lesson, code: `${letter}${index + 1}`, needs: entry.texts('needs').map((need) => need.text), ...head }] : []
    })
    return { id, letter, title: track.text('title'), about: track.text('about'), group: track.text('group'), isPuzzles: track.raw('puzzles') === true, lessons }
  })
  return { tracks, problems }
}

/** The lesson's own words about itself. */
function readHead(file: string, text: string, problems: LessonProblem[]): Pick<LessonHead, 'title' | 'about' | 'minutes'> | null {
  const parts = splitLessonFile(text)
  if (!parts) {
    problems.push({ file, line: 1, message: 'a lesson begins with its title, about and minutes between two lines of ---' })
    return null
  }
  const head = Fields.read(file, parts.head, problems, 1)
  if (!head) return null
  head.only('title', 'about', 'minutes')
  return { title: head.text('title'), about: head.text('about'), minutes: head.number('minutes') }
}

export function lessonHeads({ tracks }: Pick<Curriculum, 'tracks'>): readonly LessonHead[] {
  return tracks.flatMap(({ lessons }) => lessons)
}
