import type { FlowFact } from '../../../../world/answer.ts'
import type { RejectedPolicy } from '../../../../policy/form.ts'
import { part } from '../part.ts'
import { capital, code, count, counted, list, say, type Sentence } from '../../sentence.ts'

/** `Two policies select it`. */
const selected = (policies: number) =>
  `${capital(counted(policies, 'policy', 'policies'))} ${policies === 1 ? 'selects' : 'select'} it`

const FACTS = {
  request: 'the request',
  'external-authorizer': 'the external authorizer’s answer',
  'dns-name': 'the name that is looked up',
  sni: 'the server name of the TLS hello',
  backend: 'the backend',
  replica: 'the replica',
  address: 'the address',
  'entry-node': 'the node by which it comes in',
  family: 'the address family',
  port: 'the port',
  name: 'the name',
}

/** Verdicts and what a trace says about the policies of Kubernetes. What meshes and plugins add is not among it. */
export const VERDICT = part('verdict', {
  allowed: 'Allowed',
  denied: 'Denied',
  depends: 'Depends',
  noAnswer: 'No answer',
  byRule: (policy: string, rule: number) => say`by ${policy}, rule ${rule}`,
  byDefault: say`by default, no rule decides`,
  notEnforced: say`nobody enforces the policies`,
  notApply: say`policies do not apply`,
  noPolicy: say`no policy selects either end`,
  on: (needs: readonly FlowFact[]) => say`on ${list(needs.map((need) => say`${FACTS[need]}`))}`,
  leaving: (end: string) => say`leaving ${end}`,
  entering: (end: string) => say`entering ${end}`,
  onTheWay: say`on the way`,
  noEndpoints: say`no endpoints`,
  noRoute: say`no route`,
  noName: say`the name does not resolve`,
  and: 'and',
  or: 'or',
  allowedLead: say`Allowed.`,
  deniedLead: say`Denied.`,
  noAnswerHere: say`This question has no answer here.`,
  deniedAt: (end: string, isOut: boolean) => say`Denied at ${code(end)}, on the way ${isOut ? 'out' : 'in'}.`,
  dependsOn: (facts: Sentence) => say`Depends on ${facts}.`,
  pass: (passing: number, all: number) => say`${passing} of ${all} pass.`,
  facts: FACTS,
  admits: (policy: string, rule: number, verb: string) => say`${code(policy)}, rule ${rule} ${verb}`,
  letsOut: 'lets it out',
  letsIn: 'lets it in',
  at: (end: string, gate: string) => say`${code(end)} for ${gate}`,
  noSelects: (isFirst: boolean, isMeshed: boolean, places: Sentence) =>
    say`${isFirst ? 'No' : 'no'} ${isMeshed ? 'network policy' : 'policy'} selects ${places}`,
  noDecides: (isFirst: boolean, places: Sentence) =>
    say`${isFirst ? 'No' : 'no'} rule decides about ${places}, so it passes by default`,
  ruleOf: (rule: number, policy: string, verb: string, rank: string) =>
    say`Rule ${rule} of ${code(policy)} ${verb}${rank === '' ? '' : ` (${rank})`}.`,
  noneLetsThrough: say`No policy selects it, and this plugin lets nothing through that no policy allows.`,
  noRules: (policies: number, gate: string) =>
    say`${selected(policies)}${policies === 1 ? ' and has no' : policies === 2 ? '; neither has an' : '; none has an'} ${gate} rule.`,
  noneAdmits: (policies: number, peer: Sentence, port: string) =>
    say`${selected(policies)}; none of ${policies > 1 ? 'their' : 'its'} rules admits ${peer}${port}.`,
  onPort: (port: string) => ` on ${port}`,
  over: (protocol: string) => ` over ${protocol}`,
  gate: (isEgress: boolean, end: string) => say`${isEgress ? 'Egress' : 'Ingress'} at ${end}`,
  states: { allowed: 'allowed', denied: 'denied' },
  decided: (state: 'allowed' | 'denied', rule: number, policy: string, verb: string) =>
    say`${state} – rule ${rule} of ${policy} ${verb}`,
  openUnselected: (gate: string) => say`allowed – no policy selects this pod for ${gate}`,
  openUndecided: (policies: number) =>
    say`allowed – selected by ${count(policies, 'policy', 'policies')}, no rule decides`,
  admitted: (policies: number) => say`allowed – selected by ${count(policies, 'policy', 'policies')}, a rule admits it`,
  closedByPlugin: say`denied – no policy selects this pod, and this plugin starts closed`,
  noneFits: (policies: number) => say`denied – selected by ${count(policies, 'policy', 'policies')}, no rule fits`,
  unreached: say`not reached`,
  everyPod: say`every pod`,
  notAsked: { decided: say`, not asked: decided before`, 'handed-on': say`, not asked: handed on past it` },
  rules: (amount: number, denies: boolean) =>
    say`, ${amount === 0 ? 'no rules' : count(amount, denies ? 'deny rule' : 'rule')}`,
  selects: (what: Sentence) => say`selects ${what}`,
  namespace: 'namespace ',
  verbs: {
    admits: 'admits it',
    denies: 'denies it',
    accepts: 'accepts it',
    allows: 'allows it',
    log: 'writes it down and goes on',
    pass: 'hands it on to NetworkPolicy',
    passTier: 'hands it on, past this tier',
  },
  subjects: {
    pod: 'pod',
    namespace: 'namespace',
    node: 'node',
    identity: 'identity',
    endpoint: 'endpoint',
    address: 'address',
    name: 'name',
    port: 'port',
    protocol: 'protocol',
  },
  labelDiffers: 'One label differs',
  differs: {
    pod: 'The pod differs',
    namespace: 'The namespace differs',
    node: 'The node differs',
    identity: 'The identity differs',
    endpoint: 'The endpoint differs',
    address: 'The address differs',
    name: 'The name differs',
    port: 'The port differs',
    protocol: 'The protocol differs',
  },
  conditionsDiffer: (missed: number, all: number) => `${missed} of ${all} conditions differ`,
  subjectsDiffer: (subjects: readonly string[]) =>
    `${capital(subjects.slice(0, -1).join(', '))} and ${subjects.at(-1)} differ`,
  anyValue: (key: string) => `${key} with any value`,
  noLabel: (key: string) => `no label ${key}`,
  anyPod: 'any pod',
  inBlock: (block: string) => `in ${block}`,
  notInBlock: (block: string) => `not in ${block}`,
  noSuchPort: (name: string) => `${name} (no such port here)`,
  kinds: { pod: 'a pod', host: 'a node', entry: 'Cilium’s Envoy', external: 'outside the cluster' },
  noAddress: 'no address',
  assumed: ' (assumed)',
  noPort: 'no port',
  exemptFor: (why: string) => say`allowed – ${why}`,
  exempt: {
    'same-pod': 'a pod always reaches itself',
    'own-node': 'a node always reaches the pods it runs',
    'host-network': 'policies do not apply to pods on the network of their node',
    outside: 'policies do not apply outside the cluster',
    'own-service': 'a pod that calls itself through its Service skips policy here',
    icmpv6: 'this plugin lets every ICMPv6 packet pass',
    'to-entry': 'what goes to Cilium’s own Ingress is judged by its Envoy, not at the sender',
  },
  ownNodeOut: 'a pod always reaches the node it runs on',
  node: 'no policy applies to this node',
  refused: {
    rejected: 'not applied: the API server refuses it',
    'agent-refused': 'stored by the API, and refused by the plugin’s agents',
    'not-served': 'not applied: this cluster does not serve its API',
    'not-enforced': 'accepted by the API, enforced by nobody',
    staged: 'staged: it would be asked, and decides nothing',
  },
  dropsUnallowed: say`This plugin drops what no policy allows.`,
  notApplied: (names: Sentence, isOne: boolean, why: RejectedPolicy['why']) => {
    if (why === 'not-enforced')
      return say`${names} ${isOne ? 'was' : 'were'} accepted by the API and ${isOne ? 'is' : 'are'} enforced by nobody.`
    if (why === 'agent-refused')
      return say`${names} ${isOne ? 'is' : 'are'} not loaded: the plugin’s agents refuse ${isOne ? 'it' : 'them'}.`
    return say`${names} ${isOne ? 'is' : 'are'} not applied: ${why === 'rejected' ? `the API server refuses ${isOne ? 'it' : 'them'}` : `this cluster does not serve ${isOne ? 'its API' : 'their API'}`}.`
  },
  nobodyOnNode: say`Nobody answers on this node.`,
  notAskedAtAll: say`Policies were not asked.`,
  balancer: say`at the load balancer`,
  notAdmitted: say`The load balancer does not admit this address.`,
  outsideRanges: say`The Service’s ${code('loadBalancerSourceRanges')} leave it out. Policies were not asked.`,
  causes: {
    'no-endpoints': { lead: 'Nobody answers.', rest: 'The Service has no ready endpoints. Policies were not asked.' },
    'no-route': {
      lead: 'No route.',
      rest: 'The two ends share no address family, or the network has no way between them.',
    },
    'name-not-resolved': {
      lead: 'The name does not resolve.',
      rest: 'Without an address there is no connection to judge.',
    },
  },
  rank: (tier: string, at: number | null, isOrder: boolean) =>
    `${tier} tier${at === null ? '' : `, ${isOrder ? 'order' : 'priority'} ${at}`}`,
})
