import { describe, expect, it } from 'vitest'
import { History } from '../../../../../src/app/state/history/history.svelte.ts'
import { PageVersions, type VersionStore } from '../../../../../src/app/state/history/version-store.ts'
import type { Session } from '../../../../../src/app/state/session.svelte.ts'
import { EMPTY_WORK, type Work } from '../../../../../src/app/state/work.ts'

/** A desk with one document, a clock that is set by hand, and a count of what the engine was asked. */
class Desk {
  work: Work = { ...EMPTY_WORK, documents: [{ name: 'a', text: 'first' }], active: 'a' }
  time = 0
  name = 'work 1'
  asked: string[] = []
  #ids = 0
  readonly history: History
  turn = () => {}

  constructor(store: VersionStore = new PageVersions(), ids = 'v') {
    const desk = this
    const session = {
      get work() {
        return desk.work
      },
      snapshot: { outline: [] },
      title: 'Shop',
      restore: (work: Work) => {
        desk.work = work
      },
      picture: {
        async difference(before: Work, after: Work) {
          desk.asked.push(`${before.documents[0]!.text} to ${after.documents[0]!.text}`)
          return { diff: { opened: 0, closed: 0, changed: 0, changes: [] }, errors: 0 }
        },
      },
    }
    this.history = new History(
      session as unknown as Session,
      store,
      () => this.name,
      () => this.time,
      () => `${ids}${++this.#ids}`,
    )
  }

  write(text: string): void {
    this.work = { ...this.work, documents: [{ name: 'a', text }] }
  }
  get texts(): readonly string[] {
    return this.history.versions.map(({ work }) => work.documents[0]!.text)
  }
}

/** Keeps one state after another, each `apart` milliseconds after the one before. */
async function keep(desk: Desk, texts: readonly string[], apart: number): Promise<void> {
  for (const text of texts) {
    desk.write(text)
    desk.time += apart
    await desk.history.note()
  }
}

describe('the history of a work', () => {
  it('keeps a state once, and what is typed within a minute as one', async () => {
    const desk = new Desk()
    await keep(desk, ['first', 'first'], 100_000)
    expect(desk.texts).toEqual(['first'])
    await keep(desk, ['second', 'secon', 'seco'], 10_000)
    expect(desk.texts).toEqual(['seco', 'first'])
    await keep(desk, ['third'], 100_000)
    expect(desk.texts).toEqual(['third', 'seco', 'first'])
  })

  it('never writes over the first state, nor over one with a name', async () => {
    const desk = new Desk()
    await keep(desk, ['first', 'second'], 1)
    expect(desk.texts).toEqual(['second', 'first'])
    await desk.history.keepAs('  before lunch ')
    await keep(desk, ['third'], 1)
    expect(desk.history.versions.map(({ name }) => name)).toEqual(['', 'before lunch', ''])
    expect(desk.texts).toEqual(['third', 'second', 'first'])
  })

  it('brings a version back, and first keeps what was there', async () => {
    const desk = new Desk()
    await keep(desk, ['first', 'second'], 100_000)
    desk.write('not kept yet')
    const was = await desk.history.restore(desk.history.versions.at(-1)!.id)
    expect(desk.work.documents[0]!.text).toBe('first')
    expect(desk.texts).toEqual(['not kept yet', 'second', 'first'])
    await desk.history.restore(was!)
    expect(desk.work.documents[0]!.text).toBe('not kept yet')
    expect(desk.texts).toEqual(['first', 'not kept yet', 'second', 'first'])
  })

  it('never writes over a state that another tab has kept', async () => {
    const store = new PageVersions()
    const one = new Desk(store, 'one')
    const other = new Desk(store, 'other')
    await keep(one, ['start', 'of the first tab'], 1)
    await keep(other, ['of the second tab'], 1)
    await keep(one, ['of the first tab again'], 1)
    await keep(other, ['of the second tab again'], 1)
    await one.history.open()
    expect(one.texts).toEqual(['of the second tab again', 'of the first tab again', 'start'])
  })

  it('is of the work on the screen alone', async () => {
    const desk = new Desk()
    await keep(desk, ['first', 'second'], 100_000)
    desk.name = 'lesson netpol/first'
    await keep(desk, ['a lesson'], 1)
    expect(desk.texts).toEqual(['a lesson'])
    desk.name = 'work 1'
    await desk.history.open()
    expect(desk.texts).toEqual(['second', 'first'])
  })

  it('asks once what differs between two versions, and anew where one is on the screen', async () => {
    const desk = new Desk()
    await keep(desk, ['first', 'second'], 100_000)
    const [second, first] = desk.history.versions.map(({ id }) => id) as [string, string]
    await desk.history.compare({ before: first, after: second })
    await desk.history.compare({ before: first, after: second })
    expect(desk.history.difference({ before: first, after: second })).toMatchObject({ errors: 0 })
    desk.write('third')
    await desk.history.compare({ before: first, after: null })
    desk.write('fourth')
    await desk.history.compare({ before: first, after: null })
    expect(desk.asked).toEqual(['first to second', 'first to third', 'first to fourth'])
  })

  it('goes on where the browser stores nothing, and says so', async () => {
    const desk = new Desk({
      load: () => Promise.reject(new Error('forbidden')),
      change: () => Promise.reject(new Error('full')),
    })
    await keep(desk, ['first', 'second'], 100_000)
    expect(desk.texts).toEqual(['second', 'first'])
    expect(desk.history.isKept).toBe(false)
    desk.name = 'lesson netpol/first'
    await keep(desk, ['a lesson'], 1)
    desk.name = 'work 1'
    await desk.history.open()
    expect(desk.texts).toEqual(['second', 'first'])
  })

  it('keeps what could not be stored until it can, beside what was stored before', async () => {
    const store = new PageVersions()
    await keep(new Desk(store, 'old'), ['of yesterday'], 1)
    let isDown = true
    const flaky: VersionStore = {
      load: (of) => (isDown ? Promise.reject(new Error('busy')) : store.load(of)),
      change: (of, change) => (isDown ? Promise.reject(new Error('busy')) : store.change(of, change)),
    }
    const desk = new Desk(flaky)
    await keep(desk, ['one', 'two'], 100_000)
    expect(desk.history.isKept).toBe(false)
    isDown = false
    await keep(desk, ['three'], 100_000)
    expect(desk.history.isKept).toBe(true)
    expect((await store.load('work 1')).map(({ work }) => work.documents[0]!.text)).toEqual([
      'three',
      'two',
      'one',
      'of yesterday',
    ])
  })

  it('keeps the states of two tabs with the same lesson', async () => {
    const store = new PageVersions()
    const [left, right] = [new Desk(store, 'l'), new Desk(store, 'r')] as const
    await left.history.open()
    await right.history.open()
    await keep(left, ['left'], 1)
    await keep(right, ['right'], 1)
    await keep(left, ['left again'], 100_000)
    expect(left.texts).toEqual(['left again', 'right', 'left'])
    await right.history.remove(right.history.versions.at(-1)!.id)
    await left.history.open()
    expect(left.texts).toEqual(['left again', 'right'])
  })

  it('belongs to the work that is on the screen once storage has answered', async () => {
    const store = new PageVersions()
    const desk = new Desk({
      load: async (of) => {
        desk.turn()
        return store.load(of)
      },
      change: (of, change) => store.change(of, change),
    })
    desk.turn = () => {
      desk.name = 'lesson netpol/first'
      desk.write('a lesson')
    }
    await desk.history.note()
    expect([
      await store.load('work 1'),
      (await store.load('lesson netpol/first')).map(({ work }) => work.documents[0]!.text),
    ]).toEqual([[], ['a lesson']])
  })

  it('loses nothing when the clock is put back', async () => {
    const desk = new Desk()
    await keep(desk, ['first', 'second'], 100_000)
    desk.time -= 1_000_000
    await keep(desk, ['third'], 1)
    await keep(desk, ['fourth'], 100_000)
    expect(desk.texts).toEqual(['fourth', 'third', 'second', 'first'])
  })
})
