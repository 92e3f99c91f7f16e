import { describe, expect, it } from 'vitest'
import { inLesson, openPage } from './screen.ts'

describe('a lesson that is done', () => {
  const result = (state: 'passed' | 'seen', hints = 0) => ({ state, hints, documents: 1, lines: 4 })

  it('is passed, with the hints that were read, and stays so', async () => {
    const page = await inLesson()
    page.checked(true, false)
    expect(page.lessons.progress).toEqual({})
    page.lessons.showHint(1)
    page.checked(true, true)
    expect(page.lessons.progress).toEqual({ 'track/one': result('passed', 1) })
    expect([page.lessons.standing.isComplete, page.lessons.showsBanner]).toEqual([true, true])
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
    expect(page.noticed()).toEqual([
      'progress: This browser does not keep your progress. Lessons can save it as a file.',
    ])
    expect(page.lessons.progress).toEqual({ 'track/one': result('passed') })
  })
  it('is none of another lesson', async () => {
    const page = await inLesson()
    page.checked(true, true)
    await inLesson('track/two', page)
    expect([page.lessons.standing.check, page.lessons.standing.isComplete]).toEqual([null, false])
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
    expect(page.lessons.standing.lost).toEqual([])
    page.checked(true, false)
    expect(page.lessons.standing.lost).toEqual([2])
    page.checked(true, false)
    expect(page.lessons.standing.lost).toEqual([2])
    page.checked(false, false)
    expect(page.lessons.standing.lost).toEqual([1, 2])
    page.checked(true, true)
    expect(page.lessons.standing.lost).toEqual([])
  })
  it('are not those of the lesson before', async () => {
    const page = await inLesson()
    page.checked(true, true)
    page.checked(false, true)
    await inLesson('other/three', page)
    expect(page.lessons.standing.lost).toEqual([])
    page.checked(false, false)
    expect(page.lessons.standing.lost).toEqual([])
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
