import type { Question } from '../../world/answer.ts'
import type { Assertion } from '../../world/assertions/assertion.ts'
import type { AssertionState, AssertionView } from '../../world/assertions/check.ts'
import { printQuestion } from '../../world/print-question.ts'
import type { Reply } from './asking.svelte.ts'
import type { Session } from './session.svelte.ts'
import { ASSERTION_LIMIT } from './work.ts'

/** What is expected of flows, and how that stands. The list itself belongs to the work. */
export class Assertions {
  /** What was found last, and the list that it is about. */
  #checked = $state.raw<{ readonly list: readonly Assertion[]; readonly views: readonly AssertionView[] }>({
    list: [],
    views: [],
  })
  #turn = 0
  /** The next answer becomes an assertion. */
  #awaits = $state(false)
  /** What was added last, for whoever says so. */
  #added = $state.raw<readonly Assertion[]>([])

  constructor(private readonly session: Session) {}

  list: readonly Assertion[] = $derived.by(() => this.session.assertions)
  get awaits(): boolean {
    return this.#awaits
  }
  get added(): readonly Assertion[] {
    return this.#added
  }

  /** How each of the list stands; null: not known yet. */
  views: readonly (AssertionView | null)[] = $derived.by(() => {
    const { list, views } = this.#checked
    const known = new Map(list.map((assertion, index) => [assertion, views[index] ?? null]))
    return this.list.map((assertion) => known.get(assertion) ?? null)
  })

  counts: Readonly<Record<AssertionState, number>> = $derived.by(() => {
    const counts = { holds: 0, fails: 0, depends: 0, lost: 0, invalid: 0 }
    for (const view of this.views) if (view) counts[view.state]++
    return counts
  })

  /** The assertion about the flow that is asked for; null: there is none. */
  asked: Assertion | null = $derived.by(() => {
    const { question } = this.session.reply ?? {}
    const text = question ? printQuestion(assertable(question, this.session.reply)) : null
    return this.list.find((assertion) => assertion.question === text) ?? null
  })

  /** Checks the list against the picture. */
  async check(): Promise<void> {
    const turn = ++this.#turn
    const { list } = this
    if (list.length === 0) return
    const views = await this.session.picture.testing({ task: 'check', assertions: list }).catch(() => null)
    if (turn === this.#turn && views) this.#checked = { list, views }
  }

  /**
   * Expects that the flow that was answered last stays as it is. Where the answer is still on its way, it is waited
   * for.
   */
  addAsked(): void {
    const { reply, question } = this.session
    if (!reply?.question || !reply.answer || reply.question !== question) {
      this.#awaits = question !== null
      return
    }
    this.#awaits = false
    if (reply.answer.outcome === 'unanswerable' || this.asked) return
    this.add([
      {
        question: printQuestion(assertable(reply.question, reply)),
        expect: reply.answer.outcome === 'allowed' ? 'allow' : 'deny',
      },
    ])
  }

  /** Those whose flow is in the list already take the place of what was expected of it. */
  add(assertions: readonly Assertion[]): void {
    const replaced = new Map(assertions.map((assertion) => [assertion.question, assertion]))
    const kept = this.list.map((assertion) => {
      const now = replaced.get(assertion.question)
      replaced.delete(assertion.question)
      return now ?? assertion
    })
    this.session.setAssertions([...kept, ...replaced.values()].slice(0, ASSERTION_LIMIT))
    this.#added = assertions
  }

  /** Expects the opposite. */
  turn(assertion: Assertion): void {
    this.session.setAssertions(
      this.list.map((each) =>
        each === assertion ? { ...each, expect: each.expect === 'allow' ? 'deny' : 'allow' } : each,
      ),
    )
  }

  remove(assertion: Assertion): void {
    this.session.setAssertions(this.list.filter((each) => each !== assertion))
  }

  clear(): void {
    this.session.setAssertions([])
  }
}

/** The question with what the answer found out: the number behind a port's name, and the only port there is. */
function assertable(question: Question, reply: Reply | null): Question {
  const { flow, parts } = reply?.answer ?? {}
  if (typeof question.port === 'number' || !flow || flow.port === null || parts || /^svc:|^name:/.test(question.to))
    return question
  return { ...question, port: flow.port }
}
