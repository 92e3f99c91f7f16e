import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: main, image: example/app, ports: [{containerPort: 80, name: http}]}]}\nstatus: {podIP: 10.0.0.5}\n---\napiVersion: v1\nkind: Node\nmetadata: {name: n1, labels: {role: edge}}\nstatus: {addresses: [{type: InternalIP, address: 172.18.0.5}]}'

const policy = (name: string, rest: string) =>
  `apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: ${name}}\nspec: {priority: 7, subject: {namespaces: {}}, tier: ${rest}}`

/** Two policies; the second one's text comes first, because the text decides nothing. */
function conflicts(a: string, b: string): readonly string[] {
  const world = openWorld({ documents: [{ name: 'all', text: [policy('b', b), policy('a', a), POD].join('\n---\n') }] })
  return world.diagnostics.flatMap((each) =>
    each.code === 'same-priority' ? [`${each.first} before ${each.second}, line ${each.span?.start.line}`] : [],
  )
}

const DENY = 'Admin, egress: [{action: Deny, to: '

test.each([
  [
    'the same block',
    `${DENY}[{networks: [10.0.0.0/8]}]}]`,
    'Admin, egress: [{action: Accept, to: [{networks: [10.0.0.0/16]}]}]',
    1,
  ],
  [
    'blocks apart',
    `${DENY}[{networks: [10.0.0.0/8]}]}]`,
    'Admin, egress: [{action: Accept, to: [{networks: [192.0.2.0/24]}]}]',
    0,
  ],
  [
    'a block and a pod in it',
    `${DENY}[{networks: [10.0.0.0/8]}]}]`,
    'Admin, egress: [{action: Pass, to: [{pods: {podSelector: {matchLabels: {app: web}}}}]}]',
    1,
  ],
  [
    'a block and a node in it',
    `${DENY}[{networks: [172.18.0.0/16]}]}]`,
    'Admin, egress: [{action: Accept, to: [{nodes: {matchLabels: {role: edge}}}]}]',
    1,
  ],
  [
    'a block and no such node',
    `${DENY}[{networks: [172.18.0.0/16]}]}]`,
    'Admin, egress: [{action: Accept, to: [{nodes: {matchLabels: {role: core}}}]}]',
    0,
  ],
  [
    'a block and a name, whose addresses nobody knows',
    `${DENY}[{networks: [203.0.113.0/24]}]}]`,
    'Admin, egress: [{action: Accept, to: [{domainNames: [a.example]}]}]',
    1,
  ],
  [
    'a name and a star above it',
    `${DENY}[{domainNames: ["*.one.example"]}]}]`,
    'Admin, egress: [{action: Accept, to: [{domainNames: [a.b.one.example]}]}]',
    1,
  ],
  [
    'names apart',
    `${DENY}[{domainNames: ["*.one.example"]}]}]`,
    'Admin, egress: [{action: Accept, to: [{domainNames: [one.example]}]}]',
    0,
  ],
  [
    'ports apart',
    `${DENY}[{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 80}}}]}]`,
    'Admin, egress: [{action: Accept, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: {start: 81, end: 90}}}}]}]',
    0,
  ],
  [
    'a port and a name that may stand for it',
    `${DENY}[{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 80}}}]}]`,
    'Admin, egress: [{action: Accept, to: [{namespaces: {}}], protocols: [{destinationNamedPort: http}]}]',
    1,
  ],
  [
    'other directions',
    `${DENY}[{namespaces: {}}]}]`,
    'Admin, ingress: [{action: Accept, from: [{namespaces: {}}]}]',
    0,
  ],
  ['other tiers', `${DENY}[{namespaces: {}}]}]`, 'Baseline, egress: [{action: Accept, to: [{namespaces: {}}]}]', 0],
  ['the same action', `${DENY}[{namespaces: {}}]}]`, `${DENY}[{namespaces: {}}]}]`, 0],
])('policies of one tier and priority: %s', (_, a, b, expected) =>
  expect(conflicts(a, b)).toEqual(expected === 0 ? [] : ['a before b, line 4']),
)
