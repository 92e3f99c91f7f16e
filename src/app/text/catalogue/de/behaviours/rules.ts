import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NIEMAND } from './answers.ts'

export const rules: BehaviourTexts<'rules'> = {
  'named-port-on-block': {
    title: 'Ein Portname neben einem Block',
    values: {
      fits: ['passt bei Ingress', 'Er wird bei dem Pod nachgeschlagen, zu dem es geht.'],
      shared: [
        'bei Ingress, jede Nummer',
        'Der Controller schlägt ihn bei allen Pods nach, die die Policy auswählt, und öffnet jeden bei den Nummern aller. Auf dem Weg hinaus geht er neben einem Block oder ohne Peers verloren.',
      ],
      nobody: NIEMAND,
    },
  },
  'overlapping-blocks': {
    title: 'Eine Ausnahme im Block einer anderen Regel',
    values: {
      union: ['offen', 'Regeln ergänzen einander: Was die eine ausnimmt, kann eine andere zulassen.'],
      'most-specific': [
        'bleibt vielleicht zu',
        'Eine Ausnahme ist ein eigener Eintrag, und der genaueste Eintrag entscheidet: Neuere Agenten geben ihm, was andere Regeln zulassen, ältere lehnen ihn ab.',
      ],
      nobody: NIEMAND,
    },
  },
  'ports-per-peer': {
    title: 'Wie viele Ports',
    values: {
      unlimited: ['keine Grenze', 'Keine Grenze, an die jemand stößt.'],
      'split-by-15': ['keine Grenze', 'Ports werden in Gruppen zu 15 je Regel von iptables aufgeteilt.'],
      'map-16384': [
        '16.384 Einträge',
        'Die Policy-Map jedes Pods hat 16.384 Einträge: Identitäten mal Ports. Was darüber hinausgeht, wird nicht zugelassen.',
      ],
      'at-most-24': [
        '24 je Peer',
        'Höchstens 24 verschiedene Ports und Protokolle je Block, je Adresse eines Pods und je Richtung, über alle Policies. Welche bleiben, wenn es mehr sind, wird nicht gesagt.',
      ],
      nobody: NIEMAND,
    },
  },
  'rule-sets': {
    title: 'Wessen Regeln ein Pod hat',
    values: {
      'each-pod': ['seine eigenen', 'Nach seinen Labels.'],
      'by-name': [
        'nach Namen geteilt',
        'Pods eines Namespace, deren Namen sich erst nach dem letzten Strich unterscheiden, teilen sich auf einem Node einen Satz Regeln. Pods ohne Besitzer werden nicht unterstützt.',
      ],
      nobody: NIEMAND,
    },
  },
  'closed-by-default': {
    title: 'Ein Pod, den keine Policy auswählt',
    values: {
      open: ['ist offen', 'Alles kommt durch.'],
      closed: ['ist zu', 'Nichts kommt durch, was keine Policy erlaubt, auch DNS nicht.'],
    },
  },
  families: {
    title: 'IPv4 und IPv6',
    values: { both: ['beide', 'Dual Stack.'], one: ['eines davon', 'Blöcke der anderen Familie werden übergangen.'] },
  },
}
