import { packWork, readWork, type Work } from '../work.ts'
import { isObject } from '../../../ground/json-object.ts'

/** A state that is shown to an audience, under its name on the line of stages. */
export interface Stage {
  readonly title: string
  readonly work: Work
  /** The part of an address after `#`, with it, at which the audience finds the stage; absent: that of the work. */
  readonly link?: string
}

/** Everything a presentation consists of. All of its windows have the same. */
export interface Show {
  /** Tells two presentations of one browser apart. */
  readonly id: string
  readonly stages: readonly Stage[]
  /** Index of the stage that is shown. */
  readonly at: number
  /** When it began, in milliseconds since 1970. */
  readonly began: number
}

/** More do not fit on the line. */
export const STAGE_LIMIT = 24

const LINK = /^#[\w./-]{1,4000}$/

/** As another window, or this one before a reload, left it. Null: not a show. */
export function readShow(data: unknown): Show | null {
  if (
    !isObject(data) ||
    typeof data.id !== 'string' ||
    !Number.isSafeInteger(data.began) ||
    !Array.isArray(data.stages)
  )
    return null
  const stages = (data.stages as readonly unknown[]).slice(0, STAGE_LIMIT).flatMap((item): readonly Stage[] => {
    const work = isObject(item) ? readWork(item.work) : null
    return isObject(item) && work && typeof item.title === 'string'
      ? [
          {
            title: item.title.slice(0, 80),
            work,
            ...(typeof item.link === 'string' && LINK.test(item.link) && { link: item.link }),
          },
        ]
      : []
  })
  if (stages.length === 0) return null
  return {
    id: data.id,
    stages,
    at: typeof data.at === 'number' && stages[data.at] !== undefined ? data.at : 0,
    began: data.began as number,
  }
}

/** What `readShow` reads. */
export function packShow(show: Show): object {
  return { ...show, stages: show.stages.map(({ work, ...stage }) => ({ ...stage, work: packWork(work) })) }
}
