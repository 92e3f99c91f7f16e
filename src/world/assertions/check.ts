import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { Answer, Outcome, Question } from '../answer.ts'
import type { World } from '../index.ts'
import { questionOf, type Assertion } from './assertion.ts'

/**
 * How an assertion stands. `depends`: on something that its question leaves open, so that it neither holds nor fails.
 * `lost`: it names somebody who is not in the cluster. `invalid`: its text is no question.
 */
export type AssertionState = 'holds' | 'fails' | 'depends' | 'lost' | 'invalid'

/** An assertion and how it stands. `question` and `answer` null: its line is no question. */
export interface CheckedAssertion {
  readonly assertion: Assertion
  readonly state: AssertionState
  readonly question: Question | null
  readonly answer: Answer | null
}

/** Asks the world what the assertion claims. */
export function checkAssertion(assertion: Assertion, world: World): CheckedAssertion {
  const question = questionOf(assertion)
  if (!question) return { assertion, question, answer: null, state: 'invalid' }
  const answer = world.ask(question)
  return { assertion, question, answer, state: stateOf(assertion, answer.outcome) }
}

/** The same for each, in order. */
export function checkAssertions(assertions: readonly Assertion[], world: World): readonly CheckedAssertion[] {
  return assertions.map((assertion) => checkAssertion(assertion, world))
}

function stateOf({ expect }: Assertion, outcome: Outcome): AssertionState {
  switch (outcome) {
    case 'allowed':
      return expect === 'allow' ? 'holds' : 'fails'
    case 'denied':
      return expect === 'deny' ? 'holds' : 'fails'
    case 'conditional':
      return 'depends'
    case 'unanswerable':
      return 'lost'
  }
}

/**
 * An assertion as a table shows it: now, and before the last edit that changed anything (null: there was none, or it
 * had no answer).
 */
export interface AssertionView {
  readonly state: AssertionState
  readonly question: Question | null
  readonly now: Pick<Answer, 'outcome' | 'deniedAt' | 'cause' | 'needs'> | null
  readonly before: Outcome | null
  readonly problem: Diagnostic | null
}

/** The same for the screen, with what each came to in the `earlier` world; null: there is none. */
export function assertionViews(
  assertions: readonly Assertion[],
  world: World,
  earlier: World | null,
): readonly AssertionView[] {
  return checkAssertions(assertions, world).map(({ state, question, answer }): AssertionView => {
    const before = question && earlier ? earlier.ask(question).outcome : null
    return {
      state,
      question,
      problem: answer?.problem ?? null,
      before: before === 'unanswerable' ? null : before,
      now:
        answer && answer.outcome !== 'unanswerable'
          ? {
              outcome: answer.outcome,
              needs: answer.needs,
              ...(answer.deniedAt && { deniedAt: answer.deniedAt }),
              ...(answer.cause && { cause: answer.cause }),
            }
          : null,
    }
  })
}
