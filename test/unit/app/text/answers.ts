import type { Check, DecisionStep, PolicyRef, RuleTrial } from '../../../../src/engine/explanation.ts'
import type { SourceSpan } from '../../../../src/ground/span.ts'
import type { Answer } from '../../../../src/world/answer.ts'
import type { EndpointFacts } from '../../../../src/world/flow-facts.ts'

/** Hand-made explanations, so that sentences are tested without the engine. */
export const line = (number: number): SourceSpan => ({
  document: 'allow-web',
  start: { line: number, column: 1 },
  end: { line: number, column: 20 },
})

export const policy = (name: string): PolicyRef => ({
  group: 'networking.k8s.io',
  kind: 'NetworkPolicy',
  namespace: 'shop',
  name,
  rank: { tier: 'NetworkPolicy', priority: null },
  span: line(1),
})

export const label = (
  held: boolean,
  key: string,
  wants: string,
  is: string | null,
  of: 'pod' | 'namespace' = 'pod',
): Check => ({
  held,
  wanted: { kind: 'label', of, key, operator: 'Equals', values: [wants] },
  got: { kind: 'label', value: is },
  span: line(14),
})

export const port = (held: boolean, wants: number, is: number): Check => ({
  held,
  wanted: { kind: 'port', from: wants, to: wants },
  got: { kind: 'port', port: is },
  span: line(16),
})

export function trial(name: string, index: number, peer: readonly Check[], ports: readonly Check[]): RuleTrial {
  const checks = [...peer, ...ports]
  const held = checks.filter((check) => check.held).length
  const item = (list: readonly Check[]) => ({
    index: 0,
    fits: list.every((check) => check.held),
    checks: list,
    span: null,
  })
  return {
    rule: { policy: policy(name), section: 'ingress', index, name: null, action: 'allow', span: line(10) },
    matches: held === checks.length,
    peers: [item(peer)],
    ports: [item(ports)],
    others: [],
    held,
    of: checks.length,
  }
}

const end = (name: string, over: Partial<EndpointFacts> = {}): EndpointFacts => ({
  ref: `shop/${name}`,
  kind: 'pod',
  label: `shop/${name}`,
  workload: null,
  namespace: 'shop',
  labels: { app: name },
  node: 'n1',
  address: '10.0.0.7',
  addressAssumed: true,
  ...over,
})

export const OPEN_OUT: DecisionStep = { at: 'egress', step: 'not-isolated' }
export const selected = (name: string, checks: readonly Check[] = []): DecisionStep => ({
  at: 'ingress',
  step: 'selected',
  policy: policy(name),
  checks,
})
export const DENY: DecisionStep = { at: 'ingress', step: 'default-deny', isolatedBy: [] }

export const WHY_NOT: readonly DecisionStep[] = [
  OPEN_OUT,
  { at: 'ingress', step: 'not-selected', policy: policy('db-guests'), checks: [label(false, 'app', 'db', 'api')] },
  selected('default-deny'),
  selected('allow-web', [label(true, 'app', 'api', 'api')]),
  {
    at: 'ingress',
    step: 'rule-missed',
    trial: trial('allow-web', 0, [label(false, 'app', 'web-frontend', 'web')], [port(true, 8080, 8080)]),
  },
  {
    at: 'ingress',
    step: 'rule-missed',
    trial: trial(
      'allow-web',
      1,
      [label(false, 'purpose', 'monitoring', null, 'namespace'), label(false, 'app', 'prometheus', 'web')],
      [port(false, 9090, 8080)],
    ),
  },
  DENY,
]

export function answer(
  outcome: Answer['outcome'],
  steps: readonly DecisionStep[] = [],
  over: Partial<Answer> = {},
  ends: { source?: Partial<EndpointFacts>; destination?: Partial<EndpointFacts> } = {},
): Answer {
  return {
    outcome,
    steps,
    needs: [],
    notes: [],
    flow: { source: end('web', ends.source), destination: end('api', ends.destination), protocol: 'TCP', port: 8080 },
    ...over,
  }
}

export const DENIED = answer('denied', WHY_NOT, { deniedAt: 'ingress', cause: 'policy-drop' })
