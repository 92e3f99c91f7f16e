import { failure, success, type Result } from '../../../ground/result.ts'
import { unpackText } from './packed-text.ts'
import { WORK_LIMIT } from '../work.ts'

/** How a link begins that holds what differs from an example. */
export const EXAMPLE_PREFIX = '#v2.'

/**
 * Bytes that a link may become when inflated: a full work and its baseline, a letter in UTF-8 and JSON's quoting taking
 * three bytes.
 */
export const INFLATED_LIMIT = 2 * 3 * WORK_LIMIT

/** Characters of a link that are looked at. */
export const LINK_LIMIT = 4_000_000

/**
 * Why a link cannot be opened. `incomplete`: it was cut or changed on its way; `newer`: made by a later version of
 * Reachable; `other-example`: it holds only what differs from an example that is not here, or has changed since;
 * `too-large`: it would unpack to more than any work may be; `not-a-work`: whole, but what is in it is not ours.
 */
export type LinkProblem = 'incomplete' | 'newer' | 'other-example' | 'too-large' | 'not-a-work'

/** The data in the packed part of a link. */
export async function unpackLink(packed: string): Promise<Result<unknown, LinkProblem>> {
  if (packed.length > LINK_LIMIT) return failure('too-large')
  const text = await unpackText(packed, INFLATED_LIMIT)
  if (!text.ok) return failure(text.problem === 'not-a-text' ? 'not-a-work' : text.problem)
  try {
    return success(JSON.parse(text.value) as unknown)
  } catch {
    return failure('not-a-work')
  }
}
