import { describe, expect, test } from 'vitest'
import { atHand, later, need, NotFetched } from '../../../src/ground/part.ts'

describe('a part of the engine', () => {
  test('at hand is there at once', () => expect(need(atHand('part'), 'a part')).toBe('part'))

  test('that is not there yet says how it is fetched, and is there afterwards', async () => {
    const part = later(async () => 'part')
    const missing = thrownBy(() => need(part, 'a part'))
    expect(missing.message).toBe('a part: not there yet.')
    await missing.fetch()
    expect(need(part, 'a part')).toBe('part')
  })

  test('that could not be fetched can be tried again, and is fetched once', async () => {
    let tries = 0
    const part = later(async () => {
      if (++tries === 1) throw new Error('offline')
      return tries
    })
    await expect(part.fetch()).rejects.toThrow('offline')
    await part.fetch()
    await part.fetch()
    expect(part.value).toBe(2)
  })
})

function thrownBy(call: () => unknown): NotFetched {
  try {
    call()
  } catch (error) {
    if (error instanceof NotFetched) return error
  }
  throw new Error('nothing was missing')
}
