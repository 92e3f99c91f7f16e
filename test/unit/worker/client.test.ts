import { describe, expect, it } from 'vitest'
import { EngineClient, type WorkerLike } from '../../../src/worker/client.ts'
import type { EngineFailure } from '../../../src/worker/link.ts'
import { PATIENCE } from '../../../src/worker/patience.ts'
import type { EngineReply, EngineRequest } from '../../../src/worker/protocol.ts'
import type { WireAsked, WireSnapshot } from '../../../src/worker/wire.ts'

class FakeWorker implements WorkerLike {
  readonly sent: EngineRequest[] = []
  ended = false
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  postMessage(message: EngineRequest) {
    this.sent.push(message)
  }
  terminate() {
    this.ended = true
  }
  reply(data: EngineReply) {
    this.onmessage?.({ data } as MessageEvent<EngineReply>)
  }
  snapshot(revision: number, more: Partial<WireSnapshot> = {}) {
    this.reply({
      type: 'snapshot',
      id: this.opens.find((open) => open.revision === revision)!.id,
      snapshot: {
        revision,
        diagnostics: [],
        outline: [],
        asked: null,
        ...more,
        cluster: { workloads: [], services: [] },
        reach: { endpoints: [], columns: [], totals: { count: 0, changed: new Uint32Array() } },
      } as unknown as WireSnapshot,
    })
  }
  crash() {
    this.onerror?.({ message: 'boom' } as ErrorEvent)
  }
  get opens() {
    return this.sent.filter((request) => request.type === 'open')
  }
}

function setUp({ ready = true } = {}) {
  const workers: FakeWorker[] = []
  const timers = new Set<() => void>()
  /** Milliseconds that were allowed, time after time. */
  const waits: number[] = []
  const seen = {
    answered: [] as unknown[],
    asked: [] as unknown[],
    diagnostics: [] as (readonly unknown[])[],
    snapshots: [] as number[],
    failures: [] as EngineFailure[],
    ready: 0,
  }
  const link = new EngineClient(
    () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    {
      ready: () => seen.ready++,
      answered: (asked) => seen.answered.push(asked),
      snapshot: ({ revision, diagnostics, asked }) => {
        seen.snapshots.push(revision)
        seen.diagnostics.push(diagnostics)
        seen.asked.push(asked)
      },
      failed: (failure) => seen.failures.push(failure),
    },
    {
      after(ms, call) {
        waits.push(ms)
        timers.add(call)
        return () => timers.delete(call)
      },
    },
  )
  const now = () => workers.at(-1)!
  if (ready) now().reply({ type: 'ready', schemas: [] })
  return {
    link,
    workers,
    seen,
    now,
    timers,
    waits,
    runOutOfPatience: () => {
      for (const call of [...timers]) {
        timers.delete(call)
        call()
      }
    },
  }
}

const a = { name: 'a', text: '1' }
const b = { name: 'b', text: '1' }
const work = (...documents: { name: string; text: string }[]) => ({ documents, active: documents[0]!.name })

describe('sending', () => {
  it('sends all texts once and afterwards only those that changed', () => {
    const { link, now } = setUp()
    link.open(work(a, b))
    now().snapshot(1)
    link.open(work(a, { ...b, text: '2' }))
    expect(now().opens[0]).toMatchObject({ order: ['a', 'b'], changed: [a, b], fresh: false, applyBroken: false })
    expect(now().opens[1]).toMatchObject({ order: ['a', 'b'], changed: [{ name: 'b', text: '2' }] })
  })

  it('keeps only the newest open waiting while the worker is busy, and drops what it overtook', () => {
    const { link, now, seen } = setUp()
    link.open(work(a))
    link.open({ ...work({ ...a, text: '2' }), fresh: true })
    link.open(work({ ...a, text: '3' }))
    expect(now().opens).toHaveLength(1)
    now().snapshot(1)
    expect(seen.snapshots).toEqual([])
    expect(now().opens[1]).toMatchObject({ revision: 3, changed: [{ name: 'a', text: '3' }], fresh: true })
    now().snapshot(3)
    expect(seen.snapshots).toEqual([3])
    expect(now().opens).toHaveLength(2)
  })

  it('sends the baseline when it is marked and when it is cleared, and not with every key press', () => {
    const { link, now } = setUp()
    const baseline = [a]
    for (const [revision, marked] of [
      [1, null],
      [2, baseline],
      [3, baseline],
      [4, null],
    ] as const) {
      link.open({ ...work(a), baseline: marked })
      now().snapshot(revision)
    }
    expect(now().opens.map(({ baseline }) => baseline)).toEqual([null, [a], undefined, null])
  })

  it('gives each answer to the question that asked for it', async () => {
    const { link, now } = setUp()
    const first = link.call('ask', { question: 'x -> y' })
    const second = link.call('drill', { from: 'shop', to: null })
    now().reply({ type: 'drill', id: 2, value: 'reach' as never })
    now().reply({ type: 'ask', id: 1, value: 'result' as never })
    expect(await first).toBe('result')
    expect(await second).toBe('reach')
  })

  it('lets nobody wait for an engine that is not needed any more', async () => {
    const { link, now } = setUp()
    const question = link.call('ask', { question: 'x -> y' })
    link.dispose()
    await expect(question).rejects.toMatchObject({ why: 'ended' })
    expect(now().ended).toBe(true)
  })
})

describe('findings that a snapshot did not wait for', () => {
  const earlier = { diagnostics: [{ code: 'of-before' }], areFindingsEarlier: true } as unknown as Partial<WireSnapshot>
  const later = [{ code: 'of-now' }] as never
  const asked = (worker: FakeWorker) => worker.sent.filter(({ type }) => type === 'diagnostics')

  it('are asked for when it is quiet, and shown with the same picture', async () => {
    const { link, now, seen, runOutOfPatience } = setUp()
    link.open(work(a))
    now().snapshot(1, earlier)
    expect(asked(now())).toEqual([])
    runOutOfPatience()
    expect(asked(now())).toMatchObject([{ revision: 1 }])
    now().reply({ type: 'diagnostics', id: asked(now())[0]!.id, value: { diagnostics: later } })
    await Promise.resolve()
    expect(seen.snapshots).toEqual([1, 1])
    expect(seen.diagnostics).toEqual([earlier.diagnostics, later])
  })

  it('are not asked for while somebody types', () => {
    const { link, now, runOutOfPatience } = setUp()
    link.open(work(a))
    now().snapshot(1, earlier)
    link.open(work({ ...a, text: '2' }))
    now().snapshot(2)
    runOutOfPatience()
    expect(asked(now())).toEqual([])
  })

  it('are what the next snapshot is sent against, also when they come too late', () => {
    const { link, now, seen, runOutOfPatience } = setUp()
    link.open(work(a))
    now().snapshot(1, earlier)
    runOutOfPatience()
    link.open(work({ ...a, text: '2' }))
    now().reply({ type: 'diagnostics', id: asked(now())[0]!.id, value: { diagnostics: later } })
    now().snapshot(2, { diagnostics: null })
    expect(seen.diagnostics.at(-1)).toEqual(later)
  })

  it('are dropped when they come too late', async () => {
    const { link, now, seen, runOutOfPatience } = setUp()
    link.open(work(a))
    now().snapshot(1, earlier)
    runOutOfPatience()
    link.open(work({ ...a, text: '2' }))
    now().reply({ type: 'diagnostics', id: asked(now())[0]!.id, value: { diagnostics: later } })
    await Promise.resolve()
    expect(seen.snapshots).toEqual([1])
  })
})

describe('an answer ahead of its picture', () => {
  const step = (name: string) => ({ step: 'not-selected', name })
  const asked = (steps: readonly unknown[]) =>
    ({
      question: 'q',
      result: { ok: true, question: {}, answer: { outcome: 'allowed', steps } },
    }) as unknown as WireAsked
  const answered = (worker: FakeWorker, revision: number, steps: readonly unknown[]) =>
    worker.reply({ type: 'answered', id: worker.opens.at(-1)!.id, revision, asked: asked(steps) })

  it('is told at once, with the steps that are as they were, and is the snapshot’s', () => {
    const { link, now, seen } = setUp()
    link.open(work(a))
    answered(now(), 1, [step('one'), step('two')])
    now().snapshot(1, { asked: 'told' })
    link.open(work({ ...a, text: '2' }))
    answered(now(), 2, [1, step('three')])
    now().snapshot(2, { asked: 'told' })
    expect(seen.answered).toMatchObject([asked([step('one'), step('two')]), asked([step('two'), step('three')])])
    expect(seen.asked[1]).toBe(seen.answered[1])
  })

  it('is dropped when there is a newer text by then, and known all the same', () => {
    const { link, now, seen } = setUp()
    link.open(work(a))
    link.open(work({ ...a, text: '2' }))
    answered(now(), 1, [step('one')])
    expect(seen.answered).toEqual([])
    now().snapshot(1, { asked: 'told' })
    answered(now(), 2, [0])
    expect(seen.answered).toMatchObject([asked([step('one')])])
  })
})

describe('a worker that does not answer', () => {
  it('is given longer for megabytes of new text', () => {
    const { link, waits } = setUp()
    link.open(work({ name: 'dump', text: 'x'.repeat(4_400_000) }))
    expect(waits).toEqual([PATIENCE + 8000])
  })

  it('is given longer while it fetches a part of the engine, whatever was asked, and no longer afterwards', () => {
    const { link, now, timers, waits } = setUp()
    link.open(work(a))
    void link.call('ask', { question: 'x' })
    now().reply({ type: 'fetching', id: 1 })
    now().snapshot(1)
    expect(waits).toEqual([PATIENCE, PATIENCE + 30_000, PATIENCE])
    expect(timers.size).toBe(1)
  })

  it('is replaced, and the text that stopped it is not sent again until it changes', () => {
    const { link, now, workers, seen, runOutOfPatience } = setUp()
    link.open(work(a, b))
    now().snapshot(1)
    link.open(work(a, { ...b, text: 'bomb' }))
    runOutOfPatience()
    expect(workers).toHaveLength(2)
    expect(workers[0]!.ended).toBe(true)
    expect(seen.failures).toEqual([{ why: 'slow', reason: 'no answer within 5 s', documents: ['b'] }])
    expect(now().opens[0]).toMatchObject({ revision: 2, changed: [a, b] })
    now().reply({ type: 'ready', schemas: [] })
    now().snapshot(2)
    link.open(work({ ...a, text: '2' }, { ...b, text: 'bomb' }))
    expect(now().opens[1]).toMatchObject({ changed: [{ name: 'a', text: '2' }] })
    now().snapshot(3)
    link.open(work({ ...a, text: '2' }, { ...b, text: 'mended' }))
    expect(now().opens[2]).toMatchObject({ changed: [{ name: 'b', text: 'mended' }] })
    expect(seen.ready).toBe(2)
  })

  it('leaves a document out that never worked, and takes all back when any of them changes', () => {
    const { link, now, runOutOfPatience } = setUp()
    link.open(work(a, b))
    runOutOfPatience()
    expect(now().opens[0]).toMatchObject({ order: [], changed: [], active: '' })
    now().reply({ type: 'ready', schemas: [] })
    now().snapshot(1)
    link.open(work({ ...a, text: 'mended' }, b))
    expect(now().opens[1]).toMatchObject({ order: ['a', 'b'] })
  })

  it('rejects the question that stopped it, keeps the others, and refuses the same question until the next edit', async () => {
    const { link, now, runOutOfPatience } = setUp()
    link.open(work(a))
    now().snapshot(1)
    const slow = link.call('ask', { question: 'slow' })
    const other = link.call('ask', { question: 'other' })
    runOutOfPatience()
    await expect(slow).rejects.toMatchObject({ why: 'slow', documents: [] })
    await expect(link.call('ask', { question: 'slow' })).rejects.toMatchObject({ why: 'refused' })
    expect(now().sent.map(({ type }) => type)).toEqual(['open', 'ask'])
    now().reply({ type: 'ask', id: 3, value: 'yes' as never })
    expect(await other).toBe('yes')
    link.open(work(a))
    void link.call('ask', { question: 'slow' })
    expect(now().sent.at(-1)).toMatchObject({ type: 'ask', question: 'slow' })
  })

  it('is given the marked baseline again', () => {
    const { link, now, runOutOfPatience } = setUp()
    const baseline = [a]
    link.open({ ...work(a), baseline })
    now().snapshot(1)
    link.open({ ...work({ ...a, text: 'bomb' }), baseline })
    runOutOfPatience()
    expect(now().opens[0]).toMatchObject({ order: ['a'], baseline })
  })

  it('never shows the texts of another work in place of those that stopped it', () => {
    const { link, now, runOutOfPatience } = setUp()
    link.open(work(a))
    now().snapshot(1)
    link.open({ ...work({ ...a, text: 'bomb' }), fresh: true })
    runOutOfPatience()
    expect(now().opens[0]).toMatchObject({ order: [], changed: [] })
  })

  it('is not watched while it starts, and its time runs from when a request became the first', () => {
    const { link, now, timers } = setUp({ ready: false })
    link.open(work(a))
    expect(timers.size).toBe(0)
    now().reply({ type: 'ready', schemas: [] })
    const first = [...timers][0]
    void link.call('ask', { question: 'x' }).catch(() => {})
    expect([...timers]).toEqual([first])
    now().snapshot(1)
    expect([...timers]).not.toEqual([first])
    expect(timers.size).toBe(1)
  })
})

describe('a worker that fails', () => {
  it('is replaced once when it crashes, and not again over the same texts', () => {
    const { link, now, workers, seen } = setUp()
    link.open(work(a))
    now().crash()
    expect(now().opens).toHaveLength(1)
    now().reply({ type: 'ready', schemas: [] })
    now().crash()
    expect(workers).toHaveLength(3)
    expect(now().sent).toEqual([])
    expect(seen.failures.map(({ why }) => why)).toEqual(['crashed', 'crashed'])
  })

  it('is not started again when it never came up', () => {
    const { now, workers, seen } = setUp({ ready: false })
    now().crash()
    expect(workers).toHaveLength(1)
    expect(seen.failures).toMatchObject([{ why: 'start' }])
  })

  it('says so about the request that it failed at', async () => {
    const { link, now, seen } = setUp()
    const question = link.call('ask', { question: 'x' })
    const other = link.call('ask', { question: 'y' })
    now().reply({ type: 'failed', id: 2, reason: 'bug' })
    await expect(other).rejects.toMatchObject({ why: 'refused', reason: 'bug' })
    now().reply({ type: 'ask', id: 1, value: 'yes' as never })
    expect(await question).toBe('yes')
    link.open(work(a))
    now().reply({ type: 'failed', id: 3, reason: 'bug' })
    expect(seen.failures).toMatchObject([{ reason: 'bug' }])
  })
})
