import { describe, expect, it } from 'vitest'
import { readPlace, writePlace } from '../../../../src/app/state/workshop/place.ts'
import { catchUp, planTime, startFor, whereIs } from '../../../../src/app/state/workshop/where.ts'
import type { Checkpoint, Workshop, WorkshopStep } from '../../../../src/lessons/workshop.ts'

const MINUTE = 60_000
const door = (name: string): Checkpoint => ({ name, state: { of: 'lesson', lesson: 'a/b' } })
const step = (title: string, begins: number, minutes: number, ...names: readonly string[]): WorkshopStep => ({
  title,
  begins,
  minutes,
  as: 'work',
  goal: '',
  trainer: [],
  parts: names.map((name) => ({ for: name, lessons: [], checkpoint: door(name) })),
})
const workshop: Workshop = {
  id: 'w',
  title: '',
  about: '',
  minutes: 60,
  bring: [],
  steps: [
    step('arrive', 0, 10),
    step('one', 10, 20, 'first'),
    step('break', 30, 10),
    step('choose', 40, 20, 'left', 'right'),
  ],
}

describe('a place', () => {
  it.each([
    ['talk', { id: 'talk', page: 'plan', start: null }],
    ['talk/lead', { id: 'talk', page: 'lead', start: null }],
    ['talk/handout', { id: 'talk', page: 'handout', start: null }],
    ['one-day/2026-11-27T09:30Z', { id: 'one-day', page: 'plan', start: Date.UTC(2026, 10, 27, 9, 30) }],
    ['one-day/lead/2026-11-27T09:30Z', { id: 'one-day', page: 'lead', start: Date.UTC(2026, 10, 27, 9, 30) }],
  ] as const)('%s is read, and written as it was', (text, place) => {
    expect(readPlace(text)).toEqual(place)
    expect(writePlace(place)).toBe(text)
  })
  it.each(['', '/', 'Talk', 'talk/other', 'talk/2026-11-27', 'talk/lead/handout', '../talk'])('%j names none', (text) =>
    expect(readPlace(text)).toBeNull(),
  )
  it('has no start where the day does not exist', () =>
    expect(readPlace('talk/2026-99-99T09:30Z')).toEqual({ id: 'talk', page: 'plan', start: null }))
})

describe('where a workshop is', () => {
  const start = 1_000 * MINUTE
  it.each([
    [-2.5, { of: 'before', minutes: 3 }],
    [0, { of: 'during', at: 0, minutes: 10, part: 0 }],
    [9.5, { of: 'during', at: 0, minutes: 1, part: 0.95 }],
    [10, { of: 'during', at: 1, minutes: 20, part: 0 }],
    [45, { of: 'during', at: 3, minutes: 15, part: 0.25 }],
    [60, { of: 'after' }],
  ] as const)('%d minutes after the start', (gone, where) =>
    expect(whereIs(workshop, start, start + gone * MINUTE)).toEqual(where),
  )
  it('can be set by hand', () => {
    const now = 5_000 * MINUTE
    expect(workshop.steps.map((_, at) => whereIs(workshop, startFor(workshop, at, now), now))).toMatchObject([
      { at: 0 },
      { at: 1 },
      { at: 2 },
      { at: 3 },
    ])
  })
  it('is at a step at once, in whatever second of a minute somebody says so', () => {
    for (const second of [0, 29, 31, 59]) {
      const now = 5_000 * MINUTE + second * 1_000
      const place = writePlace({ id: 'talk', page: 'lead', start: startFor(workshop, 1, now) })
      expect(whereIs(workshop, readPlace(place)!.start!, now)).toMatchObject({ of: 'during', at: 1 })
    }
  })
  it('lets late-comers in at the last checkpoint, and early ones at the first', () => {
    expect(workshop.steps.map((_, at) => catchUp(workshop, at).map(({ checkpoint }) => checkpoint!.name))).toEqual([
      ['first'],
      ['first'],
      ['first'],
      ['left', 'right'],
    ])
    expect(catchUp({ ...workshop, steps: [] }, 0)).toEqual([])
  })
  it('counts hours and minutes', () => expect([0, 5, 60, 485].map(planTime)).toEqual(['0:00', '0:05', '1:00', '8:05']))
})
