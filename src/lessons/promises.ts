import { openWorld, type DocumentText } from '../world/index.ts'
import { printQuestion } from '../world/print-question.ts'
import { LessonChecker, type LessonCheck } from './check.ts'
import { predictionIn, type Prediction } from './goal.ts'
import type { Lesson, NearMiss } from './lesson.ts'
import { looksLikeName } from './names.ts'
import { plainText, type Inline, type ProseBlock } from './prose.ts'
import { readingLevel } from './reading-level.ts'
import { rewritten } from './rewritten.ts'

/** What a lesson promises to whoever opens it. */
export interface LessonPromise {
  readonly id: string
  /** What holds, after “the lesson”. */
  readonly title: string
  /** What of it does not hold, a line each for the author; empty: it holds. */
  faults(lesson: Lesson, checker: LessonChecker): readonly string[]
}

const NOTHING_DONE = { events: [], predictions: {} } as const
/** Characters of a title and of the line below it that fit where they stand. */
const TITLE = 34
const ABOUT = 110

/**
 * All of them: `test/suites/lessons.test.ts` holds every lesson of ours to them, and the lesson builder every other
 * one. The first three make a lesson, the others a good one.
 */
export const LESSON_PROMISES: readonly LessonPromise[] = [
  {
    id: 'start',
    title: 'starts with at least one goal unmet, and says nothing about mistakes',
    faults(lesson, checker) {
      const check = checker.check({
        documents: lesson.start,
        ...NOTHING_DONE,
        ...(lesson.assertions && { assertions: lesson.assertions }),
      })
      return [
        ...(check.goals.some(({ met }) => !met) ? [] : ['every goal holds at the start']),
        ...(check.nearMiss === null
          ? []
          : [`the start is taken for the wrong answer ${lesson.nearMisses[check.nearMiss.index]!.name}`]),
      ]
    },
  },
  {
    id: 'solution',
    title: 'is completed by its solution, in similar clusters too, however it is written',
    faults(lesson, checker) {
      const changed = lesson.solution.filter(
        ({ name, text }) => lesson.start.find((each) => each.name === name)?.text !== text,
      )
      const again = rewritten(
        lesson.solution,
        changed.map(({ name }) => name),
      )
      return [
        ...incomplete(lesson, solve(lesson, checker, lesson.solution)),
        ...incomplete(lesson, solve(lesson, checker, again)).map((fault) => `written otherwise: ${fault}`),
      ]
    },
  },
  {
    id: 'near-misses',
    title: 'is not completed by any of at least two wrong answers, and recognises each',
    faults(lesson, checker) {
      return [
        ...(lesson.nearMisses.length >= 2 ? [] : ['there are fewer than two wrong answers']),
        ...lesson.nearMisses.flatMap((miss, index) =>
          nearMissFaults(lesson, checker, miss, index).map((fault) => `${miss.name}: ${fault}`),
        ),
      ]
    },
  },
  {
    id: 'attack',
    title:
      'as a puzzle can be broken into while business goes on, and rejects who stops business and who leaves a way open',
    faults: (lesson, checker) => (lesson.attack ? attackFaults(lesson, checker) : []),
  },
  {
    id: 'guesses',
    title: 'gives away nothing that is to be guessed',
    faults(lesson) {
      const guessed = lesson.goals.flatMap(({ lines, texts }) =>
        lines.flatMap((line, at) => (predictionIn(line) ? [/^predict (.*) = \w+$/.exec(texts[at]!)?.[1] ?? ''] : [])),
      )
      const asked = [
        ...(lesson.question ? [printQuestion(lesson.question)] : []),
        ...lesson.start.flatMap(({ text }) =>
          [...text.matchAll(/^\s*# \? (.*)$/gm)].map(([, question]) => question!.trim()),
        ),
      ]
      return asked.filter((question) => guessed.includes(question)).map((question) => `${question} is asked already`)
    },
  },
  {
    id: 'truth',
    title: 'asks only what the cluster can answer, and predicts the truth',
    faults(lesson, checker) {
      // Where nothing runs at first, the solution has the answer.
      const worlds = [checker.start, openWorld({ documents: lesson.solution, cni: lesson.solvedCni })]
      const { question } = lesson
      const { goals } = checker.check({ documents: lesson.start, ...doneOnScreen(lesson) })
      return [
        ...(question && worlds.every((world) => world.ask(question).outcome === 'unanswerable')
          ? [`${printQuestion(question)} has no answer`]
          : []),
        ...lesson.goals.flatMap(({ lines, texts }, number) =>
          lines.flatMap((line, at) => {
            const guess = predictionIn(line)
            const { found } = goals[number]!.lines[at]!
            if (!guess) return []
            const outcome = found.of === 'prediction' && found.answer?.outcome
            const wanted = guess.reply && guess.answer === 'allowed' ? 'allowed' : guess.answer
            return outcome === wanted ? [] : [`${texts[at]}: it is ${String(outcome)}`]
          }),
        ),
      ]
    },
  },
  {
    id: 'errors',
    title: 'has texts without errors at the start and in the solution',
    faults: ({ start, cni, solution, solvedCni }) =>
      [
        [start, cni],
        [solution, solvedCni],
      ].flatMap(([documents, cni]) =>
        errorsIn({ documents: documents as readonly DocumentText[], cni: cni as Lesson['cni'] }),
      ),
  },
  {
    id: 'reading',
    title: 'reads easily, and soon comes to the point',
    faults(lesson) {
      const { words, longest, grade } = readingLevel(lesson.prose.map(blockText).join('\n'))
      const short = [lesson.learned, ...lesson.hints, ...lesson.nearMisses.map(({ say }) => say)].map(plainText)
      return [
        ...(lesson.title.length > TITLE ? [`the title has ${lesson.title.length} letters, ${TITLE} fit`] : []),
        ...(lesson.about.length > ABOUT || !lesson.about.endsWith('.')
          ? [`what it is about is one line of at most ${ABOUT} letters, with a full stop`]
          : []),
        ...(words > 150 ? [`the text has ${words} words, 150 are enough`] : []),
        ...(longest > 28 ? [`a sentence has ${longest} words, 28 are enough`] : []),
        ...(grade > 9 ? [`the text is of school grade ${grade.toFixed(1)}, 9 is enough`] : []),
        ...short.filter((text) => readingLevel(text).words > 40).map((text) => `more than 40 words: ${text}`),
      ]
    },
  },
  {
    id: 'links',
    title: 'has links behind every name',
    faults(lesson, checker) {
      const raw = [...lesson.prose, ...lesson.forReal].map(blockText).filter((text) => text.includes(']('))
      const plain = [lesson.prose, lesson.forReal]
        .flat()
        .flatMap(codesOf)
        .concat(lesson.hints.flatMap(inlineCodes), inlineCodes(lesson.learned))
      return [
        ...raw,
        ...plain.filter((code) => looksLikeName(checker.start, code)).map((code) => `${code} stands for nothing`),
      ]
    },
  },
  {
    id: 'for-real',
    title: 'ends on a cluster',
    faults: ({ forReal }) =>
      forReal.some((block) => block.of === 'code' && block.language === 'sh' && block.text.includes('kubectl'))
        ? []
        : ['“For real” has no fenced block of sh with kubectl in it'],
  },
  {
    id: 'peers',
    title: 'shows peers that differ',
    faults: ({ prose }) =>
      prose.flatMap((block) =>
        block.of === 'peers' && block.admitted.length === 0 ? [`${block.caption}: nobody is admitted`] : [],
      ),
  },
]

/** Everything that a lesson asks to be done beside writing, as if somebody had. */
function doneOnScreen({ goals }: Lesson): Pick<Parameters<LessonChecker['check']>[0], 'events' | 'predictions'> {
  const lines = goals.flatMap((goal) => goal.lines.map((line, at) => ({ line, text: goal.texts[at]! })))
  return {
    events: lines.flatMap(({ line }) => (line.line === 'event' ? [line.event] : [])),
    predictions: Object.fromEntries(
      lines.flatMap(({ line, text }): readonly (readonly [string, Prediction])[] => {
        const guess = predictionIn(line)
        return guess ? [[text, guess.answer]] : []
      }),
    ),
  }
}

/** How a wrong answer stands. */
export function tryNearMiss(
  lesson: Lesson,
  checker: LessonChecker,
  { documents, cni, assertions }: Pick<NearMiss, 'documents' | 'cni' | 'assertions'>,
): LessonCheck {
  return checker.check({
    documents,
    world: openWorld({ documents, cni }),
    ...doneOnScreen(lesson),
    ...(assertions && { assertions }),
  })
}

/** Numbers of the goals that do not hold, from 1. */
export function missedIn({ goals }: LessonCheck): readonly number[] {
  return goals.flatMap(({ met }, at) => (met ? [] : [at + 1]))
}

function solve(lesson: Lesson, checker: LessonChecker, documents: readonly DocumentText[]): LessonCheck {
  return checker.check({
    documents,
    world: openWorld({ documents, cni: lesson.solvedCni }),
    ...doneOnScreen(lesson),
    ...(lesson.solvedAssertions && { assertions: lesson.solvedAssertions }),
  })
}

function incomplete(lesson: Lesson, check: LessonCheck): readonly string[] {
  const failed = check.decoys.flatMap((state, index) =>
    state === 'failed' ? [`similar cluster ${index + 1} fails`] : [],
  )
  const faults = [
    ...unmet(lesson, check),
    ...check.disturbed.map((object) => `${object} of the world is not as it was`),
    ...failed,
  ]
  return faults.length > 0 || check.complete ? faults : ['it is not complete']
}

function unmet(lesson: Lesson, { goals }: LessonCheck): readonly string[] {
  return goals.flatMap(({ met, lines }, index) =>
    met
      ? []
      : [
          `goal ${index + 1} does not hold: ${lesson.goals[index]!.texts.filter((_, at) => !lines[at]!.met).join(' · ')}`,
        ],
  )
}

function nearMissFaults(lesson: Lesson, checker: LessonChecker, miss: NearMiss, index: number): readonly string[] {
  const check = tryNearMiss(lesson, checker, miss)
  const missed = missedIn(check)
  const recognised = check.nearMiss?.index === index && check.nearMiss.isSame
  return [
    ...(check.complete ? ['it completes the lesson'] : []),
    ...(miss.misses === 'decoys'
      ? [...unmet(lesson, check), ...(check.decoys.includes('failed') ? [] : ['no similar cluster fails'])]
      : missed.join() === miss.misses.join()
        ? []
        : [`it misses goals ${missed.join(', ') || 'none'}, not ${miss.misses.join(', ')}`]),
    ...(recognised || check.complete ? [] : ['it is not recognised: another has the same effect, or it has none']),
  ]
}

function attackFaults(lesson: Lesson, checker: LessonChecker): readonly string[] {
  const start = checker.check({ documents: lesson.start, ...NOTHING_DONE })
  const loot = lesson.attack!.loot
  const all = checker.check({
    documents: lesson.start,
    events: loot.map(({ id }) => ({ event: 'loot', loot: id })),
    predictions: {},
  }).attack!
  const misses = lesson.nearMisses.map((miss) => tryNearMiss(lesson, checker, miss))
  const fails = (check: LessonCheck, isBusiness: boolean) =>
    lesson.goals.some((goal, at) => goal.isBusiness === isBusiness && !check.goals[at]!.met)
  return [
    ...start.attack!.loot.filter(({ safe }) => safe).map(({ id }) => `${id} is safe at the start`),
    ...lesson.goals.flatMap(({ isBusiness, say }, at) =>
      isBusiness && !start.goals[at]!.met ? [`business does not go on at the start: ${say}`] : [],
    ),
    ...(lesson.goals.filter(({ isBusiness }) => isBusiness).length >= 2
      ? []
      : ['there are fewer than two goals of business']),
    ...loot
      .filter(({ id }) => !all.reach.some((each) => each.loot === id && each.passes))
      .map(({ id }) => `${id} is at no place that is seen`),
    ...(misses.some((check) => fails(check, true) && check.attack!.loot.some(({ safe }) => safe))
      ? []
      : ['no wrong answer stops business']),
    ...(misses.some((check) => !fails(check, true) && fails(check, false))
      ? []
      : ['no wrong answer leaves a way open']),
  ]
}

function errorsIn(input: {
  readonly documents: readonly DocumentText[]
  readonly cni: Lesson['cni']
}): readonly string[] {
  return openWorld(input)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, span }) => `${code} in ${span?.document}, line ${span?.start.line}`)
}

/** What is read of a block; of commands nothing. */
export function blockText(block: ProseBlock): string {
  switch (block.of) {
    case 'paragraph':
      return plainText(block.parts)
    case 'list':
      return block.items.map(plainText).join('\n')
    case 'peers':
      return block.caption
    case 'code':
      return ''
  }
}

function codesOf(block: ProseBlock): readonly string[] {
  return block.of === 'paragraph'
    ? inlineCodes(block.parts)
    : block.of === 'list'
      ? block.items.flatMap(inlineCodes)
      : []
}

/** Names in code that are no links. */
function inlineCodes(parts: readonly Inline[]): readonly string[] {
  return parts.flatMap((part) =>
    part.of === 'code' ? [part.text] : part.of === 'strong' || part.of === 'emphasis' ? inlineCodes(part.parts) : [],
  )
}
