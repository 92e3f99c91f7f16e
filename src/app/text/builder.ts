import { isSameData } from '../../ground/same-data.ts'
import type { MadeLesson } from '../../lessons/made/make.ts'
import type { PlannedState } from '../../lessons/made/plan.ts'
import { BUILDER } from './catalogue/en/builder.ts'

/** How a lesson that was tried stands, in a sentence. */
export function verifiedText({ problems, promises, misses }: MadeLesson): string {
  if (problems.length > 0) return BUILDER.unreadable(problems.length)
  const faults = (id: string) => promises.find((promise) => promise.id === id)?.faults ?? []
  const rejected =
    misses.length -
    new Set(
      faults('near-misses')
        .map((fault) => fault.split(':')[0])
        .filter((name) => !name?.startsWith('there are')),
    ).size
  const rest = promises.filter(
    (promise) => !['start', 'solution', 'near-misses'].includes(promise.id) && promise.faults.length > 0,
  ).length
  return `${BUILDER.verified(faults('start').length === 0, faults('solution').length === 0, rejected, misses.length)}${rest > 0 ? BUILDER.toPolish(rest) : ''}`
}

/** What a state is, against the start. */
export function stateText({ documents, cni }: PlannedState, start: PlannedState): string {
  const changed = documents
    .filter(({ name, text }) => start.documents.find((each) => each.name === name)?.text !== text)
    .map(({ name }) => name)
  const plugin = isSameData(cni, start.cni) ? '' : BUILDER.otherPlugin
  return changed.length === 0 && plugin === ''
    ? BUILDER.asStart
    : `${BUILDER.changed(changed.length === 0 ? BUILDER.noTab : changed.join(', '))}${plugin}`
}
