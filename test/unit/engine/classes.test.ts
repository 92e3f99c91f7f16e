import { describe, expect, test } from 'vitest'
import type { CniChoice } from '../../../src/world/index.ts'
import { node, open, outcomes, pod, reopen } from './asked.ts'

const POLICY = (name: string, spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}`

describe('a matrix that goes on from the one before', () => {
  const PODS = [
    pod('api', 'n1', { http: 8080 }),
    pod('one', 'n1', { http: 8080 }, ', tier: front'),
    pod('two', 'n1', { http: 9090 }, ', tier: back'),
  ]
  const FIRST = POLICY('first', '{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {}}]}]}')
  const ASKED = [
    'shop/one -> shop/api:8080',
    'shop/two -> shop/api:8080',
    'shop/api -> shop/one:8080',
    'shop/api -> shop/two:8080',
  ]
  const BEFORE = ['allowed', 'allowed', 'allowed', 'allowed']

  test.each([
    [
      'tells peers apart that were alike',
      POLICY(
        'first',
        '{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {tier: front}}}]}]}',
      ),
      ['allowed', 'denied', 'allowed', 'allowed'],
    ],
    [
      'tells whom policies are for apart that were alike',
      POLICY('first', '{podSelector: {matchLabels: {tier: front}}}'),
      ['allowed', 'allowed', 'denied', 'allowed'],
    ],
    [
      'looks up a name of a port that nobody used',
      POLICY(
        'first',
        '{podSelector: {matchLabels: {app: api}}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}',
      ),
      ['allowed', 'allowed', 'allowed', 'denied'],
    ],
    [
      'tells a number apart that nobody named',
      POLICY('first', '{podSelector: {}, ingress: [{ports: [{port: 8081}]}]}'),
      ['denied', 'denied', 'denied', 'denied'],
    ],
    [
      'tells addresses apart that were alike',
      POLICY(
        'first',
        '{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]}',
      ),
      ['denied', 'denied', 'allowed', 'allowed'],
    ],
  ])('%s', (_, edited, expected) => {
    const before = reopen({ name: 'reference' }, null, PODS.join('\n---\n'), FIRST)
    expect(outcomes(before, ...ASKED)).toEqual(BEFORE)
    const now = reopen({ name: 'reference' }, before, PODS.join('\n---\n'), edited)
    expect(outcomes(now, ...ASKED)).toEqual(expected)
    expect(outcomes(reopen({ name: 'reference' }, now, PODS.join('\n---\n'), FIRST), ...ASKED)).toEqual(BEFORE)
  })
  test('takes in a policy that comes, and leaves out one that goes', () => {
    const second = POLICY(
      'second',
      '{podSelector: {matchLabels: {app: two}}, ingress: [{from: [{podSelector: {matchLabels: {app: one}}}]}]}',
    )
    const before = reopen({ name: 'reference' }, null, PODS.join('\n---\n'), FIRST)
    expect(outcomes(before, ...ASKED)).toEqual(BEFORE)
    const more = reopen({ name: 'reference' }, before, PODS.join('\n---\n'), FIRST, second)
    expect(outcomes(more, ...ASKED, 'shop/one -> shop/two:8080')).toEqual([
      'allowed',
      'allowed',
      'allowed',
      'denied',
      'allowed',
    ])
    const less = reopen({ name: 'reference' }, more, PODS.join('\n---\n'), second)
    expect(outcomes(less, ...ASKED)).toEqual(['allowed', 'allowed', 'allowed', 'denied'])
    expect(outcomes(reopen({ name: 'reference' }, less, PODS.join('\n---\n')), ...ASKED)).toEqual(BEFORE)
  })
})

test('a matrix goes on where several policies change at once, some of which say nothing new', () => {
  const PODS = ['api', 'one', 'two']
    .map((name) => pod(name, 'n1', { http: name === 'two' ? 9090 : 8080 }))
    .join('\n---\n')
  const known = (port: number) =>
    POLICY(
      'known',
      `{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {}}], ports: [{port: ${port}}]}]}`,
    )
  const before = reopen(
    { name: 'reference' },
    null,
    PODS,
    known(8080),
    POLICY('other', '{podSelector: {matchLabels: {app: none}}}'),
  )
  const asked = [
    'shop/one -> shop/api:8081',
    'shop/one -> shop/two:9090',
    'shop/api -> shop/one:8080',
    'shop/api -> shop/two:8080',
    'shop/api -> shop/two:9090',
  ]
  expect(outcomes(before, ...asked)).toEqual(['denied', 'allowed', 'allowed', 'allowed', 'allowed'])
  const ends = reopen(
    { name: 'reference' },
    before,
    PODS,
    known(8081),
    POLICY('other', '{podSelector: {matchLabels: {app: two}}}'),
  )
  expect(outcomes(ends, ...asked)).toEqual(['allowed', 'denied', 'allowed', 'denied', 'denied'])
  const names = reopen(
    { name: 'reference' },
    before,
    PODS,
    known(8081),
    POLICY(
      'other',
      '{podSelector: {matchLabels: {app: api}}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}',
    ),
  )
  expect(outcomes(names, ...asked)).toEqual(['allowed', 'allowed', 'allowed', 'denied', 'allowed'])
})

// Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#rule
test('a matrix that goes on tells apart what rules demand of the own end', () => {
  const PODS = ['web', 'one', 'two'].map((name) => pod(name, 'n1')).join('\n---\n')
  const allowing = (destination: string) => `apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: own, namespace: shop}
spec: {selector: app != 'web', ingress: [{action: Allow${destination}}]}`
  const asked = ['shop/web -> shop/one:80', 'shop/web -> shop/two:80']
  const before = reopen({ name: 'calico' }, null, PODS, allowing(''))
  expect(outcomes(before, ...asked)).toEqual(['allowed', 'allowed'])
  const now = reopen({ name: 'calico' }, before, PODS, allowing(", destination: {selector: app == 'one'}"))
  expect(outcomes(now, ...asked)).toEqual(['allowed', 'denied'])
})

test('subjects are told apart by the numbers that a name of a port stands for on them', () => {
  const world = open(
    { name: 'reference' },
    pod('web', 'n1'),
    pod('one', 'n1', { http: 8080 }),
    pod('two', 'n1', { http: 9090 }),
    POLICY('named', '{podSelector: {}, ingress: [{ports: [{port: http}]}]}'),
  )
  expect(
    outcomes(
      world,
      ...['one', 'two'].flatMap((name) => [8080, 9090].map((port) => `shop/web -> shop/${name}:${port}`)),
    ),
  ).toEqual(['allowed', 'denied', 'denied', 'allowed'])
})

test('pods are told apart by labels and by addresses of either family at once', () => {
  const at = (name: string, ...ips: readonly string[]) =>
    `${pod(name, 'n1')}\nstatus: {phase: Running, podIP: "${ips[0]}", podIPs: [${ips.map((ip) => `{ip: "${ip}"}`).join(', ')}]}`
  const world = open(
    { name: 'reference' },
    at('a', '10.0.0.1'),
    at('b', '10.0.0.2'),
    at('c', '10.1.0.3', 'fd00::3'),
    at('d', '10.1.0.4', 'fd01::4'),
    at('e', 'fd00::5'),
    at('f', 'fd01::6'),
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) =>
      POLICY(
        name,
        `{podSelector: {matchLabels: {app: ${name}}}, ingress: [{from: [{podSelector: {}}], ports: [{port: ${index + 1}}]}]}`,
      ),
    ),
    POLICY(
      'blocks',
      '{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}, {ipBlock: {cidr: "fd01::/16"}}], ports: [{port: 80}]}]}',
    ),
  )
  const asked = ['a', 'b', 'c', 'd'].flatMap((from) =>
    ['a', 'b', 'c', 'd']
      .filter((to) => to !== from)
      .flatMap((to) => [1, 2, 3, 4, 80].map((port) => `shop/${from} -> shop/${to}:${port}`)),
  )
  const six = ['c', 'd', 'e', 'f'].flatMap((from) =>
    ['e', 'f']
      .filter((to) => to !== from)
      .flatMap((to) => [5, 6, 80].map((port) => `shop/${from} -> shop/${to}:${port}`)),
  )
  expect(
    outcomes(
      world,
      'shop/a -> shop/b:80',
      'shop/c -> shop/a:80',
      'shop/e -> shop/f:80',
      'shop/f -> shop/e:80',
      'shop/c -> shop/e:80',
    ),
  ).toEqual(['denied', 'allowed', 'denied', 'allowed', 'denied'])
  // Those that share no family cannot speak.
  expect(outcomes(world, 'shop/a -> shop/e:5', 'shop/f -> shop/b:2')).toEqual(['denied', 'denied'])
  // Each is held to lists and matrix.
  expect(outcomes(world, ...asked, ...six)).toContain('allowed')
})

const onHost = (name: string, at: string) => pod(name, at).replace('spec: {', 'spec: {hostNetwork: true, ')
const NODES = [
  node('n1', '172.18.0.11').replace('{name: n1}', '{name: n1, labels: {zone: a}}'),
  node('n2', '172.18.0.12').replace('{name: n2}', '{name: n2, labels: {zone: b}}'),
]

describe('nodes', () => {
  // Source: https://network-policy-api.sigs.k8s.io/api-overview/, nodes of egress peers
  test('are told apart as peers by their labels, and from pods and places outside', () => {
    const world = open(
      { name: 'reference' },
      ...NODES,
      pod('web', 'n1'),
      pod('api', 'n1'),
      onHost('agent-1', 'n1'),
      onHost('agent-2', 'n2'),
      `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: out}
spec:
  tier: Admin
  priority: 1
  subject: {namespaces: {}}
  egress: [{action: Deny, to: [{nodes: {matchLabels: {zone: a}}}]}]`,
    )
    expect(
      outcomes(
        world,
        'shop/web -> shop/agent-1:80',
        'shop/web -> shop/agent-2:80',
        'shop/web -> shop/api:80',
        'shop/web -> internet:80',
      ),
    ).toEqual(['denied', 'allowed', 'allowed', 'allowed'])
  })

  // Source: https://docs.cilium.io/en/stable/security/host-firewall/
  const HOST_FIREWALL: CniChoice = { name: 'cilium', options: { hostFirewall: 'on' } }
  test('are who a policy of Cilium’s is for, by their labels', () => {
    const world = open(
      HOST_FIREWALL,
      ...NODES,
      pod('web', 'n1'),
      pod('job', 'n2'),
      onHost('agent-1', 'n1'),
      onHost('agent-2', 'n2'),
      `apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: hosts}
spec: {nodeSelector: {matchLabels: {zone: a}}, ingress: [{fromEndpoints: [{matchLabels: {app: job}}]}]}`,
    )
    expect(
      outcomes(
        world,
        'shop/web -> shop/agent-2:80',
        'shop/job -> shop/agent-1:80',
        'shop/web -> shop/job:80',
        'internet -> shop/agent-1:80',
        'internet -> shop/agent-2:80',
        'shop/web -> shop/agent-1:80',
      ),
    ).toEqual(['allowed', 'allowed', 'allowed', 'denied', 'allowed', 'denied'])
  })

  // Source: https://docs.tigera.io/calico/latest/reference/resources/hostendpoint
  test('are who a policy of Calico’s is for, where they have host endpoints whose labels fit', () => {
    const endpoint = (name: string, at: string, role: string) => `apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: ${name}, labels: {role: ${role}}}
spec: {node: ${at}, interfaceName: '*'}`
    const world = open(
      { name: 'calico' },
      ...NODES,
      pod('web', 'n2'),
      onHost('agent-1', 'n1'),
      onHost('agent-2', 'n2'),
      endpoint('first', 'n1', 'closed'),
      endpoint('second', 'n2', 'open'),
      `apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: hosts}
spec: {selector: role == 'closed', types: [Ingress], ingress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}]}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: more}
spec: {selector: role == 'open', types: [Ingress], ingress: [{action: Allow}]}`,
    )
    expect(
      outcomes(
        world,
        'internet -> shop/agent-1:8080',
        'internet -> shop/agent-1:443',
        'internet -> shop/agent-2:8080',
        'shop/web -> shop/agent-1:8080',
        'shop/web -> shop/agent-2:8080',
      ),
    ).toEqual(['denied', 'allowed', 'allowed', 'denied', 'allowed'])
  })
})
