import type { LessonHead, Track } from '../../../lessons/lesson.ts'
import { inEnglish, spoken } from '../../text/catalogue/spoken.ts'
import type { Progress } from './store.ts'

/** Tracks under one heading, in order. */
export interface TrackGroup {
  readonly name: string
  readonly tracks: readonly Track[]
}

/** Tracks under their headings; only lessons whose words contain every word of `search`, and tracks that have some. */
export function groupTracks(tracks: readonly Track[], search: string): readonly TrackGroup[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const groups = new Map<string, Track[]>()
  for (const track of tracks) {
    const lessons = track.lessons.filter(({ code, title, about }) => {
      const text = `${code} ${title} ${about} ${track.title}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    if (lessons.length === 0 && words.length > 0) continue
    groups.set(track.group, [...(groups.get(track.group) ?? []), { ...track, lessons }])
  }
  return [...groups].map(([name, members]) => ({ name, tracks: members }))
}

/**
 * For `lang` around a lesson's own words: they may be in another language than the screen. Undefined: they are in the
 * same.
 */
export function langOf({ language }: Pick<LessonHead, 'language'>): string | undefined {
  return language === spoken().code ? undefined : (language ?? inEnglish())
}

/** How many of these are passed by the learner's own answer. */
export function passedOf(lessons: readonly LessonHead[], progress: Progress): number {
  return lessons.filter(({ id }) => progress[id]?.state === 'passed').length
}

/** The sums that a learner sees of all their lessons. */
export function progressFacts(
  heads: readonly LessonHead[],
  progress: Progress,
): { readonly passed: number; readonly all: number; readonly withoutHint: number } {
  const passed = heads.flatMap(({ id }) => (progress[id]?.state === 'passed' ? [progress[id]] : []))
  return { passed: passed.length, all: heads.length, withoutHint: passed.filter(({ hints }) => hints === 0).length }
}
