import { isSameData } from '../../ground/same-data.ts'
import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { EngineFailure, EngineLink } from '../../worker/link.ts'
import type { AskResult } from '../../worker/protocol.ts'
import type { Asked } from '../../worker/wire.ts'
import type { Answer, Question } from '../../world/answer.ts'
import type { AskedQuestion } from './work.ts'
import type { WorkFields } from './work-fields.svelte.ts'

/** What an answer was given to. `question` is null while the text could not be understood. */
export interface Reply {
  readonly question: Question | null
  readonly answer: Answer | null
  readonly problem: Diagnostic | null
}

/** The question of the work, and what was answered to it. An answer to what is not asked any more is dropped. */
export class Asking {
  #reply = $state.raw<Reply | null>(null)
  /** Counts what was asked and answered: whoever is not the last of them comes too late. */
  #turn = 0
  /** What was told last. */
  #taken: AskResult | null = null

  constructor(
    private readonly engine: EngineLink,
    private readonly work: WorkFields,
    private readonly fail: (failure: EngineFailure) => void,
  ) {}

  get reply(): Reply | null {
    return this.#reply
  }

  /** Another work is opened. */
  forget(): void {
    this.#reply = null
  }

  /** The last reply stays until the new one is there. */
  ask(question: AskedQuestion): void {
    this.work.whole = { ...this.work.whole, question }
    this.#ask()
  }

  /** An answer that came ahead of the picture. False: something else has been asked meanwhile. */
  hear({ question, result }: Asked): boolean {
    if (!isSameData(question, this.work.question)) return false
    this.#turn++
    this.#take(result, question)
    return true
  }

  /** The answer comes with the picture it belongs to, unless something else has been asked meanwhile. */
  hearWithPicture(asked: Asked | null): void {
    if (asked && asked.result === this.#taken) return
    if (!asked || !this.hear(asked)) this.#ask()
  }

  #ask(): void {
    const { question } = this.work
    const turn = ++this.#turn
    if (question === null) {
      this.#reply = null
      return
    }
    this.engine.call('ask', { question }).then(
      (result) => {
        if (turn === this.#turn) this.#take(result, question)
      },
      (failure: EngineFailure) => {
        if (turn === this.#turn) this.fail(failure)
      },
    )
  }

  /**
   * The question of the work and of the reply stay one object: whoever waits for an answer tells by that whether it is
   * there.
   */
  #take(result: AskResult, asked: AskedQuestion): void {
    this.#taken = result
    if (!result.ok) {
      this.#reply = { question: typeof asked === 'string' ? null : asked, answer: null, problem: result.problem }
      return
    }
    const { question: known } = this.work
    const question =
      typeof known === 'object' && known !== null && isSameData(known, result.question) ? known : result.question
    if (question !== known) this.work.whole = { ...this.work.whole, question }
    this.#reply = { question, answer: result.answer, problem: null }
  }
}
