import { describe, expect, test } from 'vitest'
import { needsWords, saidText, withSaid } from '../../../../src/app/state/question.ts'
import type { Question } from '../../../../src/world/answer.ts'

const PLAIN: Question = { from: 'shop/web', to: 'shop/api', port: 8080, protocol: 'TCP' }

describe('what is said on the connection', () => {
  test.each<readonly [string, Partial<Question>, string]>([
    ['nothing', {}, ''],
    ['a request', { http: { method: 'POST', path: '/orders', host: 'api.example' } }, 'POST /orders host=api.example'],
    ['a look-up', { dns: { name: 'api.example' } }, 'dns api.example'],
    ['a server name', { sni: 'api.example' }, 'sni api.example'],
  ])('%s', (_, said, text) => expect(saidText({ ...PLAIN, ...said })).toBe(text))

  test('other words take the place of those before', () => {
    expect(withSaid({ ...PLAIN, dns: { name: 'api.example' } }, ' GET /orders ')).toBe(
      'shop/web -> shop/api:8080 GET /orders',
    )
  })

  test('no words ask about the connection alone', () => {
    expect(withSaid({ ...PLAIN, http: { method: 'GET' } }, '')).toEqual(PLAIN)
    expect(withSaid({ ...PLAIN, sni: 'api.example' }, 'anything')).toEqual(PLAIN)
  })

  test('they are asked for where the answer hangs on them', () => {
    expect(needsWords({ outcome: 'conditional', needs: ['request'] })).toBe(true)
    expect(needsWords({ outcome: 'conditional', needs: ['backend'] })).toBe(false)
    expect(needsWords({ outcome: 'allowed', needs: [] })).toBe(false)
    expect(needsWords(null)).toBe(false)
  })
})
