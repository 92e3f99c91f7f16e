import { describe, expect, test } from 'vitest'
import { parseQuestion } from '../../../src/world/parse.ts'
import type { Question } from '../../../src/world/answer.ts'
import { printQuestion } from '../../../src/world/print-question.ts'

describe('a question in text', () => {
  test.each([
    ['shop/web -> shop/api:8080', { from: 'shop/web', to: 'shop/api', port: 8080 }],
    ['  shop/web->shop/api  ', { from: 'shop/web', to: 'shop/api' }],
    ['shop/web → shop/api:http', { from: 'shop/web', to: 'shop/api', port: 'http' }],
    ['shop/web -> shop/api:53/UDP', { from: 'shop/web', to: 'shop/api', port: 53, protocol: 'UDP' }],
    ['shop/web -> shop/api/ICMP', { from: 'shop/web', to: 'shop/api', protocol: 'ICMP' }],
    ['shop/web -> shop/api/47', { from: 'shop/web', to: 'shop/api', protocol: 47 }],
    ['shop/web -> shop/404', { from: 'shop/web', to: 'shop/404' }],
    ['deploy:shop/web -> svc:shop/api:80', { from: 'deploy:shop/web', to: 'svc:shop/api', port: 80 }],
    ['node:n1 -> node:n2/47', { from: 'node:n1', to: 'node:n2', protocol: 47 }],
    ['internet -> svc:shop/web:443/TCP', { from: 'internet', to: 'svc:shop/web', port: 443, protocol: 'TCP' }],
    ['shop/api -> internet:443', { from: 'shop/api', to: 'internet', port: 443 }],
    ['shop/api -> apiserver:6443', { from: 'shop/api', to: 'apiserver', port: 6443 }],
    ['shop/api -> internet', { from: 'shop/api', to: 'internet' }],
    ['shop/api -> internet/ICMP', { from: 'shop/api', to: 'internet', protocol: 'ICMP' }],
    ['shop/api -> ip:203.0.113.7:443', { from: 'shop/api', to: 'ip:203.0.113.7', port: 443 }],
    ['shop/api -> ip:2001:db8::7', { from: 'shop/api', to: 'ip:2001:db8::7' }],
    ['shop/api -> ip:[2001:db8::7]:443/UDP', { from: 'shop/api', to: 'ip:2001:db8::7', port: 443, protocol: 'UDP' }],
    ['shop/api -> ip:[2001:db8::7]/ICMPv6', { from: 'shop/api', to: 'ip:2001:db8::7', protocol: 'ICMPv6' }],
    ['shop/api -> name:api.partner.example:443', { from: 'shop/api', to: 'name:api.partner.example', port: 443 }],
    [
      'shop/web -> shop/api:8080 POST /a?b=1 host=api.example sni=api.example X-Token:4%202',
      {
        from: 'shop/web',
        to: 'shop/api',
        port: 8080,
        http: { method: 'POST', path: '/a?b=1', host: 'api.example', headers: { 'X-Token': '4 2' } },
        sni: 'api.example',
      },
    ],
    [
      'shop/web -> shop/api/ICMP type=3 code=1',
      { from: 'shop/web', to: 'shop/api', protocol: 'ICMP', icmp: { type: 3, code: 1 } },
    ],
    [
      'shop/web -> shop/kafka:9092 kafka produce orders client=web',
      {
        from: 'shop/web',
        to: 'shop/kafka',
        port: 9092,
        kafka: { apiKey: 'produce', topic: 'orders', clientId: 'web' },
      },
    ],
  ])('%s', (text, question) => {
    expect(parseQuestion(text)).toEqual({ ok: true, value: question })
    const printed = printQuestion(question as Question)
    const again = parseQuestion(printed)
    expect(again.ok && printQuestion(again.value)).toBe(printed)
  })

  test.each([
    ['shop/web', 'syntax'],
    ['-> shop/api', 'syntax'],
    ['shop/web -> ', 'syntax'],
    ['a -> b -> c', 'syntax'],
    ['shop/web -> shop/api 8080', 'syntax'],
    ['', 'syntax'],
    ['shop/web -> shop/api:0', 'port'],
    ['shop/web -> shop/api:70000', 'port'],
    ['shop/web -> shop/api:80/tcp', 'protocol'],
    ['shop/web -> shop/api/tcp', 'protocol'],
  ])('%j is refused: %s', (text, reason) =>
    expect(parseQuestion(text)).toMatchObject({ ok: false, problem: { code: 'question', reason } }),
  )
})
