/**
 * A page of a workshop. `plan`: for those who attend; `lead`: for the trainer; `handout`: for paper. `start`: when it
 * began, or will, in milliseconds since 1970, to the minute; null: nobody has said so.
 */
export interface WorkshopPlace {
  readonly id: string
  readonly page: 'plan' | 'lead' | 'handout'
  readonly start: number | null
}

const MINUTE = 60_000
const PLACE = /^([a-z0-9-]+)(?:\/(lead|handout))?(?:\/(\d{4}-\d\d-\d\dT\d\d:\d\dZ))?$/

/** What stands behind `#/workshop/`: `three-hours/lead/2026-11-27T09:30Z`. Null: no workshop is named. */
export function readPlace(place: string): WorkshopPlace | null {
  const [, id, page, time] = PLACE.exec(place) ?? []
  if (id === undefined) return null
  const start = time === undefined ? NaN : Date.parse(time)
  return { id, page: page === 'lead' || page === 'handout' ? page : 'plan', start: Number.isNaN(start) ? null : start }
}

/** What `readPlace` reads. */
export function writePlace({ id, page, start }: WorkshopPlace): string {
  return [
    id,
    ...(page === 'plan' ? [] : [page]),
    ...(start === null ? [] : [`${new Date(Math.round(start / MINUTE) * MINUTE).toISOString().slice(0, 16)}Z`]),
  ].join('/')
}
