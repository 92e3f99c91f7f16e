import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { quietFor, whenQuiet } from '../../../../src/app/ui/when-quiet.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** How many milliseconds of quiet it takes until it is called. */
function waited(ms?: number): number {
  let called = false
  whenQuiet(() => {
    called = true
  }, ms)
  for (let at = 0; at <= 1000; at += 10) {
    if (called) return at
    vi.advanceTimersByTime(10)
  }
  return Infinity
}

describe('what can wait', () => {
  it('is done after a moment, unless it is called back', () => {
    const call = vi.fn()
    const callBack = whenQuiet(call)
    vi.advanceTimersByTime(50)
    callBack()
    vi.advanceTimersByTime(2000)
    expect(call).not.toHaveBeenCalled()
    expect(waited()).toBeLessThan(200)
  })

  it('waits longer than between two keys where it took long the last time', () => {
    expect(waited(quietFor(0))).toBe(waited())
    expect(waited(quietFor(10))).toBe(waited())
    expect(waited(quietFor(300))).toBeGreaterThan(500)
  })
})
