import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { arrivedWords } from '../../../../src/app/state/language.svelte.ts'
import { firstLanguage } from '../../../../src/app/state/language-choice.ts'
import { VERSPRECHEN } from '../../../../src/app/text/catalogue/de/builder.ts'
import { LABELS } from '../../../../src/app/text/catalogue/de/cni.ts'
import { GERMAN } from '../../../../src/app/text/catalogue/de/german.ts'
import { HELP } from '../../../../src/app/text/catalogue/de/plugins.ts'
import type { Translation } from '../../../../src/app/text/catalogue/en/english.ts'
import { PAGES } from '../../../../src/app/text/catalogue/en/pages.ts'
import { part, seldom } from '../../../../src/app/text/catalogue/part.ts'
import { plurals } from '../../../../src/app/text/catalogue/plurals.ts'
import {
  ENGLISH,
  figure,
  inEnglish,
  sayEnglish,
  speakFrom,
  type Spoken,
} from '../../../../src/app/text/catalogue/spoken.ts'
import type { PageWords } from '../../../../src/app/text/findings/page.ts'
import { plain, type Sentence } from '../../../../src/app/text/sentence.ts'
import { LESSON_PROMISES } from '../../../../src/lessons/promises.ts'
import { CNI_OFFERS } from '../../../../src/sim/cni/choice.ts'
import { loadOnce } from '../../../../src/app/ui/load.ts'

type Messages = Readonly<Record<string, unknown>>

const folder = new URL('../../../../src/app/text/catalogue/en/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'english.ts')
const parts = await Promise.all(
  files.map(async (file): Promise<readonly [string, Messages]> => {
    const exported = Object.values((await import(new URL(file, folder).href)) as Record<string, Messages>)
    return [file.replace('.ts', '').replace(/-./g, (letter) => letter.charAt(1).toUpperCase()), exported[0]!]
  }),
)
const later = Object.fromEntries(
  await Promise.all(Object.entries(GERMAN.later).map(async ([name, fetch]) => [name, await fetch()] as const)),
)
const german = { ...GERMAN.now, ...later } as Readonly<Record<string, Messages>>

const speak = (spoken: Spoken) => speakFrom(() => spoken)
afterEach(() => speak(ENGLISH))

/** Whatever a message is asked with: it is all of these at once, as far as words go. */
const samples: readonly (readonly unknown[])[] = [
  [1, 1, 1, 1, 1, 1],
  [2, 7, 0, 3, 5, 4],
  [0, 0, 0, 0, 0, 0],
  ['shop/web', 'api', 'db', 'x', 'y', 'z'],
]

/** A sentence without what it quotes of code, which is set as code is. */
const prose = (sentence: Sentence) => plain(sentence.filter(({ code }) => !code))

/**
 * Every text in a message. A function is called with the samples that it can be called with; one that takes lists gets
 * lists of names.
 */
function textsOf(message: unknown, print: (sentence: Sentence) => string = plain): readonly string[] {
  if (typeof message === 'string') return [message]
  if (typeof message === 'function') {
    const called = [...samples, [['a', 'b', 'c'], ['a'], 2, 2, 2, 2], [['a'], 1, 1, 1, 1, 1]].flatMap((values) => {
      try {
        return [textsOf((message as (...values: readonly unknown[]) => unknown)(...values), print)]
      } catch (error) {
        if (error instanceof TypeError) return []
        throw error
      }
    })
    if (called.length === 0) throw new Error(`never answers: ${message.toString()}`)
    return called.flat()
  }
  if (Array.isArray(message))
    return message.every((each) => typeof each === 'object' && each !== null && 'text' in each)
      ? [print(message as Sentence)]
      : message.flatMap((each) => textsOf(each, print))
  if (typeof message === 'object' && message !== null)
    return Object.values(message).flatMap((each) => textsOf(each, print))
  return []
}

/**
 * Facts of findings, diagnostics, meshes and journeys have shapes of their own: tests of their own ask with real ones.
 */
const OF_FACTS: ReadonlySet<string> = new Set([
  'diagnostic',
  'finding',
  'furtherDiagnostic',
  'pluginFinding',
  'ciliumFinding',
  'podFinding',
  'istioFinding',
  'linkerdFinding',
  'meshFacts',
  'journey',
])

describe.each(parts)('the part %s', (name, english) => {
  it('has every message in German, of the same shape, and nothing besides', () => {
    expect(shapeOf(german[name])).toEqual(shapeOf(english))
  })

  it('is read in the language that is spoken', () => {
    speak({ code: 'de', messages: german })
    for (const key of Object.keys(english)) expect(english[key], key).toBe(german[name]![key])
  })
})

describe.each(parts.filter(([name]) => !OF_FACTS.has(name)))('the words of %s', (name, english) => {
  it('say something with every value, in both languages', () => {
    for (const messages of [english, german[name]!])
      for (const [key, message] of Object.entries(messages))
        for (const text of textsOf(message)) expect(text, `${name}.${key}`).not.toMatch(/undefined|NaN|\[object/)
  })

  it('are German', () => {
    for (const [key, message] of Object.entries(german[name]!))
      for (const text of textsOf(message, prose))
        expect(text.replace(QUOTED, ''), `${name}.${key}`).not.toMatch(ENGLISH_WORDS)
  })

  it('are set as German is', () => {
    for (const [key, message] of Object.entries(german[name]!)) {
      for (const text of textsOf(message, prose)) {
        expect(text, `${name}.${key}: straight quotation marks`).not.toMatch(/["']/)
        expect(text, `${name}.${key}: English quotation marks`).not.toMatch(/”/)
        expect(text, `${name}.${key}: an ellipsis after a word has a space`).not.toMatch(/\p{L}…/u)
        expect(text, `${name}.${key}: an amount leaves its unit alone`).not.toMatch(
          /\d (?:ms|s|MB|%|Pods?|Policy|Policies)(?!\p{L})/u,
        )
      }
    }
  })
})

/** Words that only English has. */
const ENGLISH_WORDS =
  /\b(?:the|of|and|with|which|is|are|not|this|that|you|your|when|what|who|every|only|by|for|nobody|nothing)\b/i

/** What German texts quote of programs, and what they set around a promise that is in English. */
const QUOTED = /„[^“]*“|Policy denied by denylist|^The lesson /g

/** Names all the way down, and of what sort each message is; lists may have other lengths. */
function shapeOf(message: unknown): unknown {
  if (Array.isArray(message)) return 'list'
  if (typeof message === 'object' && message !== null)
    return Object.fromEntries(
      Object.entries(message)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, each]) => [key, shapeOf(each)]),
    )
  return typeof message
}

it('has no part in German that English does not have', () => {
  expect(Object.keys(german).sort()).toEqual(parts.map(([name]) => name).sort())
})

it('falls back to English, message by message', () => {
  const greeting = part('greeting', { hello: 'Hello', bye: 'Bye' })
  speak({ code: 'de', messages: { greeting: { hello: 'Hallo' } } })
  expect([greeting.hello, greeting.bye, inEnglish()]).toEqual(['Hallo', 'Bye', 'en'])
  speak(ENGLISH)
  expect([greeting.hello, inEnglish()]).toEqual(['Hello', undefined])
})

it('writes amounts as the language does', () => {
  expect(plurals('de')(1, { one: 'Pod', other: 'Pods' })).toBe('1\u00a0Pod')
  expect(plurals('de')(2000, { one: 'Pod', other: 'Pods' })).toBe('2.000\u00a0Pods')
  expect(plurals('pl')(3, { one: 'plik', few: 'pliki', other: 'plików' })).toBe('3\u00a0pliki')
  expect(figure(12_345)).toBe('12,345')
  speak({ code: 'de', messages: {} })
  expect(figure(12_345)).toBe('12.345')
})

it('begins with what was chosen, else with what the browser asks for', () => {
  expect(firstLanguage(null, ['fr', 'de-AT', 'en'])).toBe('de')
  expect(firstLanguage('en', ['de'])).toBe('en')
  expect(firstLanguage('tlh', ['fr'])).toBe('en')
  expect(firstLanguage(null, [])).toBe('en')
})

describe('words of what is loaded late', () => {
  it('come with it, before it shows', async () => {
    const asked: string[] = []
    speakFrom(
      () => ENGLISH,
      async () => void asked.push('words'),
    )
    const load = loadOnce(async () => void asked.push('panel'))
    await Promise.all([load(), load()])
    expect(asked).toEqual(['panel', 'words'])
  })

  it('are those of the parts that are here: others wait until they are', async () => {
    const german = part('test-late', { hello: 'Hello' })
    const asked: string[] = []
    const later = {
      'test-late': async () => ({ hello: 'Hallo' }),
      'test-elsewhere': async () => {
        asked.push('elsewhere')
        return {}
      },
    } as Translation['later']
    speak({ code: 'de', messages: { ...(await arrivedWords(later, {})) } })
    expect([german.hello, asked]).toEqual(['Hallo', []])
    expect(await arrivedWords(later, { 'test-late': {} })).toBeNull()
  })

  it('that few read come with the first reading', async () => {
    const words = seldom('test-seldom', { hello: 'Hello' })
    const later = { 'test-seldom': async () => ({ hello: 'Hallo' }) } as Translation['later']
    let messages: Spoken['messages'] = {}
    expect(await arrivedWords(later, messages)).toBeNull()
    const fetched = new Promise<void>((done) =>
      speakFrom(
        () => ({ code: 'de', messages }),
        async () => {
          messages = (await arrivedWords(later, messages)) ?? messages
          done()
        },
      ),
    )
    expect(words.hello).toBe('Hello')
    await fetched
    expect(words.hello).toBe('Hallo')
  })

  it('are English when they cannot be fetched', async () => {
    const words = part('test-lost', { hello: 'Hello' })
    speak({
      code: 'de',
      messages: {
        ...(await arrivedWords(
          { 'test-lost': () => Promise.reject(new Error('offline')) } as Translation['later'],
          {},
        )),
      },
    })
    expect(words.hello).toBe('Hello')
  })
})

describe('what network plugins offer', () => {
  const labels = CNI_OFFERS.flatMap(({ label, modes, options }) => [
    label,
    ...modes.map((mode) => mode.label),
    ...options.flatMap((option) => [option.label, ...option.values.map((value) => value.label)]),
  ])

  it('has German words for labels that are there, and for nothing else', () => {
    expect(Object.keys(LABELS).filter((label) => !labels.includes(label))).toEqual([])
  })

  it('is explained in German, option by option', () => {
    expect(Object.keys(HELP)).toEqual(
      CNI_OFFERS.flatMap(({ name, options }) => options.map(({ id }) => `${name} ${id}`)),
    )
  })
})

it('says every promise of a lesson in German', () => {
  expect(Object.keys(VERSPRECHEN)).toEqual(LESSON_PROMISES.map(({ id }) => id))
})

it('writes files in English, whatever the screen speaks', () => {
  const greeting = part('test-file', { hello: 'Hello' })
  speak({ code: 'de', messages: { 'test-file': { hello: 'Hallo' } } })
  expect([sayEnglish(() => greeting.hello), greeting.hello]).toEqual(['Hello', 'Hallo'])
  expect(() =>
    sayEnglish(() => {
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(greeting.hello).toBe('Hallo')
})

it.each(Object.keys(PAGES) as readonly (keyof typeof PAGES)[])(
  'the page of %s quotes the same in both languages',
  (finding) => {
    const quoted = ({ why, todo }: PageWords) =>
      [...why, ...todo].flatMap(({ text, code }) => (code && text !== 'Walls' ? [text] : [])).sort()
    expect(quoted((german['pages'] as Readonly<Record<string, PageWords>>)[finding]!)).toEqual(quoted(PAGES[finding]))
  },
)
