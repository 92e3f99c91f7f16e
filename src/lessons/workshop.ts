import { lessonHeads, type Curriculum } from './curriculum.ts'
import type { LessonFiles } from './lesson-file.ts'
import { Fields } from './fields.ts'
import type { LessonHead, LessonId, LessonProblem } from './lesson.ts'

/**
 * How a step is spent. `work`: everybody does all of its lessons; `teams`: each team one of them; `shown`: the trainer
 * does them, or nobody needs to; `break`: nothing is done.
 */
export type StepForm = 'work' | 'teams' | 'shown' | 'break'

/** The agenda of a workshop. */
export interface Workshop {
  /** The file's name; the address is `#/workshop/<id>`. */
  readonly id: string
  readonly title: string
  readonly about: string
  /** Of all steps together. */
  readonly minutes: number
  /** What has to be there, a line each. */
  readonly bring: readonly string[]
  readonly steps: readonly WorkshopStep[]
}

/** One step of a workshop, from a number of minutes on. */
export interface WorkshopStep {
  readonly title: string
  /** Minutes from the beginning of the workshop. */
  readonly begins: number
  readonly minutes: number
  readonly as: StepForm
  /** What somebody can do afterwards. */
  readonly goal: string
  /** For the trainer's eyes only. */
  readonly trainer: readonly string[]
  /** More than one: everybody chooses one. Empty: nothing is opened. */
  readonly parts: readonly WorkshopPart[]
}

/** Lessons that are opened in a step. */
export interface WorkshopPart {
  /** For whom; empty: for everybody. */
  readonly for: string
  readonly lessons: readonly LessonHead[]
  /** Where somebody who comes late joins in; null: nowhere. */
  readonly checkpoint: Checkpoint | null
}

/** A state with a name: the start of a lesson, or an example. */
export interface Checkpoint {
  readonly name: string
  readonly state:
    { readonly of: 'lesson'; readonly lesson: LessonId } | { readonly of: 'example'; readonly example: string }
}

/** All workshops, and what is wrong with their files; `problems` empty: nothing. */
export interface WorkshopReading {
  readonly workshops: readonly Workshop[]
  readonly problems: readonly LessonProblem[]
}

const FORMS: readonly StepForm[] = ['work', 'teams', 'shown', 'break']
const FILE = /^workshops\/([a-z0-9-]+)\.yaml$/

/**
 * Reads every `workshops/*.yaml`, the shortest workshop first. What is faulty is reported; whether an example exists is
 * for whoever has the examples to tell.
 */
export function readWorkshops(files: LessonFiles, curriculum: Pick<Curriculum, 'tracks'>): WorkshopReading {
  const problems: LessonProblem[] = []
  const heads = lessonHeads(curriculum)
  const workshops = Object.keys(files).flatMap((file): readonly Workshop[] => {
    const [, id] = FILE.exec(file) ?? []
    const root = id === undefined ? null : Fields.read(file, files[file]!, problems)
    return root && id !== undefined ? [readWorkshop(id, root, heads)] : []
  })
  return { workshops: workshops.sort((a, b) => a.minutes - b.minutes), problems }
}

function readWorkshop(id: string, root: Fields, heads: readonly LessonHead[]): Workshop {
  root.only('title', 'about', 'minutes', 'bring', 'steps')
  const minutes = root.number('minutes')
  const steps: WorkshopStep[] = []
  for (const fields of root.list('steps')) {
    const before = steps.at(-1)
    steps.push(readStep(fields, before ? before.begins + before.minutes : 0, heads))
  }
  if (steps.length === 0) root.fault('a workshop has steps', ['steps'])
  const sum = steps.reduce((all, step) => all + step.minutes, 0)
  if (sum !== minutes) root.fault(`the steps take ${sum} minutes`, ['minutes'])
  return {
    id,
    title: root.text('title'),
    about: root.text('about'),
    minutes,
    bring: root.texts('bring').map(({ text }) => text),
    steps,
  }
}

function readStep(fields: Fields, begins: number, heads: readonly LessonHead[]): WorkshopStep {
  fields.only('title', 'minutes', 'as', 'goal', 'trainer', 'lessons', 'checkpoint', 'example', 'choose')
  const minutes = fields.number('minutes')
  const form = fields.optionalText('as') ?? 'work'
  const as = FORMS.find((each) => each === form) ?? 'work'
  if (as !== form) fields.fault(`a step is ${FORMS.join(', ')}`, ['as'])
  if (fields.has('choose') && (fields.has('lessons') || fields.has('checkpoint')))
    fields.fault('lessons and checkpoint stand under "choose" where one chooses', ['choose'])
  const parts = fields.has('choose')
    ? fields.list('choose').map((choice) => {
        choice.only('for', 'lessons', 'checkpoint', 'example')
        return readPart(choice, choice.text('for'), heads)
      })
    : [readPart(fields, '', heads)].filter(({ lessons, checkpoint }) => lessons.length > 0 || checkpoint !== null)
  for (const { lessons, for: who } of parts) {
    const needed = timeOf(lessons, as)
    if (needed > minutes)
      fields.fault(`the lessons${who === '' ? '' : ` for ${who}`} take ${needed} minutes`, ['minutes'])
  }
  return {
    title: fields.text('title'),
    begins,
    minutes,
    as,
    goal: fields.text('goal'),
    trainer: fields.texts('trainer').map(({ text }) => text),
    parts,
  }
}

function readPart(fields: Fields, who: string, heads: readonly LessonHead[]): WorkshopPart {
  const lessons = fields.texts('lessons').flatMap(({ text }): readonly LessonHead[] => {
    const head = heads.find(({ id }) => id === text)
    if (!head) fields.fault(`there is no lesson ${text}`, ['lessons'])
    return head ? [head] : []
  })
  const name = fields.optionalText('checkpoint')
  const example = fields.optionalText('example')
  const [first] = lessons
  if (name === null) {
    if (example !== null) fields.fault('an example needs a checkpoint to stand for', ['example'])
    return { for: who, lessons, checkpoint: null }
  }
  if (example === null && !first)
    fields.fault('a checkpoint is the start of the first lesson, or an example', ['checkpoint'])
  const state =
    example !== null
      ? ({ of: 'example', example } as const)
      : first
        ? ({ of: 'lesson', lesson: first.id } as const)
        : null
  return { for: who, lessons, checkpoint: state && { name, state } }
}

/** Minutes that a step needs; nothing where nobody has to do anything. */
function timeOf(lessons: readonly LessonHead[], as: StepForm): number {
  const minutes = lessons.map((lesson) => lesson.minutes)
  switch (as) {
    case 'work':
      return minutes.reduce((sum, each) => sum + each, 0)
    case 'teams':
      return Math.max(0, ...minutes)
    case 'shown':
    case 'break':
      return 0
  }
}
