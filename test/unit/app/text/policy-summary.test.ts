import { describe, expect, it } from 'vitest'
import { policySummary } from '../../../../src/app/text/policy-summary.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { Engine } from '../../../../src/worker/engine.ts'

const WORLD = ['web', 'api']
  .map(
    (name) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\nspec: { containers: [{ name: c, image: x, ports: [{ containerPort: 8080 }] }] }\n`,
  )
  .join('---\n')

function summaries(policy: string): readonly string[] {
  const engine = new Engine()
  const changed = [
    { name: 'policy', text: policy },
    { name: 'world', text: WORLD },
  ]
  engine.handle({
    type: 'open',
    id: 1,
    revision: 1,
    order: ['policy', 'world'],
    changed,
    active: 'world',
    fresh: true,
    applyBroken: false,
    question: null,
  })
  const reply = engine.handle({ type: 'policies', id: 2 })
  if (reply.type !== 'policies') throw new Error('policies are asked for')
  return reply.value.flatMap(({ lens }) => {
    const { about, rules } = policySummary(lens)
    return [about, ...rules].map(plain)
  })
}

const network = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: ${spec}\n`

describe('a policy in plain sentences', () => {
  it.each([
    [
      '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }] }',
      [
        'It is about api, 1 pod. Nothing gets in that no policy lets in, and it has one rule for that.',
        'Rule 1 lets pods app=web in shop in on\u00a08080.',
      ],
    ],
    [
      '{ podSelector: {}, policyTypes: [Ingress, Egress] }',
      [
        'It is about api and web, 2 pods. Nothing gets in or out that no policy lets in or out, and it lets nothing in or out.',
      ],
    ],
    [
      '{ podSelector: { matchLabels: { app: none } }, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }, { namespaceSelector: {} }] }, {}] }',
      [
        'It is about no pod that is there. Nothing gets out that no policy lets out, and it has two rules for that.',
        'Rule 1 lets it reach 10.0.0.0/8 or all pods in all namespaces.',
        'Rule 2 lets it reach anybody.',
      ],
    ],
    ['{ podSelector: {}, policyTypes: [Ingres] }', ['It is not applied: the API server refuses it.']],
  ])('%s', (spec, expected) => expect(summaries(network(spec))).toEqual(expected))

  it('names tier, priority and what each rule does', () => {
    expect(
      summaries(`apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: gate }
spec:
  tier: Admin
  priority: 7
  subject: { namespaces: {} }
  ingress:
    - { name: first, action: Pass, from: [{ namespaces: { matchLabels: { team: store } } }] }
    - { action: Deny, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: 22 } } }] }
`),
    ).toEqual([
      'Admin tier, priority 7. It is about api and web, 2 pods, and its first rule that fits decides.',
      'Rule 1 (first) leaves to the next tier what comes from all pods in namespaces team=store.',
      'Rule 2 denies what comes from all pods in all namespaces on\u00a022.',
    ])
  })
})
