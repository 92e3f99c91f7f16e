import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../../src/ground/text-edit.ts'
import { EMPTY_WORK } from '../../../../src/app/state/work.ts'
import { openPage } from '../lessons/screen.ts'

const edit = { document: 'b', start: 0, end: 1, text: 'X' }

/** A session with two tabs, of which the first is in front. */
function opened() {
  const { session, engine } = openPage()
  session.open(
    {
      ...EMPTY_WORK,
      documents: [
        { name: 'a', text: 'one' },
        { name: 'b', text: 'two' },
      ],
      active: 'a',
    },
    { title: '', start: [] },
  )
  return { session, revision: engine.opened.length }
}

describe('edits that the editor is to make', () => {
  it('bring their document to the front', () => {
    const { session, revision } = opened()
    expect(session.applyEdits(revision, [edit])).toBe(true)
    expect(session.work.active).toBe('b')
    expect(session.edits).toMatchObject({ document: 'b', edits: [edit] })
  })

  it('are done with once the text is another', () => {
    const { session, revision } = opened()
    session.applyEdits(revision, [edit])
    const first = session.edits!.seq
    session.setText(applyEdits('two', [edit]))
    expect(session.edits).toBeNull()
    session.applyEdits(revision + 2, [edit])
    expect(session.edits!.seq).toBeGreaterThan(first)
  })

  it('are for one revision, and for a document that is there', () => {
    const { session, revision } = opened()
    expect(session.applyEdits(revision - 1, [edit])).toBe(false)
    expect(session.applyEdits(revision, [{ ...edit, document: 'gone' }])).toBe(false)
    expect(session.edits).toBeNull()
    expect(session.work.active).toBe('a')
  })
})
