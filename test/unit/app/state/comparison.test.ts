import { describe, expect, it } from 'vitest'
import { Comparison } from '../../../../src/app/state/comparison.svelte.ts'
import { encodeLink } from '../../../../src/app/state/link/codec.ts'
import type { Session } from '../../../../src/app/state/session.svelte.ts'
import { EMPTY_WORK } from '../../../../src/app/state/work.ts'
import { plain } from '../../../../src/app/text/sentence.ts'

const DOCUMENTS = [{ name: 'policy', text: 'kind: NetworkPolicy\n' }]
const comparisonOf = () => new Comparison({ asOpened: DOCUMENTS } as unknown as Session)
const said = ({ problem }: Comparison) => (problem ? plain(problem) : null)
const file = (path: string, text: string) => ({ path, isDirect: true, blob: new Blob([text]) })

describe('what the work is compared with', () => {
  it('is at first what the strip counts, which needs no question', () => {
    expect(comparisonOf().documents).toBeUndefined()
  })

  it('is what changes are counted from, or the work as it was opened', () => {
    const comparison = comparisonOf()
    comparison.compareTo('counted')
    expect(comparison.documents).toBeNull()
    comparison.compareTo('opened')
    expect(comparison.documents).toBe(DOCUMENTS)
  })

  it('is the manifests in files', async () => {
    const comparison = comparisonOf()
    comparison.compareTo('files')
    expect(comparison.documents).toBeUndefined()
    await comparison.chooseFiles([file('a.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n')])
    expect(comparison.documents?.map(({ text }) => text)).toEqual([
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n',
    ])
    expect([comparison.name, said(comparison)]).toEqual(['a.yaml', null])
    await comparison.chooseFiles([file('a.png', 'x')])
    expect([comparison.documents, said(comparison)]).toEqual([undefined, 'No manifests were found in what was chosen.'])
  })

  it('stays when nothing is picked', async () => {
    const comparison = comparisonOf()
    comparison.compareTo('files')
    await comparison.chooseFiles([])
    await comparison.chooseFiles(null)
    expect(said(comparison)).toBeNull()
  })

  it('is the work in a link, wherever it is served', async () => {
    const comparison = comparisonOf()
    comparison.compareTo('link')
    await comparison.chooseLink(
      ` https://example.org/reachable/${await encodeLink({ ...EMPTY_WORK, documents: DOCUMENTS, active: 'policy' })}\n`,
    )
    expect([comparison.documents, comparison.name, said(comparison)]).toEqual([DOCUMENTS, 'the link', null])
  })

  it('is nothing when the link is none, cut, or a lesson’s', async () => {
    const comparison = comparisonOf()
    comparison.compareTo('link')
    const link = (await encodeLink({ ...EMPTY_WORK, documents: DOCUMENTS, active: 'policy' }))!
    for (const [text, problem] of [
      ['https://example.org', /^This is no link of Reachable/],
      ['https://example.org/#/lesson/netpol/first', /^This is a link to a lesson/],
      [link.slice(0, -2), /^This link is incomplete/],
      ['#v9.abc', /later version/],
    ] as const) {
      await comparison.chooseLink(text)
      expect(said(comparison)).toMatch(problem)
      expect(comparison.documents).toBeUndefined()
    }
  })
})
