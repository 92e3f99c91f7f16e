import type { BehaviourTexts } from '../../behaviour-texts.ts'
import { NIEMAND } from './answers.ts'

export const nodes: BehaviourTexts<'nodes'> = {
  loopback: {
    title: 'Ein Pod zu seinem eigenen localhost',
    values: {
      always: [
        'kommt immer durch',
        'Die Pakete bleiben im eigenen Netzwerk-Namespace des Pods, in den kein Plugin sieht.',
      ],
    },
  },
  'own-node-in': {
    title: 'Ein Node zu den Pods, die auf ihm laufen',
    values: { always: ['kommt immer durch', 'Die Probes des Kubelets brauchen keine Regel.'] },
  },
  'own-node-out': {
    title: 'Ein Pod zu dem Node, auf dem er läuft',
    values: {
      always: ['kommt immer durch', 'Keine Egress-Regel kann das schließen.'],
      judged: ['wird beurteilt', 'Egress-Regeln gelten dafür wie für alles andere.'],
      nobody: NIEMAND,
    },
  },
  'other-node': {
    title: 'Ein anderer Node zu einem Pod',
    values: {
      'node-address': ['an seiner Adresse', 'Ein Block mit der Adresse des Nodes selbst passt.'],
      'tunnel-address': [
        'an der Adresse seines Tunnels',
        'Er spricht durch seinen Tunnel, mit einer Adresse aus dem Bereich der Pods. Ein Block mit den Adressen der Nodes passt nicht.',
      ],
      'tunnel-across-subnets': [
        'zwischen Subnetzen: Tunnel',
        'Innerhalb eines Subnetzes hat er seine eigene Adresse, zwischen Subnetzen die seines Tunnels.',
      ],
      identity: [
        'nach der Identität',
        'Er ist remote-node: Kein Block passt auf ihn; eine CiliumNetworkPolicy kann ihn nennen.',
      ],
      nobody: NIEMAND,
    },
  },
  'host-network-peer': {
    title: 'Ein Pod im Netz seines Nodes, nach seinen Labels',
    values: {
      never: ['passt nie', 'Selektoren übergehen ihn: Für Policies spricht der Node.'],
      'node-address': [
        'passt, als sein Node',
        'Der Controller führt an seiner Stelle die Adresse des Nodes auf, und das lässt alles auf diesem Node herein.',
      ],
      nobody: NIEMAND,
    },
  },
  'node-policies': {
    title: 'Policies für die Nodes selbst',
    values: {
      none: ['keine', 'Es gibt keine.'],
      'host-endpoint': [
        'HostEndpoint',
        'Ein HostEndpoint macht die Schnittstelle eines Nodes zum Gegenstand von Calicos Policies.',
      ],
      'host-firewall': [
        'Host-Firewall',
        'Mit eingeschalteter Host-Firewall kann eine CiliumClusterwideNetworkPolicy Nodes auswählen.',
      ],
      'security-groups': ['Security Groups', 'Nodes werden von Security Groups der VPC bewacht.'],
    },
  },
}
