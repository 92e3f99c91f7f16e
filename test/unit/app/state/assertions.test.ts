import { describe, expect, test } from 'vitest'
import { Assertions } from '../../../../src/app/state/assertions.svelte.ts'
import { holdsTests } from '../../../../src/app/state/import/text.ts'
import type { Session } from '../../../../src/app/state/session.svelte.ts'
import type { Answer, Question } from '../../../../src/world/answer.ts'
import type { Assertion } from '../../../../src/world/assertions/assertion.ts'

/** As much of a session as assertions know. */
class FakeSession {
  assertions: readonly Assertion[] = []
  question: Question | null = null
  reply: { question: Question; answer: Answer; problem: null } | null = null
  asked: unknown[] = []
  setAssertions(assertions: readonly Assertion[]) {
    this.assertions = assertions
  }
  readonly picture = {
    testing: (task: unknown) => {
      this.asked.push(task)
      return new Promise(() => {})
    },
  }
  answer(question: Question, outcome: Answer['outcome'], port: number | null = 80) {
    this.question = question
    this.reply = {
      question,
      problem: null,
      answer: {
        outcome,
        needs: [],
        steps: [],
        notes: [],
        flow: { source: {}, destination: {}, protocol: 'TCP', port },
      } as unknown as Answer,
    }
  }
}

function start() {
  const session = new FakeSession()
  return { session, assertions: new Assertions(session as unknown as Session) }
}
const asked = { from: 'deploy:shop/web', to: 'deploy:shop/db', port: 5432 }

describe('assertions', () => {
  test('expect that the flow in question stays as it is', () => {
    const { session, assertions } = start()
    session.answer(asked, 'denied')
    assertions.addAsked()
    session.answer({ ...asked, from: 'deploy:shop/api' }, 'allowed')
    assertions.addAsked()
    expect(session.assertions).toEqual([
      { question: 'deploy:shop/web -> deploy:shop/db:5432', expect: 'deny' },
      { question: 'deploy:shop/api -> deploy:shop/db:5432', expect: 'allow' },
    ])
  })

  test('name the port that the answer found', () => {
    const { session, assertions } = start()
    session.answer({ from: 'a/b', to: 'a/c', port: 'web' }, 'allowed', 8080)
    assertions.addAsked()
    session.answer({ from: 'a/b', to: 'svc:a/c', port: 'web' }, 'allowed', 8080)
    assertions.addAsked()
    expect(session.assertions.map(({ question }) => question)).toEqual(['a/b -> a/c:8080', 'a/b -> svc:a/c:web'])
  })

  test('wait for an answer that is on its way, and for none that does not come', () => {
    const { session, assertions } = start()
    session.question = asked
    assertions.addAsked()
    expect([assertions.awaits, session.assertions]).toEqual([true, []])
    session.answer(asked, 'unanswerable')
    assertions.addAsked()
    expect([assertions.awaits, session.assertions]).toEqual([false, []])
  })

  test('about the same flow replace each other, and can be turned round and removed', () => {
    const { session, assertions } = start()
    assertions.add([
      { question: 'a/b -> a/c:80', expect: 'deny' },
      { question: 'a/b -> a/d:80', expect: 'deny' },
    ])
    assertions.add([{ question: 'a/b -> a/c:80', expect: 'allow', name: 'c' }])
    expect(session.assertions).toEqual([
      { question: 'a/b -> a/c:80', expect: 'allow', name: 'c' },
      { question: 'a/b -> a/d:80', expect: 'deny' },
    ])
    assertions.turn(session.assertions[0]!)
    assertions.remove(session.assertions[1]!)
    expect(session.assertions).toEqual([{ question: 'a/b -> a/c:80', expect: 'deny', name: 'c' }])
  })

  test('are checked only when there are some', () => {
    const { session, assertions } = start()
    void assertions.check()
    expect(session.asked).toEqual([])
  })
})

describe('a file of tests', () => {
  const TEST = '- name: a\n  type: k8s\n  src:\n    k8sResource:\n      kind: pod\n      name: a\n      namespace: n\n'
  test.each([
    ['a list of tests', TEST, true],
    ['the same in JSON', '[{"name": "a", "type": "k8s", "src": {"k8sResource": {"kind": "pod"}}}]', true],
    ['the first version', '# old\nk8s:\n  # source\n  deployment:\n    web:\n      db: 80\n', true],
    ['a manifest', 'apiVersion: v1\nkind: Pod\n', false],
    ['values of a chart', 'k8s:\n  image: x\n', false],
    ['nothing', '', false],
    ['a heading and a sea of lines', `k8s:\n${'\n'.repeat(4_000_000)}`, false],
  ] as const)('%s', (_, text, isOne) => {
    expect(holdsTests(text)).toBe(isOne)
  })
})
