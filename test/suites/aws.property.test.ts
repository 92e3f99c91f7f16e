import fc, { type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { expectAgreement } from './expect-agreement.ts'
import { type ManifestObject, namespaceSelector, NUMBERS, protocol, selector } from './generate-words.ts'
import { cluster, documentsOf } from './generate.ts'

const podPeer: Arbitrary<ManifestObject> = fc.oneof(
  namespaceSelector.map((namespaces) => ({ namespaces })),
  fc.record({ namespaceSelector, podSelector: selector }).map((pods) => ({ pods })),
)
const networks = fc
  .subarray(['0.0.0.0/0', '::/0', '10.0.0.0/8', '10.0.0.2/31', '203.0.113.0/24'], { minLength: 1, maxLength: 2 })
  .map((each): ManifestObject => ({ networks: each }))
const port = fc.oneof(
  fc
    .constantFrom(...NUMBERS)
    .chain((number) => protocol.map((name) => ({ portNumber: { port: number, protocol: name } }))),
  fc.constant({ portRange: { start: 52, end: 80 } }),
  fc.constant({ namedPort: 'web' }),
)
const rules = (side: 'from' | 'to') =>
  fc.array(
    fc
      .record({
        action: fc.constantFrom('Accept', 'Deny', 'Pass'),
        [side]: fc.array(side === 'to' ? fc.oneof(podPeer, networks) : podPeer, { minLength: 1, maxLength: 2 }),
        ports: fc.option(fc.array(port, { minLength: 1, maxLength: 2 }), { nil: null }),
      })
      .map(({ ports, ...rule }): ManifestObject => ({ ...rule, ...(ports && { ports }) })),
    { maxLength: 3 },
  )
/** Few priorities, so that they tie. */
const policies: Arbitrary<readonly ManifestObject[]> = fc
  .array(
    fc.record({
      tier: fc.constantFrom('Admin', 'Baseline'),
      priority: fc.constantFrom(5, 5, 9),
      subject: podPeer,
      ingress: rules('from'),
      egress: rules('to'),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((specs) =>
    specs.map((spec, index) => ({
      apiVersion: 'networking.k8s.aws/v1alpha1',
      kind: 'ClusterNetworkPolicy',
      metadata: { name: `p${index}` },
      spec,
    })),
  )
const plugin = (networkPolicy: string) => ({ name: 'aws-vpc-cni', options: { networkPolicy } }) as const

test('under policies of Amazon’s connections() and matrix() say what ask() says', () => {
  fc.assert(
    fc.property(cluster, policies, fc.constantFrom('standard', 'strict'), (generated, clusterPolicies, mode) => {
      expectAgreement(openWorld({ documents: documentsOf({ ...generated, clusterPolicies }), cni: plugin(mode) }))
    }),
    bounded(150, 3_000),
  )
})

test('the order of their rules changes nothing, and neither do their names', () => {
  const turned = (made: readonly ManifestObject[]): readonly ManifestObject[] =>
    made.map((each, index) => {
      const { ingress, egress, ...spec } = each.spec as Record<'ingress' | 'egress', readonly unknown[]>
      return {
        ...each,
        metadata: { name: `p${made.length - index}` },
        spec: { ...spec, ingress: [...ingress].reverse(), egress: [...egress].reverse() },
      }
    })
  fc.assert(
    fc.property(cluster, policies, (generated, made) => {
      const [written, other] = [made, turned(made)].map((clusterPolicies) =>
        openWorld({ documents: documentsOf({ ...generated, clusterPolicies }), cni: plugin('standard') }).connections(),
      )
      expect(other).toEqual(written)
    }),
    bounded(150),
  )
})

test('a pod that a NetworkPolicy selects for one direction never hears of the Baseline tier in the other', () => {
  const selecting = ['one', 'two'].map((namespace) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'in', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
  }))
  fc.assert(
    fc.property(cluster, policies, (generated, clusterPolicies) => {
      const [withBaseline, without] = [
        clusterPolicies,
        clusterPolicies.filter(({ spec }) => (spec as { readonly tier: string }).tier === 'Admin'),
      ].map((wide) => {
        const documents = documentsOf({ ...generated, policies: selecting, clusterPolicies: wide })
        return openWorld({ documents, cni: plugin('standard') }).connections()
      })
      const inside = (all: NonNullable<typeof without>) =>
        all.filter(({ from, to }) => !from.startsWith('ip:') && !to.startsWith('ip:'))
      expect(inside(withBaseline!)).toEqual(inside(without!))
    }),
    bounded(150),
  )
})
