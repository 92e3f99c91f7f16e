import type { PolicyLens, RuleLens } from '../../worker/snapshot.ts'
import { shortName } from './endpoint.ts'
import { partsSentence, portsPhrase } from './lens.ts'
import { rankText } from './policy.ts'
import { code, count, counted, list, say, type Sentence } from './sentence.ts'

/** What a policy says, in plain sentences: whom it is about, what it closes, and then a sentence for each rule. */
export interface PolicySummary {
  readonly about: Sentence
  readonly rules: readonly Sentence[]
}

/** From the same data as the rows over its text. */
export function policySummary(lens: PolicyLens): PolicySummary {
  const { ref, status, rules } = lens
  if (status !== 'applied') return { about: say`${NOT_APPLIED[status]}`, rules: [] }
  return ref.namespace === null
    ? { about: say`${rankText(ref)}. It is about ${subject(lens)}, and its first rule that fits decides.`, rules: rules.map((rule) => clusterRule(rule, lens)) }
    : { about: say`It is about ${subject(lens)}. ${isolation(lens)}`, rules: rules.map(admittingRule) }
}

/** Up to so many workloads are named. */
const NAMED = 3

function subject({ selectedPods, selects }: PolicyLens): Sentence {
  if (selectedPods === 0) return say`no pod that is there`
  if (selects.length > NAMED) return say`${count(selectedPods, 'pod')} of ${selects.length} workloads`
  return say`${list(selects.map((ref) => [code(shortName(ref))]))}, ${count(selectedPods, 'pod')}`
}

function isolation({ isolates: { ingress, egress }, rules }: PolicyLens): Sentence {
  if (!ingress && !egress) return say`It closes nothing.`
  const way = ingress && egress ? 'in or out' : ingress ? 'in' : 'out'
  const letting = rules.length === 0 ? say`, and it lets nothing ${way}` : say`, and it has ${counted(rules.length, 'rule')} for that`
  return say`Nothing gets ${way} that no policy lets ${way}${letting}.`
}

function admittingRule({ section, index, peers, ports }: RuleLens): Sentence {
  const who = peers.length === 0 ? say`anybody` : list(peers.map(({ parts }) => partsSentence(parts)), 'or')
  return section === 'ingress' ? say`Rule ${index + 1} lets ${who} in${portsPhrase(ports)}.` : say`Rule ${index + 1} lets it reach ${who}${portsPhrase(ports)}.`
}

function clusterRule({ section, index, action, peers, ports, name }: RuleLens, { ref }: PolicyLens): Sentence {
  const verb = { allow: ref.kind === 'ClusterNetworkPolicy' ? 'accepts' : 'allows', deny: 'denies', pass: 'leaves to the next tier', log: 'logs' }[action]
  const called = name === null ? say`` : say` (${name})`
  return say`Rule ${index + 1}${called} ${verb} what ${section === 'ingress' ? 'comes from' : 'goes to'} ${list(peers.map(({ parts }) => partsSentence(parts)), 'or')}${portsPhrase(ports)}.`
}

const NOT_APPLIED: Readonly<Record<Exclude<PolicyLens['status'], 'applied'>, string>> = {
  rejected: 'It is not applied: the API server refuses it.', 'agent-refused': 'It is not applied: the API server stores it, and the plugin’s agents refuse it.', 'not-served': 'It is not applied: this cluster does not serve its API.',
  'not-enforced': 'The API accepts it and nobody enforces it: this network plugin does not read it.',
}
