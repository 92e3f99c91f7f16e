import { describe, expect, it } from 'vitest'
import { readManifests } from '../../../src/manifests/read.ts'

const problem = (text: string) => {
  const [first] = readManifests([{ name: 'a', text }]).diagnostics
  return first?.code === 'yaml-syntax' ? { line: first.span?.start.line, ...first.hint } : first?.code
}

describe('text that is no YAML is explained where the fault is', () => {
  it.each([
    [
      'a key that opens a block without a colon',
      'metadata:\n  name: a\n  labels\n    app: web\n',
      { line: 3, hint: 'missing-colon', word: 'labels' },
    ],
    [
      'blank and comment lines between the fault and where it is noticed',
      'spec\n\n  # why\n  podSelector: {}\n',
      { line: 1, hint: 'missing-colon', word: 'spec' },
    ],
    [
      'a key and a value without a colon',
      'kind: Pod\napiVersion v1\nmetadata: {}\n',
      { line: 2, hint: 'missing-colon', word: 'apiVersion' },
    ],
    ['a tab as indentation', 'spec:\n\tpodSelector: {}\n', { line: 2, hint: 'tab' }],
    ['a quote that nothing closes', 'metadata:\n  name: "web\nspec: {}\n', { line: 2, hint: 'open-quote' }],
  ])('%s', (_, text, expected) => expect(problem(text)).toEqual(expected))

  it('claims nothing when nothing catches the eye', () => {
    expect(problem('a: [1, 2\nb: 3\n')).toMatchObject({ line: expect.any(Number) })
    expect(problem('a: [1, 2\nb: 3\n')).not.toHaveProperty('hint')
  })
})
