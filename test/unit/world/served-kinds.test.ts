import { describe, expect, test } from 'vitest'
import { diagnosticText } from '../../../src/app/text/diagnostic.ts'
import { plain } from '../../../src/app/text/sentence.ts'
import { namespaceOf } from '../../../src/model/build.ts'
import { kindsAtHand } from '../../../src/policy/registry.ts'
import { openWorld, type ServedApis } from '../../../src/world/index.ts'
import { readManifests } from '../../../src/manifests/read.ts'

const documents = [
  {
    name: 'all',
    text: [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: main, image: example/app}]}',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {containers: [{name: main, image: example/app}]}',
      'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: older}\nspec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}',
      'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: newer}\nspec: {tier: Admin, priority: 0, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}]}',
    ].join('\n---\n'),
  },
]

describe('which versions of policy.networking.k8s.io are served', () => {
  test.each<[NonNullable<ServedApis['policyNetworking']>, string, readonly string[]]>([
    ['both', 'allowed', []],
    ['v1alpha1', 'denied', ['newer']],
    ['v1alpha2', 'allowed', ['older']],
    ['none', 'allowed', ['newer', 'older']],
  ])('%s', (policyNetworking, outcome, unserved) => {
    const world = openWorld({ documents, apis: { policyNetworking } }, openWorld({ documents }))
    const answer = world.ask({ from: 'default/a', to: 'default/b', port: 80 })
    expect(answer.outcome).toBe(outcome)
    expect(
      answer.steps
        .flatMap((step) =>
          step.step === 'not-enforced' && step.at === 'ingress' ? [`${step.policy.name} ${step.why}`] : [],
        )
        .sort(),
    ).toEqual(unserved.map((name) => `${name} not-served`))
    expect(
      world.diagnostics
        .filter(({ code }) => code === 'no-match')
        .map(({ subject }) => subject?.name)
        .sort(),
    ).toEqual(unserved)
  })

  test.each<[NonNullable<ServedApis['policyNetworking']>, string]>([
    ['both', 'denied'],
    ['v1alpha1', 'allowed'],
    ['v1alpha2', 'denied'],
    ['none', 'allowed'],
  ])('v1beta1 is served with v1alpha2: %s', (policyNetworking, outcome) => {
    const text = documents[0]!.text.split('\n---\n').slice(0, 2)
    text.push(
      'apiVersion: policy.networking.k8s.io/v1beta1\nkind: ClusterNetworkPolicy\nmetadata: {name: newest}\nspec: {tier: Admin, priority: 0, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}',
    )
    const world = openWorld({ documents: [{ name: 'all', text: text.join('\n---\n') }], apis: { policyNetworking } })
    expect(world.ask({ from: 'default/a', to: 'default/b', port: 80 }).outcome).toBe(outcome)
  })

  test('what is not served is said as kubectl says it', () => {
    const [diagnostic] = openWorld({ documents, apis: { policyNetworking: 'v1alpha2' } }).diagnostics.filter(
      ({ code }) => code === 'no-match',
    )
    const { message, advice } = diagnosticText(diagnostic!)
    expect(plain(message)).toBe(
      'no matches for kind "AdminNetworkPolicy" in version "policy.networking.k8s.io/v1alpha1"',
    )
    expect(plain(advice)).toContain('Ensure its CustomResourceDefinition is installed first')
  })
})

test('a kind of the cluster is in no namespace', () => {
  for (const { apiVersion, kind, scope } of kindsAtHand()) {
    const [manifest] = readManifests([
      { name: 'one', text: `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x}` },
    ]).manifests
    expect({ kind, namespace: namespaceOf(manifest!.object) }).toEqual({
      kind,
      namespace: scope === 'Cluster' ? null : 'default',
    })
  }
})
