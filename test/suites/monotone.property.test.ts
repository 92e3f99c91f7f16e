import fc, { type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld, type World } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { rule, type GeneratedPolicy } from './generate-policy.ts'
import { NAMESPACES, PROTOCOLS, selector } from './generate-words.ts'
import { cluster, documentsOf, type GeneratedCluster } from './generate.ts'

const PORTS = [1, 53, 80, 81, 90]
const OUTSIDE = ['ip:203.0.113.5', 'ip:203.0.113.200', 'ip:192.0.2.1', 'ip:2001:db8::1']

/** Every concrete connection between pods and some places outside that passes, as text. */
function open(world: World): ReadonlySet<string> {
  const pods = world.cluster.pods
    .filter(({ endpoint }) => endpoint)
    .map(({ namespace, name }) => `${namespace.name}/${name}`)
  return new Set(
    pods
      .flatMap((pod) =>
        [...pods, ...OUTSIDE].flatMap(
          (other) =>
            [
              [pod, other],
              [other, pod],
            ] as const,
        ),
      )
      .flatMap(([from, to]) =>
        PORTS.flatMap((port) =>
          PROTOCOLS.flatMap((protocol) => {
            const { outcome } = world.ask({ from, to, port, protocol })
            // A pair with two address families may be open in one of them; that is one step of openness, all of it
            // another.
            return outcome === 'denied' || outcome === 'unanswerable'
              ? []
              : [
                  `${from} ${to} ${port} ${protocol}`,
                  ...(outcome === 'allowed' ? [`${from} ${to} ${port} ${protocol} fully`] : []),
                ]
          }),
        ),
      ),
  )
}

const worldOf = (generated: GeneratedCluster) => openWorld({ documents: documentsOf(generated) })

/** The policy with one rule more, in a direction that it already has. */
function withRule(
  { spec, ...rest }: GeneratedPolicy,
  direction: 'ingress' | 'egress',
  added: GeneratedPolicy,
): GeneratedPolicy {
  return { ...rest, spec: { ...spec, [direction]: [...(spec[direction] ?? []), added] } } as GeneratedPolicy
}

function types({ spec }: GeneratedPolicy): readonly string[] {
  return spec.policyTypes?.length
    ? spec.policyTypes
    : (spec.egress ?? []).length > 0
      ? ['Ingress', 'Egress']
      : ['Ingress']
}

const withExtraRule: Arbitrary<readonly [GeneratedCluster, GeneratedCluster]> = fc
  .record({ generated: cluster, from: rule('from'), to: rule('to'), index: fc.nat(3), egress: fc.boolean() })
  .filter(({ generated }) => generated.policies.length > 0)
  .map(({ generated, from, to, index, egress }) => {
    const at = index % generated.policies.length
    const policy = generated.policies[at]!
    const direction =
      (egress && types(policy).includes('Egress')) || !types(policy).includes('Ingress') ? 'egress' : 'ingress'
    // Listed, so that a first egress rule does not make the policy isolate a direction more.
    const listed = { ...policy, spec: { ...policy.spec, policyTypes: types(policy) } }
    const replaced = withRule(listed, direction, (direction === 'egress' ? to : from) as GeneratedPolicy)
    return [
      generated,
      { ...generated, policies: generated.policies.map((each, place) => (place === at ? replaced : each)) },
    ] as const
  })

test('a rule more never closes a flow', () => {
  fc.assert(
    fc.property(withExtraRule, ([before, after]) => {
      const now = open(worldOf(after))
      expect([...open(worldOf(before))].filter((flow) => !now.has(flow))).toEqual([])
    }),
    bounded(25),
  )
})

test('a policy more that has no rules never opens a flow', () => {
  const isolating = fc.record({
    namespace: fc.constantFrom(...NAMESPACES),
    podSelector: selector,
    policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  })
  fc.assert(
    fc.property(cluster, isolating, (generated, { namespace, podSelector, policyTypes }) => {
      const added = {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'isolate', namespace },
        spec: { podSelector, policyTypes },
      }
      const before = open(worldOf(generated))
      expect(
        [...open(worldOf({ ...generated, policies: [...generated.policies, added] }))].filter(
          (flow) => !before.has(flow),
        ),
      ).toEqual([])
    }),
    bounded(25),
  )
})

test('nothing is open that is not open without policies', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const all = open(worldOf({ ...generated, policies: [], clusterPolicies: [] }))
      expect([...open(worldOf(generated))].filter((flow) => !all.has(flow))).toEqual([])
    }),
    bounded(15),
  )
})

test('a difference read the other way round has its signs swapped', () => {
  fc.assert(
    fc.property(cluster, cluster, (a, b) => {
      const [before, after] = [worldOf(a), worldOf({ ...b, policies: [...b.policies, ...a.policies.slice(0, 1)] })]
      const there = after.diff(before)
      const back = before.diff(after)
      expect([back.opened, back.closed]).toEqual([there.closed, there.opened])
      const text = ({ from, to, port }: (typeof there.changes)[number]) =>
        `${from} ${to} ${port ? `${port.protocol}/${port.port}` : '*'}`
      const of = (sign: 'opened' | 'closed', diff: typeof there) =>
        diff.changes
          .filter((change) => change.sign === sign)
          .map(text)
          .sort()
      expect(of('opened', back)).toEqual(of('closed', there))
      expect(of('closed', back)).toEqual(of('opened', there))
      expect(after.diff(after)).toEqual({ opened: 0, closed: 0, changes: [] })
    }),
    bounded(40),
  )
})
