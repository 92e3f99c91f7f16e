import { printQuestion } from '../../world/print-question.ts'
import { isTyping } from '../ui/focus.ts'
import type { AppState } from './context.ts'
import { isForSlides, tellParent } from './embed.ts'

/** Pixels around the text: question, sentence, foot. */
const FRAME = 170
/** Fewer pixels show no picture worth looking at; more than these no slide has. */
const LEAST = 360
const MOST = 1000

/** Keeps the page around an embedded playground informed. */
export class EmbedTalk {
  #isReady = false

  constructor(private readonly app: AppState) {}

  /** What there is to tell has perhaps changed. `isSecret`: the verdict is still to be guessed. */
  tell(isSecret = false): void {
    const { session, lessons } = this.app
    const { reply } = session
    if (session.snapshot && !this.#isReady) {
      this.#isReady = true
      tellParent({ type: 'ready' })
    }
    if (reply?.answer && !isSecret)
      tellParent({
        type: 'verdict',
        question: reply.question ? printQuestion(reply.question) : '',
        outcome: reply.answer.outcome,
      })
    if (lessons.open) tellParent({ type: 'goal', held: lessons.standing.held, of: lessons.open.goals.length })
  }

  fit(text: number): void {
    tellParent({ type: 'height', height: Math.min(MOST, Math.max(LEAST, Math.ceil(text) + FRAME)) })
  }

  passOn(event: KeyboardEvent): void {
    if (isForSlides(event, isTyping(event.target))) tellParent({ type: 'key', key: event.key })
  }
}
