import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NOBODY, OPEN } from './answers.ts'

/** What a denial looks like, and what tells of it. */
export const DROPS: BehaviourTexts<'drops'> = {
  'drop-look': {
    title: 'What the caller sees',
    values: {
      'left-open': OPEN,
      silent: ['nothing', 'It waits until its own time-out.'],
      'silent-or-reject': ['nothing', 'It waits, unless Felix is told to reject.'],
      'silent-or-icmp': [
        'nothing',
        'It waits, unless the agent is told to answer with ICMP. Over HTTP, its own policies answer 403.',
      ],
      audited: ['nothing is dropped', 'Audit mode: it is logged and passes.'],
      nobody: NOBODY,
    },
  },
  'drop-told': {
    title: 'Where it is told',
    values: {
      'left-open': OPEN,
      metrics: ['metrics, log', 'Metrics on port 9080, and the controller’s log.'],
      'rule-counter': ['counters, flow log', 'The counter of the rule at the end of the tier, and the flow log.'],
      'reason-counter': ['counters, flow log', 'Counters by reason for each interface, and the flow log.'],
      hubble: ['Hubble', 'Events with a code: 133 where no rule allows, 181 where one denies.'],
      'agent-log': ['agent’s log', 'The agent’s log and CloudWatch, when that is on, and a metric on port 8162.'],
      nobody: NOBODY,
    },
  },
}
