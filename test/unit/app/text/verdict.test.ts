import { describe, expect, it } from 'vitest'
import { callerSees } from '../../../../src/app/text/caller.ts'
import { contrast, differenceText } from '../../../../src/app/text/check.ts'
import { closestRule, ladderOf } from '../../../../src/app/text/ladder.ts'
import { ENGLISH, speakFrom } from '../../../../src/app/text/catalogue/spoken.ts'
import { noteText } from '../../../../src/app/text/note.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { traceText } from '../../../../src/app/text/trace-text.ts'
import { verdictSentence, verdictWord } from '../../../../src/app/text/verdict.ts'
import type { DecisionStep } from '../../../../src/engine/explanation.ts'
import type { Answer } from '../../../../src/world/answer.ts'
import { answer, DENIED, DENY, label, OPEN_OUT, policy, port, selected, trial, WHY_NOT } from './answers.ts'

const sentence = (given: Answer) => {
  const { lead, rest } = verdictSentence(given)
  return `${plain(lead)} ${plain(rest)}`.trim()
}
const word = (given: Answer) => {
  const { glyph, word, place } = verdictWord(given)
  return `${glyph}: ${word} ${plain(place)}`.trim()
}

const matched = {
  at: 'ingress',
  step: 'rule-matched',
  trial: trial('allow-web', 0, [label(true, 'app', 'web', 'web')], [port(true, 8080, 8080)]),
} as const
const let_out = { at: 'egress', step: 'rule-matched', trial: trial('web-out', 1, [], []) } as const

describe('the rungs of an answer', () => {
  it('are made once, and anew in another language', () => {
    const made = ladderOf(DENIED)
    const german = { code: 'de', messages: {} } as const
    expect(ladderOf(DENIED)).toBe(made)
    expect(ladderOf({ ...DENIED })).not.toBe(made)
    speakFrom(() => german)
    try {
      expect(ladderOf(DENIED)).not.toBe(made)
      expect(ladderOf(DENIED)).toEqual(made)
    } finally {
      speakFrom(() => ENGLISH)
    }
  })
})

describe('the verdict in a sentence', () => {
  it.each<[string, Answer, string, string]>([
    [
      'a label differs',
      DENIED,
      'deny: Denied entering shop/api',
      'Denied at shop/api, on the way in. Two policies select it; none of their rules admits app=web on 8080.',
    ],
    [
      'no policy has a rule',
      answer('denied', [OPEN_OUT, selected('a'), DENY], { deniedAt: 'ingress' }),
      'deny: Denied entering shop/api',
      'Denied at shop/api, on the way in. One policy selects it and has no ingress rule.',
    ],
    [
      'three without a rule',
      answer('denied', [OPEN_OUT, selected('a'), selected('b'), selected('c'), DENY], { deniedAt: 'ingress' }),
      'deny: Denied entering shop/api',
      'Denied at shop/api, on the way in. Three policies select it; none has an ingress rule.',
    ],
    [
      'a workload by its own name',
      answer(
        'denied',
        [OPEN_OUT, selected('a'), DENY],
        { deniedAt: 'ingress' },
        { destination: { label: 'shop/api-1', workload: 'deploy:shop/api' } },
      ),
      'deny: Denied entering shop/api',
      'Denied at shop/api, on the way in. One policy selects it and has no ingress rule.',
    ],
    [
      'open at both ends',
      answer('allowed', [OPEN_OUT, { at: 'ingress', step: 'not-isolated' }]),
      'open: Allowed no policy selects either end',
      'Allowed. No policy selects shop/web for egress or shop/api for ingress.',
    ],
    [
      'admitted at the door',
      answer('allowed', [OPEN_OUT, selected('allow-web'), matched]),
      'allow: Allowed by allow-web, rule 1',
      'Allowed. allow-web, rule 1 admits it; no policy selects shop/web for egress.',
    ],
    [
      'admitted twice',
      answer('allowed', [{ ...selected('web-out'), at: 'egress' }, let_out, selected('allow-web'), matched]),
      'allow: Allowed by web-out, rule 2 and by allow-web, rule 1',
      'Allowed. web-out, rule 2 lets it out; allow-web, rule 1 lets it in.',
    ],
    [
      'to itself',
      answer('allowed', [
        { at: 'egress', step: 'exempt', why: 'same-pod', tier: null },
        { at: 'ingress', step: 'exempt', why: 'same-pod', tier: null },
      ]),
      'open: Allowed policies do not apply',
      'Allowed. shop/web: a pod always reaches itself; shop/api: a pod always reaches itself.',
    ],
    [
      'no endpoints',
      answer('denied', [], { cause: 'no-endpoints' }),
      'deny: Denied no endpoints',
      'Nobody answers. The Service has no ready endpoints. Policies were not asked.',
    ],
    [
      'depends',
      answer('conditional', [], {
        needs: ['backend'],
        parts: [
          { varies: 'backend', of: 'a', answer: answer('allowed') },
          { varies: 'backend', of: 'b', answer: DENIED },
        ],
      }),
      'part: Depends on the backend',
      'Depends on the backend. 1 of 2 pass.',
    ],
    [
      'nobody of that name',
      answer('unanswerable', [], {
        flow: null,
        problem: {
          code: 'question',
          reason: 'endpoint',
          wanted: 'shop/wob',
          suggestions: ['shop/web'],
          severity: 'error',
          layer: 'question',
          span: null,
          subject: null,
        },
      }),
      'none: No answer',
      'Nothing here is called shop/wob. Did you mean shop/web?',
    ],
  ])('%s', (_, given, expectedWord, expected) => {
    expect(word(given)).toBe(expectedWord)
    expect(sentence(given)).toBe(expected)
  })
})

describe('the ladder', () => {
  it('finds the rule that came nearest, and says what differs', () => {
    const closest = closestRule(ladderOf(DENIED))!
    expect(closest.policy.name).toBe('shop/allow-web')
    expect(closest.rule).toMatchObject({
      number: 1,
      role: 'closest',
      difference: 'One label differs',
      span: { start: { line: 14 } },
    })
  })

  it('tells selecting policies from the others, and both gates', () => {
    const [egress, ingress] = ladderOf(DENIED).gates
    expect(egress).toMatchObject({ state: 'open' })
    expect(plain(egress!.summary)).toBe('allowed – no policy selects this pod for egress')
    expect(plain(ingress!.summary)).toBe('denied – selected by 2 policies, no rule fits')
    expect(ingress!.policies.map(({ name, detail }) => `${name} ${plain(detail)}`)).toEqual([
      'shop/default-deny every pod, no rules',
      'shop/allow-web app=api, 2 rules',
    ])
    expect(ingress!.policies[1]!.rules[1]).toMatchObject({
      number: 2,
      role: 'missed',
      difference: 'Port, namespace and pod differ',
    })
    expect(ingress!.aside.map(({ name, detail }) => `${name} ${plain(detail)}`)).toEqual([
      'shop/db-guests selects app=db',
    ])
  })

  it('is empty when no flow was judged', () => {
    expect(ladderOf(answer('unanswerable', [], { flow: null })).gates).toEqual([])
  })

  it('says that a refused policy was not applied', () => {
    const steps: readonly DecisionStep[] = [
      ...WHY_NOT,
      { at: 'ingress', step: 'not-enforced', policy: policy('x'), why: 'rejected' },
    ]
    expect(ladderOf(answer('denied', steps)).gates[1]!.refused.map(({ detail }) => plain(detail))).toEqual([
      'not applied: the API server refuses it',
    ])
    expect(plain(verdictSentence(answer('denied', steps)).rest)).toMatch(
      /shop\/x is not applied: the API server refuses it\.$/,
    )
  })
})

describe('what differs', () => {
  it.each([
    ['app=web-frontend', 'app=web', { before: 'app=web', wants: '-frontend', is: '', after: '' }],
    ['app=prometheus', 'app=grafana', { before: 'app=', wants: 'prometheus', is: 'grafana', after: '' }],
    ['app=api', 'no label app', { before: '', wants: 'app=api', is: 'no label app', after: '' }],
    ['8080', '8081', { before: '808', wants: '0', is: '1', after: '' }],
  ])('%s and %s', (wants, is, expected) => {
    expect(contrast(wants, is)).toEqual(expected)
  })

  it.each([
    [[port(false, 1, 2)], 'The port differs'],
    [
      [label(false, 'a', 'b', 'c'), label(false, 'd', 'e', null), label(true, 'f', 'g', 'g')],
      '2 of 3 conditions differ',
    ],
    [[label(true, 'a', 'b', 'b')], ''],
  ])('in words', (checks, expected) => {
    expect(differenceText(checks)).toBe(expected)
  })
})

describe('what the caller sees', () => {
  const denied = (over: Partial<Answer>) => callerSees({ ...DENIED, ...over })
  const to = (protocol: string, port: number | null) => ({ ...DENIED.flow!, protocol, port })

  it.each([
    ['a time-out', denied({}), 'curl -m 3 10.0.0.7:8080', 'curl: (28) Connection timed out after 3001 milliseconds'],
    [
      'no DNS',
      denied({ flow: to('UDP', 53) }),
      'dig +time=3 +tries=1 @10.0.0.7',
      ';; communications error to 10.0.0.7#53: timed out',
    ],
    ['nothing over UDP', denied({ flow: to('UDP', 514) }), 'nc -u -w 3 10.0.0.7 514', '(no answer)'],
    [
      'a Service by its name',
      denied({
        notes: [
          {
            note: 'through-service',
            service: 'svc:shop/api',
            servicePort: 80,
            endpoint: 'shop/api',
            port: 8080,
            seenAs: 'pod',
          },
        ],
      }),
      'curl -m 3 api.shop:80',
      'curl: (28) Connection timed out after 3001 milliseconds',
    ],
    [
      'a Service by the port of a node',
      denied({
        notes: [
          {
            note: 'through-service',
            service: 'shop/api',
            servicePort: 80,
            endpoint: 'shop/api',
            port: 8080,
            seenAs: 'pod',
            by: { node: 'n1', nodePort: 30080 },
          },
        ],
      }),
      'curl -m 3 n1:30080',
      'curl: (28) Connection timed out after 3001 milliseconds',
    ],
    [
      'a refusal without endpoints',
      denied({
        cause: 'no-endpoints',
        flow: null,
        notes: [{ note: 'no-ready-endpoints', service: 'shop/api', servicePort: 80 }],
      }),
      'curl -m 3 api.shop:80',
      'curl: (7) Failed to connect to api.shop port 80: Connection refused',
    ],
    [
      'silence where a node may use only its own endpoints',
      denied({
        cause: 'no-endpoints',
        flow: null,
        notes: [{ note: 'no-local-endpoints', service: 'shop/api', servicePort: 80, nodePort: 30082, node: 'n1' }],
      }),
      'curl -m 3 n1:30082',
      'curl: (28) Connection timed out after 3001 milliseconds',
    ],
    [
      'silence where the caller’s own node has no endpoint',
      denied({
        cause: 'no-endpoints',
        flow: null,
        notes: [{ note: 'no-local-endpoints', service: 'shop/api', servicePort: 80, nodePort: null, node: 'n1' }],
      }),
      'curl -m 3 api.shop:80',
      'curl: (28) Connection timed out after 3001 milliseconds',
    ],
    [
      'a port of a node that leads to a pod',
      denied({ notes: [{ note: 'through-host-port', node: 'n1', hostPort: 80, endpoint: 'shop/api', port: 8080 }] }),
      'curl -m 3 n1:80',
      'curl: (28) Connection timed out after 3001 milliseconds',
    ],
    ['a connection', callerSees(answer('allowed')), 'curl -vm 3 10.0.0.7:8080', '* Connected to 10.0.0.7 port 8080'],
  ])('%s', (_, view, command, output) => {
    expect(view).toMatchObject({ command })
    expect(view!.output[0]).toBe(output)
  })

  it('is silent where nobody would type anything', () => {
    expect(denied({ flow: to('ICMP', null) })).toBeNull()
    expect(callerSees(answer('conditional'))).toBeNull()
  })
})

describe('as plain text', () => {
  it('holds the whole explanation', () => {
    expect(traceText({ from: 'shop/web', to: 'deploy:shop/api', port: 8080 }, DENIED))
      .toBe(`shop/web -> deploy:shop/api:8080
Denied at shop/api, on the way in. Two policies select it; none of their rules admits app=web on 8080.

Egress at shop/web: allowed – no policy selects this pod for egress

Ingress at shop/api: denied – selected by 2 policies, no rule fits
- shop/default-deny (every pod, no rules)
- shop/allow-web (app=api, 2 rules)
  closest: rule 1. One label differs
    pod wants app=web-frontend, is app=web
  rule 2: Port, namespace and pod differ

$ curl -m 3 10.0.0.7:8080
curl: (28) Connection timed out after 3001 milliseconds`)
  })

  it('begins with the question as it can be typed', () => {
    expect(traceText({ from: 'ip:203.0.113.7', to: 'svc:c/d', port: 53, protocol: 'UDP' }, DENIED).split('\n')[0]).toBe(
      'ip:203.0.113.7 -> svc:c/d:53/UDP',
    )
  })

  it('has a sentence for each note', () => {
    expect(plain(noteText({ note: 'port-not-declared', endpoint: 'shop/api', port: 1, protocol: 'TCP' }))).toContain(
      'shop/api declares 1/TCP',
    )
  })
})
