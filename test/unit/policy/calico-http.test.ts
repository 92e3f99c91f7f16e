import { load as read } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { normalPath, readHttp } from '../../../src/policy/kinds/calico/http.ts'

/** Where the rule stands. */
const PATH = ['spec', 'ingress', 0] as const

describe('requests of a rule', () => {
  const request = (http: string) => {
    const [first] = readHttp(read(`{http: ${http}}`), PATH)!
    if (first?.kind !== 'http') throw new Error('it is of another kind')
    return first
  }
  test('are methods and paths', () => {
    const { method, target, host, headers, path } = request('{methods: [GET, PUT], paths: [{exact: /a}, {prefix: /b}]}')
    expect([method!.text, target!.text, host, headers, path]).toEqual([
      'GET or PUT',
      '/a or /b…',
      null,
      [],
      ['spec', 'ingress', 0, 'http'],
    ])
    expect(['GET', 'PUT', 'POST'].map((each) => method!.matches(each))).toEqual([true, true, false])
    expect(['/a', '/a/', '/a/b', '/b', '/b/c', '/bc', '/'].map((each) => target!.matches(each))).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
      false,
    ])
    expect(request('{paths: [{prefix: /}]}').target!.matches('/any/thing')).toBe(true)
    expect(request('{paths: [{exact: /}]}').target!.matches('/any')).toBe(false)
    // What is no path fits none, not even the beginning of all.
    expect(request('{paths: [{prefix: /}]}').target!.matches('any')).toBe(false)
    expect(request('{methods: [GET]}').method!.matches('PUT')).toBe(false)
    expect(request('{paths: [{exact: /c}]}').target!.matches('/a')).toBe(false)
  })
  test('may be any', () => {
    expect(request('{methods: ["*"]}').method).toBeNull()
    expect(request('{paths: [{exact: /a}]}').method).toBeNull()
    expect(request('{methods: [GET]}').target).toBeNull()
    expect(readHttp(read('{action: Allow}'), PATH)).toBeNull()
  })
  // Source: app-policy/checker/match.go of https://github.com/projectcalico/calico
  test.each([
    ['/a/b', '/a/b'],
    ['/a/b/', '/a/b'],
    ['//a///b', '/a/b'],
    ['/a/./b', '/a/b'],
    ['/a/../b', '/b'],
    ['/../a', '/a'],
    ['/a?x=/y', '/a'],
    ['/a#x', '/a'],
    ['/%61/b', '/a/b'],
    ['/a;x=1/b;y', '/a/b'],
    ['/a\\b', '/a/b'],
    ['', null],
    ['a', null],
    ['/%zz', null],
    ['/%2', null],
    ['/%252e', null],
    ['/%252F', null],
    ['/%255c', null],
    ['/%00', null],
    ['/', '/'],
  ])('of %s is the path %s', (written, path) => expect(normalPath(written)).toBe(path))
})
