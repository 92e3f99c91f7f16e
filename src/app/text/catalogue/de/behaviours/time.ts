import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NIEMAND, OFFEN } from './answers.ts'

export const time: BehaviourTexts<'time'> = {
  'open-connections': {
    title: 'Eine Verbindung, die offen ist, wenn eine Policy kommt',
    values: {
      'left-open': OFFEN,
      kept: ['bleibt bestehen', 'Nur neue Verbindungen werden beurteilt.'],
      cut: ['wird getrennt', 'Jedes Paket auf dem Hinweg wird neu beurteilt.'],
      'cut-in-30-seconds': [
        'binnen 30\u00a0s getrennt',
        'Offene Verbindungen werden neu beurteilt, höchstens alle 30\u00a0Sekunden.',
      ],
      'first-policy-cuts': [
        'die erste Policy trennt sie',
        'Wenn die erste Policy zu einem Pod kommt oder die letzte geht, werden seine Verbindungen neu beurteilt; spätere Änderungen lassen sie in Ruhe.',
      ],
      nobody: NIEMAND,
    },
  },
  'start-up': {
    title: 'Ein Pod, der gerade gestartet ist',
    values: {
      'closed-first': [
        'ist zuerst isoliert',
        'Er muss isoliert sein, bevor er startet; was Regeln erlauben, darf später kommen.',
      ],
      closed: ['ist zu', 'Nichts kommt durch, bevor seine Regeln da sind.'],
      'open-until-known': ['ist kurz offen', 'Bis der Controller seine Adresse kennt.'],
      'open-until-rules': ['ist kurz offen', 'Bis Controller und Agent seine Regeln eingetragen haben.'],
      nobody: NIEMAND,
    },
  },
  'agent-gone': {
    title: 'Wenn der Agent weg ist',
    values: {
      'left-open': OFFEN,
      'rules-stay': ['Regeln bleiben', 'Sie stehen im Kernel; Änderungen warten.'],
      open: ['alles kommt durch', 'Es scheitert offen, wenn nichts anderes eingestellt ist.'],
      'rules-stay-no-new-pods': [
        'Regeln ja, neue Pods nein',
        'Regeln sind im Kernel verankert; neue Pods können nicht starten.',
      ],
      nobody: NIEMAND,
    },
  },
}
