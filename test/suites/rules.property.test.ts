import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateFlow } from '../../src/engine/evaluate.ts'
import { fitsFlow } from '../../src/engine/fits.ts'
import { explainVerdict } from '../../src/engine/explain.ts'
import { parseAddress } from '../../src/ground/ip.ts'
import { externalEndpoint } from '../../src/model/endpoint.ts'
import type { Flow } from '../../src/policy/match.ts'
import { tryRule } from '../../src/policy/trial.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { cluster, documentsOf } from './generate.ts'

/** Every flow between the ends of the cluster and two places outside, over each family, on some ports. */
function flowsOf(world: World): readonly Flow[] {
  const outside = ['203.0.113.5', '2001:db8::1'].map((text) => externalEndpoint(text, parseAddress(text)!))
  const ends = [
    ...world.cluster.pods.flatMap(({ endpoint }) => (endpoint ? [endpoint] : [])),
    ...world.cluster.nodes.map(({ endpoint }) => endpoint),
    ...outside,
  ]
  return ends.flatMap((source) =>
    ends.flatMap((destination) =>
      source.addresses.flatMap((sourceAddress) =>
        destination.addresses
          .filter(({ family }) => family === sourceAddress.family)
          .slice(0, 1)
          .flatMap((destinationAddress) =>
            (
              [
                ['TCP', 80, null],
                ['UDP', 53, 'x.b.one.example'],
                ['SCTP', 81, null],
                ['TCP', 9, 'a.one.example'],
                ['ICMP', null, null],
              ] as const
            ).map(([protocol, port, name]): Flow => ({
              source,
              destination,
              sourceAddress,
              destinationAddress,
              protocol,
              port,
              name,
              hairpin: false,
              service: null,
            })),
          ),
      ),
    ),
  )
}

test('the rule that explains itself matches exactly when the fast one does', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const world = openWorld({ documents: documentsOf(generated) })
      const flows = flowsOf(world)
      for (const policy of world.policies.policies) {
        for (const rule of policy.rules) {
          const ref = {
            policy: {
              group: policy.object.group,
              kind: policy.kind,
              namespace: policy.namespace,
              name: policy.name,
              rank: policy.rank,
              span: null,
            },
            section: rule.section,
            index: rule.index,
            name: rule.name,
            action: rule.action,
            span: null,
          }
          for (const flow of flows) {
            const trial = tryRule(rule, ref, flow, world.policies.profile.view, () => null)
            if (trial.matches !== fitsFlow(rule, flow, world.policies.profile.view))
              expect({ rule, flow, matches: trial.matches }).toBe('equal')
            if (trial.held > trial.of || (trial.matches && trial.held !== trial.of)) expect(trial).toBe('counted right')
          }
        }
      }
    }),
    bounded(40),
  )
})

test('an explanation tells what decided: a matching rule, an exemption or nobody for what passes, a default for what does not', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const world = openWorld({ documents: documentsOf(generated) })
      for (const flow of flowsOf(world)) {
        const verdict = evaluateFlow(flow, world.policies)
        const steps = explainVerdict(verdict, flow, world.policies, () => null)
        for (const gate of verdict.gates) {
          const here = steps.filter(({ at }) => at === gate.at)
          const matched = (action: string) =>
            here.filter((step) => step.step === 'rule-matched' && step.trial.rule.action === action).length
          const isExempt = here.some(({ step }) => step === 'exempt')
          const isDefault = here.some(({ step }) => step === 'not-isolated' || step === 'default-allow')
          const denials = here.filter(({ step }) => step === 'default-deny').length + matched('deny')
          const isTold =
            gate.passage === 'allowed'
              ? (matched('allow') > 0 || isExempt || isDefault) && denials === 0
              : denials === 1 && matched('allow') === 0
          if (!isTold) expect({ gate, here }).toBe('explained')
        }
      }
    }),
    bounded(40),
  )
})
