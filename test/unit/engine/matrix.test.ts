import { describe, expect, test } from 'vitest'
import { open, outcomes, pod, reopen } from './asked.ts'

const NAMES = Array.from({ length: 10 }, (_, index) => `p${index}`)
const PODS = NAMES.map((name) => pod(name, 'n1')).join('\n---\n')

/** A policy of the Admin tier on whom all of `shop` calls `p1`. */
const ranked = (name: string, priority: number, action: string, from: string) =>
  `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: ${name}}
spec:
  tier: Admin
  priority: ${priority}
  subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: p1}}}}
  ingress: [{action: ${action}, from: [{pods: {namespaceSelector: {}, podSelector: ${from}}}]}]`

describe('a matrix that goes on', () => {
  const asked = ['shop/p2 -> shop/p1:80', 'shop/p3 -> shop/p1:80', 'shop/p1 -> shop/p2:80']

  // Source: clusternetworkpolicy_types.go, Priority, of https://github.com/kubernetes-sigs/network-policy-api
  test('asks a policy that came where it ranks, and those that stay in their order', () => {
    const cni = { name: 'reference' } as const
    const accept = ranked('accept', 10, 'Accept', '{}')
    const deny = ranked('deny', 5, 'Deny', '{matchLabels: {app: p2}}')
    const last = ranked('last', 20, 'Deny', '{}')
    const before = reopen(cni, null, PODS, accept)
    expect(outcomes(before, ...asked)).toEqual(['allowed', 'allowed', 'allowed'])
    const first = reopen(cni, before, PODS, accept, deny)
    expect(outcomes(first, ...asked)).toEqual(['denied', 'allowed', 'allowed'])
    const three = reopen(cni, first, PODS, accept, deny, last)
    expect(outcomes(three, ...asked)).toEqual(['denied', 'allowed', 'allowed'])
    const two = reopen(cni, three, PODS, deny, last)
    expect(outcomes(two, ...asked)).toEqual(['denied', 'denied', 'allowed'])
    const again = reopen(cni, two, PODS, deny, accept, last)
    expect(outcomes(again, ...asked)).toEqual(['denied', 'allowed', 'allowed'])
    expect(outcomes(reopen(cni, again, PODS, last), ...asked)).toEqual(['denied', 'denied', 'allowed'])
  })

  test('keeps of each end what no edit touched', () => {
    const cni = { name: 'reference' } as const
    const each = NAMES.map(
      (name, index) =>
        `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: {podSelector: {matchLabels: {app: ${name}}}, policyTypes: [Ingress, Egress], ingress: [{ports: [{port: ${80 + index}}]}], egress: [{ports: [{port: ${80 + index}}, {port: ${81 + index}}]}]}`,
    )
    const pairs = NAMES.flatMap((from, index) =>
      [index - 1, index + 1, (index + 5) % 10]
        .filter((at) => at >= 0 && at < 10)
        .map((at) => `shop/${from} -> shop/${NAMES[at]}:${80 + at}`),
    )
    const before = reopen(cni, null, PODS, ...each)
    const found = outcomes(before, ...pairs)
    expect(found.filter((outcome) => outcome === 'allowed')).toHaveLength(9)
    const other = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: other, namespace: shop}
spec: {podSelector: {matchLabels: {app: p9}}, ingress: [{from: [{podSelector: {matchLabels: {app: p0}}}], ports: [{port: 7}]}]}`
    const now = reopen(cni, before, PODS, ...each, other)
    expect(outcomes(now, ...pairs)).toEqual(found)
    expect(outcomes(now, 'shop/p0 -> shop/p9:7')).toEqual(['denied'])
    // With other classes, too: what was one end is now two.
    const finer = reopen(cni, now, PODS, ...each.slice(1), other)
    expect(outcomes(finer, ...pairs.slice(3))).toEqual(found.slice(3))
  })

  test('begins anew under another plugin, and in another cluster', () => {
    const closed = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {matchLabels: {app: p1}}}`
    const before = reopen({ name: 'reference' }, null, PODS, closed)
    expect(outcomes(before, ...asked)).toEqual(['denied', 'denied', 'allowed'])
    expect(outcomes(reopen({ name: 'flannel' }, before, PODS, closed), ...asked)).toEqual([
      'allowed',
      'allowed',
      'allowed',
    ])
    const more = reopen({ name: 'reference' }, before, `${PODS}\n---\n${pod('new', 'n1')}`, closed)
    expect(outcomes(more, ...asked, 'shop/new -> shop/p1:80', 'shop/p1 -> shop/new:80')).toEqual([
      'denied',
      'denied',
      'allowed',
      'denied',
      'allowed',
    ])
  })
})

test('under a plugin that closes whom no policy selects, nothing passes by itself', () => {
  const cni = { name: 'cilium', options: { enforcementMode: 'always' } } as const
  const world = open(
    cni,
    PODS,
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: in, namespace: shop}
spec: {podSelector: {matchLabels: {app: p1}}, ingress: [{from: [{podSelector: {}}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: shop}
spec: {podSelector: {matchLabels: {app: p2}}, policyTypes: [Egress], egress: [{}]}`,
  )
  expect(
    outcomes(world, 'shop/p2 -> shop/p1:80', 'shop/p3 -> shop/p1:80', 'shop/p2 -> shop/p3:80', 'shop/p3 -> shop/p4:80'),
  ).toEqual(['allowed', 'denied', 'denied', 'denied'])
})

test('a policy that is staged closes nobody and passes nothing', () => {
  const world = open(
    { name: 'calico' },
    PODS,
    `apiVersion: projectcalico.org/v3
kind: StagedNetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {selector: app == 'p1', ingress: [{action: Deny}]}`,
  )
  expect(outcomes(world, 'shop/p2 -> shop/p1:80')).toEqual(['allowed'])
  const { reachability } = world.matrix()
  const classOf = (name: string) => reachability.classes.of(world.cluster.podByName.get(`shop/${name}`)!.endpoint!)
  expect(reachability.isolated(classOf('p1'), 'ingress')).toBe(false)
})

test('ends are isolated in the directions that their policies close', () => {
  const policy = (name: string, types: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: {podSelector: {matchLabels: {app: ${name}}}, policyTypes: [${types}]}`
  const isolated = (cni: Parameters<typeof open>[0]) => {
    const world = open(
      cni,
      PODS,
      policy('p1', 'Ingress'),
      policy('p2', 'Egress'),
      policy('p3', 'Ingress, Egress'),
      ranked('open', 1, 'Accept', '{}').replace('app: p1', 'app: p4'),
    )
    const { reachability } = world.matrix()
    return ['p1', 'p2', 'p3', 'p4', 'p5'].map((name) => {
      const index = reachability.classes.of(world.cluster.podByName.get(`shop/${name}`)!.endpoint!)
      return (['ingress', 'egress', 'ingress'] as const).map((direction) => reachability.isolated(index, direction))
    })
  }
  expect(isolated({ name: 'reference' })).toEqual([
    [true, false, true],
    [false, true, false],
    [true, true, true],
    [false, false, false],
    [false, false, false],
  ])
  expect(isolated({ name: 'cilium', options: { enforcementMode: 'always' } }).flat()).not.toContain(false)
})
