import { assertNever } from '../../ground/result.ts'
import type { EngineFailure } from '../../worker/client.ts'
import type { EmbedMode } from '../state/embed.ts'
import type { LinkProblem } from '../state/link-codec.ts'
import { code, list, say, type Sentence } from './sentence.ts'

/** Why a link was not opened. Nothing of the user's has changed. */
export function linkProblemText(problem: LinkProblem): Sentence {
  switch (problem) {
    case 'incomplete': return say`This link is incomplete. Your own work is untouched.`
    case 'newer': return say`This link was made by a later version of Reachable. Your own work is untouched.`
    case 'other-example': return say`This link holds only what differs from an example, and that example is not the same here. Your own work is untouched.`
    case 'too-large': return say`This link unpacks to more than 30 MB and was not opened. Your own work is untouched.`
    case 'not-a-work': return say`This link holds nothing that can be shown here. Your own work is untouched.`
    default: return assertNever(problem)
  }
}

/** What happened to the engine, and what to do about it. */
export function failureText({ why, reason, documents }: EngineFailure): Sentence {
  const which = documents.length === 0 ? say`The question` : list(documents.map((name) => say`${code(name)}`))
  switch (why) {
    case 'slow': return say`${which} took longer than 5 s and was stopped. The picture shows the last text that worked; the next change is tried again.`
    case 'crashed': return say`${which} brought the engine down; it was started again. The picture shows the last text that worked.`
    case 'start': return say`The engine did not start, so there are no verdicts. Reload the page.`
    case 'ended': return []
    case 'refused': return say`The engine could not answer: ${reason}.`
    default: return assertNever(why)
  }
}

/** What an embedded link shows. */
export const EMBED_NAMES: Readonly<Record<EmbedMode, { readonly name: string; readonly says: string }>> = {
  view: { name: 'View', says: 'the text, the picture and the answer, to read' },
  quiz: { name: 'Quiz', says: 'the answer shows after a guess' },
  full: { name: 'Playground', says: 'to edit; nothing of it is kept' },
}
