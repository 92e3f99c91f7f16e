import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Diagnostic } from '../../../../src/ground/diagnostic.ts'
import { FixOffers } from '../../../../src/app/state/fix-offers.svelte.ts'
import type { Snapshot } from '../../../../src/worker/snapshot.ts'
import type { Fix } from '../../../../src/world/index.ts'

const finding = (line: number, pods = 4): Diagnostic => ({
  code: 'dns-closed',
  pods,
  missing: ['UDP'],
  severity: 'warning',
  layer: 'finding',
  span: { document: 'a', start: { line, column: 1 }, end: { line, column: 2 } },
  subject: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'shop', name: 'p' },
})
const fix = (start: number): Fix => ({
  does: { fix: 'add-dns-rule' },
  edits: [{ document: 'a', start, end: start, text: 'x' }],
  promises: { opened: 1, closed: 0, changes: [] },
})

beforeEach(() => {
  vi.useFakeTimers()
})

/** A session whose fixes start where it is told to. */
function session() {
  const made: unknown[] = []
  const fake = {
    at: 1,
    asked: 0,
    snapshot: { revision: 7 } as Snapshot,
    made,
    picture: {
      fixes: () => {
        fake.asked++
        return Promise.resolve([fix(fake.at)])
      },
    },
    applyEdits: (revision: number, edits: Fix['edits']) => {
      made.push([revision, edits[0]!.start])
      return true
    },
  }
  return fake
}

describe('the fixes of the problems', () => {
  it('are looked for once nobody types any more', async () => {
    const fake = session()
    const offers = new FixOffers(fake)
    const stop = offers.seek([finding(1)])
    await vi.advanceTimersByTimeAsync(100)
    stop()
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.asked).toBe(0)
    offers.seek([finding(1)])
    await vi.advanceTimersByTimeAsync(1000)
    expect(offers.of(finding(1))).toEqual([fix(1)])
  })

  it('stay with their problem when its line moves, and are gone when it is another', async () => {
    const offers = new FixOffers(session())
    offers.seek([finding(1)])
    await vi.advanceTimersByTimeAsync(1000)
    expect(offers.of(finding(9))).toHaveLength(1)
    expect(offers.of(finding(1, 5))).toEqual([])
  })

  it('are looked for again before they are applied, for the text may have moved', async () => {
    const fake = session()
    const offers = new FixOffers(fake)
    fake.at = 40
    await offers.apply(finding(1), fix(1))
    expect(fake.made).toEqual([[7, 40]])
  })

  it('are not looked for where nothing is odd', async () => {
    const fake = session()
    new FixOffers(fake).seek([
      { code: 'duplicate-key', key: 'a', severity: 'warning', layer: 'syntax', span: null, subject: null },
    ])
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.asked).toBe(0)
  })
})
