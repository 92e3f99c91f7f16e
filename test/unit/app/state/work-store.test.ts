import { describe, expect, it } from 'vitest'
import { WorkStore, type KeptWork, type KeyValueStore } from '../../../../src/app/state/work-store.ts'
import { EMPTY_WORK } from '../../../../src/app/state/work.ts'

class MemoryStore implements KeyValueStore {
  readonly items = new Map<string, string>()
  room = Infinity
  get length() {
    return this.items.size
  }
  key(index: number) {
    return [...this.items.keys()][index] ?? null
  }
  getItem(key: string) {
    return this.items.get(key) ?? null
  }
  setItem(key: string, value: string) {
    const size = [...this.items].reduce((sum, [name, text]) => sum + (name === key ? 0 : text.length), value.length)
    if (size > this.room) throw new DOMException('full', 'QuotaExceededError')
    this.items.set(key, value)
  }
  removeItem(key: string) {
    this.items.delete(key)
  }
}

const kept = (text: string, edited = true): KeptWork => ({
  work: { ...EMPTY_WORK, documents: [{ name: 'a', text }], active: 'a' },
  title: 'Example',
  edited,
})

function browser() {
  const local = new MemoryStore()
  let ids = 0
  const clock = { time: 0 }
  const open = (tab: KeyValueStore | null = new MemoryStore()) =>
    new WorkStore(
      local,
      tab,
      () => `slot${++ids}`,
      () => ++clock.time,
    )
  return { local, open, clock }
}

const textIn = (found: KeptWork | null) => found?.work.documents[0]?.text

describe('a browser tab', () => {
  it('finds its own work again after a reload', () => {
    const { open } = browser()
    const tab = new MemoryStore()
    open(tab).save(kept('mine'))
    open().save(kept('theirs'))
    expect(open(tab).resume()).toMatchObject(kept('mine'))
  })

  it('that is new starts with a copy of the newest work, in a slot of its own', () => {
    const { open } = browser()
    const first = open()
    first.save(kept('old'))
    first.save(kept('new'))
    const second = open()
    expect(textIn(second.resume())).toBe('new')
    expect(second.save(kept('changed'))).toBe('saved')
    expect(textIn(first.resume())).toBe('new')
  })

  it('that was duplicated moves away instead of overwriting', () => {
    const { open } = browser()
    const tab = new MemoryStore()
    const original = open(tab)
    original.save(kept('1'))
    const copyOfTab = new MemoryStore()
    for (const [key, value] of tab.items) copyOfTab.setItem(key, value)
    const copy = open(copyOfTab)
    copy.resume()
    original.save(kept('2'))
    expect(copy.isForeignWrite(`reachable.work.${copy.slot}`)).toBe(true)
    expect(copy.save(kept('3'))).toBe('moved')
    expect(textIn(original.resume())).toBe('2')
    expect(textIn(copy.resume())).toBe('3')
    expect(copy.save(kept('4'))).toBe('saved')
  })

  it('can leave its work for a link and come back to it', () => {
    const { open } = browser()
    const store = open()
    store.save(kept('mine'))
    const left = store.startOver()
    store.save(kept('from a link'))
    expect(textIn(store.goBack(left))).toBe('mine')
    expect(store.save(kept('mine too'))).toBe('saved')
    expect(store.goBack('gone')).toBeNull()
    expect(store.slot).toBe(left)
  })
})

describe('storage', () => {
  it('is pruned to the newest works', () => {
    const { local, open } = browser()
    const stores = Array.from({ length: 20 }, () => open())
    for (const store of stores) store.save(kept('x'))
    expect(local.length).toBeLessThanOrEqual(13)
    expect(textIn(stores.at(-1)!.resume())).toBe('x')
  })

  it('that is full gives up old copies first, and says so when that is not enough', () => {
    const { local, open } = browser()
    open().save(kept('x'.repeat(500)))
    const store = open()
    local.room = 1000
    expect(store.save(kept('y'.repeat(700)))).toBe('crowded')
    expect(store.save(kept('z'.repeat(2000)))).toBe('full')
    expect(textIn(store.resume())).toBe('y'.repeat(700))
  })

  it('that is full gives up what nobody edited before what somebody did', () => {
    const { local, open } = browser()
    const own = open()
    own.save(kept('mine'))
    for (let index = 0; index < 5; index++) open().save(kept('an example '.repeat(20), false))
    const store = open()
    local.room = 1800
    expect(store.save(kept('y'.repeat(700)))).toBe('saved')
    expect(textIn(own.resume())).toBe('mine')
  })

  it('of a later version is neither read nor written over nor dropped', () => {
    const { local, open } = browser()
    const tab = new MemoryStore()
    const later = '{"version":2,"works":[]}'
    tab.setItem('reachable.tab', 'mine')
    local.setItem('reachable.work.mine', later)
    const store = open(tab)
    expect([store.resume(), store.hasLater]).toEqual([null, true])
    expect(store.save(kept('typed'))).toBe('moved')
    for (let index = 0; index < 20; index++) open().save(kept('x'))
    expect(local.getItem('reachable.work.mine')).toBe(later)
    expect(open().hasLater).toBe(true)
  })

  it('knows the newest work although the clock was put back', () => {
    const { open, clock } = browser()
    clock.time = 1_000_000
    open().save(kept('before'))
    clock.time = 5
    const store = open()
    store.save(kept('after'))
    expect(textIn(open().resume())).toBe('after')
  })

  it('holds times and stamps that are none, and what it holds is no work', () => {
    const { local, open } = browser()
    const whole = JSON.stringify({ version: 1, ...kept('x'), stamp: 1, saved: 1 })
    for (const [index, odd] of [
      '"saved":1e300',
      '"saved":-1e300',
      '"stamp":1.5',
      '"stamp":1e300',
      '"work":null',
      '"version":"1"',
    ].entries())
      local.setItem(
        `reachable.work.odd${index}`,
        whole.replace(new RegExp(`${odd.split(':')[0]}:(?:\\{.*\\}(?=,"title)|[^,}]*)`), odd),
      )
    expect(open().resume()).toBeNull()
    expect(open().save(kept('mine'))).toBe('saved')
  })

  it('may be forbidden or hold anything', () => {
    const { local, open } = browser()
    expect(
      new WorkStore(
        null,
        null,
        () => 'a',
        () => 1,
      ).save(kept('x')),
    ).toBe('unavailable')
    local.setItem('reachable.work.bad', '{')
    local.setItem('reachable.work.old', '{"version":0}')
    local.setItem('reachable.work.odd', '{"version":1,"work":{"documents":[1]},"stamp":1,"saved":1}')
    expect(open().resume()).toBeNull()
  })
})
