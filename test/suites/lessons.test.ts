import { describe, expect, test } from 'vitest'
import { LessonChecker } from '../../src/lessons/check.ts'
import { lessonHeads, readCurriculum } from '../../src/lessons/curriculum.ts'
import { printQuestion } from '../../src/world/print-question.ts'
import { predictionIn, type Prediction } from '../../src/lessons/goal.ts'
import type { Lesson } from '../../src/lessons/lesson.ts'
import { looksLikeName } from '../../src/lessons/names.ts'
import { plainText, type Inline, type ProseBlock } from '../../src/lessons/prose.ts'
import { readLesson } from '../../src/lessons/read-lesson.ts'
import { openWorld } from '../../src/world/index.ts'
import { lessonFiles } from './lesson-files.ts'
import { readingLevel } from './reading-level.ts'

const files = lessonFiles()
const curriculum = readCurriculum(files)
const heads = lessonHeads(curriculum)
const say = ({ file, line, message }: { file: string; line: number; message: string }) => `lessons/${file}:${line} ${message}`

describe('the curriculum', () => {
  test('has no fault', () => expect(curriculum.problems.map(say)).toEqual([]))
  test('names every lesson that has a folder', () => {
    const folders = [...new Set(Object.keys(files).filter((path) => path.split('/').length > 2).map((path) => path.split('/').slice(0, 2).join('/')))]
    expect(folders.filter((folder) => !heads.some(({ id }) => id === folder))).toEqual([])
  })
  test('has titles and lines that fit where they stand', () => {
    expect(heads.filter(({ title }) => title.length > 34).map(({ title }) => title)).toEqual([])
    expect(heads.filter(({ about }) => about.length > 110 || !about.endsWith('.')).map(({ about }) => about)).toEqual([])
    expect(new Set(heads.map(({ title }) => title)).size).toBe(heads.length)
  })
})

describe.each(heads.map((head) => [head.code, head.title, head.id] as const))('%s %s', (_code, _title, id) => {
  const { lesson: read, problems } = readLesson(id, files, curriculum)
  test('is well formed', () => {
    expect(problems.map(say)).toEqual([])
    expect(read).not.toBeNull()
  })
  if (!read || problems.length > 0) return
  const lesson: Lesson = read
  const checker = new LessonChecker(lesson)
  const doneOnScreen = { events: eventsOf(lesson), predictions: predictionsOf(lesson) }
  const nothingDone = { events: [], predictions: {} }
  const unmet = (check: ReturnType<LessonChecker['check']>) => check.goals.flatMap(({ met, lines }, index) => (met ? [] : [`${index + 1}: ${lesson.goals[index]!.texts.filter((_, at) => !lines[at]!.met).join(' · ')} (${JSON.stringify(lines.find((line) => !line.met)!.found, null, 0).slice(0, 300)})`]))

  test('starts with at least one goal unmet, and says nothing about mistakes', () => {
    const check = checker.check({ documents: lesson.start, ...nothingDone, ...(lesson.assertions && { assertions: lesson.assertions }) })
    expect(check.goals.some(({ met }) => !met)).toBe(true)
    expect(check.nearMiss).toBeNull()
  })

  test('is completed by its solution, in similar clusters too', () => {
    const check = checker.check({ documents: lesson.solution, world: openWorld({ documents: lesson.solution, cni: lesson.solvedCni }), ...doneOnScreen, ...(lesson.solvedAssertions && { assertions: lesson.solvedAssertions }) })
    expect({ unmet: unmet(check), disturbed: check.disturbed, decoys: check.decoys.filter((state) => state !== 'held') }).toEqual({ unmet: [], disturbed: [], decoys: [] })
    expect(check.complete).toBe(true)
  })

  test('has at least two near misses', () => expect(lesson.nearMisses.length).toBeGreaterThanOrEqual(2))
  test.each(lesson.nearMisses.map((miss, index) => [miss.name, index] as const))('is not completed by %s, which is recognised', (_name, index) => {
    const miss = lesson.nearMisses[index]!
    const check = checker.check({ documents: miss.documents, world: openWorld({ documents: miss.documents, cni: miss.cni }), ...doneOnScreen, ...(miss.assertions && { assertions: miss.assertions }) })
    expect(check.complete).toBe(false)
    const missed = check.goals.flatMap(({ met }, at) => (met ? [] : [at + 1]))
    if (miss.misses === 'decoys') expect({ unmet: unmet(check), failed: check.decoys.includes('failed') }).toEqual({ unmet: [], failed: true })
    else expect(missed, unmet(check).join('\n')).toEqual(miss.misses)
    expect(check.nearMiss).toEqual({ index, isSame: true })
    expect(miss.hint).toBeLessThanOrEqual(3)
  })

  const { attack } = lesson
  if (attack) {
    const missOf = (index: number) => { const { documents, cni } = lesson.nearMisses[index]!; return checker.check({ documents, world: openWorld({ documents, cni }), ...doneOnScreen }) }
    const misses = lesson.nearMisses.map((_, index) => missOf(index))
    const fails = (check: ReturnType<LessonChecker['check']>, isBusiness: boolean) => lesson.goals.some((goal, at) => goal.isBusiness === isBusiness && !check.goals[at]!.met)

    test('can be broken into, step by step, while business goes on', () => {
      const check = checker.check({ documents: lesson.start, ...nothingDone })
      expect(check.attack!.loot.filter(({ safe }) => safe)).toEqual([])
      expect(lesson.goals.filter(({ isBusiness }, at) => isBusiness && !check.goals[at]!.met).map(({ say }) => say)).toEqual([])
      expect(lesson.goals.filter(({ isBusiness }) => isBusiness).length).toBeGreaterThanOrEqual(2)
    })
    test('has each loot at a place that is seen', () => {
      const { attack: all } = checker.check({ documents: lesson.start, events: attack.loot.map(({ id }) => ({ event: 'loot', loot: id })), predictions: {} })
      expect(attack.loot.filter(({ id }) => !all!.reach.some(({ loot, passes }) => loot === id && passes))).toEqual([])
    })
    test('rejects who stops business, and who leaves a way open', () => {
      expect(misses.some((check) => fails(check, true) && check.attack!.loot.some(({ safe }) => safe))).toBe(true)
      expect(misses.some((check) => !fails(check, true) && fails(check, false))).toBe(true)
    })
  }

  test('gives away nothing that is to be guessed', () => {
    const guessed = lesson.goals.flatMap(({ lines, texts }) => lines.flatMap((line, at) => (predictionIn(line) ? [/^predict (.*) = \w+$/.exec(texts[at]!)?.[1] ?? ''] : [])))
    const asked = [...(lesson.question ? [printQuestion(lesson.question)] : []), ...lesson.start.flatMap(({ text }) => [...text.matchAll(/^\s*# \? (.*)$/gm)].map(([, question]) => question!.trim()))]
    expect(asked.filter((question) => guessed.includes(question))).toEqual([])
  })

  test('asks only what the cluster can answer, and predicts the truth', () => {
    // Where nothing runs at first, the solution has the answer.
    const worlds = [checker.start, openWorld({ documents: lesson.solution, cni: lesson.solvedCni })]
    if (lesson.question) expect(worlds.map((world) => world.ask(lesson.question!).outcome).some((outcome) => outcome !== 'unanswerable')).toBe(true)
    const { goals } = checker.check({ documents: lesson.start, ...doneOnScreen })
    lesson.goals.forEach(({ lines, texts }, number) => lines.forEach((line, at) => {
      const guess = predictionIn(line), { found } = goals[number]!.lines[at]!
      if (guess) expect(found.of === 'prediction' && found.answer?.outcome, texts[at]).toBe(guess.reply && guess.answer === 'allowed' ? 'allowed' : guess.answer)
    }))
  })

  test('has texts without errors at the start and in the solution', () => {
    for (const [documents, cni] of [[lesson.start, lesson.cni], [lesson.solution, lesson.solvedCni]] as const) {
      expect(openWorld({ documents, cni }).diagnostics.filter(({ severity }) => severity === 'error').map(({ code, span }) => `${code} ${span?.document}:${span?.start.line}`)).toEqual([])
    }
  })

  test('reads easily, and soon comes to the point', () => {
    const body = lesson.prose.map(blockText).join('\n')
    const { words, longest, grade } = readingLevel(body)
    expect(words, 'words of the text').toBeLessThanOrEqual(150)
    expect(longest, 'words of the longest sentence').toBeLessThanOrEqual(28)
    expect(grade, 'Flesch–Kincaid grade').toBeLessThanOrEqual(9)
    for (const text of [plainText(lesson.learned), ...lesson.hints.map(plainText), ...lesson.nearMisses.map(({ say }) => plainText(say))]) expect(readingLevel(text).words, text).toBeLessThanOrEqual(40)
  })

  test('has links behind every name', () => {
    expect([...lesson.prose, ...lesson.forReal].map(blockText).filter((text) => text.includes(']('))).toEqual([])
    const plain = [lesson.prose, lesson.forReal].flat().flatMap(codesOf).concat(lesson.hints.flatMap(inlineCodes), inlineCodes(lesson.learned))
    expect(plain.filter((code) => looksLikeName(checker.start, code))).toEqual([])
  })

  test('ends on a cluster', () => expect(lesson.forReal.some((block) => block.of === 'code' && block.language === 'sh' && block.text.includes('kubectl'))).toBe(true))

  test('shows peers that differ', () => {
    for (const block of lesson.prose) if (block.of === 'peers') expect(block.admitted.length, block.caption).toBeGreaterThan(0)
  })
})

/** Files of lessons in other languages. */
const translations = Object.keys(files).flatMap((path) => { const [, id, language] = /^([^/]+\/[^/]+)\/lesson\.(\w+)\.md$/.exec(path) ?? []; return id && language ? [[language, id] as const] : [] })

test('the first track on NetworkPolicy is told in German, all of it', () => {
  expect(translations.filter(([language, id]) => language === 'de' && id.startsWith('network-policy/')).map(([, id]) => id).sort()).toEqual(heads.filter(({ id }) => id.startsWith('network-policy/')).map(({ id }) => id).sort())
})

describe.each(translations)('in %s, %s', (language, id) => {
  const told = readCurriculum(files, language)
  const { lesson: source } = readLesson(id, files, curriculum), { lesson, problems } = readLesson(id, files, told, language)

  test('is well formed, and fits where it stands', () => {
    expect([...told.problems, ...problems].map(say)).toEqual([])
    expect(lesson!.language).toBe(language)
    expect(lesson!.title.length, lesson!.title).toBeLessThanOrEqual(34)
    expect(lesson!.about.length, lesson!.about).toBeLessThanOrEqual(110)
    expect(lesson!.about).toMatch(/[.?]$/)
  })

  test('is the same lesson: steps, goals, hints, commands', () => {
    const form = (of: Lesson) => ({
      prose: of.prose.map(formOf), forReal: of.forReal.map(formOf), hints: of.hints.length, par: of.par, minutes: of.minutes, question: of.question,
      goals: of.goals.map(({ texts }) => texts), decoys: of.decoys.map(({ texts }) => texts), nearMisses: of.nearMisses.map(({ name, misses, hint }) => ({ name, misses, hint })),
    })
    expect(form(lesson!)).toEqual(form(source!))
  })

  test('speaks of the same names, place by place, so that it tells neither less nor more', () => {
    const names = (of: Lesson) => ({ prose: of.prose.flatMap(namesIn).sort(), hints: of.hints.map((hint) => inlineNames(hint).sort()), learned: inlineNames(of.learned).sort(), wrong: of.nearMisses.map(({ say }) => inlineNames(say).sort()) })
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
  return block.of === 'paragraph' ? inlineNames(block.parts) : block.of === 'list' ? block.items.flatMap(inlineNames) : []
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

function eventsOf({ goals }: Lesson) {
  return goals.flatMap(({ lines }) => lines.flatMap((line) => (line.line === 'event' ? [line.event] : [])))
}

function predictionsOf({ goals }: Lesson): Readonly<Record<string, Prediction>> {
  return Object.fromEntries(goals.flatMap(({ lines, texts }) => lines.flatMap((line, at) => { const guess = predictionIn(line); return guess ? [[texts[at]!, guess.answer]] : [] })))
}

function blockText(block: ProseBlock): string {
  switch (block.of) {
    case 'paragraph': return plainText(block.parts)
    case 'list': return block.items.map(plainText).join('\n')
    case 'peers': return block.caption
    case 'code': return ''
  }
}

function codesOf(block: ProseBlock): readonly string[] {
  return block.of === 'paragraph' ? inlineCodes(block.parts) : block.of === 'list' ? block.items.flatMap(inlineCodes) : []
}

/** Names in code that are no links. */
function inlineCodes(parts: readonly Inline[]): readonly string[] {
  return parts.flatMap((part) => (part.of === 'code' ? [part.text] : part.of === 'strong' || part.of === 'emphasis' ? inlineCodes(part.parts) : []))
}
