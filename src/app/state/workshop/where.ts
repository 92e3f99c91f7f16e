import type { Workshop, WorkshopPart } from '../../../lessons/workshop.ts'

const MINUTE = 60_000

/**
 * Where a workshop is by the clock. `before`: it begins in `minutes`. `during`: the step `at`, counted from 0, is over
 * in `minutes`, which count up to the full one. `after`: it ended.
 */
export type Where =
  | { readonly of: 'before'; readonly minutes: number }
  | { readonly of: 'during'; readonly at: number; readonly minutes: number; readonly part: number }
  | { readonly of: 'after' }

/** `start`, `now`: milliseconds since 1970. */
export function whereIs({ steps, minutes }: Workshop, start: number, now: number): Where {
  const gone = (now - start) / MINUTE
  if (gone < 0) return { of: 'before', minutes: Math.ceil(-gone) }
  const at = steps.findIndex(({ begins, minutes: lasts }) => gone < begins + lasts)
  const step = steps[at]
  return step === undefined || gone >= minutes
    ? { of: 'after' }
    : {
        of: 'during',
        at,
        minutes: Math.ceil(step.begins + step.minutes - gone),
        part: (gone - step.begins) / step.minutes,
      }
}

/**
 * When a workshop began if this step begins now. To the minute that has begun, as addresses have it: one to come would
 * leave the step before on for as long.
 */
export function startFor({ steps }: Workshop, at: number, now: number): number {
  return (Math.floor(now / MINUTE) - (steps[at]?.begins ?? 0)) * MINUTE
}

/**
 * Where somebody joins in who comes at this step: its checkpoints, else those before it, else the first there are.
 * Several: everybody chooses one.
 */
export function catchUp({ steps }: Workshop, at: number): readonly WorkshopPart[] {
  const joined = steps.map(({ parts }) => parts.filter(({ checkpoint }) => checkpoint !== null))
  return joined.slice(0, at + 1).findLast((parts) => parts.length > 0) ?? joined.find((parts) => parts.length > 0) ?? []
}

/** `0:35`: hours and minutes of a plan. */
export function planTime(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** `14:05` here, so many minutes after the start. */
export function wallTime(start: number, minutes: number): string {
  const time = new Date(start + minutes * MINUTE)
  const two = (figure: number) => String(figure).padStart(2, '0')
  return `${two(time.getHours())}:${two(time.getMinutes())}`
}
