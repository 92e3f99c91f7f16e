import { failure, success, type Result } from '../../../ground/result.ts'
import { loadExamples } from '../example/examples.ts'
import { EXAMPLE_PREFIX, INFLATED_LIMIT, LINK_LIMIT, unpackLink, type LinkProblem } from './packed-link.ts'
import { packText } from './packed-text.ts'
import { packWork, readWork, type Work } from '../work.ts'

/** A work as the part of an address after `#`: `#v1.<packed JSON>`. */
const PREFIX = '#v1.'
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
