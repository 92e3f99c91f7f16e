import { failure, success, type Result } from '../../../ground/result.ts'
import { exampleWords } from '../../text/example-words.ts'
import type { Example } from '../example/examples.ts'
import { EXAMPLE_PREFIX, INFLATED_LIMIT, LINK_LIMIT, type LinkProblem, unpackLink } from './packed-link.ts'
import { packText } from './packed-text.ts'
import { fingerprint, packTabs, unpackTabs } from './tab-difference.ts'
import { packWork, readWork, type Work } from '../work.ts'

/** An example with so much of the most that any has is tried. */
const NEAR = 0.9

/** A short link, and what the example that it leans on is called on the screen. */
export interface ExampleLink {
  readonly fragment: string
  readonly title: string
}

/**
 * A work as what differs from an example, `#v2.<packed JSON>`: short enough for a QR code, but of use only where the
 * example is the same. Of the examples with most of the text, which often share a world, the one that makes the
 * shortest link is taken. Null: none has any of it, or the link would be too long.
 */
export async function encodeExampleLink(work: Work, examples: readonly Example[]): Promise<ExampleLink | null> {
  const shared = examples.map(({ work: { documents } }) =>
    documents.reduce(
      (sum, { name, text }) =>
        sum + (work.documents.some((document) => document.name === name && document.text === text) ? text.length : 0),
      0,
    ),
  )
  const most = Math.max(0, ...shared)
  if (most === 0) return null
  const links = await Promise.all(
    examples
      .filter((_, index) => shared[index]! >= most * NEAR)
      .map(async (example) => {
        const {
          id,
          work: { documents: start },
        } = example
        const packed = await packText(
          JSON.stringify({
            ...packWork(work),
            example: id,
            start: fingerprint(start),
            documents: packTabs(work.documents, start),
          }),
          INFLATED_LIMIT,
        )
        return packed === null || packed.length > LINK_LIMIT
          ? null
          : { fragment: `${EXAMPLE_PREFIX}${packed}`, title: exampleWords(example).title }
      }),
  )
  return links.filter((link) => link !== null).sort((a, b) => a.fragment.length - b.fragment.length)[0] ?? null
}

/** Reads what stands behind the prefix. */
export async function readExampleLink(
  packed: string,
  examples: readonly Example[],
): Promise<Result<Work, LinkProblem>> {
  const json = await unpackLink(packed)
  if (!json.ok) return json
  if (typeof json.value !== 'object' || json.value === null) return failure('not-a-work')
  const data = json.value as Readonly<Record<string, unknown>>
  const start = examples.find(({ id }) => id === data.example)?.work.documents
  if (!start || data.start !== fingerprint(start)) return failure('other-example')
  const work = readWork({ ...data, documents: unpackTabs(data.documents, start) })
  return work ? success(work) : failure('not-a-work')
}
