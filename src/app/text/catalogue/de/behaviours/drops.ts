import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NIEMAND, OFFEN } from './answers.ts'

export const drops: BehaviourTexts<'drops'> = {
  'drop-look': {
    title: 'Was der Aufrufer sieht',
    values: {
      'left-open': OFFEN,
      silent: ['nichts', 'Er wartet bis zu seiner eigenen Zeitüberschreitung.'],
      'silent-or-reject': ['nichts', 'Er wartet, wenn Felix nicht eingestellt ist, abzuweisen.'],
      'silent-or-icmp': [
        'nichts',
        'Er wartet, wenn der Agent nicht eingestellt ist, mit ICMP zu antworten. Über HTTP antworten seine eigenen Policies mit 403.',
      ],
      audited: ['nichts wird verworfen', 'Audit-Modus: Es wird aufgeschrieben und kommt durch.'],
      nobody: NIEMAND,
    },
  },
  'drop-told': {
    title: 'Wo es steht',
    values: {
      'left-open': OFFEN,
      metrics: ['Metriken, Log', 'Metriken auf Port 9080, und das Log des Controllers.'],
      'rule-counter': ['Zähler, Flow-Log', 'Der Zähler der Regel am Ende des Tiers, und das Flow-Log.'],
      'reason-counter': ['Zähler, Flow-Log', 'Zähler nach Grund für jede Schnittstelle, und das Flow-Log.'],
      hubble: ['Hubble', 'Ereignisse mit einem Code: 133, wo keine Regel es erlaubt, 181, wo eine es ablehnt.'],
      'agent-log': [
        'Log des Agenten',
        'Das Log des Agenten und CloudWatch, wenn das an ist, und eine Metrik auf Port 8162.',
      ],
      nobody: NIEMAND,
    },
  },
}
