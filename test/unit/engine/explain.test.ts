import { expect, test } from 'vitest'
import type { DecisionStep } from '../../../src/engine/explanation.ts'
import type { CniChoice, World } from '../../../src/world/index.ts'
import { readText } from '../../suites/yaml-file.ts'
import { node, open, pod, reopen } from './asked.ts'

/** A step in one line, with everything that it holds but the checks and the places. */
function line(step: DecisionStep): string {
  const head = `${step.at} ${step.step}`
  switch (step.step) {
    case 'selected':
    case 'not-selected':
      return `${head} ${step.policy.name}`
    case 'not-reached':
      return `${head} ${step.policy.name}, ${step.because}`
    case 'rule-matched':
    case 'rule-missed':
      return `${head} ${step.trial.rule.policy.name} ${step.trial.rule.section} ${step.trial.rule.index + 1}`
    case 'default-deny':
      return `${head} ${step.isolatedBy.map(({ name }) => name).join(' and ')}`
    case 'seen-as':
      return `${head} ${step.as} ${step.node} ${step.address} ${step.port}`
    case 'exempt':
      return `${head} ${step.why} ${step.tier}${step.onlyDefault ? ' only from the default' : ''}`
    case 'not-enforced':
      return `${head} ${step.policy.name}, ${step.why}`
    case 'on-the-way':
      return `${head} ${step.name} at ${step.node} ${step.direction}${step.passes ? '' : ' stopped'}${step.isAnswer ? ' answer' : ''} (${step.steps.map(line).join('; ')})`
    default:
      return head
  }
}

function told(world: World, text: string): readonly string[] {
  const question = world.parse(text)
  if (!question.ok) throw new Error(`cannot be read: ${text}`)
  return world.ask(question.value).steps.map(line)
}

const NODES = [node('n1', '172.18.0.11'), node('n2', '172.18.0.12')].join('\n---\n')
const PODS = [pod('a', 'n1', { http: 80 }), pod('b', 'n2', { http: 80 }), pod('c', 'n1')].join('\n---\n')
const policy = (name: string, spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}`
const cluster = (name: string, tier: string, priority: number, rules: string) =>
  `apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: ${name}}\nspec: {tier: ${tier}, priority: ${priority}, subject: {namespaces: {}}, ${rules}}`
const REFERENCE = { name: 'reference' } as const
const show = (cni: CniChoice, ask: string, ...texts: readonly string[]) => told(open(cni, NODES, PODS, ...texts), ask)

const CLOSED = policy('closed', '{podSelector: {}}')

test('a gate that no policy closes, and one that does', () => {
  expect(show(REFERENCE, 'shop/a -> shop/b:80')).toEqual(['egress not-isolated', 'ingress not-isolated'])
  expect(show(REFERENCE, 'internet -> shop/b:80', CLOSED)).toEqual([
    'egress exempt outside null',
    'ingress selected closed',
    'ingress default-deny closed',
  ])
  expect(
    show(REFERENCE, 'shop/a -> ip:203.0.113.9:80', policy('out', '{podSelector: {}, policyTypes: [Egress]}')),
  ).toEqual(['egress selected out', 'egress default-deny out', 'ingress exempt outside null'])
})

test('whom policies are not for', () => {
  expect(show(REFERENCE, 'shop/a -> shop/a:80', CLOSED)).toEqual([
    'egress exempt same-pod null',
    'ingress exempt same-pod null',
  ])
  expect(show(REFERENCE, 'node:n1 -> shop/a:80', CLOSED)).toEqual([
    'egress exempt host-network null',
    'ingress exempt own-node NetworkPolicy',
  ])
  expect(show(REFERENCE, 'node:n1 -> node:n2:80', CLOSED)).toEqual([
    'egress exempt host-network null',
    'ingress exempt host-network null',
  ])
})

const HANDED = cluster(
  'handed',
  'Admin',
  1,
  'ingress: [{action: Pass, from: [{namespaces: {}}]}, {action: Deny, from: [{namespaces: {}}]}]',
)
const LATER = cluster('later', 'Admin', 2, 'ingress: [{action: Deny, from: [{namespaces: {}}]}]')
const BASE = cluster('base', 'Baseline', 2, 'ingress: [{action: Deny, from: [{namespaces: {}}]}]')
const START = [
  'egress not-isolated',
  'ingress selected handed',
  'ingress rule-matched handed ingress 1',
  'ingress not-reached later, handed-on',
]

// Source: https://network-policy-api.sigs.k8s.io/api-overview/
test('tiers, until one decides', () => {
  expect(show(REFERENCE, 'shop/a -> shop/b:80', HANDED, LATER, BASE)).toEqual([
    ...START,
    'ingress selected base',
    'ingress rule-matched base ingress 1',
  ])
  expect(
    show(
      REFERENCE,
      'shop/a -> shop/b:80',
      HANDED,
      LATER,
      BASE,
      policy('own', '{podSelector: {}, ingress: [{ports: [{port: 81}]}, {from: [{podSelector: {}}]}, {}]}'),
    ),
  ).toEqual([
    ...START,
    'ingress selected own',
    'ingress rule-missed own ingress 1',
    'ingress rule-matched own ingress 2',
    'ingress rule-matched own ingress 3',
    'ingress not-reached base, decided',
  ])
  expect(
    show(
      REFERENCE,
      'shop/a -> shop/b:80',
      HANDED,
      LATER,
      BASE,
      policy('own', '{podSelector: {}, ingress: [{ports: [{port: 81}]}]}'),
      policy('two', '{podSelector: {matchLabels: {app: b}}}'),
      policy('other', '{podSelector: {matchLabels: {app: c}}}'),
    ),
  ).toEqual([
    ...START,
    'ingress selected own',
    'ingress rule-missed own ingress 1',
    'ingress selected two',
    'ingress not-selected other',
    'ingress default-deny own and two',
    'ingress not-reached base, decided',
  ])
  expect(show(REFERENCE, 'node:n1 -> shop/a:80', CLOSED, BASE)).toEqual([
    'egress exempt host-network null',
    'ingress exempt own-node NetworkPolicy',
    'ingress selected base',
    'ingress rule-missed base ingress 1',
  ])
  expect(
    show(
      REFERENCE,
      'shop/a -> shop/b:80',
      cluster('miss', 'Admin', 1, 'ingress: [{action: Deny, from: [{namespaces: {matchLabels: {x: z}}}]}]'),
    ),
  ).toEqual([
    'egress not-isolated',
    'ingress selected miss',
    'ingress rule-missed miss ingress 1',
    'ingress default-allow',
  ])
})

test('what a plugin adds: staged, audited, closed to all, only the default', () => {
  const staged =
    'apiVersion: projectcalico.org/v3\nkind: StagedNetworkPolicy\nmetadata: {name: staged, namespace: shop}\nspec: {selector: all(), ingress: [{action: Deny}]}'
  expect(show({ name: 'calico' }, 'shop/a -> shop/b:80', staged)).toEqual([
    'egress not-isolated',
    'ingress not-enforced staged, staged',
    'ingress not-isolated',
  ])
  const audit = { name: 'cilium', options: { policyAuditMode: true } } as never
  expect(show(audit, 'shop/a -> shop/b:80', CLOSED)).toEqual([
    'egress not-isolated',
    'ingress selected closed',
    'ingress default-deny closed',
    'ingress audited',
  ])
  const always = { name: 'cilium', options: { enforcementMode: 'always' } } as const
  expect(show(always, 'shop/a -> shop/b:80')).toEqual(['egress closed-by-plugin', 'ingress closed-by-plugin'])
  const open = policy('open', '{podSelector: {}, ingress: [{}]}')
  expect(show(always, 'shop/a -> shop/b:80', open)).toEqual([
    'egress closed-by-plugin',
    'ingress selected open',
    'ingress rule-matched open ingress 1',
  ])
  expect(show({ name: 'cilium' }, 'node:n1 -> shop/a:80', CLOSED)).toEqual([
    'egress exempt host-network null',
    'ingress selected closed',
    'ingress exempt own-node null only from the default',
  ])
  expect(show({ name: 'cilium' }, 'node:n1 -> shop/a:80', open)).toEqual([
    'egress exempt host-network null',
    'ingress selected open',
    'ingress rule-matched open ingress 1',
  ])
  const denied =
    'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: denied, namespace: shop}\nspec: {endpointSelector: {}, ingressDeny: [{fromEntities: [host]}]}'
  expect(show({ name: 'cilium' }, 'node:n1 -> shop/a:80', denied)).toEqual([
    'egress exempt host-network null',
    'ingress selected denied',
    'ingress rule-matched denied ingress 1',
    'ingress not-reached denied, decided',
  ])
  expect(show({ name: 'cilium' }, 'node:n2 -> shop/a:80', CLOSED)).toEqual([
    'egress exempt host-network null',
    'ingress selected closed',
    'ingress default-deny closed',
  ])
})

test('policies that nobody acts on, where they might have been for the subject', () => {
  expect(show({ name: 'flannel' }, 'shop/a -> shop/b:80', CLOSED)).toEqual([
    'egress not-enforced closed, not-enforced',
    'egress not-isolated',
    'ingress not-enforced closed, not-enforced',
    'ingress not-isolated',
  ])
  const wide =
    'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: wide}\nspec: {}'
  expect(
    show(
      REFERENCE,
      'shop/a -> shop/b:80',
      wide,
      policy('own', '{podSelector: 1}'),
      policy('away', '{podSelector: 1}').replace('namespace: shop', 'namespace: dev'),
    ),
  ).toEqual([
    'egress not-enforced wide, rejected',
    'egress not-enforced own, rejected',
    'egress not-isolated',
    'ingress not-enforced wide, rejected',
    'ingress not-enforced own, rejected',
    'ingress not-isolated',
  ])
})

test('as what a gate sees the other end', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: shop}\nspec: {type: NodePort, clusterIP: 10.96.0.9, selector: {app: b}, ports: [{port: 8080, targetPort: 80, nodePort: 30001}]}'
  expect(show({ name: 'aws-vpc-cni' }, 'shop/a -> svc:shop/s:8080', service)).toEqual([
    'egress seen-as service-address null 10.96.0.9 8080',
    'egress not-isolated',
    'ingress not-isolated',
  ])
  expect(show({ name: 'calico' }, 'ip:198.51.100.7 -> node:n1:30001', service)).toEqual([
    'egress exempt outside null',
    'ingress seen-as node-address n1 192.168.0.0 null',
    'ingress not-isolated',
  ])
  expect(
    show({ name: 'cilium', options: { kubeProxyReplacement: 'on' } }, 'ip:198.51.100.7 -> node:n1:30001', service),
  ).toContain('ingress seen-as no-address null null null')
  const agent = pod('agent', 'n1').replace('nodeName: n1, ', 'nodeName: n1, hostNetwork: true, ')
  const served = service.replace('app: b', 'app: agent')
  expect(show({ name: 'aws-vpc-cni' }, 'shop/b -> svc:shop/s:8080', served, agent)[0]).toBe(
    'egress seen-as service-address null 10.96.0.9 8080',
  )
})

const HOSTS = readText('test/fixtures/clusters/two-hosts.yaml')
const inward = (spec: string, rules: string) =>
  `apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: all-f1, labels: {hostname: f1}}
spec: {node: f1, interfaceName: '*'}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: inward}
spec: {selector: hostname == 'f1', ${spec}, ingress: [${rules}]}
`
const way = (ask: string, text: string) =>
  told(open({ name: 'calico' }, HOSTS, text), ask).filter((each) => each.includes('on-the-way'))

// Source: https://docs.tigera.io/calico/latest/network-policy/hosts/host-forwarded-traffic
test('gates on the way', () => {
  const forward = inward('applyOnForward: true', "{action: Deny, source: {selector: name == 'v0'}}, {action: Allow}")
  expect(way('app/v0 -> app/w1:8055', forward)).toEqual([
    'ingress on-the-way all-f1 at f1 ingress stopped (ingress selected inward; ingress rule-matched inward ingress 1)',
  ])
  expect(way('app/w0 -> app/w1:8055', forward)).toEqual([
    'ingress on-the-way all-f1 at f1 ingress (ingress selected inward; ingress rule-missed inward ingress 1; ingress rule-matched inward ingress 2)',
  ])
  const some = inward('applyOnForward: true', "{action: Allow, source: {selector: name == 'v0'}}")
  expect(way('app/w0 -> app/w1:8055', some)).toEqual([
    'ingress on-the-way all-f1 at f1 ingress stopped (ingress selected inward; ingress rule-missed inward ingress 1; ingress default-deny inward)',
  ])
  const untracked = inward('applyOnForward: true, doNotTrack: true', '{action: Allow}')
    .replace('ingress:', 'egress: [], ingress:')
    .replace("interfaceName: '*'", 'expectedIPs: [172.17.0.11]')
  const [, answer] = told(open({ name: 'calico' }, HOSTS, untracked), 'node:f0 -> node:f1:8055')
  expect(answer).toMatch(/^ingress on-the-way all-f1 at f1 egress stopped answer \(ingress selected all-f1; /)
  // Of the pod's answer nothing is asked where the connection is tracked.
  const some8055 = inward(
    'applyOnForward: true, doNotTrack: true',
    '{action: Allow, protocol: TCP, destination: {ports: [8055]}}',
  )
  expect(way('app/v0 -> app/w1:8055', some8055)).toEqual([
    'ingress on-the-way all-f1 at f1 ingress (ingress selected inward; ingress rule-matched inward ingress 1)',
    'ingress on-the-way all-f1 at f1 egress stopped answer (ingress selected all-f1; ingress default-deny all-f1)',
  ])
  expect(way('app/v0 -> app/w1:80', some8055)).toEqual([
    'ingress on-the-way all-f1 at f1 ingress (ingress selected inward; ingress rule-missed inward ingress 1; ingress default-allow)',
  ])
  const own = inward('order: 1', '{action: Allow}').replace("interfaceName: '*'", 'expectedIPs: [172.17.0.11]')
  const bad =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: bad, namespace: app}\nspec: {podSelector: 1}'
  const host = told(open({ name: 'calico' }, HOSTS, own, bad), 'node:f0 -> node:f1:8055')
  expect(host).toContain('ingress rule-matched inward ingress 1')
  expect(host.filter((each) => each.includes('bad'))).toEqual([])
  const early = inward('applyOnForward: true, preDNAT: true', '{action: Deny, source: {nets: [10.0.0.0/8]}}')
  expect(way('app/v0 -> app/w1:8055', early)).toEqual([
    'ingress on-the-way all-f1 at f1 ingress (ingress selected inward; ingress rule-missed inward ingress 1; ingress default-allow)',
  ])
  const { steps } = open({ name: 'calico' }, HOSTS, forward).ask({ from: 'app/v0', to: 'app/w1', port: 8055 })
  expect(steps.find(({ step }) => step === 'on-the-way')).toMatchObject({
    span: { document: 'text 1', start: { line: 3, column: 12 } },
  })
})

test('a policy of a node on the way to a Service', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: shop}\nspec: {type: NodePort, selector: {app: b}, ports: [{port: 80, nodePort: 30001}]}'
  const host =
    'apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: host}\nspec: {nodeSelector: {}, ingress: [{fromEntities: [cluster]}]}'
  const cni = { name: 'cilium', options: { kubeProxyReplacement: 'off', hostFirewall: 'on' } } as const
  expect(show(cni, 'ip:198.51.100.7 -> node:n1:30001', service, host)).toContain(
    'ingress on-the-way null at n1 ingress stopped (ingress selected host; ingress rule-missed host ingress 1; ingress default-deny host)',
  )
})

// Source: https://github.com/aws/amazon-network-policy-controller-k8s, pkg/resolvers/endpoints.go
test('a port that would fit and is not opened is told with the port of the Service', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: shop}\nspec: {clusterIP: 10.96.0.9, selector: {app: b}, ports: [{name: one, port: 8080, targetPort: 80}, {name: two, port: 9090, targetPort: 80}]}'
  const out = policy(
    'out',
    '{podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}], ports: [{protocol: TCP, port: 80}, {protocol: TCP, port: 81}]}]}',
  )
  const { steps } = ((world: World) => world.ask({ from: 'shop/a', to: 'svc:shop/s', port: 9090 }))(
    open({ name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } }, NODES, PODS, service, out),
  )
  const step = steps.find((each) => each.step === 'rule-missed')
  const trial = step?.step === 'rule-missed' ? step.trial : null
  expect(
    trial?.ports.map(({ fits, checks }) => [fits, ...checks.map(({ held, got }) => [held, JSON.stringify(got)])]),
  ).toEqual([
    [false, [true, '{"kind":"protocol","protocol":"TCP"}'], [false, '{"kind":"port","port":9090}']],
    [false, [true, '{"kind":"protocol","protocol":"TCP"}'], [false, '{"kind":"port","port":80}']],
  ])
  expect([trial?.held, trial?.of]).toEqual([2, 3])
})

test('a policy that is for others is told at the place where it now stands', () => {
  const texts = [NODES, PODS, policy('other', '{podSelector: {matchLabels: {app: c}}}')]
  const spanOf = (world: World) => {
    const step = world
      .ask({ from: 'shop/a', to: 'shop/b', port: 80 })
      .steps.find((each) => each.step === 'not-selected')
    return step?.step === 'not-selected'
      ? `${step.policy.span?.document}:${step.policy.span?.start.line} ${step.checks.map(({ span }) => `${span?.document}:${span?.start.line}`).join()}`
      : null
  }
  const after = (lines: string) => `${lines}\n---\n${texts[2]!}`
  const before = reopen(REFERENCE, null, NODES, PODS, after('# a line'))
  expect(spanOf(before)).toBe('text 2:5 text 2:6,text 2:6')
  const moved = reopen(REFERENCE, before, NODES, PODS, after('# a line\n# and another'))
  expect(spanOf(moved)).toBe('text 2:6 text 2:7,text 2:7')
  expect(spanOf(reopen(REFERENCE, moved, NODES, PODS, '', after('# a line\n# and another')))).toBe(
    'text 3:6 text 3:7,text 3:7',
  )
  // Under another plugin as well, and as long as nothing moves it is the same step.
  const other = () =>
    moved.ask({ from: 'shop/a', to: 'shop/b', port: 80 }).steps.find(({ step }) => step === 'not-selected')
  expect(other()).toBe(other())
})
