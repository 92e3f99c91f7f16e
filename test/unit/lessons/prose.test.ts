import { describe, expect, test } from 'vitest'
import { splitLessonFile } from '../../../src/lessons/lesson-file.ts'
import { plainText, readProse, sectionsOf, type Inline, type LinkTarget } from '../../../src/lessons/prose.ts'

const NAMES: Readonly<Record<string, LinkTarget>> = {
  'shop/api': { to: 'endpoint', ref: 'shop/api' },
  'default-deny': { to: 'tab', name: 'default-deny' },
  'lesson:C4': { to: 'lesson', id: 'track/four' },
  'shop/web -> shop/api:8080': { to: 'question', question: 'shop/web -> shop/api:8080' },
}
const resolve = (name: string) => NAMES[name] ?? null
const read = (text: string, line = 1) => readProse({ name: '', line, text }, resolve)
const inline = (text: string): readonly Inline[] => {
  const { blocks, faults } = read(text)
  expect(faults).toEqual([])
  expect(blocks).toHaveLength(1)
  return blocks[0]!.of === 'paragraph' ? blocks[0]!.parts : []
}
const t = (text: string): Inline => ({ of: 'text', text })
const api: Inline = { of: 'link', to: NAMES['shop/api']!, parts: [{ of: 'code', text: 'shop/api' }] }

describe('sections', () => {
  test('begin at headings of the second degree, and know their first line', () => {
    expect(sectionsOf('Text.\n\n## Hints\n1. a\n## For real  \nb', 6)).toEqual([
      { name: '', line: 6, text: 'Text.\n' },
      { name: 'Hints', line: 9, text: '1. a' },
      { name: 'For real', line: 11, text: 'b' },
    ])
  })
  test('do not begin within fenced blocks', () => {
    expect(sectionsOf('```sh\n## no\n```\n~~~\n## no\n~~~\n## Yes', 1).map(({ name }) => name)).toEqual(['', 'Yes'])
  })
  test('do not begin at other headings', () => expect(sectionsOf('# One\n### Three\n##Four', 1)).toHaveLength(1))
  test('come after the fields between two lines of dashes', () => {
    expect(splitLessonFile('---\ntitle: a\nabout: b\n---\nText.\n## Hints\n')).toEqual({
      head: 'title: a\nabout: b\n',
      sections: [
        { name: '', line: 5, text: 'Text.' },
        { name: 'Hints', line: 7, text: '' },
      ],
    })
    expect(splitLessonFile('---\r\ntitle: a\r\n---\r\nText.\r\n')).toMatchObject({
      head: 'title: a\n',
      sections: [{ line: 4, text: 'Text.\n' }],
    })
  })
  test.each(['', 'Text.', '---\ntitle: a\n', '\n---\ntitle: a\n---\n', '--- \ntitle: a\n---\n'])(
    'are not to be had of %j',
    (text) => expect(splitLessonFile(text)).toBeNull(),
  )
})

describe('blocks', () => {
  test('are paragraphs, lists and code', () => {
    expect(read('One\ntwo.\n\n- a\n- b\n\n1. c\n2. d\n\n```sh\nkubectl get pods\n```')).toEqual({
      faults: [],
      blocks: [
        { of: 'paragraph', parts: [t('One\ntwo.')] },
        { of: 'list', ordered: false, items: [[t('a')], [t('b')]] },
        { of: 'list', ordered: true, items: [[t('c')], [t('d')]] },
        { of: 'code', language: 'sh', text: 'kubectl get pods' },
      ],
    })
  })
  test('of peers have a caption, sources and a target', () => {
    expect(
      read(
        '```peers shop/web dev/dbg -> shop/api:8080\n# One dash: and.\n- podSelector: {}\n  namespaceSelector: {}\n```',
      ),
    ).toEqual({
      faults: [],
      blocks: [
        {
          of: 'peers',
          caption: 'One dash: and.',
          text: '- podSelector: {}\n  namespaceSelector: {}',
          sources: ['shop/web', 'dev/dbg'],
          target: 'shop/api:8080',
          admitted: [],
        },
      ],
    })
    expect(read('```peers a, b,c -> d\n# x\n- {}\n```').blocks[0]).toMatchObject({
      sources: ['a', 'b', 'c'],
      target: 'd',
    })
  })
  test('of peers want their caption', () => {
    expect(read('Text.\n\n```peers a -> b\n- podSelector: {}\n```', 10)).toMatchObject({
      faults: [{ line: 12, message: 'a block of peers begins with a comment, its caption' }],
      blocks: [{}, { of: 'peers', caption: '', text: '- podSelector: {}' }],
    })
  })
  test('of code keep any other word behind their fence', () =>
    expect(read('```peers\nx\n```').blocks).toEqual([{ of: 'code', language: 'peers', text: 'x' }]))
})

describe('within a line', () => {
  test('there are bold, emphasis and code', () => {
    expect(inline('a **b *c*** `d`.')).toEqual([
      t('a '),
      { of: 'strong', parts: [t('b '), { of: 'emphasis', parts: [t('c')] }] },
      t(' '),
      { of: 'code', text: 'd' },
      t('.'),
    ])
  })
  test('names in code become links, also in bold and in lists', () => {
    expect(inline('See `shop/api`, `shop/none`.')).toEqual([
      t('See '),
      api,
      t(', '),
      { of: 'code', text: 'shop/none' },
      t('.'),
    ])
    expect(inline('**`shop/api`**')).toEqual([{ of: 'strong', parts: [api] }])
    expect(read('- `shop/api`').blocks).toEqual([{ of: 'list', ordered: false, items: [[api]] }])
    expect(inline('`shop/web -> shop/api:8080`')).toMatchObject([{ of: 'link', to: { to: 'question' } }])
  })
  test('links have words of their own, and hold no other link', () => {
    expect(inline('[the API](shop/api)')).toEqual([{ ...api, parts: [t('the API')] }])
    expect(inline('[`shop/api` itself](default-deny)')).toEqual([
      { of: 'link', to: NAMES['default-deny'], parts: [{ of: 'code', text: 'shop/api' }, t(' itself')] },
    ])
    expect(inline('[C4](lesson:C4)')).toMatchObject([{ to: { to: 'lesson', id: 'track/four' } }])
  })
  test('links to questions stand in angle brackets', () => {
    expect(inline('Still it [gets **a no**](<shop/web -> shop/api:8080>).')).toEqual([
      t('Still it '),
      { of: 'link', to: NAMES['shop/web -> shop/api:8080'], parts: [t('gets '), { of: 'strong', parts: [t('a no')] }] },
      t('.'),
    ])
    expect(inline('`[a](<shop/web -> shop/api:8080>)`')).toEqual([
      { of: 'code', text: '[a](<shop/web -> shop/api:8080>)' },
    ])
  })
  test('links that lead nowhere are faults, and stay as words', () => {
    expect(read('Text.\n\n[some *words*](shop/none)', 5)).toEqual({
      blocks: [
        { of: 'paragraph', parts: [t('Text.')] },
        { of: 'paragraph', parts: [t('some '), { of: 'emphasis', parts: [t('words')] }] },
      ],
      faults: [{ line: 7, message: 'the link "shop/none" leads nowhere' }],
    })
    expect(read('[a](<x -> y>)').faults).toEqual([{ line: 1, message: 'the link "x -> y" leads nowhere' }])
    for (const href of ['%zz', '%E0%A4%A', 'https://example.org', 'javascript:alert(1)', ''])
      expect(read(`[a](${href})`).faults, href).toEqual([{ line: 1, message: `the link "${href}" leads nowhere` }])
    expect(read('See https://example.org now').faults).toHaveLength(1)
  })
  test.each(['a < b & c > d', '"quoted" and \'single\'', 'a&b;', '1 &lt 2', 'x <- y', '5 > 3'])(
    'letters that HTML would take stay as typed: %s',
    (text) => expect(plainText(inline(text))).toBe(text),
  )
  test.each(['a < b', '<b>&amp;"', "'&lt;'"])('also in code: %s', (text) =>
    expect(inline(`\`${text}\``)).toEqual([{ of: 'code', text }]),
  )
  test('also in fenced code', () =>
    expect(read('```\n<b>&amp;"\n```').blocks).toEqual([{ of: 'code', language: '', text: '<b>&amp;"' }]))
  test('entities are the letters that they stand for', () =>
    expect(plainText(inline('&lt;b&gt; &amp;lt; &quot;&#39;'))).toBe('<b> &lt; "\''))
  test('a backslash takes a sign as it is', () =>
    expect(plainText(inline('\\*not\\* \\`this\\` \\<b>'))).toBe('*not* `this` <b>'))
  test('words can be had without their marks', () =>
    expect(plainText(inline('a **b *c*** `d` [e](shop/api)'))).toBe('a b c d e'))
})

describe('refused', () => {
  test.each([
    ['<div>\nx\n</div>', 'raw HTML is not allowed'],
    ['a <b>c', 'raw HTML is not allowed'],
    ['<script>alert(1)</script>', 'raw HTML is not allowed'],
    ['<!-- c -->', 'raw HTML is not allowed'],
    ['<br/>', 'raw HTML is not allowed'],
    ['# One', 'Markdown of type "heading" is not for lessons'],
    ['One\n===', 'Markdown of type "heading" is not for lessons'],
    ['|a|b|\n|-|-|\n|1|2|', 'Markdown of type "table" is not for lessons'],
    ['![a](shop/api)', 'Markdown of type "image" is not for lessons'],
    ['> a\n> b\nc', 'Markdown of type "blockquote" is not for lessons'],
    ['***', 'Markdown of type "hr" is not for lessons'],
    ['~~a~~', 'Markdown of type "del" is not for lessons'],
    ['a  \nb', 'Markdown of type "br" is not for lessons'],
    ['- a\n  - b', 'Markdown of type "list" is not for lessons'],
    ['- [ ] a', 'Markdown of type "checkbox" is not for lessons'],
    ['- - '.repeat(20), 'lists nest too deep'],
    ['x'.repeat(5001), 'a section has at most 5000 characters'],
  ])('is %.40j, with its line', (text, message) => {
    expect(read(text, 12).faults).toEqual([{ line: 12, message }])
    if (text.length < 100) expect(read(`One,\ntwo.\n\n${text}`, 12).faults[0]).toEqual({ line: 15, message })
  })
  test('is nothing of it shown', () =>
    expect(JSON.stringify(read('a <img src=x onerror=alert(1)> b\n\n<script>alert(1)</script>').blocks)).not.toMatch(
      /[<>]|alert/,
    ))
})
