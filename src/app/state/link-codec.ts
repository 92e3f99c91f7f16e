import { failure, success, type Result } from '../../ground/result.ts'
import { loadExamples } from './examples.ts'
import { packText, unpackText } from './packed-text.ts'
import { packWork, readWork, WORK_LIMIT, type Work } from './work.ts'

/** A work as the part of an address after `#`: `#v1.<packed JSON>`. */
const PREFIX = '#v1.'
/** A work as what differs from an example. */
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

/** Null: the work is too large for any link that `decodeLink` takes. */
export async function encodeLink(work: Work): Promise<string | null> {
  const packed = await packText(JSON.stringify(packWork(work)), INFLATED_LIMIT)
  return packed === null || packed.length + PREFIX.length > LINK_LIMIT ? null : PREFIX + packed
}

/** Reads a link from anywhere. */
export async function decodeLink(fragment: string): Promise<Result<Work, LinkProblem>> {
  if (fragment.startsWith(EXAMPLE_PREFIX)) {
    const { readExampleLink } = await import('./example-link.ts')
    return readExampleLink(fragment.slice(EXAMPLE_PREFIX.length), await loadExamples())
  }
  if (!fragment.startsWith(PREFIX)) return failure('newer')
  const json = await unpackLink(fragment.slice(PREFIX.length))
  if (!json.ok) return json
  const work = readWork(json.value)
  return work ? success(work) : failure('not-a-work')
}

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
