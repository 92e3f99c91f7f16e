import { wallTime, type Where } from '../state/workshop/where.ts'
import { WORKSHOP } from './catalogue/en/workshop.ts'

/** Where the workshop is by the clock; `start`: null, nobody has said when it began. */
export function whereText(where: Where | null, start: number | null, steps: number): string {
  if (where === null || start === null) return WORKSHOP.notBegun
  switch (where.of) {
    case 'before':
      return WORKSHOP.begins(wallTime(start, 0), where.minutes)
    case 'during':
      return WORKSHOP.during(where.at + 1, steps, where.minutes)
    case 'after':
      return WORKSHOP.over
  }
}
