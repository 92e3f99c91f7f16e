import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../../src/ground/text-edit.ts'
import { editsFor, type ManifestChange } from '../../../src/manifests/change.ts'
import { readManifests } from '../../../src/manifests/read.ts'

const HEAD = 'apiVersion: v1\nkind: Thing\nmetadata:\n  name: a\n'

/** The text after a change of its only object, without the head; null: the change cannot be made. */
function changed(body: string, change: ManifestChange): string | null {
  const head = body.includes('\r\n') ? HEAD.replaceAll('\n', '\r\n') : HEAD
  const {
    manifests: [manifest],
  } = readManifests([{ name: 'a', text: `${head}${body}` }])
  const edits = editsFor(manifest!.object, change)
  return edits && applyEdits(manifest!.object.piece.text, edits).slice(head.length)
}

describe('a value is replaced', () => {
  test.each([
    ['plain', 'x: web # why\n', 'x: api # why\n'],
    ['in double quotes', 'x: "web"\n', 'x: "api"\n'],
    ['in single quotes', "x: 'web'\n", "x: 'api'\n"],
  ])('%s', (_, body, after) => expect(changed(body, { change: 'replace', path: ['x'], value: 'api' })).toBe(after))
  test('with quotes where YAML would read a number or a truth value', () => {
    expect(changed('x: web\n', { change: 'replace', path: ['x'], value: '1' })).toBe('x: "1"\n')
    expect(changed('x: web\n', { change: 'replace', path: ['x'], value: 'on' })).toBe('x: "on"\n')
    expect(changed('x: web\n', { change: 'replace', path: ['x'], value: '' })).toBe('x: ""\n')
    expect(changed('x: web\n', { change: 'replace', path: ['x'], value: 80 })).toBe('x: 80\n')
  })
  test('but not with a comment in it, nor an anchor, nor nothing', () => {
    expect(changed('x:\n  # why\n  y: 1\n', { change: 'replace', path: ['x'], value: { z: 1 } })).toBe(
      'x:\n  # why\n  z: 1\n',
    )
    expect(changed('x:\n  y: 1 # why\n  z: 2\n', { change: 'replace', path: ['x'], value: { z: 1 } })).toBeNull()
    expect(changed('x:\n', { change: 'replace', path: ['x'], value: 'api' })).toBeNull()
    expect(changed('x: |\n  web\n', { change: 'replace', path: ['x'], value: 'api' })).toBeNull()
  })
  test('but not behind an alias, which stands for another place', () => {
    expect(changed('x: &it {y: web}\nz: *it\n', { change: 'replace', path: ['z', 'y'], value: 'api' })).toBeNull()
  })
})

test('a key is renamed', () => {
  expect(changed('x: {aap: web}\n', { change: 'rename', path: ['x', 'aap'], key: 'app' })).toBe('x: {app: web}\n')
  expect(
    changed('x:\n  "aap": web # why\n', { change: 'rename', path: ['x', 'aap'], key: 'app.kubernetes.io/name' }),
  ).toBe('x:\n  "app.kubernetes.io/name": web # why\n')
})

describe('an entry is set', () => {
  const set = (body: string, after: readonly string[] = []) =>
    changed(body, { change: 'set', path: ['x'], key: 'new', value: [{ m: { k: 'v' } }], after })
  test.each([
    ['at the end', 'x:\n  y: 1 # why\nz: 2\n', 'x:\n  y: 1 # why\n  new:\n    - m:\n        k: v\nz: 2\n'],
    ['in a flow mapping', 'x: {y: 1}\n', 'x: {y: 1, new: [{m: {k: v}}]}\n'],
    ['in an empty mapping', 'x: {}\n', 'x: {new: [{m: {k: v}}]}\n'],
    ['at the end of the text', 'x:\n  y: 1', 'x:\n  y: 1\n  new:\n    - m:\n        k: v'],
    [
      'with the ends of lines that the text has',
      'x:\r\n  y: 1\r\n',
      'x:\r\n  y: 1\r\n  new:\r\n    - m:\r\n        k: v\r\n',
    ],
    ['with dashes where the author puts them', 'x:\n  y:\n  - 1\n', 'x:\n  y:\n  - 1\n  new:\n  - m:\n      k: v\n'],
  ])('%s', (_, body, after) => expect(set(body)).toBe(after))
  test('behind the first key that is there', () =>
    expect(set('x:\n  a: 1\n  b: 2\n', ['c', 'a'])).toBe('x:\n  a: 1\n  new:\n    - m:\n        k: v\n  b: 2\n'))
  test('never twice', () => expect(set('x:\n  new: 1\n')).toBeNull())
})

describe('an item is appended', () => {
  const append = (body: string) => changed(body, { change: 'append', path: ['x'], value: { k: 'v', l: 1 } })
  test.each([
    ['to dashes', 'x:\n- k: a # why\n\ny: 1\n', 'x:\n- k: a # why\n- k: v\n  l: 1\n\ny: 1\n'],
    [
      'with the blanks that the others have behind their dash',
      'x:\n  -   k: a\n',
      'x:\n  -   k: a\n  -   k: v\n      l: 1\n',
    ],
    ['to brackets', 'x: [{k: a}]\n', 'x: [{k: a}, {k: v, l: 1}]\n'],
    ['in place of empty brackets', 'x: [] # why\ny: 1\n', 'x: # why\n  - k: v\n    l: 1\ny: 1\n'],
    ['below a key that has nothing', 'x: # why\ny: 1\n', 'x: # why\n  - k: v\n    l: 1\ny: 1\n'],
  ])('%s', (_, body, after) => expect(append(body)).toBe(after))
  test('a word to empty brackets', () =>
    expect(changed('x: []\n', { change: 'append', path: ['x'], value: 'Egress' })).toBe('x: [Egress]\n'))
  test('to no list that is not there', () => expect(append('y: 1\n')).toBeNull())
})

describe('an item is deleted', () => {
  const remove = (body: string, index: number) => changed(body, { change: 'delete', path: ['x', index] })
  test.each([
    ['between others', 'x:\n- a\n- b # gone\n- c\n', 1, 'x:\n- a\n- c\n'],
    ['the last one', 'x:\n- a\n- b', 1, 'x:\n- a'],
    ['of several lines', 'x:\n- a: 1\n  b: 2\n# stays\n- c: 3\n', 0, 'x:\n# stays\n- c: 3\n'],
    ['in brackets', 'x: [a, b, c]\n', 0, 'x: [b, c]\n'],
    ['the last one in brackets', 'x: [a, b]\n', 1, 'x: [a]\n'],
  ])('%s', (_, body, index, after) => expect(remove(body, index)).toBe(after))
  test('but never the only one', () => expect(remove('x:\n- a\n', 0)).toBeNull())
})

describe('two items become one', () => {
  const join = (body: string) => changed(body, { change: 'join', path: ['x', 1] })
  test.each([
    ['by a dash less', 'x:\n- a: 1 # one\n# between\n- b: 2\n', 'x:\n- a: 1 # one\n# between\n  b: 2\n'],
    ['in brackets', 'x: [{a: 1}, {b: 2}]\n', 'x: [{a: 1, b: 2}]\n'],
    ['in braces behind dashes', 'x:\n- {a: 1}\n- {b: 2}\n', 'x:\n- {a: 1, b: 2}\n'],
  ])('%s', (_, body, after) => expect(join(body)).toBe(after))
  test('not when they are written in two ways', () => expect(join('x:\n- {a: 1}\n- b: 2\n')).toBeNull())
  test('not when they do not stand below each other', () => expect(join('x:\n- a: 1\n-   b: 2\n')).toBeNull())
})
