import type { Sentence } from '../../text/sentence.ts'
import type { LinkProblem } from './packed-link.ts'

/** Why a link was not opened. Most links open, so the words are fetched when one does not. */
export async function linkProblemText(problem: LinkProblem): Promise<Sentence> {
  const { LINK } = await import('../../text/catalogue/en/link.ts')
  return LINK[problem]
}
