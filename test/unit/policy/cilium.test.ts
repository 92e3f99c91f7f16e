import { describe, expect, test } from 'vitest'
import { parseCidrLoosely } from '../../../src/ground/ip.ts'
import { CILIUM_POLICIES } from '../../../src/policy/kinds/cilium/cilium-network-policy.ts'
import type { PeerMatcher } from '../../../src/policy/form.ts'
import { GLOBAL, LOCAL, peersOf, policies, read, rules } from './read-cilium.ts'

/** Requirements of an identity, as `key operator values`. */
const wants = (matcher: PeerMatcher | undefined) =>
  matcher?.kind === 'identity'
    ? matcher.selector.requirements.map(({ key, operator, values }) => [key, operator, ...values].join(' '))
    : null

const OWN = 'k8s:io.kubernetes.pod.namespace Equals shop'
const ANY = 'k8s:io.kubernetes.pod.namespace Exists'

describe('a rule of Cilium', () => {
  test('is one policy for each direction that has entries, and closes it', () => {
    const { object, policies } = read(
      'spec: {endpointSelector: {matchLabels: {app: api}}, ingress: [{fromEndpoints: [{}]}], egress: [{toEndpoints: [{}]}]}',
    )
    expect(policies).toMatchObject(
      (['ingress', 'egress'] as const).map((direction) => ({
        kind: 'CiliumNetworkPolicy',
        namespace: 'shop',
        name: 'p',
        direction,
        isolates: true,
        rank: { tier: 'NetworkPolicy', priority: null },
        rules: [{ section: direction, index: 0, name: null, action: 'allow', path: ['spec', direction, 0] }],
      })),
    )
    expect(policies!.map((each) => each.object)).toEqual([object, object])
  })
  test('denies before everything that any policy allows', () =>
    expect(
      policies(
        '{endpointSelector: {}, ingressDeny: [{fromEndpoints: [{}]}], ingress: [{fromEndpoints: [{}]}], egressDeny: [{toEndpoints: [{}]}]}',
      ).map(({ direction, rank: { tier, priority }, isolates, rules }) => [
        direction,
        tier,
        priority,
        isolates,
        rules.map(({ section, action, path }) => [section, action, path.join('.')]),
      ]),
    ).toEqual([
      ['ingress', 'Deny', null, false, [['ingress', 'deny', 'spec.ingressDeny.0']]],
      ['ingress', 'NetworkPolicy', null, true, [['ingress', 'allow', 'spec.ingress.0']]],
      ['egress', 'Deny', null, false, [['egress', 'deny', 'spec.egressDeny.0']]],
      ['egress', 'NetworkPolicy', null, true, []],
    ]))
  test.each([
    ['closes, where nothing is said', '', true],
    ['closes, where the other direction does not', 'enableDefaultDeny: {egress: false},', true],
    ['does not close', 'enableDefaultDeny: {ingress: false},', false],
    ['closes, where it is said', 'enableDefaultDeny: {ingress: true},', true],
  ])('%s', (_, rest, isolates) =>
    expect(policies(`{endpointSelector: {}, ${rest} ingress: [{fromEndpoints: [{}]}]}`)[0]!.isolates).toBe(isolates),
  )
  test('of no namespace is in default', () =>
    expect(read('spec: {endpointSelector: {}, ingress: [{}]}', LOCAL, '{name: p}').policies).toMatchObject([
      { namespace: 'default', subject: { namespace: 'default' } },
    ]))
  test('touches no direction without entries', () =>
    expect(policies('{endpointSelector: {}, ingress: [], egress: [{toEndpoints: [{}]}]}')).toMatchObject([
      { direction: 'egress' },
    ]))
  test('of specs counts as one of its own', () =>
    expect(
      read(
        'spec: {endpointSelector: {}, ingress: [{}]}\nspecs: [{endpointSelector: {}, ingress: [{fromEndpoints: [{}]}]}, {endpointSelector: {}, egress: [{toEndpoints: [{}]}]}]',
      ).policies!.map(({ direction, rules, subject }) => [
        direction,
        subject.path.join('.'),
        rules.map(({ path }) => path.join('.')),
      ]),
    ).toEqual([
      ['ingress', 'spec.endpointSelector', []],
      ['ingress', 'specs.0.endpointSelector', ['specs.0.ingress.0']],
      ['egress', 'specs.1.endpointSelector', ['specs.1.egress.0']],
    ]))
  test('is refused by the API server or by the agent', () => {
    expect(read('spec: {endpointSelector: 3, ingress: [{}]}')).toMatchObject({ policies: null })
    expect(read('spec: {endpointSelector: 3, ingress: [{}]}').refusedBy).toBeUndefined()
    expect(read('spec: {endpointSelector: {}, ingress: [{fromEndpoints: [{}], fromEntities: [world]}]}')).toMatchObject(
      { policies: null, refusedBy: 'agent' },
    )
  })
  test('has notes at what is not evaluated', () =>
    expect(
      read(
        'spec: {endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "80"}]}, {ports: [{port: "80", protocol: TCP}], listener: {envoyConfig: {name: l}, name: l}}]}, {toGroups: [{aws: {region: x}}]}], egressDeny: [{toGroups: [{aws: {region: x}}]}]}\nspecs: [{endpointSelector: {}, ingress: [{fromGroups: [{aws: {region: x}}]}], ingressDeny: [{fromGroups: [{aws: {region: x}}]}]}]',
      ).problems.map(({ severity, facts, path }) => [severity, facts.code, path.join('.')]),
    ).toEqual(
      [
        'spec.egress.0.toPorts.1.listener',
        'spec.egress.1.toGroups',
        'spec.egressDeny.0.toGroups',
        'specs.0.ingress.0.fromGroups',
        'specs.0.ingressDeny.0.fromGroups',
      ].map((path) => ['note', 'field-not-evaluated', path]),
    ))
  // Source: pkg/policy/api/ingress.go (GetSourceEndpointSelectorsWithRequirements), until 1.18
  test('may require more of whoever is meant, in each of its sections', () => {
    const required = (section: string, field: string) =>
      policies(
        `{endpointSelector: {}, ${section}: [{${field}: [{matchLabels: {a: b}}, {matchLabels: {c: d}}]}, {}]}`,
      ).map(({ rank, requires }) => [
        rank.tier,
        requires && [
          requires.path.join('.'),
          ...requires.requirements.map(({ key, values, path }) =>
            [key, values[0], path.slice(1, 5).join('.')].join(' '),
          ),
        ],
      ])
    const own = (at: string) => [`k8s:io.kubernetes.pod.namespace shop ${at}`]
    const wanted = (section: string, field: string) => {
      const [first, second] = [`${section}.0.${field}.0`, `${section}.0.${field}.1`]
      return [`spec.${section}`, `any:a b ${first}`, ...own(first), `any:c d ${second}`, ...own(second)]
    }
    expect(required('ingress', 'fromRequires')).toEqual([['NetworkPolicy', wanted('ingress', 'fromRequires')]])
    expect(required('egress', 'toRequires')).toEqual([['NetworkPolicy', wanted('egress', 'toRequires')]])
    expect(required('ingressDeny', 'fromRequires')).toEqual([
      ['Deny', wanted('ingressDeny', 'fromRequires')],
      ['NetworkPolicy', undefined],
    ])
    expect(policies('{endpointSelector: {}, ingress: [{fromEndpoints: [{}]}]}')[0]).not.toHaveProperty('requires')
  })
  test('of each kind has its scope, and nothing that a server fills in', () => {
    for (const kind of CILIUM_POLICIES) {
      expect(kind.spec).toEqual({ url: 'https://docs.cilium.io/en/stable/security/policy/', version: 'v2' })
      expect(kind.apiVersion).toBe('cilium.io/v2')
      expect(kind.assumed(read('spec: {endpointSelector: {}, ingress: [{}]}').object)).toEqual([])
    }
    expect([LOCAL.scope, GLOBAL.scope]).toEqual(['Namespaced', 'Cluster'])
    expect([LOCAL.kind, GLOBAL.kind]).toEqual(['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'])
  })
})

describe('whom a rule is for', () => {
  const subject = (selector: string, kind = LOCAL) => {
    const { subject } = policies(`{endpointSelector: ${selector}, ingress: [{}]}`, kind)[0]!
    return [subject.kind === 'identity' && subject.namespace, wants(subject as PeerMatcher)]
  }
  // Source: pkg/k8s/apis/cilium.io/utils (getEndpointSelector) of https://github.com/cilium/cilium
  test.each([
    ['{matchLabels: {app: api}}', ['any:app Equals api', OWN]],
    ['{matchLabels: {"k8s:app": api}}', ['k8s:app Equals api', OWN]],
    [
      '{matchExpressions: [{key: app, operator: NotIn, values: [a, b]}, {key: x, operator: Exists}, {key: not, operator: DoesNotExist}, {key: z, operator: In, values: [a]}]}',
      ['any:app NotIn a b', 'any:x Exists', 'any:not DoesNotExist', 'any:z In a', OWN],
    ],
    ['{matchLabels: {"k8s:io.kubernetes.pod.namespace": dev, app: api}}', ['any:app Equals api', OWN]],
    ['{matchLabels: {"io.kubernetes.pod.namespace": dev}}', ['any:io.kubernetes.pod.namespace Equals dev', OWN]],
    [
      '{matchExpressions: [{key: "k8s:io.kubernetes.pod.namespace", operator: In, values: [dev]}]}',
      ['k8s:io.kubernetes.pod.namespace In dev', OWN],
    ],
  ])('in a namespace %s means its own pods', (selector, wanted) => expect(subject(selector)).toEqual(['shop', wanted]))
  test('in the cluster it means every endpoint but nodes', () =>
    expect(subject('{matchLabels: {app: api}}', GLOBAL)).toEqual([
      null,
      ['any:app Equals api', 'reserved:host DoesNotExist', 'reserved:remote-node DoesNotExist'],
    ]))
  test('a nodeSelector means nodes, by their own labels', () => {
    const [policy] = policies('{nodeSelector: {matchLabels: {role: db}}, ingress: [{}]}', GLOBAL)
    expect(policy!.subject).toMatchObject({
      kind: 'nodes',
      path: ['spec', 'nodeSelector'],
      selector: { requirements: [{ key: 'role', operator: 'Equals', values: ['db'] }], path: ['spec', 'nodeSelector'] },
    })
  })
})

describe('the other ends of an entry', () => {
  // Source: pkg/k8s/apis/cilium.io/utils (addNamespaceSelector), pkg/policy/api/entity.go
  test.each([
    ['{matchLabels: {app: web}}', LOCAL, 'shop', ['any:app Equals web', OWN]],
    ['{matchLabels: {app: web}}', GLOBAL, null, ['any:app Equals web', ANY]],
    ['{matchLabels: {"reserved:host": ""}}', LOCAL, null, ['reserved:host Equals ']],
    ['{matchLabels: {app: web, "reserved:host": ""}}', LOCAL, null, ['any:app Equals web', 'reserved:host Equals ']],
    [
      '{matchLabels: {"io.kubernetes.pod.namespace": dev}}',
      LOCAL,
      null,
      ['any:io.kubernetes.pod.namespace Equals dev'],
    ],
    [
      '{matchLabels: {"k8s:io.kubernetes.pod.namespace": dev}}',
      GLOBAL,
      null,
      ['k8s:io.kubernetes.pod.namespace Equals dev'],
    ],
    [
      '{matchLabels: {"io.cilium.k8s.namespace.labels.team": a}}',
      LOCAL,
      null,
      ['any:io.cilium.k8s.namespace.labels.team Equals a'],
    ],
    [
      '{matchLabels: {"io.cilium.k8s.namespace.labels.team": a}}',
      GLOBAL,
      null,
      ['any:io.cilium.k8s.namespace.labels.team Equals a', ANY],
    ],
  ] as const)('%s of %o', (selector, kind, namespace, wanted) => {
    const [peer] = peersOf(`ingress: [{fromEndpoints: [${selector}]}]`, kind)!
    expect([peer!.kind === 'identity' && peer!.namespace, wants(peer)]).toEqual([namespace, wanted])
  })

  test('say at each label where it is written', () => {
    const [peer] = peersOf(
      'ingress: [{fromEndpoints: [{matchLabels: {app: web}, matchExpressions: [{key: x, operator: Exists}]}]}]',
    )!
    const at = ['spec', 'ingress', 0, 'fromEndpoints', 0]
    expect(peer!.kind === 'identity' && peer!.selector).toMatchObject({
      path: at,
      requirements: [{ path: [...at, 'matchLabels', 'app'] }, { path: [...at, 'matchExpressions', 0] }, { path: at }],
    })
  })
  test('are on the side that their direction has', () => {
    expect(peersOf('ingress: [{fromEndpoints: [{}, {}]}]')!.map(({ path }) => path.join('.'))).toEqual([
      'spec.ingress.0.fromEndpoints.0',
      'spec.ingress.0.fromEndpoints.1',
    ])
    expect(peersOf('egress: [{toEndpoints: [{}]}]')!.map(({ path }) => path.join('.'))).toEqual([
      'spec.egress.0.toEndpoints.0',
    ])
  })
  test('may be everybody', () => {
    expect(rules('ingress: [{fromEntities: [world, all]}]')[0]!.when).toEqual([])
    expect(rules('egress: [{toEntities: [all]}]')[0]!.when).toEqual([])
    expect(rules('ingress: [{toPorts: [{ports: [{port: "80"}]}]}]')[0]!.when.map(({ aspect }) => aspect)).toEqual([
      'port',
    ])
    expect(rules('ingress: [{icmps: [{fields: [{type: 8}]}]}]')[0]!.when.map(({ aspect }) => aspect)).toEqual(['icmp'])
    expect(
      rules('ingress: [{fromGroups: [], toPorts: [{ports: [{port: "80"}]}]}]')[0]!.when.map(({ aspect }) => aspect),
    ).toEqual(['port'])
    expect(
      rules('ingress: [{fromGroups: [], icmps: [{fields: [{type: 8}]}]}]')[0]!.when.map(({ aspect }) => aspect),
    ).toEqual(['icmp'])
  })
  test.each([
    'ingress: [{}]',
    'egress: [{}]',
    'ingress: [{fromEndpoints: []}]',
    'ingress: [{fromEntities: [], toPorts: [{ports: [{port: "80"}]}]}]',
    'ingress: [{fromCIDR: []}]',
    'ingress: [{fromCIDRSet: []}]',
    'ingress: [{fromNodes: []}]',
    'egress: [{toEndpoints: []}]',
    'egress: [{toServices: []}]',
    'egress: [{toFQDNs: []}]',
    'egress: [{toGroups: []}]',
    'ingress: [{icmps: [{fields: []}]}]',
    'ingress: [{fromEndpoints: [{}], icmps: [{fields: []}]}]',
  ])('are nobody in %s', (entries) => expect(rules(entries)).toEqual([]))

  test('are an entity by its reserved label', () => {
    expect(peersOf('ingress: [{fromEntities: [world, remote-node]}]')).toMatchObject([
      { word: 'world', path: ['spec', 'ingress', 0, 'fromEntities', 0] },
      { word: 'remote-node', path: ['spec', 'ingress', 0, 'fromEntities', 1] },
    ])
    expect(peersOf('ingress: [{fromEntities: [world]}]')!.map(wants)).toEqual([['reserved:world Exists']])
    expect(peersOf('ingress: [{fromEntities: [none]}]')).toEqual([
      { kind: 'nobody', path: ['spec', 'ingress', 0, 'fromEntities', 0] },
    ])
    const cluster = peersOf('ingress: [{fromEntities: [cluster]}]')!
    expect(cluster.map(wants)).toEqual([
      ...['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'].map((each) => [
        `reserved:${each} Exists`,
      ]),
      ['k8s:io.cilium.k8s.policy.cluster Exists'],
    ])
    expect(cluster.every((peer) => peer.kind === 'identity' && peer.word === 'cluster')).toBe(true)
    expect(peersOf('ingress: [{fromEntities: [cluster-mesh]}]')!.map(wants)).toEqual(cluster.map(wants))
  })
  test('are addresses in blocks', () => {
    const path = ['spec', 'egress', 0, 'toCIDR', 0]
    const block = (text: string) => parseCidrLoosely(text)!.block
    expect(peersOf('egress: [{toCIDR: [10.0.0.0/8, "fd00::/8"]}]')).toEqual(
      ['10.0.0.0/8', 'fd00::/8'].map((text, index) => {
        const at = [...path.slice(0, -1), index]
        return { kind: 'block', block: block(text), blockPath: at, except: [], exceptPath: [...at, 'except'], path: at }
      }),
    )
    const set = ['spec', 'egress', 0, 'toCIDRSet', 0]
    expect(peersOf('egress: [{toCIDRSet: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}]}]')).toEqual([
      {
        kind: 'block',
        block: block('10.0.0.0/8'),
        blockPath: [...set, 'cidr'],
        except: [block('10.1.0.0/16')],
        exceptPath: [...set, 'except'],
        path: set,
      },
    ])
  })
  test('are groups of addresses, by name or labels', () =>
    expect(
      peersOf(
        'ingress: [{fromCIDRSet: [{cidrGroupRef: vpn, except: [10.1.0.0/16]}, {cidrGroupSelector: {matchLabels: {a: b}}}]}]',
      ),
    ).toMatchObject([
      { kind: 'group', name: 'vpn', selector: null, except: [{ canonical: '10.1.0.0/16' }] },
      {
        kind: 'group',
        name: null,
        selector: {
          requirements: [{ key: 'a', values: ['b'] }],
          path: ['spec', 'ingress', 0, 'fromCIDRSet', 1, 'cidrGroupSelector'],
        },
        except: [],
      },
    ]))
  test('are other nodes by their labels', () =>
    expect(peersOf('ingress: [{fromNodes: [{matchLabels: {role: db, "k8s:x": z}}]}]')!.map(wants)).toEqual([
      ['node:role Equals db', 'node:x Equals z', 'reserved:remote-node Exists'],
    ]))
  test('are Services, by name or labels', () =>
    expect(
      peersOf(
        'egress: [{toServices: [{k8sService: {serviceName: web, namespace: dev}}, {k8sServiceSelector: {selector: {matchLabels: {a: b}}, namespace: dev}}, {k8sService: {serviceName: web}}]}]',
      ),
    ).toMatchObject([
      { kind: 'service', name: 'web', namespace: 'dev', selector: null },
      {
        kind: 'service',
        name: null,
        namespace: 'dev',
        selector: {
          requirements: [{ key: 'a', values: ['b'] }],
          path: ['spec', 'egress', 0, 'toServices', 1, 'k8sServiceSelector', 'selector'],
        },
      },
      { kind: 'service', name: 'web', namespace: null, selector: null },
    ]))
  test('are names', () =>
    expect(
      peersOf('egress: [{toFQDNs: [{matchName: example.com}, {matchPattern: "*.example.com"}]}]')!.map((peer) =>
        peer.kind === 'fqdn' ? [peer.pattern.text, peer.path.at(-1)] : null,
      ),
    ).toEqual([
      ['example.com', 0],
      ['*.example.com', 1],
    ]))
  test('are nobody that is known, in groups of a cloud', () =>
    expect(peersOf('egress: [{toGroups: [{aws: {region: x}}]}]')).toEqual([
      { kind: 'nobody', path: ['spec', 'egress', 0, 'toGroups', 0] },
    ]))
  test('must have proven who they are, where the entry says so', () => {
    const mode = (text: string) =>
      rules(`ingress: [{fromEndpoints: [{}], authentication: {mode: ${text}}}]`)[0]!.authentication
    expect([mode('required'), mode('test-always-fail'), mode('disabled')]).toEqual([
      'required',
      'always-fails',
      undefined,
    ])
  })
})
