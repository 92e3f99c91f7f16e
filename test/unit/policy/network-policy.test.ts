import { describe, expect, test } from 'vitest'
import { readManifests } from '../../../src/manifests/read.ts'
import { assumedFields, effectivePolicyTypes } from '../../../src/policy/kinds/kubernetes/network-policy.defaults.ts'
import { NETWORK_POLICY } from '../../../src/policy/kinds/kubernetes/network-policy.ts'

/** A policy with this spec, and what it comes to. */
function read(spec: string, metadata = '{name: p, namespace: shop}') {
  const [manifest] = readManifests([
    { name: 'p', text: `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: ${metadata}\nspec: ${spec}` },
  ]).manifests
  return { object: manifest!.object, ...NETWORK_POLICY.read(manifest!.object) }
}
const policies = (spec: string, metadata?: string) => read(spec, metadata).policies!
const directions = (spec: string) => policies(spec).map(({ direction }) => direction)
/** The rules of the first direction. */
const rules = (spec: string) => policies(spec)[0]!.rules
const peers = (rule: string) => {
  const [condition] = rules(`{podSelector: {}, ingress: [{from: [${rule}]}]}`)[0]!.when
  return condition?.aspect === 'peer' ? condition.anyOf : null
}
const ports = (port: string) => {
  const [condition] = rules(`{podSelector: {}, ingress: [{ports: [${port}]}]}`)[0]!.when
  return condition?.aspect === 'port' ? condition.anyOf : null
}

describe('a NetworkPolicy', () => {
  test('is one policy for each direction that it names, which isolates, in the tier of its kind', () => {
    const { object, policies } = read('{podSelector: {matchLabels: {app: api}}, policyTypes: [Egress, Ingress]}')
    const subject = {
      kind: 'pods',
      namespace: 'shop',
      namespaceSelector: null,
      podSelector: { path: ['spec', 'podSelector'] },
      path: ['spec', 'podSelector'],
    }
    const common = {
      kind: 'NetworkPolicy',
      object,
      namespace: 'shop',
      name: 'p',
      rank: { tier: 'NetworkPolicy', priority: null },
      isolates: true,
      rules: [],
      subject,
    }
    expect(policies).toMatchObject([
      { ...common, direction: 'ingress' },
      { ...common, direction: 'egress' },
    ])
    expect(
      policies!.map(
        ({ subject }) =>
          subject.kind === 'pods' && subject.podSelector?.requirements.map(({ key, values }) => [key, values]),
      ),
    ).toEqual([[['app', ['api']]], [['app', ['api']]]])
  })

  test('of no namespace is in default', () =>
    expect(policies('{podSelector: {}}', '{name: p}')).toMatchObject([
      { namespace: 'default', subject: { namespace: 'default' } },
    ]))

  test.each([
    ['Ingress only, where nothing says otherwise', '{podSelector: {}}', ['ingress']],
    ['both, where there is an egress rule', '{podSelector: {}, egress: [{}]}', ['ingress', 'egress']],
    ['Ingress only, where egress is an empty list', '{podSelector: {}, egress: []}', ['ingress']],
    ['Ingress only, where policyTypes is an empty list', '{podSelector: {}, policyTypes: []}', ['ingress']],
    ['what is named, whatever rules there are', '{podSelector: {}, policyTypes: [Egress], ingress: [{}]}', ['egress']],
    ['what is named, also without egress', '{podSelector: {}, policyTypes: [Ingress], egress: [{}]}', ['ingress']],
  ])('isolates %s', (_, spec, expected) => expect(directions(spec)).toEqual(expected))

  test('has rules of its direction only', () => {
    const [ingress, egress] = policies('{podSelector: {}, ingress: [{}, {}], egress: [{}]}')
    expect(
      [ingress!.rules, egress!.rules].map((list) =>
        list.map(({ section, index, action, name, path }) => ({ section, index, action, name, path })),
      ),
    ).toEqual([
      [0, 1].map((index) => ({
        section: 'ingress',
        index,
        action: 'allow',
        name: null,
        path: ['spec', 'ingress', index],
      })),
      [{ section: 'egress', index: 0, action: 'allow', name: null, path: ['spec', 'egress', 0] }],
    ])
  })

  test('that is refused comes to no policy, and one that is warned about to its policies', () => {
    expect(read('{podSelector: {}, policyTypes: [ingress]}')).toMatchObject({
      policies: null,
      problems: [{ severity: 'error' }],
    })
    expect(read('{podSelector: {}, ingress: {}}')).toMatchObject({ policies: null, problems: [{ severity: 'error' }] })
    const warned = read('{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.1/8}}]}]}')
    expect(warned.problems).toMatchObject([{ severity: 'warning' }])
    expect(warned.policies).toHaveLength(1)
    expect(read('{podSelector: {}}').problems).toEqual([])
  })

  test('is named as the API names it', () =>
    expect(NETWORK_POLICY).toMatchObject({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      scope: 'Namespaced',
      spec: { url: expect.stringContaining('network-policies'), version: 'v1' },
    }))
})

describe('a rule', () => {
  test.each([
    ['{}', 0],
    ['null', 0],
    ['{from: []}', 0],
    ['{from: null, ports: null}', 0],
    ['{ports: []}', 0],
    ['{from: [{podSelector: {}}]}', 1],
    ['{ports: [{port: 80}]}', 1],
    ['{from: [{podSelector: {}}], ports: [{port: 80}]}', 2],
  ])('%s demands %i things', (rule, count) =>
    expect(rules(`{podSelector: {}, ingress: [${rule}]}`)[0]!.when).toHaveLength(count),
  )

  test('of egress has its peers in `to`', () => {
    expect(
      policies('{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}')[0]!.rules[0]!.when,
    ).toMatchObject([{ aspect: 'peer', anyOf: [{ path: ['spec', 'egress', 0, 'to', 0] }] }])
    expect(rules('{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}')[0]!.when).toMatchObject([
      { aspect: 'peer', anyOf: [{ path: ['spec', 'ingress', 0, 'from', 0] }] },
    ])
  })
})

describe('a peer', () => {
  test('with a podSelector is pods of the policy’s own namespace', () => {
    expect(peers('{podSelector: {}}')).toMatchObject([
      {
        kind: 'pods',
        namespace: 'shop',
        namespaceSelector: null,
        podSelector: { requirements: [], path: ['spec', 'ingress', 0, 'from', 0, 'podSelector'] },
      },
    ])
  })

  test('with a namespaceSelector is all pods of those namespaces, or those that its podSelector selects', () => {
    expect(peers('{namespaceSelector: {}}')).toMatchObject([
      {
        kind: 'pods',
        namespace: null,
        namespaceSelector: { requirements: [], path: ['spec', 'ingress', 0, 'from', 0, 'namespaceSelector'] },
        podSelector: null,
      },
    ])
    expect(peers('{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}')).toMatchObject([
      { namespace: null, podSelector: { requirements: [{ key: 'a' }] } },
    ])
    expect(peers('{namespaceSelector: null, podSelector: {}}')).toMatchObject([
      { namespace: 'shop', namespaceSelector: null },
    ])
  })

  test('with an ipBlock is addresses, without those that it excepts', () => {
    const path = ['spec', 'ingress', 0, 'from', 0]
    const [block] = peers('{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.0.0/16]}}')!
    expect(block).toMatchObject({
      kind: 'block',
      path,
      blockPath: [...path, 'ipBlock', 'cidr'],
      exceptPath: [...path, 'ipBlock', 'except'],
    })
    expect(block?.kind === 'block' && [block.block, ...block.except].map(({ prefix }) => prefix)).toEqual([8, 16, 16])
    expect(peers('{ipBlock: {cidr: 10.0.0.0/8}}')).toMatchObject([{ except: [] }])
  })

  test('is one of several', () =>
    expect(peers('{podSelector: {}}, {namespaceSelector: {}}')!.map(({ path }) => path.at(-1))).toEqual([0, 1]))
})

describe('a port', () => {
  const path = ['spec', 'ingress', 0, 'ports', 0]

  test.each([
    ['{port: 80}', { protocol: 'TCP', name: null, range: { from: 80, to: 80 } }],
    ['{port: 80, endPort: 90, protocol: UDP}', { protocol: 'UDP', name: null, range: { from: 80, to: 90 } }],
    ['{port: http, protocol: SCTP}', { protocol: 'SCTP', name: 'http', range: null }],
    ['{protocol: UDP}', { protocol: 'UDP', name: null, range: null }],
    ['{}', { protocol: 'TCP', name: null, range: null }],
  ])('%s', (port, expected) =>
    expect(ports(port)).toEqual([
      { kind: 'ports', path, protocolPath: [...path, 'protocol'], portPath: [...path, 'port'], ...expected },
    ]),
  )
})

describe('what the API server fills in', () => {
  const assumed = (spec: string, metadata?: string) =>
    assumedFields(read(spec, metadata).object.value).map(
      ({ path, text, place }) => `${path.join('.')} ${text} ${place}`,
    )

  test.each([
    [
      'nothing, where everything is written',
      '{podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [{port: 80, protocol: TCP}]}]}',
      undefined,
      [],
    ],
    [
      'the namespace',
      '{podSelector: {}, policyTypes: [Ingress]}',
      '{name: p}',
      ['metadata.namespace namespace: default own-line'],
    ],
    [
      'the types, of what there are rules for',
      '{podSelector: {}}',
      undefined,
      ['spec.policyTypes policyTypes: [Ingress] own-line'],
    ],
    [
      'both types',
      '{podSelector: {}, policyTypes: [], egress: [{}]}',
      undefined,
      ['spec.policyTypes policyTypes: [Ingress, Egress] own-line'],
    ],
    [
      'protocols, in both directions',
      '{podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [{port: 1, protocol: UDP}, {port: 2}]}], egress: [{}, {ports: [{}]}]}',
      undefined,
      [
        'spec.ingress.0.ports.1.protocol protocol: TCP line-end',
        'spec.egress.1.ports.0.protocol protocol: TCP line-end',
      ],
    ],
  ])('is %s', (_, spec, metadata, expected) => expect(assumed(spec, metadata)).toEqual(expected))

  test('is asked of the kind', () => {
    const { object } = read('{podSelector: {}}')
    expect(NETWORK_POLICY.assumed(object)).toEqual(assumedFields(object.value))
  })

  test('are types in the API’s order, however they are written', () =>
    expect(effectivePolicyTypes(read('{podSelector: {}, policyTypes: [Egress, Ingress]}').object.value)).toEqual([
      'Ingress',
      'Egress',
    ]))
})
