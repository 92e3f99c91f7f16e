import { describe, expect, test } from 'vitest'
import { LessonChecker } from '../../src/lessons/check.ts'
import { lessonHeads, readCurriculum } from '../../src/lessons/curriculum.ts'
import type { Lesson } from '../../src/lessons/lesson.ts'
import { blockText, LESSON_PROMISES } from '../../src/lessons/promises.ts'
import type { Inline, ProseBlock } from '../../src/lessons/prose.ts'
import { readingLevel } from '../../src/lessons/reading-level.ts'
import { readLesson } from '../../src/lessons/read-lesson.ts'
import { lessonFiles } from './lesson-files.ts'

const files = lessonFiles()
const curriculum = readCurriculum(files)
const heads = lessonHeads(curriculum)
const say = ({ file, line, message }: { file: string; line: number; message: string }) =>
  `lessons/${file}:${line} ${message}`

describe('the curriculum', () => {
  test('has no fault', () => expect(curriculum.problems.map(say)).toEqual([]))
  test('names every lesson that has a folder', () => {
    const folders = [
      ...new Set(
        Object.keys(files)
          .filter((path) => path.split('/').length > 2)
          .map((path) => path.split('/').slice(0, 2).join('/')),
      ),
    ]
    expect(folders.filter((folder) => !heads.some(({ id }) => id === folder))).toEqual([])
  })
  test('has titles of their own', () => expect(new Set(heads.map(({ title }) => title)).size).toBe(heads.length))
})

describe.each(heads.map((head) => [head.code, head.title, head.id] as const))('%s %s', (_code, _title, id) => {
  const { lesson, problems } = readLesson(id, files, curriculum)
  test('is well formed', () => {
    expect(problems.map(say)).toEqual([])
    expect(lesson).not.toBeNull()
  })
  if (!lesson || problems.length > 0) return
  const checker = new LessonChecker(lesson)
  test.each(LESSON_PROMISES.map((promise) => [promise.title, promise] as const))('%s', (_promise, promise) =>
    expect(promise.faults(lesson, checker)).toEqual([]),
  )
})

/** Files of lessons in other languages. */
const translations = Object.keys(files).flatMap((path) => {
  const [, id, language] = /^([^/]+\/[^/]+)\/lesson\.(\w+)\.md$/.exec(path) ?? []
  return id && language ? [[language, id] as const] : []
})

test('the first track on NetworkPolicy is told in German, all of it', () => {
  expect(
    translations
      .filter(([language, id]) => language === 'de' && id.startsWith('network-policy/'))
      .map(([, id]) => id)
      .sort(),
  ).toEqual(
    heads
      .filter(({ id }) => id.startsWith('network-policy/'))
      .map(({ id }) => id)
      .sort(),
  )
})

describe.each(translations)('in %s, %s', (language, id) => {
  const told = readCurriculum(files, language)
  const { lesson: source } = readLesson(id, files, curriculum)
  const { lesson, problems } = readLesson(id, files, told, language)

  test('is well formed, and fits where it stands', () => {
    expect([...told.problems, ...problems].map(say)).toEqual([])
    expect(lesson!.language).toBe(language)
    expect(lesson!.title.length, lesson!.title).toBeLessThanOrEqual(34)
    expect(lesson!.about.length, lesson!.about).toBeLessThanOrEqual(110)
    expect(lesson!.about).toMatch(/[.?]$/)
  })

  test('is the same lesson: steps, goals, hints, commands', () => {
    const form = (of: Lesson) => ({
      prose: of.prose.map(formOf),
      forReal: of.forReal.map(formOf),
      hints: of.hints.length,
      par: of.par,
      minutes: of.minutes,
      question: of.question,
      goals: of.goals.map(({ texts }) => texts),
      decoys: of.decoys.map(({ texts }) => texts),
      nearMisses: of.nearMisses.map(({ name, misses, hint }) => ({ name, misses, hint })),
    })
    expect(form(lesson!)).toEqual(form(source!))
  })

  test('speaks of the same names, place by place, so that it tells neither less nor more', () => {
    const names = (of: Lesson) => ({
      prose: of.prose.flatMap(namesIn).sort(),
      hints: of.hints.map((hint) => inlineNames(hint).sort()),
      learned: inlineNames(of.learned).sort(),
      wrong: of.nearMisses.map(({ say }) => inlineNames(say).sort()),
    })
    expect(names(lesson!)).toEqual(names(source!))
  })

  test('is short', () => {
    const { words, longest } = readingLevel(lesson!.prose.map(blockText).join('\n'))
    expect(words, 'words of the text').toBeLessThanOrEqual(160)
    expect(longest, 'words of the longest sentence').toBeLessThanOrEqual(30)
  })
})

/** A block without its words. */
function formOf(block: ProseBlock): unknown {
  if (block.of === 'list') return { of: block.of, items: block.items.length }
  return block.of === 'code' ? block : block.of === 'peers' ? { ...block, caption: '' } : block.of
}

function namesIn(block: ProseBlock): readonly string[] {
  return block.of === 'paragraph'
    ? inlineNames(block.parts)
    : block.of === 'list'
      ? block.items.flatMap(inlineNames)
      : []
}

/** Once each, whatever the words: code, and where links lead. */
function inlineNames(parts: readonly Inline[]): string[] {
  const all = parts.flatMap((part): readonly string[] => {
    if (part.of === 'code') return [part.text]
    if (part.of === 'link') return [...inlineNames(part.parts), `→ ${JSON.stringify(part.to)}`]
    return part.of === 'text' ? [] : inlineNames(part.parts)
  })
  return [...new Set(all)]
}
