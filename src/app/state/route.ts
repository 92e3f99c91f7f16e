/**
 * What the part of the address behind `#` asks for.
 *
 * - `play`: the user's own work, or an example. `lessons`: the list of lessons.
 * - `coded`: one lesson by what it is called in a room, `#/lesson/C8`; its own address takes that one's place.
 * - `lesson`: one lesson, `#/lesson/<track>/<lesson>`; `link` is a state of it that somebody shared, in the same
 *   address behind a further `/`.
 * - `workshop`: the workshops, one of them, or a page of it; `place` is what stands behind, and is read where it is
 *   shown.
 * - `made`: a lesson that somebody made, whole, in the address.
 * - `work`: a whole work that somebody shared.
 */
export type Route =
  | { readonly to: 'play' | 'lessons' }
  | { readonly to: 'coded'; readonly code: string }
  | { readonly to: 'lesson'; readonly id: string; readonly link: string | null }
  | { readonly to: 'workshop'; readonly place: string }
  | { readonly to: 'made'; readonly link: string }
  | { readonly to: 'work'; readonly link: string }

/** The list of lessons. */
export const LESSONS_ADDRESS = '#/lessons'
/** The user’s own work. */
export const PLAY_ADDRESS = '#/'
/** A window of a presentation; it is told by another window what it shows. */
export const SHOW_ADDRESS = '#/present'

/** Of a page of a workshop; of all workshops where the place is empty. */
export function workshopAddress(place: string): string {
  return place === '' ? '#/workshop' : `#/workshop/${place}`
}

/** Of a lesson, given by track and name. */
export function lessonAddress(id: string): string {
  return `#/lesson/${id}`
}

/** Null: an address that is none of ours; it changes nothing. */
export function readRoute(fragment: string): Route | null {
  if (/^#v\d+\./.test(fragment)) return { to: 'work', link: fragment }
  if (fragment === '' || fragment === '#' || fragment === PLAY_ADDRESS) return { to: 'play' }
  if (fragment === LESSONS_ADDRESS) return { to: 'lessons' }
  const [workshop, place] = /^#\/workshop(?:\/([\w:/-]+))?$/.exec(fragment) ?? []
  if (workshop !== undefined) return { to: 'workshop', place: place ?? '' }
  const [, made] = /^#\/made\/(.+)$/s.exec(fragment) ?? []
  if (made !== undefined) return { to: 'made', link: made }
  const [, code] = /^#\/lesson\/([a-z]\d{1,2})\/?$/i.exec(fragment) ?? []
  if (code !== undefined) return { to: 'coded', code: code.toUpperCase() }
  const [, id, link] = /^#\/lesson\/([a-z0-9-]+\/[a-z0-9-]+)(?:\/(.*))?$/s.exec(fragment) ?? []
  return id === undefined ? null : { to: 'lesson', id, link: link || null }
}
