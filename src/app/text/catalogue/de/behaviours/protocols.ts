import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NIEMAND, OFFEN } from './answers.ts'

export const protocols: BehaviourTexts<'protocols'> = {
  ping: {
    title: 'Ein Ping, wo Regeln Ports nennen',
    values: {
      'left-open': OFFEN,
      'not-by-ports': ['ist zu', 'Eine Regel mit Ports passt nicht darauf; eine ohne passt.'],
      nobody: NIEMAND,
    },
  },
  'ping-v6': {
    title: 'Dasselbe über IPv6',
    values: {
      'left-open': OFFEN,
      'not-by-ports': ['ist zu', 'Wie über IPv4.'],
      always: ['kommt immer durch', 'Jedes ICMPv6-Paket kommt durch, was Policies auch sagen.'],
      nobody: NIEMAND,
    },
  },
  sctp: {
    title: 'SCTP',
    values: {
      yes: ['ja', 'Wie TCP und UDP.'],
      'needs-switch': ['braucht sctp.enabled', 'Ohne das wird SCTP verworfen, was Policies auch sagen.'],
      no: ['ohne Ports', 'Die Programme lesen seine Ports nicht.'],
    },
  },
  fragments: {
    title: 'Fragmente',
    values: {
      'left-open': OFFEN,
      joined: ['erst zusammengesetzt', 'Sie werden zusammengesetzt, bevor über sie geurteilt wird.'],
      tracked: ['gemerkt', 'Eine Map merkt sich die Ports des ersten.'],
      'first-only': [
        'nur das erste',
        'Spätere haben keine Ports und werden nach dem beurteilt, was an deren Stelle steht.',
      ],
      nobody: NIEMAND,
    },
  },
}
