import { assertNever } from '../../ground/result.ts'
import type { Outcome } from '../../world/answer.ts'
import type { Assertion } from '../../world/assertions/assertion.ts'
import type { AssertionState, AssertionView } from '../../world/assertions/check.ts'
import type { NoTest } from '../../world/assertions/netassert.ts'
import type { Mutation } from '../../world/mutants/mutant.ts'
import type { TriedMutant } from '../../world/mutants/try.ts'
import { endpointName } from './endpoint.ts'
import { policyName } from './policy.ts'
import { capital, code, counted, say, type Sentence } from './sentence.ts'

export const EXPECTATIONS: Readonly<Record<Assertion['expect'], string>> = { allow: 'allowed', deny: 'denied' }

/** What the assertion comes to, in a word. */
export const STATES: Readonly<Record<AssertionState, string>> = { holds: 'holds', fails: 'fails', depends: 'cannot tell', lost: 'not found', invalid: 'not a question' }

const OUTCOMES: Readonly<Record<Outcome, string>> = { allowed: 'allowed', denied: 'denied', conditional: 'depends', unanswerable: 'no answer' }

/** `denied at ingress`; of what cannot be asked, why not. */
export function nowText({ state, now, question }: AssertionView): string {
  if (!now) return state === 'lost' ? `${question ? 'an end is not in the cluster' : 'no answer'}` : 'cannot be read'
  if (now.outcome === 'conditional') return `depends on ${now.needs.join(', ').replaceAll('-', ' ')}`
  return now.deniedAt ? `denied at ${now.deniedAt}` : OUTCOMES[now.outcome]
}

/** What it was before the last edit that changed who reaches whom; empty: the same, or nothing was. */
export function sinceText({ now, before }: AssertionView): string {
  if (before === null || !now) return ''
  return before === now.outcome ? '' : `was ${OUTCOMES[before]}`
}

/** Why netassert has no test for one. */
export function noTestText(why: NoTest): string {
  switch (why) {
    case 'invalid': return 'it is not a question'
    case 'source': return 'netassert starts only from pods, Deployments, StatefulSets and DaemonSets'
    case 'destination': return 'netassert reaches only these, host names and addresses'
    case 'protocol': return 'netassert tests only TCP and UDP'
    case 'udp-host': return 'netassert sends UDP only to pods: it needs a sniffer there'
    case 'port': return 'netassert needs one port'
    case 'said': return 'netassert says nothing on a connection'
    case 'ipv6': return 'netassert cannot write an IPv6 address'
    default: return assertNever(why)
  }
}

/** `shop/web → shop/db 5432` */
export function flowName(question: string): string {
  const [from, to] = question.split(' -> ')
  return to === undefined ? question : `${endpointName(from!)} → ${endpointName(to)}`
}

const MUTATIONS: Readonly<Record<Mutation, string>> = {
  'no-policy': 'the whole policy taken away',
  'direction-not-isolated': 'a direction taken out of policyTypes',
  'any-peer': 'a rule means any peer', 'any-port': 'a rule means any port', 'any-request': 'a rule means any request', 'no-term': 'a condition taken away', 'any-pod': 'a peer means all pods', 'any-namespace': 'a peer means all namespaces',
  'any-address': 'a block means all addresses', 'no-except': 'the exception of a block taken away', 'no-deny': 'a deny rule taken away',
  'no-rule': 'a rule taken away', 'no-peer': 'a peer taken away', 'no-port': 'a port taken away', 'no-request': 'a request taken away', 'no-value': 'a value taken out of a list',
  'other-action': 'another action', 'other-mode': 'another mode of mutual TLS', 'other-default': 'another default',
}

export function mutantText({ mutation, policy }: TriedMutant): Sentence {
  return say`${code(policyName(policy))}: ${MUTATIONS[mutation]}`
}

/** `7 of 9 noticed.` */
/** `untried`: how many more changes there are, which were not tried. */
export function scoreText(tried: readonly TriedMutant[], untried: number): Sentence {
  const counts = { noticed: 0, survived: 0, same: 0, refused: 0 }
  for (const { fate } of tried) counts[fate]++
  const all = counts.noticed + counts.survived
  if (all === 0) return say`No change of a policy makes a difference here.`
  const same = counts.same > 0 ? say` ${capital(counted(counts.same, 'change'))} ${counts.same === 1 ? 'makes' : 'make'} no difference to anybody.` : []
  return say`${counts.noticed} of ${all} noticed.${same}${untried > 0 ? ` ${untried} more changes were not tried: it would take minutes.` : ''}`
}

export const WHAT_MUTATION_IS = 'Loosens and tightens every rule in turn, one change at a time, and looks whether an assertion fails. What nobody notices today, nobody notices when somebody mistypes it tomorrow.'
