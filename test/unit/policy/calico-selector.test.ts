import { describe, expect, test } from 'vitest'
import { matchesExpression } from '../../../src/ground/label-expression.ts'
import type { Labels } from '../../../src/ground/labels.ts'
import { readSelector } from '../../../src/policy/kinds/calico/selector.ts'

// Source: libcalico-go/lib/selector (parser, tokenizer) of https://github.com/projectcalico/calico

function fits(text: string, labels: Labels): boolean {
  const read = readSelector(text)
  if (!read.ok) throw new Error(read.fault.message)
  return matchesExpression(read.expression, labels)
}

describe('a selector of Calico', () => {
  const LABELS = { app: 'web', tier: 'front', empty: '', in: 'x', 'has/all.of-them_1': 'y', has: 'z' }
  test.each<readonly [string, boolean]>([
    ['', true],
    [' \t ', true],
    ['all()', true],
    ['all( )', true],
    ["app == 'web'", true],
    ['app=="web"', true],
    ["app == 'api'", false],
    ["nope == 'web'", false],
    ["empty == ''", true],
    ["nope == ''", false],
    ["app != 'web'", false],
    ["app != 'api'", true],
    ["nope != 'web'", true],
    ["app in {'web', 'api'}", true],
    ["app in{'web'}", true],
    ["app in {'web',}", true],
    ['app in {}', false],
    ["nope in {'web'}", false],
    ["app not in {'web'}", false],
    ["app notin{'api'}", true],
    ["app  not \t in {'api'}", true],
    ["nope not in {'web'}", true],
    ['app not in {}', true],
    ["app contains 'e'", true],
    ["app contains 'E'", false],
    ["nope contains ''", false],
    ["empty contains ''", true],
    ["app starts with 'we'", true],
    ["app startswith 'eb'", false],
    ["app ends with 'eb'", true],
    ["app endswith 'we'", false],
    ["nope starts with 'a'", false],
    ["nope ends with 'a'", false],
    ['has(app)', true],
    ['has( app )', true],
    ['has( \t app \t )', true],
    ['has(empty)', true],
    ['has(nope)', false],
    ['!has(nope)', true],
    ['!!has(nope)', false],
    ['! ! ! has(nope)', true],
    ["!app == 'api'", true],
    ["!app == 'web' || has(tier)", true],
    ["!(app == 'web' || has(tier))", false],
    ['has(nope) && has(nope) || has(app)', true],
    ['has(app) || has(nope) && has(nope)', true],
    ['(has(app) || has(nope)) && has(nope)', false],
    ['has(app)&&has(tier)', true],
    // Words are operators after a label only, so labels may be called like them.
    ["in in {'x'}", true],
    ["in == 'x'", true],
    ["has == 'z'", true],
    ["has/all.of-them_1 == 'y'", true],
  ])('%s', (text, expected) => expect(fits(text, LABELS)).toBe(expected))

  test('global() is told from all(), since a selector of namespaces means another thing by it', () => {
    expect(readSelector('global()')).toEqual({ ok: true, expression: { is: 'global' } })
    expect(readSelector('all()')).toEqual({ ok: true, expression: { is: 'all', of: [] } })
  })

  test('quotes of one kind hold those of the other, and nothing is escaped', () => {
    expect(fits(`a == 'say "so"'`, { a: 'say "so"' })).toBe(true)
    expect(fits(`a == "it's"`, { a: "it's" })).toBe(true)
    expect(fits(`a == 'b\\n'`, { a: 'b\\n' })).toBe(true)
  })

  test.each<readonly [string, number, string]>([
    ["app = 'web'", 4, 'expected =='],
    ['app == web', 10, 'expected operator after label "web"'],
    ["app == ('web')", 7, 'expected string'],
    ["app == 'web", 7, 'unterminated string'],
    ['app', 3, 'expected operator after label "app"'],
    ["app == 'a' & has(b)", 11, 'expected &&'],
    ["app == 'a' | has(b)", 11, 'expected ||'],
    ["app == 'a' has(b)", 11, 'unexpected content at end of selector has(b)'],
    ["app in 'a'", 7, 'expected set literal'],
    ["app in {'a'", 11, 'expected }'],
    ["app in {'a' 'b'}", 12, 'expected }'],
    ['(has(a)', 7, 'expected )'],
    ['has(a', 0, "no closing ')' after has("],
    ['all(x)', 0, "no closing ')' after all("],
    ['has()', 4, 'expected identifier'],
    ["'web' == 'app'", 0, 'unexpected token: web'],
    ['has (a)', 4, 'expected operator after label "has"'],
    ['a not in b', 10, 'expected operator after label "b"'],
    ["a inf 'x'", 2, 'expected operator after label "a"'],
    ["app == 'a'\n", 10, 'unexpected token: \n'],
    ["a == 'b' && ", 12, 'unexpected token: end of selector'],
    ['!', 1, 'unexpected token: end of selector'],
    ['a ~ b', 2, 'expected operator after label "a"'],
    ['a in', 4, 'expected set literal'],
    // A sign in quotes is a text, and a sign in the place of another is no bracket.
    ["has(a) '||' has(b)", 7, "unexpected content at end of selector '||' has(b)"],
    ["'(' has(a))", 0, 'unexpected token: ('],
    ['{has(a)}', 0, 'unexpected token: {'],
    ["!= 'a'", 0, 'unexpected token: !='],
    ["= 'a'", 0, 'expected =='],
    ['has(a b)', 4, 'expected identifier'],
    [`${'a'.repeat(513)} == 'b'`, 0, `label too long: ${'a'.repeat(513)}`],
  ])('%j cannot be read at %i: %s', (text, at, message) => {
    const read = readSelector(text)
    expect(read.ok ? read.expression : read.fault).toEqual({ message, at })
  })

  test('a label may have 512 letters and no more', () => {
    expect(readSelector(`has(${'a'.repeat(512)})`).ok).toBe(true)
    expect(readSelector(`${'a'.repeat(512)} == 'b'`).ok).toBe(true)
    expect(readSelector(`${'a'.repeat(513)} == 'b'`).ok).toBe(false)
  })

  test('brackets beside each other are as many as one likes', () =>
    expect(readSelector(Array.from({ length: 1_100 }, () => '(has(a))').join(' && ')).ok).toBe(true))

  test('thousands of brackets and of signs are read, or refused with a reason', () => {
    for (const text of [
      `${'('.repeat(5_000)}has(a)${')'.repeat(5_000)}`,
      `${'!'.repeat(100_001)}has(a)`,
      '('.repeat(50_000),
      Array.from({ length: 5_000 }, () => 'has(a)').join(' || '),
    ]) {
      const read = readSelector(text)
      expect(read.ok || read.fault.message !== '').toBe(true)
    }
  })
})
