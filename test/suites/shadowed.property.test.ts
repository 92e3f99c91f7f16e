import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/ground/diagnostic.ts'
import { coversPeer, coversRule } from '../../src/world/findings/covering.ts'
import { isReadable, orderedRules, type OrderedRule } from '../../src/world/findings/ordered-rules.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { type ManifestObject } from './generate-words.ts'
import { cluster, documentsOf, type GeneratedCluster } from './generate.ts'

const worldOf = (generated: GeneratedCluster, before?: World) =>
  openWorld({ documents: documentsOf(generated) }, before)

type Shadowed = Extract<Diagnostic, { code: 'rule-shadowed' }>
const shadowed = ({ diagnostics }: World) =>
  diagnostics.filter((each): each is Shadowed => each.code === 'rule-shadowed')

/** The same cluster with another list of rules where the finding's rule stands. */
function withRules(
  generated: GeneratedCluster,
  { subject, section }: Shadowed,
  change: (rules: readonly ManifestObject[]) => readonly ManifestObject[],
): GeneratedCluster {
  return {
    ...generated,
    clusterPolicies: generated.clusterPolicies.map((policy) => {
      const spec = policy['spec'] as { readonly [section: string]: readonly ManifestObject[] }
      return policy['kind'] === subject!.kind && (policy['metadata'] as { name: string }).name === subject!.name
        ? { ...policy, spec: { ...spec, [section]: change(spec[section]!) } }
        : policy
    }),
  }
}

/**
 * The policies of several clusters above the pods of one, so that more of them meet; the first of them says everything
 * twice.
 */
const crowded = fc
  .tuple(cluster, ...Array.from({ length: 5 }, () => cluster))
  .map(([first, ...others]): GeneratedCluster => {
    const [policy, ...policies] = [first, ...others].flatMap(({ clusterPolicies }, index) =>
      clusterPolicies.map((each) => renamed(each, index)),
    )
    return { ...first, clusterPolicies: policy ? [saidTwice(policy), ...policies] : [] }
  })

function saidTwice(policy: ManifestObject): ManifestObject {
  const { ingress, egress, ...spec } = policy['spec'] as {
    readonly ingress: readonly ManifestObject[]
    readonly egress: readonly ManifestObject[]
  }
  return { ...policy, spec: { ...spec, ingress: [...ingress, ...ingress], egress: [...egress, ...egress] } }
}

function renamed(policy: ManifestObject, index: number): ManifestObject {
  const { name } = policy['metadata'] as { name: string }
  return name === 'default' ? policy : { ...policy, metadata: { name: `${name}-${index}` } }
}

test('whatever a shadowed rule says, and whether it is there at all, nothing changes', () => {
  let seen = 0
  fc.assert(
    fc.property(crowded, (generated) => {
      const world = worldOf(generated)
      for (const finding of shadowed(world)) {
        seen++
        const isOlder = finding.subject!.kind !== 'ClusterNetworkPolicy'
        for (const action of [
          isOlder ? 'Allow' : 'Accept',
          'Deny',
          ...(finding.subject!.kind === 'BaselineAdminNetworkPolicy' ? [] : ['Pass']),
        ]) {
          const said = worldOf(
            withRules(generated, finding, (rules) =>
              rules.map((rule, index) => (index === finding.rule ? { ...rule, action } : rule)),
            ),
            world,
          )
          if (JSON.stringify(said.connections()) !== JSON.stringify(world.connections()))
            expect({ finding, action }).toBe('without effect')
        }
        const without = worldOf(
          withRules(generated, finding, (rules) => rules.filter((_, index) => index !== finding.rule)),
          world,
        )
        if (JSON.stringify(inside(without)) !== JSON.stringify(inside(world))) expect(finding).toBe('without effect')
      }
    }),
    bounded(100, 12_000),
  )
  expect(seen).toBeGreaterThan(5)
})

/** Ends outside come and go with the blocks that policies name. */
const inside = (world: World) =>
  world.connections().filter(({ from, to }) => [from, to].every((ref) => ref !== 'internet' && !ref.startsWith('ip:')))

/** What comparing every rule with every earlier one finds. */
function comparedAll(world: World): readonly string[] {
  const rules = world.policies.tiers
    .filter(({ isOrdered }) => isOrdered)
    .flatMap((tier) => tier.policies.flatMap(orderedRules))
  const isEarlier = (a: OrderedRule, b: OrderedRule) =>
    a.policy === b.policy
      ? a.index < b.index
      : a.policy.kind === b.policy.kind &&
        a.policy.rank.tier === b.policy.rank.tier &&
        a.policy.rank.priority! < b.policy.rank.priority! &&
        isReadable(a.policy.subject) &&
        isReadable(b.policy.subject) &&
        coversPeer(a.policy.subject, b.policy.subject)
  return rules
    .filter((rule) => rules.some((other) => isEarlier(other, rule) && coversRule(other, rule)))
    .map(({ policy, section, index }) => `${policy.kind} ${policy.name} ${section} ${index}`)
    .sort()
}

test('all of them are found, each once', () => {
  fc.assert(
    fc.property(crowded, (generated) => {
      const world = worldOf(generated)
      expect(
        shadowed(world)
          .map(({ subject, section, rule }) => `${subject!.kind} ${subject!.name} ${section} ${rule}`)
          .sort(),
      ).toEqual(comparedAll(world))
    }),
    bounded(150),
  )
})

test('what is found after an edit is what is found in a world opened from scratch', () => {
  fc.assert(
    fc.property(crowded, cluster, fc.nat(6), (first, second, at) => {
      const before = worldOf(first)
      expect(shadowed(before)).toEqual(shadowed(worldOf(first)))
      const edited = {
        ...first,
        clusterPolicies: [
          ...first.clusterPolicies.slice(0, at),
          ...second.clusterPolicies,
          ...first.clusterPolicies.slice(at + 1),
        ],
      }
      expect(shadowed(worldOf(edited, before))).toEqual(shadowed(worldOf(edited)))
    }),
    bounded(60),
  )
})
