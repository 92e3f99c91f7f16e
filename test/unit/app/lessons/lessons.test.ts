import { describe, expect, it } from 'vitest'
import { GUESS, lessonNamed, nextTick, openPage } from './screen.ts'

async function inLesson(id = 'track/one', page = openPage()) {
  expect(await page.lessons.start(id)).toBe(true)
  return page
}

describe('a lesson that is opened', () => {
  it('shows its start, its question and its view', async () => {
    const { session, lessons, engine } = await inLesson()
    const lesson = lessonNamed('track/one', 'T1')
    expect(session.documents).toEqual(lesson.start)
    expect(session.work).toMatchObject({ active: 'mine', question: { from: 'a', to: 'b' }, view: 'matrix', baseline: lesson.start })
    expect(session.title).toBe('T1 Lesson T1')
    expect(lessons.open?.id).toBe('track/one')
    expect(engine.last.lesson?.id).toBe('track/one')
    expect(lessons.check).toBeNull()
  })
  it('has neighbours across tracks', async () => {
    const page = await inLesson()
    expect([page.lessons.previous, page.lessons.next?.id, page.lessons.track?.id]).toEqual([null, 'track/two', 'track'])
    await inLesson('track/two', page)
    expect([page.lessons.previous?.id, page.lessons.next?.id]).toEqual(['track/one', 'other/three'])
    await inLesson('other/three', page)
    expect([page.lessons.next, page.lessons.track?.id]).toEqual([null, 'other'])
  })
  it('is not there when nobody wrote it, and nothing changes', async () => {
    const page = await inLesson()
    page.session.setText('mine')
    expect(await page.lessons.start('track/none')).toBe(false)
    expect(page.lessons.open?.id).toBe('track/one')
    expect(page.textOf('mine')).toBe('mine')
  })
  it('cannot be read without an engine, which is tried anew', async () => {
    const page = openPage()
    page.engine.isBroken = true
    expect(await page.lessons.start('track/one')).toBe(false)
    expect(page.lessons.status).toBe('failed')
    page.engine.isBroken = false
    expect(await page.lessons.start('track/one')).toBe(true)
    expect(page.lessons.status).toBe('ready')
  })
  it('does not come up over one that was asked for later', async () => {
    const page = openPage()
    await page.lessons.load()
    page.engine.waiting = []
    const [first, second] = [page.lessons.start('track/one'), page.lessons.start('track/two')]
    await nextTick()
    page.engine.waiting.find(({ id }) => id === 'track/two')!.deliver()
    await second
    page.engine.waiting.find(({ id }) => id === 'track/one')!.deliver()
    expect(await first).toBe(true)
    expect(page.lessons.open?.id).toBe('track/two')
  })
})

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
    expect(page.engine.last.attempt).toMatchObject({ events: [{ event: 'view', view: 'matrix' }], predictions: { [GUESS]: 'denied' } })
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
    expect([page.lessons.saved, page.noticed()]).toEqual(['full', [expect.stringMatching(/^storage: .*storage is full. Your work is not being saved/)]])
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
    expect(idle.noticed()).toEqual(['tabs: This lesson is open in another tab too. What was edited last is what is kept; History has the earlier states of both.'])
  })
  it('and what another tab has passed are counted together', async () => {
    const left = await inLesson(), right = await inLesson('track/two', openPage(left.local))
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
    await page.lessons.start('track/one', (start) => { expect(start).toEqual(lessonNamed('track/one', 'T1').start); return { documents: shared, active: 'mine', view: 'table' } })
    expect(page.session.documents).toEqual(shared)
    expect(page.session.work).toMatchObject({ view: 'table', question: { from: 'a', to: 'b' } })
    expect(page.lessons.hints).toEqual([])
  })
  it('of another version leaves the draft, with a notice', async () => {
    const page = await inLesson()
    page.session.setText('mine\n')
    await page.lessons.start('track/one', () => null)
    expect(page.textOf('mine')).toBe('mine\n')
    expect(page.noticed()).toEqual(['link: This link belongs to another version of this lesson, so it opens as you left it.'])
  })
})

describe('predictions', () => {
  it('can be changed, and the first one counts', async () => {
    const { lessons, engine } = await inLesson()
    lessons.predict(GUESS, 'denied')
    lessons.predict(GUESS, 'allowed')
    expect([lessons.predictions, lessons.firstPredictions]).toEqual([{ [GUESS]: 'allowed' }, { [GUESS]: 'denied' }])
    expect(engine.last.attempt?.predictions).toEqual({ [GUESS]: 'allowed' })
  })
})

describe('what is done on the screen', () => {
  it('is noted once, for a lesson that waits for something', async () => {
    const { lessons, engine } = await inLesson()
    const before = engine.opened.length
    lessons.note({ event: 'view', view: 'matrix' })
    lessons.note({ event: 'view', view: 'matrix' })
    lessons.note({ event: 'select', ref: 'a' })
    expect(engine.opened.length).toBe(before + 2)
    expect(engine.last.attempt?.events).toEqual([{ event: 'view', view: 'matrix' }, { event: 'select', ref: 'a' }])
  })
  it('is not noted for another, nor endlessly', async () => {
    const page = await inLesson('track/two')
    const before = page.engine.opened.length
    page.lessons.note({ event: 'view', view: 'matrix' })
    expect(page.engine.opened.length).toBe(before)
    await inLesson('track/one', page)
    for (let index = 0; index < 150; index++) page.lessons.note({ event: 'select', ref: `pod-${index}` })
    expect(page.engine.last.attempt?.events).toHaveLength(100)
  })
})

describe('reset', () => {
  it('brings back the start, but not the hints that were read', async () => {
    const { lessons, session, engine } = await inLesson()
    session.setText('mine\n')
    session.add({ name: 'more', text: 'x' })
    lessons.showHint(1)
    lessons.predict(GUESS, 'denied')
    lessons.reset()
    expect(session.documents).toEqual(lessonNamed('track/one', 'T1').start)
    expect([lessons.hints, lessons.predictions, lessons.firstPredictions, lessons.canUndo]).toEqual([[1], {}, {}, 'reset'])
    expect(engine.last.attempt).toMatchObject({ predictions: {}, events: [] })
    expect(session.document?.name).toBe('mine')
  })
  it('can be undone, once', async () => {
    const { lessons, session, engine, textOf } = await inLesson()
    session.setText('mine\n')
    lessons.predict(GUESS, 'denied')
    lessons.reset()
    lessons.undo()
    expect(textOf('mine')).toBe('mine\n')
    expect([lessons.predictions, lessons.canUndo]).toEqual([{ [GUESS]: 'denied' }, null])
    expect(engine.last.attempt?.predictions).toEqual({ [GUESS]: 'denied' })
    session.setText('more\n')
    lessons.undo()
    expect(textOf('mine')).toBe('more\n')
  })
  it('cannot be undone in another lesson', async () => {
    const page = await inLesson()
    page.lessons.reset()
    await inLesson('track/two', page)
    expect(page.lessons.canUndo).toBeNull()
  })
  it('is nothing where no lesson is open', () => {
    const { lessons, engine } = openPage()
    lessons.reset()
    lessons.solve()
    lessons.undo()
    expect(engine.opened).toEqual([])
  })
})

describe('a lesson that is done', () => {
  const result = (state: 'passed' | 'seen', hints = 0) => ({ state, hints, documents: 1, lines: 4 })

  it('is passed, with the hints that were read, and stays so', async () => {
    const page = await inLesson()
    page.checked(true, false)
    expect(page.lessons.progress).toEqual({})
    page.lessons.showHint(1)
    page.checked(true, true)
    expect(page.lessons.progress).toEqual({ 'track/one': result('passed', 1) })
    expect([page.lessons.isComplete, page.lessons.showsBanner]).toEqual([true, true])
    page.checked(false, true)
    expect(page.lessons.progress).toEqual({ 'track/one': result('passed', 1) })
    expect(openPage(page.local).lessons.progress).toEqual({ 'track/one': result('passed', 1) })
  })
  it('by the solution is seen, not passed', async () => {
    const page = await inLesson()
    page.lessons.solve()
    expect([page.textOf('mine'), page.lessons.solved, page.lessons.canUndo]).toEqual(['solved\n', true, 'solved'])
    page.checked(true, true)
    expect(page.lessons.progress).toEqual({ 'track/one': result('seen') })
    page.lessons.save()
    const again = await inLesson('track/one', openPage(page.local))
    expect(again.lessons.solved).toBe(true)
    again.checked(true, true)
    expect(again.lessons.progress).toEqual({ 'track/one': result('seen') })
  })
  it('by the learner later is passed all the same', async () => {
    const page = await inLesson()
    page.lessons.solve()
    page.checked(true, true)
    page.lessons.reset()
    expect(page.lessons.solved).toBe(false)
    page.checked(false, false)
    page.session.setText('my own\n')
    page.checked(true, true)
    expect(page.lessons.progress).toEqual({ 'track/one': result('passed') })
    page.lessons.solve()
    page.checked(true, true)
    expect(page.lessons.progress).toEqual({ 'track/one': result('passed') })
  })
  it('gives the answer back when the solution is put away', async () => {
    const page = await inLesson()
    page.session.setText('mine\n')
    page.lessons.solve()
    page.lessons.undo()
    expect([page.textOf('mine'), page.lessons.solved]).toEqual(['mine\n', false])
  })
  it('has a banner that can be put away until the lesson is begun anew', async () => {
    const page = await inLesson()
    page.checked(true, true)
    page.lessons.putBannerAway()
    expect(page.lessons.showsBanner).toBe(false)
    page.lessons.reset()
    page.checked(true, true)
    expect(page.lessons.showsBanner).toBe(true)
  })
  it('is said to be forgotten by a browser that keeps nothing', async () => {
    const page = await inLesson()
    page.local.isFull = true
    page.checked(true, true)
    expect(page.noticed()).toEqual(['progress: This browser does not keep your progress. Lessons can save it as a file.'])
    expect(page.lessons.progress).toEqual({ 'track/one': result('passed') })
  })
  it('is none of another lesson', async () => {
    const page = await inLesson()
    page.checked(true, true)
    await inLesson('track/two', page)
    expect([page.lessons.check, page.lessons.isComplete]).toEqual([null, false])
  })
  it('may come from a file, and the better result stays', async () => {
    const page = await inLesson()
    page.checked(true, true)
    page.lessons.takeProgress({ 'track/one': result('seen'), 'track/two': result('passed', 2) })
    expect(page.lessons.progress).toEqual({ 'track/one': result('passed'), 'track/two': result('passed', 2) })
    expect(openPage(page.local).lessons.progress).toEqual(page.lessons.progress)
  })
})

describe('goals that are lost', () => {
  it('are those that held before, until they hold again', async () => {
    const page = await inLesson()
    page.checked(false, true)
    expect(page.lessons.lost).toEqual([])
    page.checked(true, false)
    expect(page.lessons.lost).toEqual([2])
    page.checked(true, false)
    expect(page.lessons.lost).toEqual([2])
    page.checked(false, false)
    expect(page.lessons.lost).toEqual([1, 2])
    page.checked(true, true)
    expect(page.lessons.lost).toEqual([])
  })
  it('are not those of the lesson before', async () => {
    const page = await inLesson()
    page.checked(true, true)
    page.checked(false, true)
    await inLesson('other/three', page)
    expect(page.lessons.lost).toEqual([])
    page.checked(false, false)
    expect(page.lessons.lost).toEqual([])
  })
})

describe('the next stop', () => {
  const passed = { state: 'passed', hints: 0, documents: 1, lines: 1 } as const
  async function stop(last: string | null, ...done: readonly string[]) {
    const page = openPage()
    if (last) await inLesson(last, page)
    else await page.lessons.load()
    page.lessons.takeProgress(Object.fromEntries(done.map((id) => [id, passed])))
    return page.lessons.nextStop?.id
  }
  it('is the first lesson, then the last one, then the one after it', async () => {
    expect(await stop(null)).toBe('track/one')
    expect(await stop('track/two')).toBe('track/two')
    expect(await stop('track/two', 'track/two')).toBe('other/three')
  })
  it('is one that was left out, and the first again when all are passed', async () => {
    expect(await stop('track/two', 'track/two', 'other/three')).toBe('track/one')
    expect(await stop('track/two', 'track/one', 'track/two', 'other/three')).toBe('track/one')
  })
  it('is not known before there is a list', () => expect(openPage().lessons.nextStop).toBeNull())
  it('is remembered in another visit', async () => {
    const page = await inLesson('track/two')
    page.lessons.save()
    const again = openPage(page.local)
    await again.lessons.load()
    expect(again.lessons.nextStop?.id).toBe('track/two')
  })
})

describe('a state that somebody shared', () => {
  const shared = (start: readonly { readonly name: string; readonly text: string }[]) => ({ documents: start.map(({ name, text }) => ({ name, text: name === 'mine' ? 'theirs' : text })) })

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
    const check = { lesson: 'track/one', goals: [{ met: true, lines: [] }], decoys: [], attack: null, disturbed: [], complete: true, size: { documents: 1, lines: 1 }, nearMiss: null }
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

describe('the network plugin', () => {
  it('is the lesson’s at its start, the solution’s after Solve, and comes back with Reset and undo', async () => {
    const page = await inLesson('other/three'), plugin = () => page.session.work.cni.name
    expect(plugin()).toBe('flannel')
    page.lessons.solve()
    expect([plugin(), page.engine.last.cni?.name]).toEqual(['calico', 'calico'])
    page.lessons.undo()
    expect(plugin()).toBe('flannel')
    expect(page.lessons.isChanged).toBe(false)
    page.session.setCni({ name: 'cilium' })
    expect(page.lessons.isChanged).toBe(true)
    page.lessons.reset()
    expect(plugin()).toBe('flannel')
    page.lessons.undo()
    expect(plugin()).toBe('cilium')
  })
  it('is the reference again in a lesson that names none', async () => {
    const page = await inLesson('other/three')
    await inLesson('track/one', page)
    expect(page.session.work.cni.name).toBe('reference')
  })
})
