import { expect, test } from 'vitest'
import { whenTold } from '../../../../src/app/state/told-findings.ts'
import { atHand, later } from '../../../../src/ground/part.ts'
import type { Diagnostic } from '../../../../src/ground/diagnostic.ts'

const words = () => ({ message: [], advice: [] })
const told = (...codes: readonly string[]) => ({ diagnostics: codes.map((code) => ({ code }) as Diagnostic) })

test('what needs no words of a mesh is shown at once', () => {
  const shown: unknown[] = [], first = told('selects-nothing')
  whenTold((each) => shown.push(each), later(async () => words))(first)
  expect(shown).toEqual([first])
})

test('and what does, when they are there', async () => {
  const shown: unknown[] = [], texts = later(async () => words), first = told('istio-no-proxy'), show = whenTold((each) => shown.push(each), texts)
  show(first)
  expect(shown).toEqual([])
  await expect.poll(() => shown).toEqual([first])
  const second = told('linkerd-no-proxy')
  show(second)
  expect(shown).toEqual([first, second])
  whenTold((each) => shown.push(each), atHand(words))(first)
  expect(shown).toEqual([first, second, first])
})

test('what was overtaken meanwhile is dropped', async () => {
  const shown: unknown[] = [], texts = later(async () => words), second = told(), show = whenTold((each) => shown.push(each), texts)
  show(told('istio-no-proxy'))
  show(second)
  await texts.fetch()
  expect(shown).toEqual([second])
})

test('words that cannot be fetched keep nobody waiting', async () => {
  const shown: unknown[] = [], first = told('istio-no-proxy')
  whenTold((each) => shown.push(each), later<typeof words>(async () => { throw new Error('offline') }))(first)
  await expect.poll(() => shown).toEqual([first])
})
