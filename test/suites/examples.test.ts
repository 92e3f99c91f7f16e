import { readdirSync } from 'node:fs'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { readExample } from '../../src/app/state/example/reader.ts'
import { GROUPS, WORDS } from '../../src/app/text/catalogue/de/example-words.ts'
import { FIRST_EXAMPLE, groupExamples, listExamples, loadExamples } from '../../src/app/state/example/examples.ts'
import { isDocumentName } from '../../src/app/state/work.ts'
import { isFindingCode } from '../../src/ground/finding.ts'
import { settingOf, type CniName } from '../../src/sim/cni/choice.ts'
import { writtenQuestions } from '../../src/worker/inline-answers.ts'
import { readText } from './yaml-file.ts'
import { LESSONS, paths, files, heads, examples, worldOf, ask } from './examples-read.ts'

describe('the examples as a list', () => {
  test('are listed before they are fetched, and the first is there at once', async () => {
    const { all, first } = await listExamples()
    const whole = await loadExamples()
    expect(all.map(({ id, title }) => [id, title])).toEqual(whole.map(({ id, title }) => [id, title]))
    expect(whole.map(({ id }) => id)).toEqual(examples.map(({ id }) => id))
    expect(first).toEqual(whole.find(({ id }) => id === FIRST_EXAMPLE))
  })
  test('every folder is an example', () =>
    expect(examples.map(({ id }) => id).sort()).toEqual(heads.map((path) => path.split('/').at(-2))))
  test.each(heads)('%s means to our small reader what it means in YAML', (path) => {
    const {
      title,
      promise,
      group,
      order,
      documents,
      question = null,
      view = null,
      cni,
    } = load(files[path]!) as Record<string, unknown>
    const { name, mode, ...options } = (cni ?? { name: 'reference' }) as {
      readonly name: CniName
      readonly mode?: string
    } & Record<string, unknown>
    expect(readExample(files[path]!)).toEqual({
      title,
      promise,
      group,
      order,
      documents,
      question,
      view,
      cni: cni === undefined ? null : settingOf({ name, ...(mode !== undefined && { mode }), options }),
    })
  })
  test('the first one is there, and in the first group', () => {
    expect(groupExamples(examples, '')[0]!.examples.map(({ id }) => id)).toContain(FIRST_EXAMPLE)
  })
  test('groups stand together', () => {
    const order = examples.map(({ group }) => group)
    expect(
      order.filter((group, index) => index > 0 && group !== order[index - 1] && order.indexOf(group) < index),
    ).toEqual([])
  })
  test('orders and titles are their own, and titles fit the rail', () => {
    expect(new Set(examples.map(({ order }) => order)).size).toBe(examples.length)
    expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length)
    expect(examples.filter(({ title }) => title.length > 27).map(({ title }) => title)).toEqual([])
    expect(
      examples.filter(({ promise }) => promise.length > 90 || !promise.endsWith('.')).map(({ promise }) => promise),
    ).toEqual([])
  })
  test('all are told in German too, in words that fit the rail', () => {
    expect(Object.keys(WORDS).sort()).toEqual(examples.map(({ id }) => id).sort())
    expect(new Set(Object.keys(GROUPS))).toEqual(new Set(examples.map(({ group }) => group)))
    expect(
      Object.values(WORDS).filter(
        ([title, promise]) => title.length > 29 || promise.length > 110 || !promise.endsWith('.'),
      ),
    ).toEqual([])
  })
  test('every file belongs to one of them, or is the world of a lesson', () => {
    const worlds = new Set(
      readdirSync(LESSONS, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('goals.yaml'))
        .map((path) => `lessons/worlds/${/^world: (.+)$/m.exec(readText(`lessons/${path}`))?.[1]}.yaml`),
    )
    const used = new Set(examples.flatMap(({ work }) => work.documents.map(({ text }) => text)))
    expect(
      paths.filter((path) => !path.endsWith('/example.yaml') && !used.has(files[path]!) && !worlds.has(path)),
    ).toEqual([])
  })
})

/**
 * Warnings that are right where they stand: the example shows just this mistake, or closes DNS, which nobody in it
 * needs.
 */
const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'why-cant-web-reach-api': ['rule-admits-nobody allow-web:12'],
  'same-yaml-four-clusters': ['block-is-pod policies:29', 'front-door-closed policies:8'],
  'same-question-both-ends': ['dns-closed web-egress:4', 'one-end-opened api-guests:13'],
  'and-not-or': ['or-instead-of-and two-dashes:18'],
  'the-empty-list-trap': [
    'dns-closed four-policies:21',
    'ingress-closed-too four-policies:27',
    'not-isolated four-policies:12',
    'one-end-opened four-policies:28',
  ],
  'except-the-scanner': ['dns-closed to-partner:4'],
  'own-namespace-only': ['dns-closed stay-home:4'],
  'one-policy-each-way': ['dns-closed api-out:4'],
  'dns-goes-dark': ['dns-closed web-egress:4'],
}

describe.each(examples.map((example) => [example.title, example] as const))('%s', (_, example) => {
  const world = worldOf(example)
  test('has tabs that can be called so', () => {
    const names = example.work.documents.map(({ name }) => name)
    expect(names.filter((name) => !isDocumentName(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })
  test('is accepted by the API server', () => {
    expect(
      world.diagnostics
        .filter(({ severity, code }) => severity !== 'note' && !isFindingCode(code))
        .map(({ code, span }) => `${code} ${span?.document}:${span?.start.line}`),
    ).toEqual([])
  })
  test('raises the findings that it is about, and no others', () => {
    expect(
      world.diagnostics
        .filter(({ severity, code }) => severity === 'warning' && isFindingCode(code))
        .map(({ code, span }) => `${code} ${span?.document}:${span?.start.line}`)
        .sort(),
    ).toEqual(FINDINGS[example.id] ?? [])
  })
  test('asks a question that has an answer', () => {
    expect(example.question).not.toBeNull()
    expect(ask(world, example.question!).outcome).not.toBe('unanswerable')
  })
  test('has answers to all questions in its text', () => {
    const questions = example.work.documents.flatMap(({ text }) => writtenQuestions(text))
    expect(
      questions
        .filter(({ question }) => ask(world, question).outcome === 'unanswerable')
        .map(({ question }) => question),
    ).toEqual([])
  })
})
