import { describe, expect, test } from 'vitest'
import { readManifests } from '../../../src/manifests/read.ts'
import type { ProxyRule } from '../../../src/policy/proxy/form.ts'
import { readRules, rulesOf, type Dialect } from '../../../src/sim/mesh/istio/authorization-rules.ts'
import { readTest } from '../../../src/sim/mesh/istio/authorization-tests.ts'
import { readSettings } from '../../../src/sim/mesh/istio/settings.ts'

const SETTINGS = readSettings({ meshConfig: { trustDomain: 'td', trustDomainAliases: ['old.td'] } })

const policy = (spec: string) =>
  readManifests([
    {
      name: 'p',
      text: `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p, namespace: shop}\nspec: ${spec}`,
    },
  ]).manifests[0]!.object
/** Clauses as text: each branch with its tests, `not` before those that are negated. */
const said = (rules: readonly ProxyRule[]) =>
  rules.map(({ all, leftOut }) => [
    ...all.map(
      ({ section, anyOf }) =>
        `${section}: ${anyOf.map((branch) => `(${branch.all.map(({ attribute, negate, anyOf: values }) => `${negate ? 'not ' : ''}${attribute.kind} ${values.map((value) => value.text).join('|')}`).join(' & ')})`).join(' ') || 'nothing'}`,
    ),
    ...(leftOut ? [`without ${leftOut.join()}`] : []),
  ])
const read = (spec: string, dialect: Dialect = 'requests') => said(readRules(policy(spec), dialect, SETTINGS))

// Source: pilot/pkg/security/authz/model and builder (testdata/tcp), pilot/pkg/serviceregistry/ambient/authorization.go
describe('what a proxy has to read for', () => {
  const connection = { requests: true, bytes: true, node: true }
  const sidecar = { requests: true, bytes: true, node: false }
  const http = { requests: true, bytes: false, node: false }
  test.each([
    ['from', 'principals', 'principal', connection],
    ['from', 'namespaces', 'namespace', connection],
    ['from', 'serviceAccounts', 'service-account', connection],
    ['from', 'trustDomains', 'trust-domain', sidecar],
    ['from', 'ipBlocks', 'source-address', connection],
    ['from', 'remoteIpBlocks', 'remote-address', sidecar],
    ['from', 'requestPrincipals', 'request-principal', http],
    ['to', 'ports', 'port', connection],
    ['to', 'hosts', 'host', http],
    ['to', 'methods', 'method', http],
    ['to', 'paths', 'path', http],
    ['when', 'source.principal', 'principal', connection],
    ['when', 'source.namespace', 'namespace', connection],
    ['when', 'source.serviceAccount', 'service-account', sidecar],
    ['when', 'source.trustDomain', 'trust-domain', sidecar],
    ['when', 'source.ip', 'source-address', connection],
    ['when', 'remote.ip', 'remote-address', sidecar],
    ['when', 'destination.ip', 'destination-address', connection],
    ['when', 'destination.port', 'port', connection],
    ['when', 'connection.sni', 'server-name', sidecar],
    ['when', 'request.auth.principal', 'request-principal', http],
    ['when', 'request.auth.audiences', 'audience', http],
    ['when', 'request.auth.presenter', 'presenter', http],
    ['when', 'request.headers[x-a]', 'header', http],
    ['when', 'request.auth.claims[a]', 'claim', http],
    ['when', 'request.other', 'unreadable', http],
    ['when', 'experimental.other', 'unreadable', sidecar],
    ['when', 'xrequest.headers[a]', 'unreadable', sidecar],
    ['when', 'request.headers[a]x', 'unreadable', http],
    ['when', 'request.auth.claims[a]x', 'unreadable', http],
    ['when', 'xrequest.auth.claims[a]', 'unreadable', sidecar],
  ] as const)('%s %s', (section, field, kind, reads) => {
    const value = /ip|Ip/.test(field) ? '10.0.0.0/8' : 'v'
    const rule =
      section === 'when'
        ? `{when: [{key: "${field}", values: ["${value}"]}]}`
        : `{${section}: [{${section === 'from' ? 'source' : 'operation'}: {${field}: ["${value}"]}}]}`
    for (const dialect of ['requests', 'bytes', 'node'] as const) {
      const [first] = readRules(policy(`{action: DENY, rules: [${rule}]}`), dialect, SETTINGS)
      expect([dialect, first!.leftOut ?? []]).toEqual([dialect, reads[dialect] ? [] : [field]])
      const kinds = first!.all.flatMap(({ anyOf }) =>
        anyOf.flatMap(({ all }) => all.map(({ attribute }) => attribute.kind)),
      )
      expect(kinds).toEqual(reads[dialect] ? [kind] : [])
    }
  })
})

describe('a rule', () => {
  test('wants one of each list, and every condition', () =>
    expect(
      read(
        '{rules: [{from: [{source: {namespaces: [a, b], notIpBlocks: [10.0.0.1]}}, {source: {principals: [p]}}], to: [{operation: {ports: ["80"], notMethods: [PUT]}}], when: [{key: destination.port, values: ["80"], notValues: ["81"]}, {key: source.ip, values: ["fd00::1"]}]}, {}]}',
      ),
    ).toEqual([
      [
        'from: (namespace a|b & not source-address 10.0.0.1) (principal p)',
        'to: (port 80 & not method PUT)',
        'when: (port 80 & not port 81)',
        'when: (source-address fd00::1)',
      ],
      [],
    ]))
  test('has the places where it is written', () => {
    const [rule] = readRules(
      policy('{rules: [{from: [{source: {namespaces: [a]}}], when: [{key: source.ip, notValues: [10.0.0.0/8]}]}]}'),
      'requests',
      SETTINGS,
    )
    const at = ['spec', 'rules', 0]
    const [from, when] = rule!.all
    expect([rule!.path, from!.path, from!.anyOf[0]!.path, from!.anyOf[0]!.all[0]!.path]).toEqual([
      at,
      [...at, 'from'],
      [...at, 'from', 0, 'source'],
      [...at, 'from', 0, 'source', 'namespaces'],
    ])
    expect([when!.path, when!.anyOf[0]!.path, when!.anyOf[0]!.all[0]!.path]).toEqual([
      [...at, 'when', 0],
      [...at, 'when', 0],
      [...at, 'when', 0, 'notValues'],
    ])
    expect(rule).not.toHaveProperty('leftOut')
  })
  test('of a denying policy is kept without what a sidecar cannot read, so that it fits more', () =>
    expect(
      read(
        '{action: DENY, rules: [{to: [{operation: {methods: [GET], ports: ["80"]}}, {operation: {paths: [/]}}], when: [{key: "request.headers[a]", values: [b]}]}]}',
        'bytes',
      ),
    ).toEqual([['to: (port 80) ()', 'without methods,paths,request.headers[a]']]))
  test('at a proxy of a node fits nothing by a clause that nothing is left of', () =>
    expect(
      read(
        '{action: DENY, rules: [{to: [{operation: {methods: [GET], ports: ["80"]}}, {operation: {paths: [/]}}, {operation: {}}], when: [{key: "request.headers[a]", values: [b]}]}]}',
        'node',
      ),
    ).toEqual([['to: (port 80) ()', 'when: nothing', 'without methods,paths,request.headers[a]']]))
  test('at a proxy of a node fits nothing by a list that nothing is left of', () => {
    const node = (to: string) => read(`{action: DENY, rules: [{to: [${to}]}]}`, 'node')
    expect(node('{operation: {paths: [/]}}')).toEqual([['to: nothing', 'without paths']])
    expect(node('{operation: {}}')).toEqual([['to: ()']])
  })
  test('has no field that is an empty list', () =>
    expect(read('{rules: [{to: [{operation: {methods: [], ports: ["80"]}}]}]}')).toEqual([['to: (port 80)']]))
  test('of an allowing policy is left out whole', () => {
    const spec = '{rules: [{to: [{operation: {methods: [GET]}}]}, {to: [{operation: {ports: ["80"]}}]}]}'
    expect(rulesOf(policy(spec), 'bytes', SETTINGS).map(({ index, action }) => [index, action])).toEqual([[1, 'allow']])
    expect(rulesOf(policy(spec.replace('{rules', '{action: DENY, rules')), 'bytes', SETTINGS)).toHaveLength(2)
    expect(rulesOf(policy(spec.replace('{rules', '{action: CUSTOM, rules')), 'requests', SETTINGS)).toMatchObject([
      { action: 'deny' },
      { action: 'deny' },
    ])
  })
})

describe('values', () => {
  const values = (field: string, ...texts: readonly string[]) =>
    readTest(field, texts, false, [], 'shop', SETTINGS).test.anyOf.map((value) => [value.form, value.text])
  test.each([
    ['methods', 'GET', 'exact'],
    ['methods', 'G*', 'prefix'],
    ['methods', '*T', 'suffix'],
    ['methods', '*', 'present'],
    ['methods', 'G*T', 'exact'],
    ['namespaces', 'a*', 'glob'],
    ['paths', '/a/{*}', 'template'],
    ['paths', '/a/{**}', 'template'],
    ['paths', '/a/*', 'prefix'],
    ['request.headers[a]', '*', 'glob'],
    ['request.headers[a]', 'b', 'exact'],
    ['request.auth.claims[a]', '*', 'present'],
    ['ports', '80', 'exact'],
    ['ipBlocks', '10.0.0.0/8', 'block'],
  ])('of %s like %s are %s', (field, text, form) => expect(values(field, text)).toEqual([[form, text]]))
  test('that are addresses are blocks of one, of either family', () =>
    expect(
      readTest('ipBlocks', ['10.0.0.1', 'fd00::1'], false, [], 'shop', SETTINGS).test.anyOf.map((value) =>
        value.form === 'block' ? value.block.canonical : null,
      ),
    ).toEqual(['10.0.0.1/32', 'fd00::1/128']))
  test('of service accounts are in the policy’s own namespace where they name none', () =>
    expect(values('serviceAccounts', 'web', 'dev/web')).toEqual([
      ['exact', 'shop/web'],
      ['exact', 'dev/web'],
    ]))
  test('of claims may be nested', () =>
    expect(readTest('request.auth.claims[first][second]', ['c'], false, [], 'shop', SETTINGS).test.attribute).toEqual({
      kind: 'claim',
      path: ['first', 'second'],
    }))
  // Source: pilot/pkg/security/trustdomain/bundle.go, ReplaceTrustDomainAliases
  test.each([
    ['td/ns/a/sa/b', ['td/ns/a/sa/b', 'old.td/ns/a/sa/b']],
    ['old.td/ns/a/sa/b', ['td/ns/a/sa/b', 'old.td/ns/a/sa/b']],
    ['cluster.local/ns/a/sa/b', ['td/ns/a/sa/b', 'old.td/ns/a/sa/b']],
    ['*d/ns/a/sa/b', ['td/ns/a/sa/b', 'old.td/ns/a/sa/b']],
    ['other/ns/a/sa/b', ['other/ns/a/sa/b']],
    ['*/ns/a/sa/b', ['*/ns/a/sa/b']],
    ['td/ns/a/sa', ['td/ns/a/sa']],
    ['td/ns/a/sa/b/c', ['td/ns/a/sa/b/c']],
    ['spiffe://td/ns/a/sa/b', ['spiffe://td/ns/a/sa/b']],
    ['*', ['*']],
  ])('of principals stand for every alias: %s', (text, expected) =>
    expect(values('principals', text).map(([, each]) => each)).toEqual(expected),
  )
})
