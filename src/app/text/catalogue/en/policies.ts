import { part } from '../part.ts'
import { code, count, counted, say, type Sentence } from '../../sentence.ts'

const closes = (ways: string, rules: number) =>
  say`Nothing gets ${ways} that no policy lets ${ways}${rules === 0 ? `, and it lets nothing ${ways}` : `, and it has ${counted(rules, 'rule')} for that`}.`

/** Every policy in plain sentences: whom it is about, what it closes, and what each rule does. */
export const POLICIES = part('policies', {
  none: 'No policy: every flow is open.',
  noneOfNetwork: 'No network policy: the network lets every flow pass.',
  ofMesh: 'Policies of the mesh',
  noneOfMesh: 'No policy of the mesh: its proxies let every request pass.',
  notListed: 'The policies could not be listed. The next change is tried again.',
  notApplied: {
    rejected: say`It is not applied: the API server refuses it.`,
    'agent-refused': say`It is not applied: the API server stores it, and the plugin’s agents refuse it.`,
    'not-served': say`It is not applied: this cluster does not serve its API.`,
    'not-enforced': say`The API accepts it and nobody enforces it: this network plugin does not read it.`,
  },
  noPod: say`no pod that is there`,
  podsOf: (pods: number, workloads: number) => say`${count(pods, 'pod')} of ${workloads} workloads`,
  named: (workloads: Sentence, pods: number) => say`${workloads}, ${count(pods, 'pod')}`,
  about: (subject: Sentence, closes: Sentence) => say`It is about ${subject}. ${closes}`,
  ranked: (rank: string, subject: Sentence) =>
    say`${rank}. It is about ${subject}, and its first rule that fits decides.`,
  rankedByAction: (rank: string, subject: Sentence) =>
    say`${rank}. It is about ${subject}. Of its rules that fit, one that denies counts first, then one that accepts.`,
  closesNothing: say`It closes nothing.`,
  closesIn: (rules: number) => closes('in', rules),
  closesOut: (rules: number) => closes('out', rules),
  closesBoth: (rules: number) => closes('in or out', rules),
  letsIn: (rule: number, peers: Sentence, how: Sentence) => say`Rule ${rule} lets ${peers} in${how}.`,
  letsReach: (rule: number, peers: Sentence, how: Sentence) => say`Rule ${rule} lets it reach ${peers}${how}.`,
  accepts: (rule: string, from: boolean, peers: Sentence, how: Sentence) =>
    say`Rule ${rule} accepts what ${from ? 'comes from' : 'goes to'} ${peers}${how}.`,
  allows: (rule: string, from: boolean, peers: Sentence, how: Sentence) =>
    say`Rule ${rule} allows what ${from ? 'comes from' : 'goes to'} ${peers}${how}.`,
  denies: (rule: string, from: boolean, peers: Sentence, how: Sentence) =>
    say`Rule ${rule} denies what ${from ? 'comes from' : 'goes to'} ${peers}${how}.`,
  passes: (rule: string, from: boolean, peers: Sentence, how: Sentence) =>
    say`Rule ${rule} leaves to the next tier what ${from ? 'comes from' : 'goes to'} ${peers}${how}.`,
  logs: (rule: string, from: boolean, peers: Sentence, how: Sentence) =>
    say`Rule ${rule} logs what ${from ? 'comes from' : 'goes to'} ${peers}${how}.`,
  anybody: say`anybody`,
  anywhere: say`anywhere`,
  and: 'and',
  or: 'or',
  /** What a policy of a mesh is about, and what it does there. */
  mesh: {
    aboutPods: (pods: number) => say`It is about ${pods === 0 ? 'no pod' : count(pods, 'pod')} in the mesh. `,
    attached: (to: Sentence) => say`It is attached to ${to}. `,
    noRule: { ALLOW: say`It has no rule: it lets nobody in.`, other: say`It has no rule: it does nothing.` },
    rules: {
      ALLOW: (rules: number) =>
        say`It lets in what it has ${counted(rules, 'rule')} for, and nothing else comes in that no policy lets in.`,
      DENY: (rules: number) => say`It refuses what it has ${counted(rules, 'rule')} for, before anything is let in.`,
      AUDIT: (rules: number) =>
        say`It has written down what it has ${counted(rules, 'rule')} for, and decides nothing.`,
      CUSTOM: (rules: number) =>
        say`It has somebody outside the mesh asked about what it has ${counted(rules, 'rule')} for.`,
    },
    tried: (rules: Sentence) => say`${rules} It is only tried: it decides nothing.`,
    port: (port: string, mode: string) => say`port ${port} ${code(mode)}`,
    ports: (ports: Sentence) => say` On ${ports}.`,
    mutualAround: (ports: Sentence) => say`It takes what is said around it about mutual TLS.${ports}`,
    mutual: (mode: string, ports: Sentence) => say`Mutual TLS: ${code(mode)}.${ports}`,
    tokens: (issuers: Sentence) => say`Tokens that are there must be good: of ${issuers}.`,
    speaks: (protocol: string) => say`, which speaks ${code(protocol)},`,
    closed: (port: string, speaks: Sentence) =>
      say`Port ${code(port)}${speaks} is closed to everybody whom nothing lets in.`,
    open: (port: string, speaks: Sentence, access: string) =>
      say`Port ${code(port)}${speaks} is open by itself as ${code(access)} says.`,
    opens: (target: string) => say`It opens ${code(target)} to everybody.`,
    opensTo: (target: string, required: Sentence) => say`It opens ${code(target)} to who has ${required}.`,
    leaves: (traffic: string) => say`What leaves the cluster and takes no route: ${code(traffic)}.`,
    leavesFor: (networks: Sentence, traffic: string) =>
      say`What leaves the cluster for ${networks} and takes no route: ${code(traffic)}.`,
    limits: (target: string) => say`It limits how many requests ${code(target)} takes in a second.`,
  },
})
