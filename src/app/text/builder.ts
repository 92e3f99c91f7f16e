import type { MadeLesson } from '../../lessons/made/make.ts'
import type { PlannedState } from '../../lessons/made/plan.ts'
import { count } from './sentence.ts'

/** How a lesson that was tried stands, in a sentence. */
export function verifiedText({ problems, promises, misses }: MadeLesson): string {
  if (problems.length > 0) return `${count(problems.length, 'line')} cannot be read.`
  const faults = (id: string) => promises.find((promise) => promise.id === id)?.faults ?? []
  const rejected = misses.length - new Set(faults('near-misses').map((fault) => fault.split(':')[0]).filter((name) => !name?.startsWith('there are'))).size
  const rest = promises.filter((promise) => !['start', 'solution', 'near-misses'].includes(promise.id) && promise.faults.length > 0).length
  return `Start ${faults('start').length === 0 ? 'fails' : 'passes'}, solution ${faults('solution').length === 0 ? 'passes' : 'fails'}, ${rejected} of ${misses.length} wrong answers rejected.${rest > 0 ? ` ${count(rest, 'thing')} to polish.` : ''}`
}

/** What a state is, against the start. */
export function stateText({ documents, cni }: PlannedState, start: PlannedState): string {
  const changed = documents.filter(({ name, text }) => start.documents.find((each) => each.name === name)?.text !== text).map(({ name }) => name)
  const plugin = JSON.stringify(cni) === JSON.stringify(start.cni) ? '' : ', another plugin'
  return changed.length === 0 && plugin === '' ? 'as the start' : `${changed.length === 0 ? 'no tab' : changed.join(', ')} changed${plugin}`
}
