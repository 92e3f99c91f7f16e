import { readCurriculum } from '../../../src/lessons/curriculum.ts'
import type { LessonFiles } from '../../../src/lessons/lesson-file.ts'
import type { Lesson, LessonProblem } from '../../../src/lessons/lesson.ts'
import { readLesson, type LessonReading } from '../../../src/lessons/read-lesson.ts'
import { policy, SHOP } from './worlds.ts'

export const ID = 'track/lesson'
export const LOCK = policy('shop/lock', '{ podSelector: { matchLabels: { app: api } } }')
export const GUESTS = policy(
  'shop/guests',
  '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }',
)
const ALL = policy('shop/guests', '{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }')
const NONE = policy('shop/guests', '{ podSelector: { matchLabels: { app: api } }, ingress: [] }')

export const MARKDOWN = `---
title: Guests
about: Who may come in.
minutes: 5
---
Let \`shop/web\` in, and nobody else.

## Hints
1. Look at \`lock\`.
2. Name a peer.
3. Write \`app: web\`.

## For real
\`\`\`sh
kubectl apply -f guests.yaml
\`\`\`

## Learned
A guest is named.
`

export const GOALS = `world: shop
tabs: [guests, lock]
question: shop/web -> shop/api:8080
view: graph
goals:
  - allow shop/web -> shop/api:8080
  - say: Nobody else comes in
    check:
      - deny shop/cache -> shop/api
      - deny dev/web -> shop/api
hidden:
  - hint: Another pod may come.
    add: |
      apiVersion: v1
      kind: Pod
      metadata: { name: late, namespace: shop, labels: { app: late } }
      spec: { containers: [{ name: c, image: i }] }
    check: deny shop/late -> shop/api:8080
wrong:
  - name: everybody
    misses: [2]
    say: Everybody comes in.
    hint: 2
  - name: nobody
    misses: [1]
    say: Nobody comes in.
    hint: 1
`

/** A lesson without a fault. */
export const GOOD: LessonFiles = {
  'curriculum.yaml': `tracks:
  - id: track
    letter: T
    title: Track
    about: Of tests
    group: Tests
    lessons:
      - lesson
`,
  'worlds/shop.yaml': SHOP,
  [`${ID}/lesson.md`]: MARKDOWN,
  [`${ID}/goals.yaml`]: GOALS,
  [`${ID}/start/guests.yaml`]: '',
  [`${ID}/start/lock.yaml`]: LOCK,
  [`${ID}/solution/guests.yaml`]: GUESTS,
  [`${ID}/wrong/everybody.yaml`]: ALL,
  [`${ID}/wrong/nobody/guests.yaml`]: NONE,
}

/** The files with some replaced; undefined: taken away. */
export function withFiles(change: Readonly<Record<string, string | undefined>>): LessonFiles {
  return Object.fromEntries(
    Object.entries({ ...GOOD, ...change }).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])),
  )
}

/** Reads everything: the faults of the curriculum first. */
export function read(files: LessonFiles, id = ID): LessonReading & { readonly problems: readonly LessonProblem[] } {
  const curriculum = readCurriculum(files)
  const reading = readLesson(id, files, curriculum)
  return { lesson: reading.lesson, problems: [...curriculum.problems, ...reading.problems] }
}

/** A lesson of these goals; all else is the good one's. */
export function lessonOf(goals: string, change: Readonly<Record<string, string | undefined>> = {}): Lesson {
  const { lesson, problems } = read(withFiles({ [`${ID}/goals.yaml`]: goals, ...change }))
  if (!lesson || problems.length > 0)
    throw new Error(problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
  return lesson
}
