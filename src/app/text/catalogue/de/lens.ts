import { code, list, plain, say } from '../../sentence.ts'
import type { LENS } from '../en/lens.ts'
import { anzahl } from './count.ts'

const flows = (amount: number) => anzahl(amount, { one: 'Flow', other: 'Flows' })

const ALLE_NAMESPACES = 'alle Namespaces'

export const lens: typeof LENS = {
  enforcedByNobody: 'von niemandem durchgesetzt',
  notApplied: 'gilt nicht',
  why: {
    rejected: ': der API-Server weist sie zurück',
    'agent-refused': ': die Agenten des Plugins weisen sie zurück',
    'not-served': ': dieser Cluster hat ihre API nicht',
    'not-enforced': ': die API nimmt sie an, dieses Netzwerk-Plugin liest sie nicht',
  },
  selects: (pods) => say`wählt ${pods} aus`,
  isolation: ({ ingress, egress }) =>
    ingress || egress
      ? `${[...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])].join(' und ')} isoliert`
      : 'isoliert nichts',
  pods: (amount) => anzahl(amount, { one: 'Pod', other: 'Pods' }),
  admits: (amount) => `lässt ${flows(amount)} zu`,
  accepts: (amount) => `nimmt ${flows(amount)} an`,
  allows: (amount) => `erlaubt ${flows(amount)}`,
  denies: (amount) => `lehnt ${flows(amount)} ab`,
  hasNoRules: 'hat keine Regeln',
  handsOn: 'gibt weiter',
  fromAnywhere: 'von überall',
  toAnywhere: 'überallhin',
  ofPeers: (peers) => (peers === 2 ? 'einer von 2 Peers' : `irgendeiner von ${peers} Peers`),
  actions: { accept: 'nimmt an: ', allow: 'erlaubt ', deny: 'lehnt ab:', pass: 'gibt weiter: ', log: 'schreibt auf: ' },
  or: 'oder',
  and: 'und',
  in: (who, namespace) => say`${who} in ${code(namespace)}`,
  allPods: say`alle Pods`,
  podsWith: (terms) => say`Pods ${terms}`,
  allNamespaces: say`${ALLE_NAMESPACES}`,
  namespacesWith: (terms) => say`Namespaces ${terms}`,
  allPodsIn: (namespaces) =>
    plain(namespaces) === ALLE_NAMESPACES ? say`alle Pods in allen Namespaces` : say`alle Pods in ${namespaces}`,
  allNodes: say`alle Nodes`,
  nodesWith: (terms) => say`Nodes ${terms}`,
  everyEndpoint: say`jeder Endpunkt`,
  endpointsWith: (terms) => say`Endpunkte ${terms}`,
  service: (name) => say`Service ${code(name)}`,
  blocksOf: (group) => say`die Blöcke von ${code(group)}`,
  except: (cidr, except) => say`${code(cidr)} außer ${except}`,
  everyPort: (protocol) => say`jedem ${protocol}-Port`,
  anyProtocol: (port) => say`${port} über jedes Protokoll`,
  on: (ports) => say` auf\u00a0${list(ports, 'oder')}`,
  saying: (requests) => say` mit ${list(requests, 'oder')}`,
  assumedBy: 'vom API-Server angenommen',
  allowedByDefault: 'erlaubt, keine Regel entscheidet',
  allowedUnselected: 'erlaubt, keine Policy wählt aus',
  denied: 'abgelehnt',
  deniesIt: (policy, rule) => `${policy} #${rule} lehnt es ab`,
  noneFits: (rules, isOut) =>
    rules === 1
      ? `die einzige Regel lässt es nicht ${isOut ? 'hinaus' : 'zu'}`
      : `keine von ${rules} Regeln lässt es ${isOut ? 'hinaus' : 'zu'}`,
  noRules: (first, policies) =>
    policies === 1
      ? `${first} hat keine Regeln`
      : `${anzahl(policies, { one: 'Policy', other: 'Policies' })}, keine Regeln`,
}
