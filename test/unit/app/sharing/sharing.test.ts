import { expect, test } from 'vitest'
import { decodeLink } from '../../../../src/app/state/link/codec.ts'
import type { Session } from '../../../../src/app/state/session.svelte.ts'
import { Sharing } from '../../../../src/app/state/link/sharing.svelte.ts'
import { EMPTY_WORK, type Work } from '../../../../src/app/state/work.ts'

const work: Work = {
  ...EMPTY_WORK,
  documents: [{ name: 'a.yaml', text: 'one\ntwo\n' }],
  active: 'a.yaml',
  cursor: { line: 2, column: 1 },
  view: 'matrix',
}
const sharing = (lesson: object | null) =>
  new Sharing(
    { lesson, work, documents: work.documents } as unknown as Session,
    { madeFolder: async () => null } as never,
  )
const linkOf = async (shared: Sharing) => {
  await expect.poll(() => shared.link).not.toBeNull()
  return shared.link!
}
const fragment = (link: string) => link.slice(link.indexOf('#'))

test('a link opens in the view and at the place that are on the screen, unless it is not to', async () => {
  const shared = sharing(null)
  await shared.prepare('https://example.net/play#old')
  expect(await decodeLink(fragment(await linkOf(shared)))).toMatchObject({
    ok: true,
    value: { view: 'matrix', cursor: { line: 2 } },
  })
  shared.withView = false
  expect(shared.link).toBeNull()
  expect(await decodeLink(fragment(await linkOf(shared)))).toMatchObject({
    ok: true,
    value: { view: null, cursor: { line: 1 }, documents: work.documents },
  })
})

test('a link to a lesson holds what was written in it, unless it is to begin at the start', async () => {
  const shared = sharing({ id: { track: 'c', lesson: 'c2' }, start: [{ name: 'a.yaml', text: 'one\n' }] })
  await shared.prepare('https://example.net/play#old')
  const drafted = await linkOf(shared)
  shared.withProgress = false
  const start = await linkOf(shared)
  expect(drafted.startsWith(`${start}/v1.`)).toBe(true)
})
