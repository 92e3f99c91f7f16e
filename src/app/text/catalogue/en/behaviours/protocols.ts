import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NOBODY, OPEN } from './answers.ts'

/** Protocols other than TCP and UDP. */
export const PROTOCOLS: BehaviourTexts<'protocols'> = {
  ping: {
    title: 'A ping, where rules name ports',
    values: {
      'left-open': OPEN,
      'not-by-ports': ['is closed', 'A rule with ports does not fit it; one without does.'],
      nobody: NOBODY,
    },
  },
  'ping-v6': {
    title: 'The same over IPv6',
    values: {
      'left-open': OPEN,
      'not-by-ports': ['is closed', 'As over IPv4.'],
      always: ['always passes', 'Every ICMPv6 packet passes, whatever policies say.'],
      nobody: NOBODY,
    },
  },
  sctp: {
    title: 'SCTP',
    values: {
      yes: ['yes', 'Like TCP and UDP.'],
      'needs-switch': ['needs sctp.enabled', 'Without it SCTP is dropped, whatever policies say.'],
      no: ['not its ports', 'The programs do not read its ports.'],
    },
  },
  fragments: {
    title: 'Fragments',
    values: {
      'left-open': OPEN,
      joined: ['joined first', 'They are put together before they are judged.'],
      tracked: ['tracked', 'A map remembers the ports of the first one.'],
      'first-only': ['first one only', 'Later ones have no ports, and are judged by whatever stands in their place.'],
      nobody: NOBODY,
    },
  },
}
