import type { QUESTION } from '../en/question.ts'
import { anzahl } from './count.ts'

export const question: typeof QUESTION = {
  title: 'Die Frage',
  can: 'Kommt',
  reach: 'zu',
  to: 'zu',
  on: 'auf',
  saying: 'mit',
  mark: '?',
  from: 'Von',
  toLabel: 'Zu',
  port: 'Port',
  said: 'Was gesagt wird: eine Anfrage, eine Namensauflösung oder ein Servername',
  who: 'wer',
  whom: 'wem',
  any: 'egal',
  anything: 'beliebig',
  workload: (kind, pods) => (pods === 1 ? kind : `${kind}, ${anzahl(pods, { one: 'Pod', other: 'Pods' })}`),
  service: (type, backends) => `${type}, ${anzahl(backends, { one: 'Pod', other: 'Pods' })} dahinter`,
  tip: 'Frag nach zwei beliebigen Pods',
}
