import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NIEMAND, OFFEN } from './answers.ts'

export const outside: BehaviourTexts<'outside'> = {
  'outside-here': {
    title: 'Über den Port eines Nodes, Backend auf diesem Node',
    values: {
      'left-open': OFFEN,
      client: ['die Adresse des Clients', 'Geurteilt wird vor dem Masquerade, also sehen Blöcke den Client.'],
      'own-node': [
        'kommt herein',
        'Die Adresse des Nodes steht schon da, bevor geurteilt wird, und der eigene Node eines Pods kommt immer herein: Policies werden umgangen.',
      ],
      nobody: NIEMAND,
    },
  },
  'outside-elsewhere': {
    title: 'Über den Port eines Nodes, Backend auf einem anderen',
    values: {
      'left-open': OFFEN,
      client: ['die Adresse des Clients', 'Sie bleibt den ganzen Weg erhalten.'],
      'node-address': [
        'die Adresse jenes Nodes',
        'Der Node, der es angenommen hat, hat seine eigene an die Stelle der des Clients gesetzt. Ein Block mit der des Clients passt nicht.',
      ],
      'tunnel-address': [
        'der Tunnel jenes Nodes',
        'Es kommt mit der Adresse des Tunnels jenes Nodes. Blöcke mit der des Clients oder der des Nodes passen nicht.',
      ],
      'tunnel-across-subnets': [
        'der Node oder sein Tunnel',
        'Innerhalb eines Subnetzes mit der Adresse jenes Nodes, zwischen Subnetzen mit der seines Tunnels.',
      ],
      'no-address': [
        'jemand draußen',
        'Der Tunnel trägt mit, dass es von draußen kommt, und keine Adresse: Nur ein Block aller Adressen passt.',
      ],
      nobody: NIEMAND,
    },
  },
}
