import { describe, expect, it } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

const open = (text: string) => openWorld({ documents: [{ name: 'hostile', text }] })
const codes = (text: string) =>
  open(text).diagnostics.map((diagnostic) =>
    diagnostic.code === 'yaml-limit' ? `${diagnostic.code} ${diagnostic.limit}` : diagnostic.code,
  )

const pod = (metadata: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec: {containers: [{name: c, image: x}]}\n`

describe('text that is made to cost or to harm', () => {
  it('refuses aliases that would expand to billions of values, without expanding them', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`,
    )
    expect(codes(`l0: &l0 [x]\n${levels.join('\n')}\n`)).toEqual(['yaml-limit nodes'])
  })

  it('refuses an alias inside its own anchor', () => {
    expect(codes('a: &a [*a]\n')).toEqual(['yaml-limit aliases'])
  })

  it('refuses nesting that is deeper than any manifest', () => {
    expect(codes(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toEqual(['yaml-limit depth'])
    expect(codes(Array.from({ length: 500 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'))).toEqual([
      'yaml-limit depth',
    ])
  })

  it('refuses tags that would make something other than data', () => {
    expect(codes('a: !!js/function "x"\n')).toEqual(['yaml-syntax'])
  })

  it('takes keys of the language as plain keys', () => {
    const world = open(
      `${pod('{name: a, namespace: shop, labels: {constructor: b, toString: c}}')}__proto__: {kind: Service}\nconstructor: {prototype: {polluted: yes}}\n`,
    )
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(world.cluster.pods[0]!.labels).toEqual({ constructor: 'b', toString: 'c' })
    expect(Object.keys(world.cluster.pods[0]!.labels)).toEqual(['constructor', 'toString'])
  })

  it('matches no selector on what every object inherits', () => {
    const policy = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {podSelector: {matchExpressions: [{key: toString, operator: Exists}]}}\n`
    const world = open(
      `${pod('{name: a, namespace: shop}')}---\n${pod('{name: b, namespace: shop, labels: {toString: ""}}')}---\n${policy}`,
    )
    expect(world.ask({ from: 'shop/b', to: 'shop/a', port: 80 }).outcome).toBe('allowed')
    expect(world.ask({ from: 'shop/a', to: 'shop/b', port: 80 }).outcome).toBe('denied')
  })

  it('lets a label called __proto__ be a label', () => {
    const world = open(pod('{name: a, namespace: shop, labels: {__proto__: x}}'))
    expect(world.diagnostics.map(({ code }) => code)).toContain('field-error')
  })

  it('keeps names that look like markup as names', () => {
    const world = open(pod('{name: "<img src=x onerror=alert(1)>", namespace: shop}'))
    expect(world.diagnostics).toMatchObject([
      { code: 'field-error', field: 'metadata.name', value: '"<img src=x onerror=alert(1)>"' },
    ])
    expect(world.cluster.pods).toEqual([])
  })

  it.each([
    '',
    '\0',
    '\u2028',
    '---\n---\n---',
    '- - - -',
    '? ? ?',
    '%YAML 9.9\n---\na: 1',
    '\t',
    '&a',
    '*a',
    '!!',
    '{',
    '}',
    '"',
    "'",
    '|',
    '>',
    '@',
    '`',
    'a: b: c',
    '#',
    '[null, ~, yes]',
    'kind: List\nitems: 3',
    'apiVersion: v1\nkind: List\nitems: [{}, 3, null, [], "x"]',
    '\ufeffapiVersion: v1\nkind: Namespace\nmetadata: {name: a}',
  ])('does not throw on %j', (text) => {
    expect(() => open(text)).not.toThrow()
  })

  it('says at which line a text stops being YAML', () => {
    const [first] = open('apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels\n    app: web\n').diagnostics
    expect(first).toMatchObject({ code: 'yaml-syntax', span: { document: 'hostile', start: { line: 5 } } })
  })
})
