import type { PolicyLens, RuleLens } from '../../worker/snapshot.ts'
import { shortName } from './endpoint.ts'
import { partsSentence, portsPhrase, saidPhrase } from './lens.ts'
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
  const rank = rankText(ref)
  return rank === ''
    ? { about: say`It is about ${subject(lens)}. ${isolation(lens)}`, rules: rules.map((rule) => (rule.action === 'allow' ? admittingRule(rule) : decidingRule(rule, lens))) }
    : { about: say`${rank}. It is about ${subject(lens)}, and its first rule that fits decides.`, rules: rules.map((rule) => decidingRule(rule, lens)) }
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
  const admitting = rules.filter(({ action }) => action === 'allow').length
  const letting = admitting === 0 ? say`, and it lets nothing ${way}` : say`, and it has ${counted(admitting, 'rule')} for that`
  return say`Nothing gets ${way} that no policy lets ${way}${letting}.`
}

function admittingRule(rule: RuleLens): Sentence {
  const { section, index } = rule
  return section === 'ingress' ? say`Rule ${index + 1} lets ${peersOf(rule, 'anybody')} in${wayOf(rule)}.` : say`Rule ${index + 1} lets it reach ${peersOf(rule, 'anybody')}${wayOf(rule)}.`
}

function peersOf({ peers }: RuleLens, everybody: string): Sentence {
  return peers.length === 0 ? say`${everybody}` : list(peers.map(({ parts }) => partsSentence(parts)), 'or')
}

function wayOf({ ports, said = [] }: RuleLens): Sentence {
  return [...portsPhrase(ports), ...saidPhrase(said)]
}

function decidingRule(rule: RuleLens, { ref }: PolicyLens): Sentence {
  const { section, index, action, name } = rule
  const verb = { allow: ref.kind === 'ClusterNetworkPolicy' ? 'accepts' : 'allows', deny: 'denies', pass: 'leaves to the next tier', log: 'logs' }[action]
  const called = name === null ? say`` : say` (${name})`
  return say`Rule ${index + 1}${called} ${verb} what ${section === 'ingress' ? 'comes from' : 'goes to'} ${peersOf(rule, 'anywhere')}${wayOf(rule)}.`
}

const NOT_APPLIED: Readonly<Record<Exclude<PolicyLens['status'], 'applied'>, string>> = {
  rejected: 'It is not applied: the API server refuses it.', 'agent-refused': 'It is not applied: the API server stores it, and the plugin’s agents refuse it.', 'not-served': 'It is not applied: this cluster does not serve its API.',
  'not-enforced': 'The API accepts it and nobody enforces it: this network plugin does not read it.',
}
