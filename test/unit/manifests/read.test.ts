import { describe, expect, test } from 'vitest'
import { readManifests, spanOf } from '../../../src/manifests/read.ts'
import { splitDocuments } from '../../../src/manifests/split.ts'

const read = (text: string) => readManifests([{ name: 'a.yaml', text }])
const names = (text: string) =>
  read(text).manifests.map(({ object }) => `${object.kind} ${object.namespace ?? '-'}/${object.name}`)
const pod = (name: string, rest = '') => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${rest}`

describe('a stream is cut at its markers', () => {
  test.each([
    [
      'two documents',
      'a: 1\n---\nb: 2\n',
      [
        [0, 'a: 1\n'],
        [1, '---\nb: 2\n'],
      ],
    ],
    ['content on the marker line', '--- {a: 1}\n--- # nothing\n', [[0, '--- {a: 1}\n']]],
    ['comments and blanks alone', '# hello\n\n---\n---\n  # more\n---\na: 1', [[4 + 1, '---\na: 1']]],
    ['directives', '%YAML 1.1\n---\na: 1\n', [[1, '---\na: 1\n']]],
    ['a dash that is no marker', 'a: 1\n----\n', [[0, 'a: 1\n----\n']]],
    [
      'Windows line ends',
      'a: 1\r\n---\r\nb: 2\r\n',
      [
        [0, 'a: 1\r\n'],
        [1, '---\r\nb: 2\r\n'],
      ],
    ],
  ])('%s', (_, text, parts) => expect(splitDocuments(text).map((part) => [part.line, part.text])).toEqual(parts))
})

describe('objects', () => {
  test('a stream gives its objects in order', () =>
    expect(names(`${pod('a')}---\n${pod('b', '  namespace: shop\n')}`)).toEqual(['Pod -/a', 'Pod shop/b']))
  test('a List is taken apart, also a typed one whose items leave out their kind', () => {
    expect(names('apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n')).toEqual(
      ['Pod -/a'],
    )
    expect(names('apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a, namespace: x}\n')).toEqual(['Pod x/a'])
  })
  test('JSON is YAML', () =>
    expect(names('{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}')).toEqual(['Pod -/a']))
  test.each([
    ['- 1', 'not-an-object'],
    ['web', 'not-an-object'],
    ['kind: Pod\nmetadata: {name: a}', 'missing-field'],
    ['apiVersion: v1\nmetadata: {name: a}', 'missing-field'],
    ['apiVersion: v1\nkind: Pod', 'missing-field'],
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: 1}', 'wrong-type'],
  ])('%j is no object: %s', (text, code) => {
    expect(read(text)).toMatchObject({ manifests: [], diagnostics: [{ code, severity: 'error', layer: 'schema' }] })
  })
})

describe('Kubernetes reads YAML 1.1, except times and base 60', () => {
  test.each([
    ['yes', true],
    ['off', false],
    ['~', null],
    ['0777', 511],
    ['22:22', '22:22'],
    ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
    ['1.10', 1.1],
    ['"1.10"', '1.10'],
    ['1e3', 1000],
  ])('%s is %j', (text, value) => expect(read(pod('a', `x: ${text}\n`)).manifests[0]!.object.value['x']).toEqual(value))
})

describe('hostile text is refused, and harmless', () => {
  test('deep nesting', () =>
    expect(read('a: ' + '['.repeat(500)).diagnostics).toMatchObject([{ code: 'yaml-limit', limit: 'depth' }]))
  test('aliases that would expand to billions of nodes', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 10; level++)
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      )
    const started = performance.now()
    expect(read(lines.join('\n'))).toMatchObject({
      manifests: [],
      diagnostics: [{ code: 'yaml-limit', limit: 'nodes' }],
    })
    expect(performance.now() - started).toBeLessThan(2000)
  })
  test('an alias inside its own anchor', () =>
    expect(read('a: &a [*a]').diagnostics).toMatchObject([{ code: 'yaml-limit', limit: 'aliases' }]))
  test('prototype keys are keys', () => {
    const [manifest] = read(
      pod('a', '__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}\n'),
    ).manifests
    expect(Object.hasOwn(manifest!.object.value, '__proto__')).toBe(true)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(manifest!.object.value['polluted']).toBeUndefined()
  })
})

describe('faults have places', () => {
  test('broken YAML names the line in the whole document', () => {
    expect(read(`${pod('a')}---\na: b\nc d\ne: f\n`).diagnostics).toMatchObject([
      { code: 'yaml-syntax', span: { document: 'a.yaml', start: { line: 7 } } },
    ])
  })
  test('the other documents of the stream are still read', () =>
    expect(names(`${pod('a')}---\na: [\n---\n${pod('b')}`)).toEqual(['Pod -/a', 'Pod -/b']))
  test('of two equal keys the last counts, with a warning', () => {
    const { manifests, diagnostics } = read(pod('a', 'x: 1\nx: 2\n'))
    expect(manifests[0]!.object.value['x']).toBe(2)
    expect(diagnostics).toMatchObject([
      { code: 'duplicate-key', key: 'x', severity: 'warning', span: { start: { line: 6, column: 1 } } },
    ])
  })
})

describe('a path has a place in the text', () => {
  const text = `# first\n---\n${pod('a', '  labels:\n    app: "web"\n    __proto__: x\nspec:\n  ports:\n  - name: http\n    port: 80\n  - {name: b}\n  empty:\n')}`
  const manifest = read(text).manifests[0]!
  const at = (path: (string | number)[], part: 'key' | 'value' | 'entry') => {
    const { start, end } = spanOf(manifest, path, part)
    return `${start.line}:${start.column}-${end.line}:${end.column}`
  }
  test.each([
    [['metadata', 'labels', 'app'], 'value', '8:10-8:15'],
    [['metadata', 'labels', 'app'], 'key', '8:5-8:8'],
    [['metadata', 'labels', 'app'], 'entry', '8:5-8:15'],
    [['spec', 'ports', 0], 'entry', '12:5-13:13'],
    [['spec', 'ports', 0, 'port'], 'value', '13:11-13:13'],
    [['spec', 'ports', 1], 'value', '14:5-14:14'],
    [['spec', 'empty'], 'value', '15:3-15:8'],
    [['spec', 'absent'], 'value', '10:1-10:5'],
    [['spec', 'ports', 0, 'absent'], 'value', '12:5-12:9'],
    [['metadata', 'labels', '__proto__'], 'value', '9:16-9:17'],
  ] as const)('%j %s', (path, part, place) => expect(at([...path], part)).toBe(place))
})

test('an item that is nothing but its dash stands behind the dash', () => {
  const manifest = read(pod('a', 'spec:\n  ingress:\n  -\n  - from: # - not this\n\n  # - nor this\n  -\n  - \n'))
    .manifests[0]!
  expect([0, 1, 2, 3].map((index) => spanOf(manifest, ['spec', 'ingress', index], 'value').start.line)).toEqual([
    7, 8, 11, 12,
  ])
})

describe('only what changed is read again', () => {
  test('an object of an unchanged piece keeps its identity when lines move', () => {
    const first = read(`${pod('a')}---\n${pod('b')}`)
    const second = readManifests([{ name: 'a.yaml', text: `# new line\n${pod('x')}---\n${pod('b')}` }], first)
    expect(second.manifests[1]!.object).toBe(first.manifests[1]!.object)
    expect(second.manifests[1]!.line).toBe(first.manifests[1]!.line + 1)
    expect(second.manifests[0]!.object).not.toBe(first.manifests[0]!.object)
  })
})
