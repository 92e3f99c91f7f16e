import { count } from '../../sentence.ts'
import { part } from '../part.ts'

/** The question above the picture. Its words stand around the fields, in this order; an empty one takes no room. */
export const QUESTION = part('question', {
  title: 'The question',
  can: 'Can',
  reach: 'reach',
  to: 'to',
  on: 'on',
  saying: 'saying',
  mark: '?',
  from: 'From',
  toLabel: 'To',
  port: 'Port',
  said: 'What is said: a request, a look-up or a server name',
  who: 'who',
  whom: 'whom',
  any: 'any',
  anything: 'anything',
  /** What is offered, beside its name. */
  workload: (kind: string, pods: number) => (pods === 1 ? kind : `${kind}, ${count(pods, 'pod')}`),
  service: (type: string, backends: number) => `${type}, ${count(backends, 'backend')}`,
  tip: 'Ask about any two pods',
})
