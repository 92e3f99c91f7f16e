import { code, say } from '../../sentence.ts'
import type { STATION } from '../en/station.ts'
import { anzahl } from './count.ts'

export const station: typeof STATION = {
  kinds: {
    node: 'Node',
    impliedNode: 'Node, den seine Pods nennen',
    outside: 'außerhalb des Clusters',
    namespace: 'Namespace',
    service: (type) => `Service, ${type}`,
    workload: (kind, pods) => `${kind}, ${anzahl(pods, { one: 'Pod', other: 'Pods' })}`,
  },
  headless: 'headless',
  words: { address: 'Adresse', runs: 'trägt', is: 'ist', gates: 'Tore', labels: 'Labels', policies: 'Policies', mesh: 'Mesh', pod: 'Pod', behind: 'hinter', ports: 'Ports', leadsTo: 'führt zu', entry: 'Zugang' },
  pods: (amount) => say`${anzahl(amount, { one: 'Pod', other: 'Pods' })}`,
  workloads: (amount) => say`${anzahl(amount, { one: 'Workload', other: 'Workloads' })}`,
  gates: (ingress, egress) => say`Ingress ${ingress}, Egress ${egress}`,
  podsOnly: say`keine: Policies wählen nur Pods aus`,
  hostNetwork: say`keine: Er benutzt das Netzwerk seines Nodes`,
  onNode: (node) => say`auf ${node}`,
  notReady: say`nicht bereit`,
  morePods: (amount) => say`und ${anzahl(amount, { one: 'weiterer Pod', other: 'weitere Pods' })}`,
  none: say`keine`,
  nameOutside: say`einem Namen draußen`,
  nobody: say`niemandem: Kein bereiter Pod hat seine Labels`,
  and: 'und',
  byEntry: (entry, requests, target) => say`von draußen durch ${entry}, ${requests}${target}`,
  toService: (service) => say` zum Service ${code(service)}`,
  moreEntries: (amount) => say`und ${anzahl(amount, { one: 'weiterer Zugang', other: 'weitere Zugänge' })}`,
  controller: say`die Verbindung machen die Pods seines Controllers; Policies sehen diese als Quelle`,
}
