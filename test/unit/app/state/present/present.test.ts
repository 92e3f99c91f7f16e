import { describe, expect, it } from 'vitest'
import { ShowChannel, type ChannelLike } from '../../../../../src/app/state/present/channel.ts'
import { Presenting } from '../../../../../src/app/state/present/presenting.svelte.ts'
import { StageHand } from '../../../../../src/app/state/present/stage-hand.svelte.ts'
import { durationText } from '../../../../../src/app/state/present/stage-clock.svelte.ts'
import { packShow, readShow, STAGE_LIMIT } from '../../../../../src/app/state/present/stage.ts'
import type { Session } from '../../../../../src/app/state/session.svelte.ts'
import { EMPTY_WORK, type Work } from '../../../../../src/app/state/work.ts'

const workOf = (text: string): Work => ({ ...EMPTY_WORK, documents: [{ name: 'a', text }], active: 'a' })
const textOf = ({ work }: { readonly work: Work }) => work.documents[0]?.text ?? ''
const STAGES = ['one', 'two', 'three'].map((text) => ({ title: `Stage ${text}`, work: workOf(text) }))

/** Channels of one browser: each hears what the others say, as copies. */
class Ether {
  readonly #channels: ChannelLike[] = []

  channel(): ShowChannel {
    return new ShowChannel(this.raw())
  }

  raw(): ChannelLike {
    const channel: ChannelLike = {
      onmessage: null,
      postMessage: (message) => {
        for (const other of this.#channels)
          if (other !== channel) other.onmessage?.({ data: structuredClone(message) } as MessageEvent<unknown>)
      },
      close: () => {
        this.#channels.splice(this.#channels.indexOf(channel), 1)
      },
    }
    this.#channels.push(channel)
    return channel
  }
}

/** A session with a work and nothing else. */
class Desk {
  work: Work = EMPTY_WORK
  asOpened = this.work.documents
  opened: string[] = []
  open(work: Work, { title }: { readonly title: string }): void {
    this.work = work
    this.asOpened = work.documents
    this.opened.push(title)
  }
  follow(work: Work): void {
    this.work = work
  }
  get session(): Session {
    return this as unknown as Session
  }
}

let windows = 0

class Window {
  readonly desk = new Desk()
  readonly memory = new Map<string, string>()
  presenting: Presenting

  constructor(private readonly ether: Ether) {
    this.presenting = this.#start()
  }

  reload(): void {
    this.presenting.dispose()
    this.presenting = this.#start()
  }

  write(text: string): void {
    this.desk.follow(workOf(text))
    this.presenting.tellWork()
  }

  get text(): string {
    return textOf(this.desk)
  }

  #start(): Presenting {
    return new Presenting(
      this.desk.session,
      this.ether.channel(),
      {
        getItem: (key) => this.memory.get(key) ?? null,
        setItem: (key, value) => {
          this.memory.set(key, value)
        },
      },
      `window ${++windows}`,
    )
  }
}

function begin(ether: Ether, own: number | null = 2): { readonly desk: Desk; readonly hand: StageHand } {
  const desk = new Desk()
  desk.open(STAGES[own ?? 0]!.work, { title: 'mine' })
  return { desk, hand: new StageHand(desk.session, STAGES, own, { id: 'show', now: 5_000, channel: ether.channel() }) }
}

describe('a window of a presentation', () => {
  it('is empty until a show begins, whichever of the two was there first', () => {
    const ether = new Ether()
    const early = new Window(ether)
    expect(early.presenting.stage).toBeNull()
    begin(ether)
    const late = new Window(ether)
    for (const window of [early, late]) {
      expect([window.presenting.stage?.title, window.presenting.at, window.presenting.began, window.text]).toEqual([
        'Stage three',
        2,
        5_000,
        'three',
      ])
    }
  })

  it('steps through the stages in every window, and stays at the ends', () => {
    const ether = new Ether()
    begin(ether)
    const a = new Window(ether)
    const b = new Window(ether)
    a.presenting.step(-1)
    expect([a.text, b.text, b.presenting.at]).toEqual(['two', 'two', 1])
    b.presenting.go(0)
    b.presenting.step(-1)
    expect([a.text, a.presenting.at]).toEqual(['one', 0])
    a.presenting.step(99)
    expect([a.presenting.at, b.presenting.at]).toEqual([2, 2])
  })

  it('shows what is typed in any window in all others, once', () => {
    const ether = new Ether()
    begin(ether, null)
    const a = new Window(ether)
    const b = new Window(ether)
    a.write('typed here')
    b.presenting.tellWork()
    expect(b.text).toBe('typed here')
    b.write('and there')
    expect(a.text).toBe('and there')
    // A window that comes now sees what is on the screen, not what was prepared.
    expect(new Window(ether).text).toBe('and there')
  })

  it('opens a stage as it was prepared, also the second time', () => {
    const ether = new Ether()
    begin(ether, null)
    const window = new Window(ether)
    window.write('changed')
    window.presenting.step(1)
    window.presenting.step(-1)
    expect(window.text).toBe('one')
  })

  it('has spotlight and time in step', () => {
    const ether = new Ether()
    begin(ether)
    const a = new Window(ether)
    const b = new Window(ether)
    a.presenting.setSpot(true)
    a.presenting.restartTime(9_000)
    expect([b.presenting.spot, b.presenting.began]).toEqual([true, 9_000])
  })

  it('comes back after a reload, when all others are closed', () => {
    const ether = new Ether()
    const { hand } = begin(ether)
    const window = new Window(ether)
    hand.dispose()
    window.presenting.step(-1)
    window.reload()
    expect([window.presenting.stage?.title, window.text]).toEqual(['Stage two', 'two'])
  })

  it('does not change over to another show, nor hear what is none', () => {
    const ether = new Ether()
    begin(ether)
    const window = new Window(ether)
    const stranger = ether.channel()
    const raw = ether.raw()
    stranger.tell({
      type: 'show',
      to: null,
      isPrepared: false,
      show: { id: 'other', stages: STAGES, at: 0, began: 1 },
      work: workOf('other'),
      spot: true,
    })
    stranger.tell({ type: 'work', id: 'other', work: workOf('other') })
    for (const nonsense of [
      null,
      3,
      {},
      { type: 'work', id: 'show', work: { documents: [{ name: 3 }] } },
      { type: 'show', show: { id: 'show', began: 1, stages: [] } },
    ])
      raw.postMessage(nonsense)
    expect([window.text, window.presenting.spot]).toEqual(['three', false])
  })
})

describe('the window that a presentation was begun from', () => {
  it('shows what is done to the presented work, and is never changed itself', () => {
    const ether = new Ether()
    const { desk, hand } = begin(ether)
    const window = new Window(ether)
    desk.follow(workOf('my edit'))
    hand.tellWork()
    expect(window.text).toBe('my edit')
    window.write('an edit on stage')
    window.presenting.go(0)
    expect(textOf(desk)).toBe('my edit')
  })

  it('shows nothing of another work that is opened there, nor of this one while another stage is on', () => {
    const ether = new Ether()
    const { desk, hand } = begin(ether)
    const window = new Window(ether)
    window.presenting.go(0)
    desk.follow(workOf('an edit meanwhile'))
    hand.tellWork()
    expect(window.text).toBe('one')
    window.presenting.go(2)
    desk.open(workOf('private'), { title: 'private' })
    hand.tellWork()
    expect([window.text, new Window(ether).text]).toEqual(['three', 'three'])
  })
})

describe('a show', () => {
  it('is read back as it was, up to so many stages', () => {
    const show = { id: 'x', stages: STAGES, at: 1, began: 3 }
    expect(readShow(JSON.parse(JSON.stringify(packShow(show))))).toEqual(show)
    const many = { ...show, stages: Array.from({ length: STAGE_LIMIT + 4 }, () => STAGES[0]!), at: STAGE_LIMIT + 2 }
    expect(readShow(packShow(many))).toMatchObject({ at: 0, stages: { length: STAGE_LIMIT } })
    for (const none of [null, [], {}, { ...show, stages: [] }, { ...show, id: 3 }]) expect(readShow(none)).toBeNull()
  })

  it.each([
    [0, '0:00'],
    [61_000, '1:01'],
    [3_600_000, '1:00:00'],
    [-5_000, '0:00'],
  ])('has lasted %d ms: %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text)
  })
})
