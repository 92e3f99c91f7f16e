import { expect, test } from 'vitest'
import { whenTold } from '../../../../src/app/state/told-findings.ts'
import { atHand, later } from '../../../../src/ground/part.ts'
import { diagnosticText, UNTOLD } from '../../../../src/app/text/diagnostic.ts'
import type { Diagnostic } from '../../../../src/ground/diagnostic.ts'

const words = () => ({ message: [], advice: [] })
const told = (...codes: readonly string[]) => ({ diagnostics: codes.map((code) => ({ code }) as Diagnostic) })
const isOfMesh = ({ code }: Diagnostic) => code.startsWith('istio-') || code.startsWith('linkerd-')

test('what needs no words of a plugin or a mesh is shown at once', () => {
  const shown: unknown[] = []
  const first = told('selects-nothing')
  whenTold(
    (each) => shown.push(each),
    later(async () => words),
    isOfMesh,
  )(first)
  expect(shown).toEqual([first])
})

test('and what does, when they are there', async () => {
  const shown: unknown[] = []
  const texts = later(async () => words)
  const first = told('istio-no-proxy')
  const show = whenTold((each) => shown.push(each), texts, isOfMesh)
  show(first)
  expect(shown).toEqual([])
  await expect.poll(() => shown).toEqual([first])
  const second = told('linkerd-no-proxy')
  show(second)
  expect(shown).toEqual([first, second])
  whenTold((each) => shown.push(each), atHand(words), isOfMesh)(first)
  expect(shown).toEqual([first, second, first])
})

test('what was overtaken meanwhile is dropped', async () => {
  const shown: unknown[] = []
  const texts = later(async () => words)
  const second = told()
  const show = whenTold((each) => shown.push(each), texts, isOfMesh)
  show(told('istio-no-proxy'))
  show(second)
  await texts.fetch()
  expect(shown).toEqual([second])
})

test('words that cannot be fetched keep nobody waiting', async () => {
  const shown: unknown[] = []
  const first = told('istio-no-proxy')
  whenTold(
    (each) => shown.push(each),
    later<typeof words>(async () => {
      throw new Error('offline')
    }),
    isOfMesh,
  )(first)
  await expect.poll(() => shown).toEqual([first])
})

test('where words are at hand, what a plugin is found to do has them', () => {
  expect(
    diagnosticText({
      layer: 'finding',
      severity: 'note',
      span: null,
      subject: null,
      code: 'names-not-learnt',
      pods: 1,
    } as unknown as Diagnostic),
  ).not.toBe(UNTOLD)
})
