import { describe, expect, it } from 'vitest'
import { GUESS, inLesson, lessonNamed, nextTick, openPage } from './screen.ts'

describe('a lesson that is opened', () => {
  it('shows its start, its question and its view', async () => {
    const { session, lessons, engine } = await inLesson()
    const lesson = lessonNamed('track/one', 'T1')
    expect(session.documents).toEqual(lesson.start)
    expect(session.work).toMatchObject({
      active: 'mine',
      question: { from: 'a', to: 'b' },
      view: 'matrix',
      baseline: lesson.start,
    })
    expect(session.title).toBe('T1 Lesson T1')
    expect(lessons.open?.id).toBe('track/one')
    expect(engine.last.lesson?.id).toBe('track/one')
    expect(lessons.standing.check).toBeNull()
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
    expect(engine.last.attempt?.events).toEqual([
      { event: 'view', view: 'matrix' },
      { event: 'select', ref: 'a' },
    ])
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
    expect([lessons.hints, lessons.predictions, lessons.firstPredictions, lessons.canUndo]).toEqual([
      [1],
      {},
      {},
      'reset',
    ])
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

describe('the network plugin', () => {
  it('is the lesson’s at its start, the solution’s after Solve, and comes back with Reset and undo', async () => {
    const page = await inLesson('other/three')
    const plugin = () => page.session.work.cni.name
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
