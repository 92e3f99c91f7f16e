import type { LessonFiles } from './lesson-file.ts'

const FOLDER = '../../lessons/'

/** What is German of the lessons' files, by path as the others. A chunk of its own: fetched by who speaks German. */
export const LESSON_FILES_DE: LessonFiles = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(['../../lessons/curriculum.de.yaml', '../../lessons/*/*/lesson.de.md'], {
      eager: true,
      query: '?raw',
      import: 'default',
    }),
  ).map(([path, text]) => [path.slice(FOLDER.length), text]),
)
