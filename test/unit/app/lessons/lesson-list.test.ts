import { describe, expect, it } from 'vitest'
import { groupTracks, passedOf, progressFacts } from '../../../../src/app/state/lesson/list.ts'
import type { LessonResult } from '../../../../src/app/state/lesson/store.ts'
import type { Track } from '../../../../src/lessons/lesson.ts'

const lesson = (id: string, code: string, title: string, about: string) => ({
  id,
  code,
  title,
  about,
  minutes: 5,
  needs: [],
})
const track = (id: string, group: string, title: string, lessons: Track['lessons']): Track => ({
  id,
  letter: id.toUpperCase(),
  title,
  about: '',
  group,
  isPuzzles: false,
  lessons,
})
const tracks = [
  track('a', 'Ground', 'Primitives', [
    lesson('a/pod', 'A1', 'A pod', 'One address.'),
    lesson('a/label', 'A2', 'Labels', 'The handle of a pod.'),
  ]),
  track('c', 'Policy', 'NetworkPolicy', [lesson('c/door', 'C1', 'Shut one door', 'Nobody comes in.')]),
  track('z', 'Ground', 'Empty', []),
]
const shown = (search: string) =>
  groupTracks(tracks, search).map(({ name, tracks: found }) => [
    name,
    found.map(({ id, lessons }) => [id, lessons.map(({ code }) => code)]),
  ])
const result = (state: LessonResult['state'], hints = 0): LessonResult => ({ state, hints, documents: 1, lines: 1 })

describe('the list of lessons', () => {
  it('shows every track under its heading, in the order of the curriculum', () => {
    for (const search of ['', '  '])
      expect(shown(search)).toEqual([
        [
          'Ground',
          [
            ['a', ['A1', 'A2']],
            ['z', []],
          ],
        ],
        ['Policy', [['c', ['C1']]]],
      ])
  })
  it.each([
    ['pod', [['Ground', [['a', ['A1', 'A2']]]]]],
    ['POD handle', [['Ground', [['a', ['A2']]]]]],
    ['c1', [['Policy', [['c', ['C1']]]]]],
    ['networkpolicy nobody', [['Policy', [['c', ['C1']]]]]],
    ['pod door', []],
    ['ground', []],
    ['.*', []],
  ])('finds what holds every word: %s', (search, found) => expect(shown(search)).toEqual(found))
})

it("counts what was passed by the learner's own answer", () => {
  const heads = tracks.flatMap(({ lessons }) => lessons)
  const progress = {
    'a/pod': result('passed'),
    'a/label': result('passed', 2),
    'c/door': result('seen'),
    'gone/gone': result('passed'),
  }
  expect(passedOf(tracks[0]!.lessons, progress)).toBe(2)
  expect(passedOf(tracks[1]!.lessons, progress)).toBe(0)
  expect(progressFacts(heads, progress)).toEqual({ passed: 2, all: 3, withoutHint: 1 })
  expect(progressFacts(heads, {})).toEqual({ passed: 0, all: 3, withoutHint: 0 })
})
