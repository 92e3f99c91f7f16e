import { describe, expect, it } from 'vitest'
import { GUESS, inLesson, lessonNamed, openPage } from './screen.ts'

describe('a draft', () => {
  it('is kept for each lesson, with everything that was done', async () => {
    const page = await inLesson()
    page.session.setText('first\n')
    page.lessons.showHint(2)
    page.lessons.showHint(1)
    page.lessons.showHint(2)
    page.lessons.predict(GUESS, 'denied')
    page.lessons.note({ event: 'view', view: 'matrix' })
    await inLesson('track/two', page)
    expect([page.textOf('mine'), page.lessons.hints, page.lessons.predictions]).toEqual(['', [], {}])
    page.session.setText('second\n')
    await inLesson('track/one', page)
    expect(page.textOf('mine')).toBe('first\n')
    expect([page.lessons.hints, page.lessons.predictions]).toEqual([[1, 2], { [GUESS]: 'denied' }])
    expect(page.engine.last.attempt).toMatchObject({
      events: [{ event: 'view', view: 'matrix' }],
      predictions: { [GUESS]: 'denied' },
    })
    expect(page.session.work.baseline).toEqual(lessonNamed('track/one', 'T1').start)
  })
  it('comes back in another visit, and again with what was written there', async () => {
    const first = await inLesson()
    first.session.setText('one\n')
    first.lessons.save()
    const second = await inLesson('track/one', openPage(first.local))
    expect(second.textOf('mine')).toBe('one\n')
    second.session.setText('two\n')
    second.lessons.save()
    expect(second.lessons.saved).toBe('saved')
    const third = await inLesson('track/one', openPage(first.local))
    expect(third.textOf('mine')).toBe('two\n')
  })
  it('remembers which goals held', async () => {
    const page = await inLesson()
    page.checked(true, false)
    page.lessons.save()
    expect((await page.lessons.look('track/one'))?.met).toEqual([true, false])
    expect((await page.lessons.look('track/two'))?.met).toEqual([])
    expect(await page.lessons.look('track/none')).toBeNull()
    const again = await inLesson('track/one', openPage(page.local))
    again.lessons.save()
    expect((await again.lessons.look('track/one'))?.met).toEqual([true, false])
  })
  it('that storage does not take is said', async () => {
    const page = await inLesson()
    page.local.isFull = true
    page.lessons.save()
    expect([page.lessons.saved, page.noticed()]).toEqual([
      'full',
      [expect.stringMatching(/^storage: .*storage is full. Your work is not being saved/)],
    ])
    page.notices.dismiss('storage')
    page.lessons.save()
    expect(page.noticed()).toEqual([])
    page.local.isFull = false
    page.lessons.save()
    expect(page.lessons.saved).toBe('saved')
  })
  it('is never lost to a tab in which nothing was done, and the other is told when both typed', async () => {
    const idle = await inLesson()
    idle.lessons.save()
    const busy = await inLesson('track/one', openPage(idle.local))
    busy.session.setText('typed\n')
    busy.lessons.save()
    idle.lessons.save()
    expect((await inLesson('track/one', openPage(idle.local))).textOf('mine')).toBe('typed\n')
    idle.session.setText('typed too\n')
    idle.lessons.save()
    expect(idle.noticed()).toEqual([
      'tabs: This lesson is open in another tab too. What was edited last is what is kept; History has the earlier states of both.',
    ])
  })
  it('and what another tab has passed are counted together', async () => {
    const left = await inLesson()
    const right = await inLesson('track/two', openPage(left.local))
    left.checked(true, true)
    right.checked(true, true)
    expect(Object.keys(openPage(left.local).lessons.progress).sort()).toEqual(['track/one', 'track/two'])
  })
  it('is not made where no lesson is open', () => {
    const { lessons, local } = openPage()
    lessons.save()
    expect(local.length).toBe(0)
  })
})

describe('what somebody shared', () => {
  it('is opened over the start, and the draft waits until it is written to', async () => {
    const page = await inLesson()
    page.session.setText('mine\n')
    const shared = [{ name: 'mine', text: 'theirs\n' }]
    await page.lessons.start('track/one', (start) => {
      expect(start).toEqual(lessonNamed('track/one', 'T1').start)
      return { documents: shared, active: 'mine', view: 'table' }
    })
    expect(page.session.documents).toEqual(shared)
    expect(page.session.work).toMatchObject({ view: 'table', question: { from: 'a', to: 'b' } })
    expect(page.lessons.hints).toEqual([])
  })
  it('of another version leaves the draft, with a notice', async () => {
    const page = await inLesson()
    page.session.setText('mine\n')
    await page.lessons.start('track/one', () => null)
    expect(page.textOf('mine')).toBe('mine\n')
    expect(page.noticed()).toEqual([
      'link: This link belongs to another version of this lesson, so it opens as you left it.',
    ])
  })
})

describe('a state that somebody shared', () => {
  const shared = (start: readonly { readonly name: string; readonly text: string }[]) => ({
    documents: start.map(({ name, text }) => ({ name, text: name === 'mine' ? 'theirs' : text })),
  })

  it('sets the draft aside, which comes back on demand, also after a reload', async () => {
    const page = await inLesson()
    page.session.setText('my own\n')
    page.lessons.showHint(2)
    page.lessons.save()
    await page.lessons.start('track/one', shared)
    expect([page.textOf('mine'), page.lessons.canUndo, page.lessons.hints]).toEqual(['theirs', 'link', []])
    page.lessons.save()
    await inLesson('track/two', page)
    await inLesson('track/one', page)
    expect([page.textOf('mine'), page.lessons.canUndo]).toEqual(['theirs', 'link'])
    page.lessons.undo()
    expect([page.textOf('mine'), page.lessons.hints, page.lessons.canUndo]).toEqual(['my own\n', [2], null])
    await inLesson('track/two', page)
    await inLesson('track/one', page)
    expect(page.lessons.canUndo).toBeNull()
  })

  it('is no pass when it is the answer already; finishing it is one', async () => {
    const check = {
      lesson: 'track/one',
      goals: [{ met: true, lines: [] }],
      decoys: [],
      attack: null,
      disturbed: [],
      complete: true,
      size: { documents: 1, lines: 1 },
      nearMiss: null,
    }
    const done = openPage()
    await done.lessons.start('track/one', shared)
    done.lessons.noteCheck(check)
    expect([done.lessons.solved, done.lessons.progress['track/one']?.state]).toEqual([true, 'seen'])
    const begun = openPage()
    await begun.lessons.start('track/one', shared)
    begun.lessons.noteCheck({ ...check, complete: false, size: null, goals: [{ met: false, lines: [] }] })
    begun.lessons.noteCheck(check)
    expect([begun.lessons.solved, begun.lessons.progress['track/one']?.state]).toEqual([false, 'passed'])
  })
})
