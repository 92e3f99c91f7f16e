import { expect, test } from 'vitest'
import { domainPattern, exampleOf, matchesDomain } from '../../../src/ground/domain-name.ts'

test.each([
  [
    'kubernetes.io',
    ['kubernetes.io', 'KUBERNETES.IO', 'kubernetes.io.'],
    ['www.kubernetes.io', 'my-kubernetes.io', 'wikipedia.org', 'io'],
  ],
  [
    '*.kubernetes.io',
    ['www.kubernetes.io', 'latest.blog.kubernetes.io', 'Blog.Kubernetes.io.'],
    ['kubernetes.io', 'wikipedia.org', 'my-kubernetes.io', '.kubernetes.io.evil.example'],
  ],
  ['*.Example.COM.', ['a.example.com'], ['example.com']],
] as const)('%s', (text, yes, no) => {
  const pattern = domainPattern(text)
  for (const name of yes) expect({ name, matches: matchesDomain(pattern, name) }).toEqual({ name, matches: true })
  for (const name of no) expect({ name, matches: matchesDomain(pattern, name) }).toEqual({ name, matches: false })
})

test('an example of a star is nobody else’s exact name', () => {
  const patterns = ['*.a.example', 'any.a.example', 'any1.a.example'].map(domainPattern)
  expect(exampleOf(patterns[0]!, patterns)).toBe('any2.a.example')
  expect(exampleOf(patterns[1]!, patterns)).toBe('any.a.example')
})
