import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuestion } from '../../src/world/parse.ts'
import { printQuestion } from '../../src/world/print-question.ts'
import type { Question } from '../../src/world/index.ts'

const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,6}[a-z0-9])?$/)
const subdomain = fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'))
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6().filter((text) => !text.includes('.')),
)

const reference = fc.oneof(
  fc.tuple(label, subdomain).map(([namespace, name]) => `${namespace}/${name}`),
  fc
    .tuple(fc.constantFrom('deploy', 'sts', 'ds', 'rs', 'rc', 'job', 'cronjob', 'svc'), label, subdomain)
    .map(([kind, namespace, name]) => `${kind}:${namespace}/${name}`),
  subdomain.map((name) => `node:${name}`),
  subdomain.map((name) => `name:${name}`),
  address.map((text) => `ip:${text}`),
  fc.constantFrom('internet', 'apiserver'),
)

/** A port's name has a letter; digits alone are a number. */
const port = fc.oneof(fc.integer({ min: 1, max: 65535 }), fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5})?$/))
const protocol = fc.oneof(fc.constantFrom('UDP', 'SCTP', 'ICMP', 'ICMPv6'), fc.integer({ min: 0, max: 255 }))

const question = fc.record(
  { from: reference, to: reference, port, protocol },
  { requiredKeys: ['from', 'to'] },
) as fc.Arbitrary<Question>

test('what is printed is read back', () => {
  fc.assert(
    fc.property(question, (asked) => {
      expect(parseQuestion(printQuestion(asked))).toEqual({ ok: true, value: asked })
    }),
    { numRuns: 2000 },
  )
})

const word = fc.stringMatching(/^[a-z0-9 %,|.=/]{1,6}$/)
const claims = fc
  .dictionary(fc.stringMatching(/^[a-z.]{1,5}$/), fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })), {
    maxKeys: 2,
  })
  .filter((each) => Object.keys(each).every((key) => !['aud', 'invalid', 'at'].includes(key)))
const token = fc.record(
  {
    iss: word,
    sub: word.filter((text) => !text.includes('/')),
    aud: fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 2 })),
    claims: claims.filter((each) => Object.keys(each).length > 0),
    invalid: fc.constantFrom('expired', 'malformed'),
    location: fc.constant('header:x-jwt:Bearer '),
  },
  { requiredKeys: ['iss', 'sub'] },
)

test('tokens and identities are read back as they are printed', () => {
  fc.assert(
    fc.property(
      question,
      fc.array(token, { minLength: 1, maxLength: 2 }),
      fc.option(fc.constant('cluster.local/ns/shop/sa/web'), { nil: undefined }),
      (asked, tokens, fromIdentity) => {
        const whole = {
          ...asked,
          http: { method: 'GET', path: '/', tokens },
          ...(fromIdentity !== undefined && { fromIdentity }),
        } as Question
        expect(parseQuestion(printQuestion(whole))).toEqual({ ok: true, value: whole })
      },
    ),
    { numRuns: 500 },
  )
})

test('any text is a question or a problem, never an exception', () => {
  const words = fc
    .array(
      fc.oneof(
        fc.constantFrom('->', '→', ':', '/', '[', ']', 'ip:', 'svc:', 'shop/api', '8080', ' ', '\n', '?', '__proto__'),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(words, (text) => {
      const read = parseQuestion(text)
      expect(read.ok || read.problem.code === 'question').toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('a long run of anything is a question or a problem, too', () => {
  for (const letter of ['-', '>', ':', '/', '[', ']', ' ', 'a', '.', 'ip:', '->', '\n']) {
    for (const around of [
      ['', ''],
      ['a/b -> ', ''],
      ['a/b -> c/d', ''],
      ['', ' -> c/d:80'],
    ] as const) {
      // A reader that tries every way of cutting the run would not come back before the test is given up.
      const read = parseQuestion(around[0] + letter.repeat(100_000) + around[1])
      expect(read.ok || read.problem.code === 'question').toBe(true)
    }
  }
})
