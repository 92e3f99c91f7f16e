import type { LessonFiles } from './lesson-file.ts'

const FOLDER = '../../lessons/'

/**
 * Every file of the lessons, by path from the folder `lessons/`. A chunk of its own: nobody waits for it but who opens
 * a lesson.
 */
export const LESSON_FILES: LessonFiles = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(
      [
        '../../lessons/curriculum.yaml',
        '../../lessons/worlds/*.yaml',
        '../../lessons/workshops/*.yaml',
        '../../lessons/*/*/*.{md,yaml}',
        '../../lessons/*/*/*/**/*.yaml',
        '!../../lessons/examples/**',
        '!../../lessons/**/*.de.{md,yaml}',
      ],
      { eager: true, query: '?raw', import: 'default' },
    ),
  ).map(([path, text]) => [path.slice(FOLDER.length), text]),
)
