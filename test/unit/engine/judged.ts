import { evaluateFlow } from '../../../src/engine/evaluate.ts'
import { PolicySet } from '../../../src/engine/policy-set.ts'
import type { EnforcementProfile, Tier } from '../../../src/engine/profile.ts'
import { parseAddress } from '../../../src/ground/ip.ts'
import type { Endpoint } from '../../../src/model/endpoint.ts'
import type { CompiledPolicy, Direction, RequestMatcher, Rule, RuleAction } from '../../../src/policy/form.ts'
import { PLAIN_VIEW, type Flow } from '../../../src/policy/match.ts'

/** A node’s network as an end. */
export const host = (name: string) => ({ kind: 'host', labels: { name } }) as unknown as Endpoint

/** An end that no policy selects. */
export const outside = { kind: 'external', address: null } as unknown as Endpoint

/** Two hosts: `a` dials port 80 of `b`. */
export const flow: Flow = {
  source: host('a'),
  destination: host('b'),
  sourceAddress: parseAddress('10.0.0.1'),
  destinationAddress: parseAddress('10.0.0.2'),
  name: null,
  protocol: 'TCP',
  port: 80,
  sourcePort: 40000,
  hairpin: false,
  service: null,
}

/** Asks for GET. */
export const GET: RequestMatcher = {
  kind: 'http',
  method: { matches: (text: string) => text === 'GET' } as never,
  target: null,
  host: null,
  headers: [],
  path: [],
}

/** Asks for a lookup. */
export const LOOKUP: RequestMatcher = { kind: 'dns', pattern: null, path: [] }

/** The flow with a request that `GET` does not fit. */
export const posting: Flow = { ...flow, said: { http: { method: 'POST' } } }

/** The flow with a request that `GET` fits. */
export const getting: Flow = { ...flow, said: { http: { method: 'GET' } } }

/** A rule for a TCP port; null: for everything. */
export const rule = (action: RuleAction, port: number | null = 80, more: Partial<Rule> = {}): Rule => ({
  section: 'ingress',
  index: 0,
  name: null,
  action,
  path: [],
  when:
    port === null
      ? []
      : [{ aspect: 'port', anyOf: [{ protocol: 'TCP', name: null, range: { from: port, to: port } }] as never }],
  ...more,
})

const anybody = { kind: 'nodes', selector: { requirements: [], path: [] } } as unknown as CompiledPolicy['subject']

/** `tier`: `first`, where what no rule fits goes on, or `last`, where it is dropped for whom a policy isolates. */
export const policy = (direction: Direction, tier: 'first' | 'last', isolates: boolean, ...rules: readonly Rule[]) =>
  ({ direction, subject: anybody, isolates, rules, rank: { tier, priority: null } }) as unknown as CompiledPolicy

/** A policy that isolates and lets nothing pass. */
export const closed = (direction: Direction) => policy(direction, 'last', true)

/** The policies under a profile of two tiers, which `more` changes. */
export function judge(policies: readonly CompiledPolicy[], more: Partial<EnforcementProfile> = {}) {
  const tiers = (given: readonly CompiledPolicy[]): readonly Tier[] => [
    { id: 'first', unmatched: 'pass', isOrdered: true, policies: given.filter(({ rank }) => rank.tier === 'first') },
    { id: 'last', unmatched: 'deny', isOrdered: false, policies: given.filter(({ rank }) => rank.tier === 'last') },
  ]
  return new PolicySet(
    {
      name: 'some plugin',
      speaksFor: 'plugin',
      enforces: () => true,
      arrange: tiers,
      exemption: () => null,
      fallback: 'allow',
      view: PLAIN_VIEW,
      seen: (_direction, _subject, peer) => peer,
      guises: () => [],
      sightings: (_direction, seen) => [{ flow: seen, by: 'any', as: null }],
      connects: () => true,
      hasGaps: false,
      names: 'dialled',
      entryMatters: false,
      serviceProxy: 'kube-proxy',
      remarks: [] as never,
      ...more,
    },
    policies,
    [],
  )
}

/** What a test compares of a verdict. */
export const said = ({ passage, deniedAt }: ReturnType<typeof evaluateFlow>) => [passage, deniedAt]

/** One gate of a verdict. */
export const gateOf = (direction: Direction, policies: PolicySet, of: Flow = flow) =>
  evaluateFlow(of, policies).gates.find(({ at }) => at === direction)!
