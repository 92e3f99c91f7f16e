import { describe, expect, it } from 'vitest'
import { sameState, tokenizeLine, tokenizeText, YAML_START } from '../../../../src/app/editor/highlight-yaml.ts'

/** Every line as `kind:text` parts. */
function read(text: string): readonly string[] {
  return tokenizeText(text).map(({ text: line, tokens }) =>
    tokens.map(({ start, end, kind }) => `${kind}:${line.slice(start, end)}`).join(' '),
  )
}

describe('fields, the words of the API and the words of the user', () => {
  it.each<[string, readonly string[]]>([
    ['apiVersion: networking.k8s.io/v1', ['key:apiVersion mark:: api:networking.k8s.io/v1']],
    ['metadata:\n  name: allow-web', ['key:metadata mark::', 'key:name mark:: own:allow-web']],
    [
      'matchLabels:\n  app: api\n  kind: x',
      ['key:matchLabels mark::', 'own:app mark:: own:api', 'own:kind mark:: own:x'],
    ],
    [
      'selector:\n  app: api\n  matchLabels:\n    app: api',
      ['key:selector mark::', 'own:app mark:: own:api', 'key:matchLabels mark::', 'own:app mark:: own:api'],
    ],
    [
      'podSelector: {matchLabels: {app: web}}',
      ['key:podSelector mark:: mark:{ key:matchLabels mark:: mark:{ own:app mark:: own:web mark:} mark:}'],
    ],
    ['podSelector: {}', ['key:podSelector mark:: mark:{ mark:}']],
    ['policyTypes: [Ingress, Egress]', ['key:policyTypes mark:: mark:[ api:Ingress mark:, api:Egress mark:]']],
    ['policyTypes:\n- Ingress\nspec: a', ['key:policyTypes mark::', 'dash:- api:Ingress', 'key:spec mark:: own:a']],
    ['- protocol: TCP\n  port: 8080', ['dash:- key:protocol mark:: api:TCP', 'key:port mark:: own:8080']],
    [
      '- {key: app, operator: In, values: [a, "b"]}',
      [
        'dash:- mark:{ key:key mark:: own:app mark:, key:operator mark:: api:In mark:, key:values mark:: mark:[ own:a mark:, own:"b" mark:] mark:}',
      ],
    ],
    ['hostNetwork: true', ['key:hostNetwork mark:: api:true']],
  ])('%j', (text, expected) => expect(read(text)).toEqual(expected))
})

describe('what is not a key', () => {
  it.each<[string, readonly string[]]>([
    ['# ? shop/web -> shop/api:8080', ['comment:# ? shop/web -> shop/api:8080']],
    ['image: example/app:1.2 # pinned', ['key:image mark:: own:example/app:1.2 comment:# pinned']],
    ['cidr: 10.0.0.0/8#x', ['key:cidr mark:: own:10.0.0.0/8#x']],
    ['cidr: "fd00::/8"', ['key:cidr mark:: own:"fd00::/8"']],
    ['  - "10.0.0.0/8"', ['dash:- own:"10.0.0.0/8"']],
    ['---', ['mark:---']],
    ['--- # next', ['mark:--- comment:# next']],
    ['- a: 1\n-b: 2', ['dash:- key:a mark:: own:1', 'key:-b mark:: own:2']],
    [
      'base: &base {a: 1}\nuse: *base',
      ['key:base mark:: mark:&base mark:{ key:a mark:: own:1 mark:}', 'key:use mark:: mark:*base'],
    ],
    ['', ['']],
  ])('%j', (text, expected) => expect(read(text)).toEqual(expected))
})

describe('scalars over several lines', () => {
  it('a block scalar ends where the indentation does', () => {
    expect(read('data:\n  run.sh: |-\n    kind: x\n\n    # not a comment\nkind: Pod')).toEqual([
      'key:data mark::',
      'own:run.sh mark:: mark:|-',
      'own:kind: x',
      '',
      'own:# not a comment',
      'key:kind mark:: api:Pod',
    ])
  })

  it('quotes go on to the next line', () => {
    expect(read('a: "one\n  two" # c')).toEqual(['key:a mark:: own:"one', 'own:two" comment:# c'])
  })

  it('brackets go on to the next line', () => {
    expect(read('policyTypes: [\n  Ingress,\n]\nkind: Pod')).toEqual([
      'key:policyTypes mark:: mark:[',
      'api:Ingress mark:,',
      'mark:]',
      'key:kind mark:: api:Pod',
    ])
  })
})

describe('half-typed text colours nothing below it', () => {
  it('a bracket that is never closed', () => {
    expect(read('spec:\n  policyTypes: [Ingress\n  ingress:\n    - from: []')[3]).toBe(
      'dash:- key:from mark:: mark:[ mark:]',
    )
  })

  it('a quote that is never closed ends at the next document', () => {
    expect(read('a: "x\n---\nkind: Pod')).toEqual(['key:a mark:: own:"x', 'mark:---', 'key:kind mark:: api:Pod'])
  })
})

describe('the state between lines', () => {
  it('is the same object when a line changes nothing', () => {
    const { state } = tokenizeLine('spec:', YAML_START)
    expect(tokenizeLine('', state).state).toBe(state)
    expect(sameState(tokenizeLine('spec:', YAML_START).state, state)).toBe(true)
    expect(sameState(tokenizeLine('spe:', YAML_START).state, state)).toBe(false)
  })

  it('reads a very long line in little time', () => {
    const started = performance.now()
    tokenizeText(`a: ${'x '.repeat(50_000)}\n${'b'.repeat(100_000)}\n${'"'.repeat(9_999)}`)
    expect(performance.now() - started).toBeLessThan(200)
  })
})
