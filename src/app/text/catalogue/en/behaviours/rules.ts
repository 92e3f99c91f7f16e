import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NOBODY } from './answers.ts'

/** What rules come to. */
export const RULES: BehaviourTexts<'rules'> = {
  'named-port-on-block': {
    title: 'A port name beside a block',
    values: {
      fits: ['fits on ingress', 'It is looked up on the pod that is entered.'],
      shared: [
        'on ingress, at every number',
        'The controller looks it up on all pods that the policy selects, and opens each at the numbers of all. On the way out, beside a block or without peers, it is lost.',
      ],
      nobody: NOBODY,
    },
  },
  'overlapping-blocks': {
    title: 'An exception inside another rule’s block',
    values: {
      union: ['open', 'Rules add up: what one excepts another may admit.'],
      'most-specific': [
        'may stay closed',
        'An exception is an entry of its own, and the most specific entry decides: newer agents give it what other rules admit, older ones deny it.',
      ],
      nobody: NOBODY,
    },
  },
  'ports-per-peer': {
    title: 'How many ports',
    values: {
      unlimited: ['no limit', 'No limit that anybody meets.'],
      'split-by-15': ['no limit', 'Ports are split into groups of 15 per iptables rule.'],
      'map-16384': [
        '16,384 entries',
        'Each pod’s policy map has 16,384 entries: identities times ports. What is over is not admitted.',
      ],
      'at-most-24': [
        '24 per peer',
        'At most 24 different ports and protocols for each block, each pod’s address, and direction, over all policies. Which of more are kept is not said.',
      ],
      nobody: NOBODY,
    },
  },
  'rule-sets': {
    title: 'Whose rules a pod has',
    values: {
      'each-pod': ['its own', 'By its labels.'],
      'by-name': [
        'shared by name',
        'Pods of a namespace whose names differ only after the last dash share one set of rules on a node. Pods without an owner are not supported.',
      ],
      nobody: NOBODY,
    },
  },
  'closed-by-default': {
    title: 'A pod that no policy selects',
    values: {
      open: ['is open', 'Everything passes.'],
      closed: ['is closed', 'Nothing passes that no policy allows, DNS included.'],
    },
  },
  families: {
    title: 'IPv4 and IPv6',
    values: { both: ['both', 'Dual stack.'], one: ['one of them', 'Blocks of the other family are ignored.'] },
  },
}
