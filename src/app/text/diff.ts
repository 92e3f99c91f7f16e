import type { Lesson } from '../../lessons/lesson.ts'
import type { DiffView, FlowChange } from '../../worker/snapshot.ts'
import { PICTURE } from './catalogue/en/picture.ts'
import { endpointName, portName, shortName } from './endpoint.ts'
import { code, say, type Sentence } from './sentence.ts'

/** `web → api:8080`. */
export function flowText({ from, to, port }: Pick<FlowChange, 'from' | 'to' | 'port'>): string {
  return `${shortName(from)} → ${shortName(to)}${port ? `:${portName(port)}` : ''}`
}

/** `3 opened · 1 closed.` and the first change in words; for the live region. */
export function diffSentence({ opened, closed, changes }: DiffView): Sentence {
  const counts = say`${PICTURE.opened(opened)} · ${PICTURE.closed(closed)}.`
  const first = changes.find(({ sign }) => sign === 'closed') ?? changes[0]
  if (!first) return counts
  return say`${counts} ${PICTURE.reaches(first.sign === 'opened', code(endpointName(first.from)), code(endpointName(first.to)), portName(first.port))}`
}

/** What the changes are counted against. */
export function againstText({ against }: DiffView, lesson: Pick<Lesson, 'before'> | null = null): string {
  return PICTURE.against[lesson ? (lesson.before ? 'before' : 'start') : against === 'baseline' ? 'baseline' : 'edit']
}
