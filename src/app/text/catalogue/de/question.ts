import type { QUESTION } from '../en/question.ts'

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
  tip: 'Frag nach zwei beliebigen Pods',
}
