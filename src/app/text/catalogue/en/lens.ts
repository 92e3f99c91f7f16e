import type { PolicyLens } from '../../../../worker/snapshot.ts'
import { code, count, list, say, type Phrase, type Sentence } from '../../sentence.ts'
import { part } from '../part.ts'

/** A number and what it counts, which stay together where a row breaks. */
const figure = (amount: number, noun: string) => count(amount, noun).replace(' ', '\u00a0')

/** The rows over policies and rules in the editor, and the ends of its question lines. */
export const LENS = part('lens', {
  enforcedByNobody: 'enforced by nobody',
  notApplied: 'not applied',
  why: {
    rejected: ': the API server refuses it',
    'agent-refused': ': the plugin’s agents refuse it',
    'not-served': ': this cluster does not serve its API',
    'not-enforced': ': the API accepts it, this network plugin does not read it',
  },
  selects: (pods: Phrase) => say`selects ${pods}`,
  isolation: ({ ingress, egress }: PolicyLens['isolates']) =>
    ingress || egress
      ? `${[...(ingress ? ['ingress'] : []), ...(egress ? ['egress'] : [])].join(' and ')} isolated`
      : 'isolates nothing',
  pods: (amount: number) => figure(amount, 'pod'),
  admits: (flows: number) => `admits ${figure(flows, 'flow')}`,
  accepts: (flows: number) => `accepts ${figure(flows, 'flow')}`,
  allows: (flows: number) => `allows ${figure(flows, 'flow')}`,
  denies: (flows: number) => `denies ${figure(flows, 'flow')}`,
  hasNoRules: 'has no rules',
  handsOn: 'hands on',
  fromAnywhere: 'from anywhere',
  toAnywhere: 'to anywhere',
  ofPeers: (peers: number) => (peers === 2 ? 'either of 2 peers' : `any of ${peers} peers`),
  actions: { accept: 'accepts ', allow: 'allows ', deny: 'denies', pass: 'hands on ', log: 'logs ' },
  or: 'or',
  and: 'and',
  in: (who: Sentence, namespace: string) => say`${who} in ${code(namespace)}`,
  allPods: say`all pods`,
  podsWith: (terms: Sentence) => say`pods ${terms}`,
  allNamespaces: say`all namespaces`,
  namespacesWith: (terms: Sentence) => say`namespaces ${terms}`,
  allPodsIn: (namespaces: Sentence) => say`all pods in ${namespaces}`,
  allNodes: say`all nodes`,
  nodesWith: (terms: Sentence) => say`nodes ${terms}`,
  everyEndpoint: say`every endpoint`,
  endpointsWith: (terms: Sentence) => say`endpoints ${terms}`,
  service: (name: string) => say`Service ${code(name)}`,
  blocksOf: (group: string) => say`the blocks of ${code(group)}`,
  except: (cidr: string, except: Sentence) => say`${code(cidr)} except ${except}`,
  everyPort: (protocol: string) => say`every ${protocol} port`,
  anyProtocol: (port: string) => say`${port} over any protocol`,
  on: (ports: readonly Sentence[]) => say` on\u00a0${list(ports, 'or')}`,
  saying: (requests: readonly Sentence[]) => say` saying ${list(requests, 'or')}`,
  assumedBy: 'assumed by the API server',
  allowedByDefault: 'allowed, no rule decides',
  allowedUnselected: 'allowed, no policy selects',
  denied: 'denied',
  deniesIt: (policy: string, rule: number) => `${policy} #${rule} denies it`,
  noneFits: (rules: number, isOut: boolean) =>
    rules === 1
      ? `the only rule does not ${isOut ? 'let it out' : 'admit it'}`
      : `no rule of ${rules} ${isOut ? 'lets it out' : 'admits it'}`,
  noRules: (first: string, policies: number) =>
    policies === 1 ? `${first} has no rules` : `${count(policies, 'policy', 'policies')}, no rules`,
})
