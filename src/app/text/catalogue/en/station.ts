import { part } from '../part.ts'
import { code, count, say, type Phrase, type Sentence } from '../../sentence.ts'

/** What the card of a station tells: its kind, and rows with a word on the left. */
export const STATION = part('station', {
  kinds: {
    node: 'node',
    impliedNode: 'node, named by its pods',
    outside: 'outside the cluster',
    namespace: 'namespace',
    service: (type: string) => `Service, ${type}`,
    workload: (kind: string, pods: number) => `${kind}, ${count(pods, 'pod')}`,
  },
  headless: 'headless',
  words: {
    address: 'address',
    runs: 'runs',
    is: 'is',
    gates: 'gates',
    labels: 'labels',
    policies: 'policies',
    mesh: 'mesh',
    pod: 'pod',
    behind: 'behind',
    ports: 'ports',
    leadsTo: 'leads to',
    entry: 'entry',
  },
  pods: (amount: number) => say`${count(amount, 'pod')}`,
  workloads: (amount: number) => say`${count(amount, 'workload')}`,
  gates: (ingress: string, egress: string) => say`ingress ${ingress}, egress ${egress}`,
  podsOnly: say`none: policies select pods only`,
  hostNetwork: say`none: it uses its node’s network`,
  onNode: (node: Phrase) => say`on ${node}`,
  notReady: say`not ready`,
  morePods: (amount: number) => say`and ${count(amount, 'more pod')}`,
  none: say`none`,
  nameOutside: say`a name outside`,
  nobody: say`nobody: no ready pod has its labels`,
  and: 'and',
  byEntry: (entry: Sentence, requests: Sentence, target: Sentence) =>
    say`from outside by ${entry}, ${requests}${target}`,
  toService: (service: string) => say` to Service ${code(service)}`,
  moreEntries: (amount: number) => say`and ${count(amount, 'more entry', 'more entries')}`,
  controller: say`its controller’s pods make the connection, or Cilium’s Envoy; policies see those as the source`,
})
