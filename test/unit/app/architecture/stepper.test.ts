import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Stepper } from '../../../../src/app/ui/stepper.svelte.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a stepper', () => {
  it('stays within its steps', () => {
    const stepper = new Stepper(() => 3)
    stepper.by(-1)
    expect(stepper.index).toBe(0)
    stepper.by(5)
    expect([stepper.index, stepper.isAtEnd]).toEqual([2, true])
  })

  it('stands at the end of what became shorter, and at 0 of nothing', () => {
    let count = 5
    const stepper = new Stepper(() => count)
    stepper.go(4)
    count = 2
    expect(stepper.index).toBe(1)
    count = 0
    expect(stepper.index).toBe(0)
  })

  it('plays at its pace, to the end, and begins anew there', () => {
    const stepper = new Stepper(() => 3)
    stepper.pace = 'fast'
    const tick = () => {
      const end = stepper.run()
      vi.advanceTimersByTime(1000)
      end?.()
    }
    stepper.toggle()
    tick()
    expect([stepper.index, stepper.isPlaying]).toEqual([1, true])
    tick()
    expect([stepper.index, stepper.isPlaying]).toEqual([2, false])
    tick()
    expect(stepper.index).toBe(2)
    stepper.toggle()
    expect([stepper.index, stepper.isPlaying]).toEqual([0, true])
  })

  it('stops where somebody steps by hand', () => {
    const stepper = new Stepper(() => 9)
    stepper.toggle()
    stepper.by(1)
    expect([stepper.index, stepper.isPlaying]).toEqual([1, false])
  })
})
