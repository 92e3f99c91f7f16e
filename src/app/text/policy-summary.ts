import type { PolicyLens, RuleLens } from '../../worker/snapshot.ts'
import { POLICIES } from './catalogue/en/policies.ts'
import { shortName } from './endpoint.ts'
import { partsSentence, portsPhrase, saidPhrase } from './lens.ts'
import { rankText } from './policy.ts'
import { code, list, type Sentence } from './sentence.ts'

/** What a policy says, in plain sentences: whom it is about, what it closes, and then a sentence for each rule. */
export interface PolicySummary {
  readonly about: Sentence
  readonly rules: readonly Sentence[]
}

/** From the same data as the rows over its text. */
export function policySummary(lens: PolicyLens): PolicySummary {
  const { ref, status, rules } = lens
  if (status !== 'applied') return { about: POLICIES.notApplied[status], rules: [] }
  const rank = rankText(ref)
  return rank === ''
    ? {
        about: POLICIES.about(subject(lens), isolation(lens)),
        rules: rules.map((rule) => (rule.action === 'allow' ? admittingRule(rule) : decidingRule(rule, lens))),
      }
    : {
        about: (isByAction(lens) ? POLICIES.rankedByAction : POLICIES.ranked)(rank, subject(lens)),
        rules: rules.map((rule) => decidingRule(rule, lens)),
      }
}

/** Amazon's policies, in which the order of rules decides nothing. */
function isByAction({ ref }: PolicyLens): boolean {
  return ref.group === 'networking.k8s.aws'
}

/** Up to so many workloads are named. */
const NAMED = 3

function subject({ selectedPods, selects }: PolicyLens): Sentence {
  if (selectedPods === 0) return POLICIES.noPod
  if (selects.length > NAMED) return POLICIES.podsOf(selectedPods, selects.length)
  return POLICIES.named(
    list(
      selects.map((ref) => [code(shortName(ref))]),
      POLICIES.and,
    ),
    selectedPods,
  )
}

function isolation({ isolates: { ingress, egress }, rules }: PolicyLens): Sentence {
  if (!ingress && !egress) return POLICIES.closesNothing
  return POLICIES[ingress && egress ? 'closesBoth' : ingress ? 'closesIn' : 'closesOut'](
    rules.filter(({ action }) => action === 'allow').length,
  )
}

function admittingRule(rule: RuleLens): Sentence {
  return POLICIES[rule.section === 'ingress' ? 'letsIn' : 'letsReach'](
    rule.index + 1,
    peersOf(rule, POLICIES.anybody),
    wayOf(rule),
  )
}

function peersOf({ peers }: RuleLens, everybody: Sentence): Sentence {
  return peers.length === 0
    ? everybody
    : list(
        peers.map(({ parts }) => partsSentence(parts)),
        POLICIES.or,
      )
}

function wayOf({ ports, said = [] }: RuleLens): Sentence {
  return [...portsPhrase(ports), ...saidPhrase(said)]
}

function decidingRule(rule: RuleLens, { ref }: PolicyLens): Sentence {
  const { section, index, action, name } = rule
  const does = {
    allow: ref.kind === 'ClusterNetworkPolicy' ? 'accepts' : 'allows',
    deny: 'denies',
    pass: 'passes',
    log: 'logs',
  } as const
  return POLICIES[does[action]](
    name === null ? String(index + 1) : `${index + 1} (${name})`,
    section === 'ingress',
    peersOf(rule, POLICIES.anywhere),
    wayOf(rule),
  )
}
