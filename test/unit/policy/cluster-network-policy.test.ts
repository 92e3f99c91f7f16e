import { describe, expect, test } from 'vitest'
import {
  ADMIN_NETWORK_POLICY,
  BASELINE_ADMIN_NETWORK_POLICY,
} from '../../../src/policy/kinds/admin/admin-network-policy.ts'
import { ALPHA, BETA, baseline, older, read, spec } from './read-admin.ts'

describe('a ClusterNetworkPolicy', () => {
  test.each([
    ['Admin', 'Admin'],
    ['Baseline', 'Baseline'],
  ])('of the tier %s ranks there by its priority, and isolates nobody', (tier, expected) => {
    const { object, policies, problems } = read(
      BETA,
      `{tier: ${tier}, priority: 7, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}`,
    )
    expect(problems).toEqual([])
    expect(policies).toMatchObject([
      {
        kind: 'ClusterNetworkPolicy',
        namespace: null,
        name: 'p',
        rank: { tier: expected, priority: 7 },
        direction: 'ingress',
        isolates: false,
      },
    ])
    expect(policies![0]!.object).toBe(object)
  })

  test('is one policy for each direction that has rules, in the order of its rules', () => {
    const { policies } = read(
      BETA,
      spec(
        'egress: [{name: out, action: Accept, to: [{namespaces: {}}]}], ingress: [{action: Deny, from: [{namespaces: {}}]}, {name: onward, action: Pass, from: [{namespaces: {}}]}]',
      ),
    )
    expect(
      policies!.map(({ direction, rules }) => [
        direction,
        rules.map(({ section, index, name, action, path }) => [section, index, name, action, path.join('.')]),
      ]),
    ).toEqual([
      ['egress', [['egress', 0, 'out', 'allow', 'spec.egress.0']]],
      [
        'ingress',
        [
          ['ingress', 0, null, 'deny', 'spec.ingress.0'],
          ['ingress', 1, 'onward', 'pass', 'spec.ingress.1'],
        ],
      ],
    ])
  })

  test('without rules is one policy that does nothing, so that it can be shown', () =>
    expect(read(BETA, spec('')).policies).toMatchObject([{ direction: 'ingress', rules: [] }]))

  test('is for namespaces, or for pods by both of their selectors', () => {
    const subject = (written: string) => read(BETA, spec('', written)).policies![0]!.subject
    expect(subject('{namespaces: {matchLabels: {team: a}}}')).toMatchObject({
      kind: 'pods',
      namespace: null,
      namespaceSelector: { requirements: [{ key: 'team' }], path: ['spec', 'subject', 'namespaces'] },
      podSelector: null,
      path: ['spec', 'subject'],
    })
    expect(
      subject('{pods: {namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: web}}}}'),
    ).toMatchObject({
      kind: 'pods',
      namespace: null,
      namespaceSelector: { requirements: [{ key: 'team' }], path: ['spec', 'subject', 'pods', 'namespaceSelector'] },
      podSelector: { requirements: [{ key: 'app' }], path: ['spec', 'subject', 'pods', 'podSelector'] },
      path: ['spec', 'subject'],
    })
  })

  test('has a page where its meaning is written, and nothing that a server fills in', () => {
    expect(BETA).toMatchObject({
      kind: 'ClusterNetworkPolicy',
      scope: 'Cluster',
      spec: { version: expect.stringContaining('v1beta1') },
    })
    expect(ALPHA.spec.version).toContain('v1alpha2')
    expect([BETA, ALPHA].map(({ spec: { url } }) => url)).toEqual([
      'https://network-policy-api.sigs.k8s.io/api-overview/',
      'https://network-policy-api.sigs.k8s.io/api-overview/',
    ])
    expect(BETA.assumed(read(BETA, spec('')).object)).toEqual([])
  })
})

describe('a peer', () => {
  const peers = (written: string, section: 'egress' | 'ingress' = 'egress') => {
    const side = section === 'egress' ? 'to' : 'from'
    const { policies } = read(BETA, spec(`${section}: [{action: Accept, ${side}: [${written}]}]`))
    return policies![0]!.rules[0]!.when
  }
  const path = ['spec', 'egress', 0, 'to', 0]

  test('of pods stands on the side that its direction has', () => {
    expect(peers('{namespaces: {}}', 'ingress')).toMatchObject([
      { aspect: 'peer', anyOf: [{ kind: 'pods', path: ['spec', 'ingress', 0, 'from', 0] }] },
    ])
    expect(peers('{namespaces: {}}')).toMatchObject([{ aspect: 'peer', anyOf: [{ kind: 'pods', path }] }])
  })
  test('of networks is one block for each', () =>
    expect(peers('{networks: [10.0.0.0/8, "fd00::/8"]}')).toMatchObject([
      {
        anyOf: [
          { kind: 'block', block: { canonical: '10.0.0.0/8' }, except: [] },
          { kind: 'block', block: { canonical: 'fd00::/8' }, except: [] },
        ].map((block, index) => {
          const at = [...path, 'networks', index]
          return { ...block, path: at, blockPath: at, exceptPath: at }
        }),
      },
    ]))
  test('of nodes is nodes by their labels', () =>
    expect(peers('{nodes: {matchLabels: {a: b}}}')).toMatchObject([
      { anyOf: [{ kind: 'nodes', selector: { requirements: [{ key: 'a' }], path: [...path, 'nodes'] }, path }] },
    ]))
  test('of domain names is one name for each', () =>
    expect(peers('{domainNames: ["*.example.com", example.org]}')).toMatchObject([
      {
        anyOf: [
          { kind: 'name', domain: { wildcard: true, name: 'example.com' }, path: [...path, 'domainNames', 0] },
          { kind: 'name', domain: { wildcard: false, name: 'example.org' }, path: [...path, 'domainNames', 1] },
        ],
      },
    ]))
  test('whose selector cannot be read selects nobody, and its author is told', () => {
    const broken = read(
      BETA,
      spec(
        'egress: [{action: Accept, to: [{namespaces: {matchExpressions: [{key: a, operator: Near}]}}, {nodes: {matchLabels: {"-": b}}}]}]',
      ),
    )
    expect(broken.policies![0]!.rules[0]!.when).toMatchObject([
      {
        anyOf: [
          { namespaceSelector: { requirements: [{ key: '', operator: 'In', values: [] }] } },
          { selector: { requirements: [{ key: '', operator: 'In', values: [] }] } },
        ],
      },
    ])
    expect(broken.problems.map(({ severity, facts, path }) => [severity, facts.code, path.join('.')])).toEqual([
      ['warning', 'selector-unreadable', 'spec.egress.0.to.0.namespaces.matchExpressions.0.operator'],
      ['warning', 'selector-unreadable', 'spec.egress.0.to.1.nodes.matchLabels.-'],
    ])
  })
  test('has no more words than one, however many faults are in its selector', () =>
    expect(
      read(
        BETA,
        spec('', '{pods: {namespaceSelector: {matchLabels: {"-": b, "+": c}}, podSelector: {matchLabels: {"-": b}}}}'),
      ).problems.map(({ path }) => path.slice(0, 4).join('.')),
    ).toEqual(['spec.subject.pods.namespaceSelector', 'spec.subject.pods.podSelector']))
})

describe('ports of a ClusterNetworkPolicy', () => {
  const ports = (item: string) =>
    read(BETA, spec(`ingress: [{action: Accept, from: [{namespaces: {}}], protocols: [${item}]}]`)).policies![0]!
      .rules[0]!.when
  const path = ['spec', 'ingress', 0, 'protocols', 0]

  test.each([
    ['tcp', 'TCP'],
    ['udp', 'UDP'],
    ['sctp', 'SCTP'],
  ])('of %s are a number or a range', (field, protocol) => {
    const common = {
      kind: 'ports',
      protocol,
      name: null,
      path,
      protocolPath: [...path, field],
      portPath: [...path, field, 'destinationPort'],
    }
    for (const [port, range] of [
      ['{destinationPort: {number: 80}}', { from: 80, to: 80 }],
      ['{destinationPort: {range: {start: 80, end: 90}}}', { from: 80, to: 90 }],
    ] as const)
      expect(ports(`{${field}: ${port}}`)[0]).toEqual({ aspect: 'port', anyOf: [{ ...common, range }] })
  })
  test('may be the name of a port, over whichever protocol', () =>
    expect(ports('{destinationNamedPort: web}')[0]).toEqual({
      aspect: 'port',
      anyOf: [
        {
          kind: 'ports',
          protocol: null,
          range: null,
          name: 'web',
          path,
          protocolPath: [...path, 'destinationNamedPort'],
          portPath: [...path, 'destinationNamedPort'],
        },
      ],
    }))
  test('that are absent demand nothing', () =>
    expect(
      read(BETA, spec('ingress: [{action: Accept, from: [{namespaces: {}}]}]')).policies![0]!.rules[0]!.when.map(
        ({ aspect }) => aspect,
      ),
    ).toEqual(['peer']))
})

describe('the older kinds', () => {
  test('rank where their kind does', () => {
    const rules = 'ingress: [{action: Deny, from: [{namespaces: {}}]}]'
    expect(read(ADMIN_NETWORK_POLICY, older(rules)).policies).toMatchObject([
      { kind: 'AdminNetworkPolicy', rank: { tier: 'Admin', priority: 10 }, rules: [{ action: 'deny' }] },
    ])
    expect(read(BASELINE_ADMIN_NETWORK_POLICY, baseline(rules), 'default').policies).toMatchObject([
      { kind: 'BaselineAdminNetworkPolicy', rank: { tier: 'Baseline', priority: null }, rules: [{ action: 'deny' }] },
    ])
    for (const kind of [ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY])
      expect(kind).toMatchObject({
        apiVersion: 'policy.networking.k8s.io/v1alpha1',
        scope: 'Cluster',
        spec: { url: 'https://network-policy-api.sigs.k8s.io/reference/spec/', version: 'v1alpha1, bundle v0.1.7' },
      })
  })
  test('call what lets pass Allow, and hand on with Pass', () =>
    expect(
      read(
        ADMIN_NETWORK_POLICY,
        older('ingress: [{action: Allow, from: [{namespaces: {}}]}, {action: Pass, from: [{namespaces: {}}]}]'),
      ).policies![0]!.rules.map(({ action }) => action),
    ).toEqual(['allow', 'pass']))

  test.each([
    ['{portNumber: {port: 80}}', 'portNumber', { protocol: 'TCP', range: { from: 80, to: 80 } }, true],
    ['{portNumber: {protocol: UDP, port: 80}}', 'portNumber', { protocol: 'UDP', range: { from: 80, to: 80 } }, true],
    ['{portRange: {start: 80, end: 90}}', 'portRange', { protocol: 'TCP', range: { from: 80, to: 90 } }, false],
    [
      '{portRange: {protocol: SCTP, start: 80, end: 90}}',
      'portRange',
      { protocol: 'SCTP', range: { from: 80, to: 90 } },
      false,
    ],
  ] as const)('have ports like %s', (item, field, expected, isNumber) => {
    const { policies } = read(
      ADMIN_NETWORK_POLICY,
      older(`ingress: [{action: Allow, from: [{namespaces: {}}], ports: [${item}]}]`),
    )
    const path = ['spec', 'ingress', 0, 'ports', 0]
    const at = [...path, field]
    expect(policies![0]!.rules[0]!.when[0]).toEqual({
      aspect: 'port',
      anyOf: [
        {
          kind: 'ports',
          name: null,
          path,
          protocolPath: [...at, 'protocol'],
          portPath: isNumber ? [...at, 'port'] : at,
          ...expected,
        },
      ],
    })
  })
  test('have names of ports', () => {
    const at = ['spec', 'ingress', 0, 'ports', 0, 'namedPort']
    expect(
      read(
        ADMIN_NETWORK_POLICY,
        older('ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{namedPort: web}]}]'),
      ).policies![0]!.rules[0]!.when[0],
    ).toEqual({
      aspect: 'port',
      anyOf: [
        {
          kind: 'ports',
          protocol: null,
          range: null,
          name: 'web',
          path: at.slice(0, -1),
          protocolPath: at,
          portPath: at,
        },
      ],
    })
  })
  test('have TCP filled in where a port has no protocol', () => {
    const { object } = read(
      ADMIN_NETWORK_POLICY,
      older(
        'ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{portNumber: {port: 1}}, {portNumber: {protocol: UDP, port: 2}}, {namedPort: web}]}], egress: [{action: Allow, to: [{namespaces: {}}], ports: [{portRange: {start: 1, end: 2}}]}]',
      ),
    )
    const protocol = (path: string) => ({
      path: path.split('/').map((part) => (/^\d$/.test(part) ? Number(part) : part)),
      text: 'protocol: TCP',
      place: 'line-end',
    })
    for (const kind of [ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY])
      expect(kind.assumed(object)).toEqual([
        protocol('spec/ingress/0/ports/0/portNumber/protocol'),
        protocol('spec/egress/0/ports/0/portRange/protocol'),
      ])
  })
})
