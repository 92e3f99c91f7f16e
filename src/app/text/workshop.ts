import type { StepForm } from '../../lessons/workshop.ts'
import type { OfflineState } from '../state/offline.svelte.ts'
import { wallTime, type Where } from '../state/workshop/where.ts'
import { count } from './sentence.ts'

/** How a step is spent. */
export const STEP_FORMS: Readonly<Record<StepForm, string>> = { work: 'Everybody works', teams: 'In teams, a puzzle each', shown: 'On the big screen', break: 'Break' }

/** Where the workshop is by the clock; `start`: null, nobody has said when it began. */
export function whereText(where: Where | null, start: number | null, steps: number): string {
  if (where === null || start === null) return 'Nobody has said yet when it began.'
  switch (where.of) {
    case 'before': return `Begins at ${wallTime(start, 0)}, in ${count(where.minutes, 'minute')}.`
    case 'during': return `Step ${where.at + 1} of ${steps}, ${count(where.minutes, 'minute')} to go.`
    case 'after': return 'It is over. Everything stays open.'
  }
}

/** Whether somebody who sits there may lose the network. */
export function readyText(state: OfflineState): { readonly name: string; readonly text: string } {
  switch (state) {
    case 'ready': return { name: 'Ready offline', text: 'Everything is kept in this browser. The network may go.' }
    case 'waiting': case 'fetching': return { name: 'Keeping for offline …', text: 'Stay connected for a moment.' }
    case 'failed': return { name: 'Not offline', text: 'Not everything could be kept. Reload to try again, or ask for the stick.' }
    case 'unavailable': return { name: 'Online only', text: 'This browser keeps nothing for this address. Stay connected, or ask for the stick.' }
  }
}
