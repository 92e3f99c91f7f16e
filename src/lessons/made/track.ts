import type { LessonFiles } from '../lesson-file.ts'

/** The track of lessons that are no part of the curriculum. */
export const MADE_TRACK = 'made'

/** The files of the lessons with one more, `made/<name>`, whose own files are given by path in its folder. */
export function withMadeLesson(library: LessonFiles, name: string, files: LessonFiles): LessonFiles {
  const track = `  - id: ${MADE_TRACK}\n    letter: M\n    title: Made by hand\n    about: Not of the curriculum\n    group: Made by hand\n    lessons:\n      - ${JSON.stringify(name)}\n`
  return {
    ...library,
    'curriculum.yaml': `${(library['curriculum.yaml'] ?? 'tracks:').trimEnd()}\n${track}`,
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`${MADE_TRACK}/${name}/${path}`, text])),
  }
}
