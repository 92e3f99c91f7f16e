import { say } from '../../sentence.ts'
import type { REWRITE } from '../en/rewrite.ts'
import { anzahl } from './count.ts'

export const rewrite: typeof REWRITE = {
  working: 'Wird umgeschrieben, und jeder Flow in beiden Fassungen beurteilt …',
  leave: 'So lassen',
  rewrite: 'Umschreiben',
  same: (flows) =>
    say`Dasselbe Urteil für alle ${anzahl(flows, { one: 'Flow', other: 'Flows' })}, und für jeden anderen Port.`,
  differ: (all, opened, closed, changed) =>
    say`${anzahl(all, { one: 'Verbindung ist', other: 'Verbindungen sind' })} anders: ${opened} geöffnet, ${closed} geschlossen, ${changed} auf anderen Ports.`,
  left: (policies) => say`So gelassen: ${policies}.`,
  because: (policy, why) => say`${policy}, denn ${why}`,
  why: {
    limit: 'sie hat an einer Stelle mehr als 25 Regeln, Peers oder Ports, und mehr nimmt ClusterNetworkPolicy nicht',
    protocol: 'sie nennt ein Protokoll, das ClusterNetworkPolicy nicht kennt',
    range: 'einer ihrer Portbereiche endet, bevor er anfängt',
    text: 'ihr Text ist so geschrieben, dass er sich nicht ohne Schaden ändern lässt',
  },
  and: 'und',
  done: (proof) => say`Umgeschrieben. ${proof} Änderungen zählen von den älteren Policies an.`,
  undo: 'Rückgängig',
}
