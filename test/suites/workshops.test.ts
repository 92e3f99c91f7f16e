import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { examplesFrom } from '../../src/app/state/example/examples.ts'
import { readCurriculum } from '../../src/lessons/curriculum.ts'
import { predictionIn } from '../../src/lessons/goal.ts'
import { readLesson } from '../../src/lessons/read-lesson.ts'
import { readWorkshops, type Workshop } from '../../src/lessons/workshop.ts'
import { openWorld } from '../../src/world/index.ts'
import { lessonFiles } from './lesson-files.ts'

const files = lessonFiles()
const curriculum = readCurriculum(files)
const { workshops, problems } = readWorkshops(files, curriculum)
const LESSONS = new URL('../../lessons/', import.meta.url)
const paths = readdirSync(fileURLToPath(LESSONS), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /^(examples|worlds)\/.*\.yaml$/.test(path))
const examples = examplesFrom(
  Object.fromEntries(paths.map((path) => [`lessons/${path}`, readFileSync(new URL(path, LESSONS), 'utf8')])),
)

/** Everything that an attendee or the handout is shown, the trainer's notes left out. */
const wordsOf = ({ title, about, steps }: Workshop) => [
  title,
  about,
  ...steps.flatMap((step) => [
    step.title,
    step.goal,
    ...step.parts.flatMap((part) => [part.for, part.checkpoint?.name ?? '']),
  ]),
]

describe('the workshops', () => {
  test('have no fault', () =>
    expect(problems.map(({ file, line, message }) => `lessons/${file}:${line} ${message}`)).toEqual([]))
  test('are the three formats, the shortest first', () =>
    expect(workshops.map(({ id, minutes }) => [id, minutes])).toEqual([
      ['talk', 45],
      ['three-hours', 180],
      ['one-day', 480],
    ]))
})

describe.each(workshops.map((workshop) => [workshop.id, workshop] as const))('%s', (_id, workshop) => {
  const parts = workshop.steps.flatMap((step) => step.parts)
  const lessons = parts.flatMap((part) => part.lessons)
  const read = lessons.map(({ id }) => readLesson(id, files, curriculum).lesson!)

  test('has steps that follow each other', () => {
    expect(workshop.steps.map(({ begins }) => begins)).toEqual(
      workshop.steps.map((_, at) => workshop.steps.slice(0, at).reduce((sum, { minutes }) => sum + minutes, 0)),
    )
    expect(new Set(parts.flatMap(({ checkpoint }) => checkpoint?.name ?? [])).size).toBe(
      parts.filter(({ checkpoint }) => checkpoint).length,
    )
  })
  test('lets late-comers in at every step with lessons', () =>
    expect(parts.filter((part) => part.lessons.length > 0 && !part.checkpoint)).toEqual([]))
  test('has checkpoints that open without an error', () => {
    for (const { checkpoint } of parts) {
      if (!checkpoint) continue
      const { state } = checkpoint
      const work =
        state.of === 'example'
          ? examples.find(({ id }) => id === state.example)?.work
          : read.find(({ id }) => id === state.lesson)
      expect(work, checkpoint.name).toBeDefined()
      if (!work) continue
      const { cni } = work
      const documents = 'start' in work ? work.start : work.documents
      expect(
        openWorld({ documents, cni })
          .diagnostics.filter(({ severity }) => severity === 'error')
          .map(({ code }) => code),
        checkpoint.name,
      ).toEqual([])
    }
  })
  test('fits where it stands', () => {
    expect(workshop.steps.filter(({ title }) => title.length > 38).map(({ title }) => title)).toEqual([])
    expect(parts.filter(({ checkpoint }) => (checkpoint?.name.length ?? 0) > 24)).toEqual([])
    expect(
      [workshop.about, ...workshop.steps.map(({ goal }) => goal)].filter(
        (line) => line.length > 110 || !line.endsWith('.'),
      ),
    ).toEqual([])
  })

  test('gives away nothing that is to be guessed', () => {
    const guessed = read.flatMap(({ goals }) =>
      goals.flatMap((goal) =>
        goal.lines.flatMap((line, at) =>
          predictionIn(line) ? [/^predict (.*) = \w+$/.exec(goal.texts[at]!)?.[1] ?? ''] : [],
        ),
      ),
    )
    const shown = parts.flatMap(({ checkpoint }) =>
      checkpoint?.state.of === 'example'
        ? [examples.find(({ id }) => id === (checkpoint.state as { example: string }).example)!]
        : [],
    )
    const asked = shown.flatMap(({ question, work }) => [
      question ?? '',
      ...work.documents.flatMap(({ text }) => [...text.matchAll(/^\s*# \? (.*)$/gm)].map(([, line]) => line!.trim())),
    ])
    expect(asked.filter((question) => guessed.includes(question))).toEqual([])
    const words = wordsOf(workshop)
    expect(words.filter((line) => /\b(?:allowed|denied|passes|refused)\b/i.test(line))).toEqual([])
    // What solves a lesson is a selector, a range or a field: nothing of the kind stands on paper.
    expect(words.filter((line) => /[{}=]|\d+\.\d+\.\d+\.\d+|[a-z][A-Z]\w+:/.test(line))).toEqual([])
  })
})
