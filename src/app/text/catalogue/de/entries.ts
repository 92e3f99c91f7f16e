import { code, say } from '../../sentence.ts'
import type { ENTRIES } from '../en/entries.ts'

export const entries: typeof ENTRIES = {
  note: say`Die Verbindung zu den Pods des Service machen die eigenen Pods des Controllers. Policies sehen diese als Quelle, nie den Client draußen. Frag also mit einem von ihnen als Quelle.`,
  byCilium: say`Für die Klasse ${code('cilium')} ist Cilium selbst der Controller und hat keine Pods dafür: der Envoy jedes Nodes macht die Verbindung, als Entity ${code('ingress')}. Frag beide Teile des Weges. Wen ${code('ingress')} hereinlässt und wohin es darf, sagt eine CiliumClusterwideNetworkPolicy, die es auswählt, mit ${code('reserved:ingress')} oder einem leeren ${code('endpointSelector')}; ob die Pods es annehmen, ${code('fromEntities: [ingress]')} oder ${code('[cluster]')}. Ein Adressblock tut es nie.`,
  ask: 'Fragen',
  entry: 'Zugang',
  requests: 'Anfragen',
  servedBy: 'Bedient von',
  toService: 'Zum Service',
  notSaid: 'nicht gesagt',
  anyHost: say`jeder Host`,
  hosts: (amount, names) => say`${amount === 1 ? 'Host' : 'Hosts'} ${names}`,
  anyPath: say`jeder Pfad`,
  paths: (amount, names) => say`${amount === 1 ? 'Pfad' : 'Pfade'} ${names}`,
  narrowed: say`nur mit bestimmten Headern, Parametern oder Methoden`,
  through: (isIngress, amount, names) => say`${isIngress ? 'Klasse' : amount === 1 ? 'Gateway' : 'Gateways'} ${names}`,
  more: (amount) => say`${amount} weitere`,
  and: 'und',
}
