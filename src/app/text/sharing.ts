import { assertNever } from '../../ground/result.ts'
import type { EngineFailure } from '../../worker/link.ts'
import { NOTICES } from './catalogue/en/notices.ts'
import type { Sentence } from './sentence.ts'

/** What happened to the engine, and what to do about it. */
export function failureText({ why, reason, documents }: EngineFailure): Sentence {
  switch (why) {
    case 'slow':
      return NOTICES.slow(documents)
    case 'crashed':
      return NOTICES.crashed(documents)
    case 'start':
      return NOTICES.notStarted
    case 'ended':
      return []
    case 'refused':
      return NOTICES.engineRefused(reason)
    default:
      return assertNever(why)
  }
}
