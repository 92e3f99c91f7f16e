import { Fields } from './fields.ts'
import { splitLessonFile, type LessonFiles } from './lesson-file.ts'
import type { LessonHead, LessonProblem, Track } from './lesson.ts'
import { readTranslation } from './translation.ts'

/** All tracks in order, and what is wrong with their files; `problems` empty: nothing. */
export interface Curriculum {
  readonly tracks: readonly Track[]
  readonly problems: readonly LessonProblem[]
}

const FILE = 'curriculum.yaml'

/**
 * Reads the list of tracks and the head of every lesson in it, in that language where it has words. What is faulty is
 * left out and reported.
 */
export function readCurriculum(files: LessonFiles, language = 'en'): Curriculum {
  const problems: LessonProblem[] = []
  const root = Fields.read(FILE, files[FILE] ?? '', problems)
  root?.only('tracks')
  const told =
    language === 'en' || files[`curriculum.${language}.yaml`] === undefined
      ? null
      : Fields.read(`curriculum.${language}.yaml`, files[`curriculum.${language}.yaml`]!, problems)
  const tracks = (root?.list('tracks') ?? []).map((track): Track => {
    track.only('id', 'letter', 'title', 'about', 'group', 'puzzles', 'lessons')
    const id = track.text('id')
    const letter = track.text('letter')
    const lessons = track.list('lessons', 'id').flatMap((entry, index): readonly LessonHead[] => {
      entry.only('id', 'needs')
      const lesson = `${id}/${entry.text('id')}`
      const text = files[`${lesson}/lesson.md`]
      if (text === undefined) {
        entry.fault(`there is no ${lesson}/lesson.md`, [])
        return []
      }
      const head = readHead(`${lesson}/lesson.md`, text, problems)
      const translation = readTranslation(lesson, files, language, problems)
      const own = translation && { title: translation.title, about: translation.about, language }
      return head
        ? [
            {
              id: lesson,
              code: `${letter}${index + 1}`,
              needs: entry.texts('needs').map((need) => need.text),
              ...head,
              ...own,
            },
          ]
        : []
    })
    const [own = track] = told?.part(id) ?? []
    return {
      id,
      letter,
      title: own.text('title'),
      about: own.text('about'),
      group: own.text('group'),
      isPuzzles: track.raw('puzzles') === true,
      lessons,
    }
  })
  return { tracks, problems }
}

/** The lesson's own words about itself. */
function readHead(
  file: string,
  text: string,
  problems: LessonProblem[],
): Pick<LessonHead, 'title' | 'about' | 'minutes'> | null {
  const parts = splitLessonFile(text)
  if (!parts) {
    problems.push({
      file,
      line: 1,
      message: 'a lesson begins with its title, about and minutes between two lines of ---',
    })
    return null
  }
  const head = Fields.read(file, parts.head, problems, 1)
  if (!head) return null
  head.only('title', 'about', 'minutes')
  return { title: head.text('title'), about: head.text('about'), minutes: head.number('minutes') }
}

/** The lessons of all tracks, in order. */
export function lessonHeads({ tracks }: Pick<Curriculum, 'tracks'>): readonly LessonHead[] {
  return tracks.flatMap(({ lessons }) => lessons)
}
