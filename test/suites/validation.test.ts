import { describe, expect, test } from 'vitest'
import { diagnosticText } from '../../src/app/text/diagnostic.ts'
import { plain } from '../../src/app/text/sentence.ts'
import { openWorld } from '../../src/world/index.ts'
import { deepFreeze } from './freeze.ts'
import { validationFixtures } from './validation-fixture.ts'

const fixtures = [
  'base',
  'network-policy',
  'cluster-network-policy',
  'aws-cluster-network-policy',
  'admin-network-policy',
  'baseline-admin-network-policy',
  'cilium-network-policy',
  'cilium-clusterwide-network-policy',
  'calico-network-policy',
  'calico-global-network-policy',
  'istio',
  'linkerd',
].flatMap(validationFixtures)

/** Who reads the kinds of a folder; the reference reads those of Kubernetes. */
const PLUGINS = [
  ['/cilium-', { name: 'cilium' }],
  ['/calico-', { name: 'calico' }],
  ['/aws-', { name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } }],
] as const

for (const { path, about, cases } of fixtures) {
  describe(`${path.replace(/^.*\/validation\/|\.yaml$/g, '')}: ${about}`, () => {
    test.each(cases.map((each) => [each.name, each] as const))('%s', (_, { manifest, says, advice, cni }) => {
      const world = openWorld(
        deepFreeze({
          documents: [
            { name: 'other', text: '# The line counts in its own document.\n' },
            { name: 'manifest', text: manifest },
          ],
          cni: cni ?? PLUGINS.find(([folder]) => path.includes(folder))?.[1] ?? { name: 'reference' },
        }),
      )
      const shown = world.diagnostics.filter(({ severity, layer }) => severity !== 'note' && layer !== 'finding')
      expect(
        shown.map((each) => ({
          line: each.span?.start.line,
          severity: each.severity,
          text: plain(diagnosticText(each).message),
        })),
      ).toEqual(says)
      expect(shown.every(({ span }) => span?.document === 'manifest')).toBe(true)
      if (advice !== null) expect(plain(diagnosticText(shown.at(-1)!).advice)).toBe(advice)
      const errors = shown.filter(({ severity }) => severity === 'error')
      const refused = says.some(({ severity }) => severity === 'error')
      if (path.includes('/base/'))
        return expect({ applied: world.cluster.services.length + world.cluster.workloads.length }).toEqual({
          applied: manifest.split(/^---$/m).length - new Set(errors.map(({ subject }) => subject?.name)).size,
        })
      expect({
        applied:
          world.policies.policies.length > 0 ||
          world.applied.some(
            ({ group }) =>
              group === 'policy.linkerd.io' || group.endsWith('istio.io') || group.endsWith('projectcalico.org'),
          ),
      }).toEqual({ applied: !refused })
    })
  })
}

describe('the fixtures', () => {
  const cases = fixtures.flatMap((fixture) => fixture.cases)
  test('have names of their own', () => {
    const names = cases.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
  test('say where their rule is written', () => {
    expect(
      cases
        .filter(
          ({ source }) =>
            !/^https:\/\/(kubernetes\.io|github\.com|network-policy-api\.sigs\.k8s\.io|docs\.cilium\.io|docs\.tigera\.io|linkerd\.io|istio\.io)\/\S*$/.test(
              source,
            ),
        )
        .map(({ name }) => name),
    ).toEqual([])
  })
})
