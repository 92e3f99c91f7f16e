import { describe, expect, test } from 'vitest'
import { printExpression } from '../../../src/ground/label-expression.ts'
import { readManifests } from '../../../src/manifests/read.ts'
import type { Condition, PeerMatcher } from '../../../src/policy/form.ts'
import { CALICO_KINDS } from '../../../src/policy/kinds/calico/calico-policy.ts'

/** An object of Calico's with this spec, and what it comes to. */
function read(kind: string, spec: string, apiVersion = 'projectcalico.org/v3', namespace = ', namespace: shop') {
  const [manifest] = readManifests([
    {
      name: 'p',
      text: `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: p${kind.includes('Global') ? '' : namespace}}\nspec: ${spec}`,
    },
  ]).manifests
  const found = CALICO_KINDS.find((each) => each.kind === kind && each.apiVersion === apiVersion)!
  return { kind: found, object: manifest!.object, ...found.read(manifest!.object) }
}
const policies = (spec: string, kind = 'NetworkPolicy') => read(kind, spec).policies!
const directions = (spec: string) => policies(spec).map(({ direction }) => direction)
/** The first rule of ingress. */
const ingress = (rule: string, kind?: string) =>
  policies(`{ingress: [{action: Allow, ${rule}}]}`, kind).find(({ direction }) => direction === 'ingress')!.rules[0]!
const egress = (rule: string) => policies(`{types: [Egress], egress: [{action: Allow, ${rule}}]}`)[0]!.rules[0]!
/** A peer as text: an expression, a block, or its kind. */
const print = (matcher: PeerMatcher) =>
  matcher.kind === 'expression'
    ? printExpression(matcher.expression)
    : matcher.kind === 'block'
      ? matcher.block.canonical
      : matcher.kind
/** Conditions as text, `not` before those that are negated. */
const said = (when: readonly Condition[]) =>
  when.map((condition) =>
    [
      ...(condition.negate ? ['not'] : []),
      condition.aspect,
      ...(condition.aspect === 'peer' || condition.aspect === 'self' ? condition.anyOf.map(print) : []),
    ].join(' '),
  )

const OWN = "projectcalico.org/namespace == 'shop'"

describe('a policy of Calico', () => {
  test('is one policy for each of its types, which isolates, in its tier and order', () => {
    const { object, policies } = read(
      'NetworkPolicy',
      "{tier: security, order: 7, selector: app == 'api', types: [Egress, Ingress], ingress: [{action: Allow}, {action: Deny}]}",
    )
    const common = {
      kind: 'NetworkPolicy',
      namespace: 'shop',
      name: 'p',
      isolates: true,
      rank: { tier: 'security', priority: 7 },
    }
    expect(policies).toMatchObject([
      {
        ...common,
        direction: 'ingress',
        rules: [
          { section: 'ingress', index: 0, name: null, action: 'allow', path: ['spec', 'ingress', 0] },
          { section: 'ingress', index: 1, name: null, action: 'deny', path: ['spec', 'ingress', 1] },
        ],
      },
      { ...common, direction: 'egress', rules: [] },
    ])
    expect(policies!.map((each) => each.object)).toEqual([object, object])
    expect(policies![0]!.rules[0]).not.toHaveProperty('request')
    for (const field of ['lane', 'onForward', 'staged']) expect(policies![0]).not.toHaveProperty(field)
  })
  test('of no namespace is in default', () =>
    expect(read('NetworkPolicy', '{}', undefined, '').policies).toMatchObject([
      { namespace: 'default', subject: { namespace: 'default' } },
    ]))
  test('ranks in the tier default, without an order, where nothing is said', () =>
    expect(policies('{}')[0]!.rank).toEqual({ tier: 'default', priority: null }))

  // Source: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#spec
  test.each([
    ['{}', ['ingress']],
    ['{ingress: [{action: Allow}]}', ['ingress']],
    ['{egress: [{action: Allow}]}', ['egress']],
    ['{ingress: [{action: Allow}], egress: [{action: Allow}]}', ['ingress', 'egress']],
    ['{types: [Egress]}', ['egress']],
    ['{types: [Ingress, Egress]}', ['ingress', 'egress']],
  ])('%s has types', (spec, expected) => {
    expect(directions(spec)).toEqual(expected)
    const { kind, object } = read('NetworkPolicy', spec)
    expect(kind.assumed(object)).toEqual(
      spec.includes('types')
        ? []
        : [
            {
              path: ['spec', 'types'],
              text: `types: [${expected.map((each) => (each === 'ingress' ? 'Ingress' : 'Egress')).join(', ')}]`,
              place: 'own-line',
            },
          ],
    )
  })
  test.each([
    ['Allow', 'allow'],
    ['Deny', 'deny'],
    ['Pass', 'pass'],
    ['Log', 'log'],
  ])('%s', (written, action) => expect(policies(`{ingress: [{action: ${written}}]}`)[0]!.rules[0]!.action).toBe(action))
  test('has the requests of its rules', () =>
    expect(ingress('protocol: TCP, http: {methods: [GET]}').request).toMatchObject([{ kind: 'http' }]))
  test('that is staged says so, and one that deletes is none', () => {
    expect(policies('{}', 'StagedNetworkPolicy')).toMatchObject([{ staged: true, namespace: 'shop' }])
    expect(policies('{}', 'StagedGlobalNetworkPolicy')).toMatchObject([{ staged: true, namespace: null }])
    expect(policies('{stagedAction: Delete}', 'StagedNetworkPolicy')).toEqual([])
    expect(policies('{stagedAction: Set}', 'StagedNetworkPolicy')).toHaveLength(1)
  })
  test('that is refused comes to none', () => {
    expect(read('NetworkPolicy', '{}').problems).toEqual([])
    expect(read('NetworkPolicy', "{selector: 'app =='}")).toMatchObject({
      policies: null,
      problems: [{ severity: 'error' }],
    })
  })
  test('is of one kind in both spellings of its group', () => {
    for (const kind of CALICO_KINDS.filter((each) => each.kind === 'StagedKubernetesNetworkPolicy'))
      expect(kind.assumed({} as never)).toEqual([])
    expect(CALICO_KINDS.filter(({ kind }) => kind === 'StagedKubernetesNetworkPolicy')).toHaveLength(2)
    expect(read('GlobalNetworkPolicy', '{}', 'crd.projectcalico.org/v1').policies).toHaveLength(1)
    for (const { kind, scope, spec } of CALICO_KINDS.filter((each) => each.kind.includes('NetworkPolicy'))) {
      expect([kind, scope]).toEqual([kind, kind.includes('Global') ? 'Cluster' : 'Namespaced'])
      expect(spec.url).toBe('https://docs.tigera.io/calico/latest/network-policy/')
      expect(spec.version).toContain('v3')
    }
  })
})

describe('whom it is for', () => {
  const subject = (spec: string, kind?: string) => {
    const { subject } = policies(spec, kind)[0]!
    expect(subject.path).toEqual(['spec', 'selector'])
    return [subject.kind === 'expression' && [subject.namespace, subject.text], print(subject)]
  }
  test.each([
    ["{selector: app == 'api'}", ["app == 'api'", `app == 'api' && ${OWN}`]],
    ['{}', ['', `(all()) && ${OWN}`]],
    [
      "{serviceAccountSelector: team == 'a'}",
      ["service accounts: team == 'a'", `(all()) && ${OWN} && pcsa.team == 'a'`],
    ],
    ['{serviceAccountSelector: all()}', ['service accounts: all()', `(all()) && ${OWN} && (all())`]],
  ])('in a namespace, %s', (spec, [text, expression]) => expect(subject(spec)).toEqual([['shop', text], expression]))
  test.each([
    ["{selector: app == 'api'}", ["app == 'api'", "app == 'api'"]],
    [
      "{selector: app == 'api', namespaceSelector: env == 'dev'}",
      ["app == 'api' && namespaces: env == 'dev'", "app == 'api' && pcns.env == 'dev'"],
    ],
    [
      "{selector: app == 'api', namespaceSelector: all()}",
      ["app == 'api' && namespaces: all()", "app == 'api' && has(projectcalico.org/namespace)"],
    ],
    [
      "{selector: app == 'api', serviceAccountSelector: all()}",
      ["app == 'api' && service accounts: all()", "app == 'api' && has(projectcalico.org/serviceaccount)"],
    ],
    [
      "{selector: role == 'db', applyOnForward: true, preDNAT: true, ingress: [{action: Allow}]}",
      ["host endpoints && role == 'db'", "role == 'db' && !has(projectcalico.org/namespace)"],
    ],
  ] as const)('in the cluster, %s', (spec, [text, expression]) =>
    expect(subject(spec, 'GlobalNetworkPolicy')).toEqual([[null, text], expression]),
  )
  test('hosts may be policed before tracking, before translation, and when they forward', () => {
    const lane = (rest: string) => {
      const [policy] = policies(`{selector: all(), ${rest}}`, 'GlobalNetworkPolicy')
      return [policy!.lane, policy!.onForward]
    }
    expect(lane('applyOnForward: true, doNotTrack: true')).toEqual(['untracked', true])
    expect(lane('applyOnForward: true, preDNAT: true, types: [Ingress]')).toEqual(['pre-dnat', true])
    expect(lane('applyOnForward: true')).toEqual([undefined, true])
    expect(lane('applyOnForward: false, doNotTrack: false, preDNAT: false')).toEqual([undefined, undefined])
  })
})

describe('an end of a rule', () => {
  // Source: libcalico-go/lib/backend/syncersv1/updateprocessors/rules.go (GetEntityRuleSelector)
  test.each([
    ["{selector: app == 'web'}", [`peer ${OWN} && app == 'web'`]],
    ["{namespaceSelector: env == 'dev'}", ["peer pcns.env == 'dev'"]],
    ['{namespaceSelector: global()}', ['peer !has(projectcalico.org/namespace)']],
    ['{namespaceSelector: "env == \'dev\' || !has(team)"}', ["peer pcns.env == 'dev' || !has(pcns.team)"]],
    ["{namespaceSelector: \"env == 'dev' && team in {'a'}\"}", ["peer pcns.env == 'dev' && pcns.team in {'a'}"]],
    ["{namespaceSelector: env == 'dev', selector: app == 'web'}", ["peer pcns.env == 'dev' && app == 'web'"]],
    ["{notSelector: app == 'web'}", [`peer ${OWN} && !(app == 'web')`]],
    ["{selector: tier == 'a', notSelector: app == 'web'}", [`peer (${OWN} && tier == 'a') && !(app == 'web')`]],
    ['{serviceAccounts: {names: [a, b]}}', [`peer ${OWN} && projectcalico.org/serviceaccount in {'a', 'b'}`]],
    ["{serviceAccounts: {selector: team == 'a'}}", [`peer ${OWN} && pcsa.team == 'a'`]],
    ['{serviceAccounts: {selector: all()}}', [`peer ${OWN} && has(projectcalico.org/serviceaccount)`]],
    [
      "{serviceAccounts: {names: [a], selector: team == 'a'}, selector: app == 'web'}",
      [`peer ${OWN} && ((pcsa.team == 'a' && projectcalico.org/serviceaccount in {'a'}) && app == 'web')`],
    ],
    ['{}', []],
    ['{nets: [10.0.0.0/8, 11.0.0.0/8]}', ['peer 10.0.0.0/8 11.0.0.0/8']],
    ['{notNets: [10.0.0.0/8, 11.0.0.0/8]}', ['not peer 10.0.0.0/8 11.0.0.0/8']],
    ["{selector: app == 'web', nets: [10.0.0.0/8]}", [`peer ${OWN} && app == 'web'`, 'peer 10.0.0.0/8']],
  ])('in a namespace, %s', (source, expected) => expect(said(ingress(`source: ${source}`).when)).toEqual(expected))

  test.each([
    ["{selector: app == 'web'}", ["peer app == 'web'"]],
    ["{notSelector: app == 'web'}", ["not peer app == 'web'"]],
    ["{selector: tier == 'a', notSelector: app == 'web'}", ["peer tier == 'a' && !(app == 'web')"]],
    ["{namespaceSelector: env == 'dev', notSelector: app == 'web'}", ["peer pcns.env == 'dev' && !(app == 'web')"]],
  ])('in the cluster, %s', (source, expected) =>
    expect(said(ingress(`source: ${source}`, 'GlobalNetworkPolicy').when)).toEqual(expected),
  )

  test('is the other end or the own one, by its direction', () => {
    const own = "destination: {selector: app == 'api'}"
    expect(said(ingress(own).when)).toEqual([`self ${OWN} && app == 'api'`])
    expect(said(egress(own).when)).toEqual([`peer ${OWN} && app == 'api'`])
    expect(said(egress("source: {selector: app == 'api'}").when)).toEqual([`self ${OWN} && app == 'api'`])
  })
  test('has words for people and the place where it is written', () => {
    const peer = (source: string, kind?: string) => {
      const [condition] = ingress(`source: ${source}`, kind).when
      const matcher = condition?.aspect === 'peer' ? condition.anyOf[0] : undefined
      return matcher?.kind === 'expression' ? [matcher.text, matcher.path.slice(3).join('.'), matcher.namespace] : null
    }
    expect(
      peer(
        "{namespaceSelector: env == 'dev', selector: app == 'web', notSelector: x == 'z', serviceAccounts: {names: [a]}}",
      ),
    ).toEqual([
      "namespaces: env == 'dev' && app == 'web' && service accounts && not: x == 'z'",
      'source.selector',
      null,
    ])
    expect(peer("{namespaceSelector: env == 'dev'}")).toEqual([
      "namespaces: env == 'dev'",
      'source.namespaceSelector',
      null,
    ])
    expect(peer('{serviceAccounts: {names: [a]}}')).toEqual(['service accounts', 'source', null])
    expect(peer("{notSelector: x == 'z'}", 'GlobalNetworkPolicy')).toEqual([
      "not: x == 'z'",
      'source.notSelector',
      null,
    ])
  })
  test('of nets has the place of each', () => {
    const at = (field: string, index: number) => ['spec', 'ingress', 0, 'source', field, index]
    const block = (field: string, index: number) => ({
      kind: 'block',
      except: [],
      path: at(field, index),
      blockPath: at(field, index),
      exceptPath: at(field, index),
    })
    expect(ingress('source: {nets: [10.0.0.0/8, 11.0.0.0/8], notNets: [10.1.0.0/16]}').when).toMatchObject([
      { aspect: 'peer', anyOf: [block('nets', 0), block('nets', 1)] },
      { aspect: 'peer', anyOf: [block('notNets', 0)], negate: true },
    ])
  })
  test('may be a Service; without a namespace it names nobody', () => {
    expect(egress('destination: {services: {name: api, namespace: shop}}').when).toEqual([
      {
        aspect: 'peer',
        anyOf: [
          {
            kind: 'service',
            namespace: 'shop',
            name: 'api',
            selector: null,
            path: ['spec', 'egress', 0, 'destination', 'services'],
          },
        ],
      },
    ])
    expect(egress('destination: {services: {name: api}}').when).toMatchObject([{ anyOf: [{ namespace: '' }] }])
  })
})

describe('ports and protocols of a rule', () => {
  const port = (rule: string) => ingress(rule).when.filter(({ aspect }) => aspect.endsWith('port'))
  const path = ['spec', 'ingress', 0, 'destination', 'ports', 0]
  const base = { kind: 'ports', protocol: 'TCP', path, protocolPath: path, portPath: path }

  test.each([
    ['80', { name: null, range: { from: 80, to: 80 } }],
    ["'80:90'", { name: null, range: { from: 80, to: 90 } }],
    ['web', { name: 'web', range: null }],
  ])('port %s', (written, expected) =>
    expect(port(`protocol: TCP, destination: {ports: [${written}]}`)).toEqual([
      { aspect: 'port', anyOf: [{ ...base, ...expected }] },
    ]),
  )
  test('may be of the client, and may be those that are not meant', () =>
    expect(
      port('protocol: UDP, source: {ports: [1, 2], notPorts: [3]}, destination: {notPorts: [4]}').map((each) => [
        each.aspect,
        each.negate ?? false,
        each.anyOf.map((matcher) =>
          matcher.kind === 'ports' ? [matcher.protocol, matcher.range?.from, matcher.path.slice(3).join('.')] : null,
        ),
      ]),
    ).toEqual([
      [
        'source-port',
        false,
        [
          ['UDP', 1, 'source.ports.0'],
          ['UDP', 2, 'source.ports.1'],
        ],
      ],
      ['source-port', true, [['UDP', 3, 'source.notPorts.0']]],
      ['port', true, [['UDP', 4, 'destination.notPorts.0']]],
    ]))

  const V4 = 'peer 0.0.0.0/0'
  test.each([
    ['protocol: TCP', ['TCP'], []],
    ['protocol: 6', ['TCP'], []],
    ['protocol: 17', ['UDP'], []],
    ['protocol: 132', ['SCTP'], []],
    ['protocol: 136', ['UDPLite'], []],
    ['protocol: 47', [47], []],
    ['protocol: UDPLite', ['UDPLite'], []],
    ['protocol: ICMP', ['ICMP'], [V4]],
    ['protocol: ICMPv6', ['ICMPv6'], ['peer ::/0']],
    // By its number a protocol says nothing of the family.
    ['protocol: 1', ['ICMP'], []],
    ['protocol: 58', ['ICMPv6'], []],
    ['protocol: TCP, ipVersion: 6', ['TCP'], ['peer ::/0']],
    ['ipVersion: 4', [], [V4]],
    ['notProtocol: UDP', ['not UDP'], []],
  ] as const)('%s', (rule, protocols, peers) => {
    const { when } = ingress(rule)
    expect(
      when.flatMap((each) =>
        each.aspect === 'protocol'
          ? each.anyOf.map(({ protocol }) => (each.negate ? `not ${protocol}` : protocol))
          : [],
      ),
    ).toEqual(protocols)
    expect(said(when.filter(({ aspect }) => aspect === 'peer'))).toEqual(peers)
  })
  const VERSION = ['spec', 'ingress', 0, 'ipVersion']
  test('have places of their own', () =>
    expect(ingress('protocol: TCP, notProtocol: UDP, ipVersion: 4').when).toMatchObject([
      { aspect: 'protocol', anyOf: [{ kind: 'protocol', path: ['spec', 'ingress', 0, 'protocol'] }] },
      { aspect: 'protocol', anyOf: [{ kind: 'protocol', path: ['spec', 'ingress', 0, 'notProtocol'] }], negate: true },
      {
        aspect: 'peer',
        anyOf: [{ kind: 'block', except: [], path: VERSION, blockPath: VERSION, exceptPath: VERSION }],
      },
    ]))
  test('may be messages', () => {
    const icmp = (rule: string) => ingress(rule).when.filter(({ aspect }) => aspect === 'icmp')
    expect(icmp('protocol: ICMP, icmp: {type: 8, code: 0}')).toEqual([
      {
        aspect: 'icmp',
        anyOf: [{ kind: 'icmp', family: 4, type: 8, code: 0, path: ['spec', 'ingress', 0, 'icmp'] }],
      },
    ])
    expect(icmp('protocol: ICMPv6, notICMP: {type: 128}')).toEqual([
      {
        aspect: 'icmp',
        anyOf: [{ kind: 'icmp', family: 6, type: 128, code: null, path: ['spec', 'ingress', 0, 'notICMP'] }],
        negate: true,
      },
    ])
  })
})
