import fc, { type Arbitrary } from 'fast-check'
import type { ManifestObject } from './generate-words.ts'
import type { GeneratedCluster } from './generate.ts'
import type { DocumentText } from '../../src/manifests/read.ts'

/** The same cluster, written down in another order: of documents, of objects, of the keys of every object. */
export function shuffled(cluster: GeneratedCluster): Arbitrary<readonly DocumentText[]> {
  const objects = [...cluster.objects, ...cluster.policies, ...cluster.clusterPolicies]
  return fc
    .record({
      order: fc.shuffledSubarray(objects, { minLength: objects.length }),
      cut: fc.nat(objects.length),
      seed: fc.nat(1000),
      swap: fc.boolean(),
    })
    .map(({ order, cut, seed, swap }) => {
      const texts = [order.slice(0, cut), order.slice(cut)].map((part) =>
        part.map((object) => JSON.stringify(reordered(object, seed))).join('\n---\n'),
      )
      const documents = texts.map((text, index) => ({ name: `part${index}`, text }))
      return swap ? documents.reverse() : documents
    })
}

/** The same object with its keys turned round by `seed`; lists keep their order, which means something. */
function reordered(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, seed))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as ManifestObject).map(([key, item]) => [key, reordered(item, seed)] as const)
  const turn = entries.length === 0 ? 0 : seed % entries.length
  return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)])
}

/** The same NetworkPolicies with the items of every list of alternatives in reverse: rules, peers, ports, types. */
export function withListsReversed(cluster: GeneratedCluster): GeneratedCluster {
  const reverse = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reverse).reverse()
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reverse(item)]))
  }
  return {
    ...cluster,
    policies: cluster.policies.map((policy) => reverse(policy) as GeneratedCluster['policies'][number]),
  }
}
