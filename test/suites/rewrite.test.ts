import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { openWorld, type DocumentText } from '../../src/world/index.ts'
import { rewriteOlderPolicies } from '../../src/world/rewrite/rewrite.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../lessons/${path}`, import.meta.url)), 'utf8')
const SHOP = { name: 'shop', text: read('worlds/shop.yaml') }

function rewritten(...texts: readonly string[]) {
  const documents: readonly DocumentText[] = [
    ...texts.map((text, index) => ({ name: `policy-${index + 1}`, text })),
    SHOP,
  ]
  const before = openWorld({ documents })
  const result = rewriteOlderPolicies(documents)
  return { before, result, after: openWorld({ documents: result.documents }) }
}

const anp = (rules: string, name = 'admins', priority = 5) => `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata:
  name: ${name}
spec:
  priority: ${priority} # asked early
  subject:
    namespaces: {}
${rules}`

describe('rewriting the older policies', () => {
  test('changes what has to be changed, and keeps comments', () => {
    const { result } = rewritten(
      anp(`  ingress:
    # Prometheus may look.
    - action: Allow
      from:
        - namespaces: {}
      ports:
        - portNumber:
            protocol: UDP
            port: 53
        - portRange: { start: 9100, end: 9199 }
        - namedPort: metrics
`),
    )
    expect(result.documents[0]!.text).toBe(`apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata:
  name: admins
spec:
  priority: 5 # asked early
  tier: Admin
  subject:
    namespaces: {}
  ingress:
    # Prometheus may look.
    - action: Accept
      from:
        - namespaces: {}
      protocols:
        - udp:
            destinationPort:
              number: 53
        - tcp: {destinationPort: {range: {start: 9100, end: 9199}}}
        - destinationNamedPort: metrics
`)
    expect([result.rewritten, result.left]).toEqual([['admins'], []])
  })

  test('means the same in the example', () => {
    const { before, after, result } = rewritten(
      read('examples/anp-and-banp/admins.yaml'),
      read('examples/anp-and-banp/baseline.yaml'),
    )
    expect(result.rewritten).toEqual(['pages-for-dev', 'dev-keeps-out', 'scrape-everything', 'default'])
    expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(after.policies.policies.map(({ kind, rank }) => [kind, rank.tier, rank.priority])).toEqual(
      expect.arrayContaining([['ClusterNetworkPolicy', 'Baseline', 1000]]),
    )
    expect(after.diffConnections(before)).toEqual({ opened: 0, closed: 0, changed: 0, changes: [] })
    expect(before.diffConnections(openWorld({ documents: [SHOP] })).closed).toBeGreaterThan(0)
  })

  test('finds another name where two would have the same', () => {
    const baseline = read('examples/anp-and-banp/baseline.yaml')
    const { result, after } = rewritten(anp('', 'default'), baseline)
    expect(result.rewritten).toEqual(['default', 'default-baseline'])
    expect(after.applied.filter(({ kind }) => kind === 'ClusterNetworkPolicy').map(({ name }) => name)).toEqual([
      'default',
      'default-baseline',
    ])
  })

  test('leaves what the newer API cannot say, and tells why', () => {
    const peers = `      from:\n${'        - namespaces: {}\n'.repeat(26)}`
    expect(rewritten(anp(`  ingress:\n    - action: Deny\n${peers}`)).result).toMatchObject({
      rewritten: [],
      left: [{ kind: 'AdminNetworkPolicy', name: 'admins', why: 'limit' }],
    })
    expect(
      rewritten(
        anp(
          '  ingress:\n    - action: Deny\n      from: [{ namespaces: {} }]\n      ports:\n        - portNumber: { protocol: QUIC, port: 1 }\n',
        ),
      ).result.left,
    ).toMatchObject([{ why: 'protocol' }])
    expect(
      rewritten(
        anp(
          '  ingress:\n    - action: Deny\n      from: [{ namespaces: {} }]\n      ports:\n        - portRange: { start: 9, end: 3 }\n',
        ),
      ).result.left,
    ).toMatchObject([{ why: 'range' }])
  })

  test('means the same for all rules there are', () => {
    const selector = fc.constantFrom(
      '{}',
      '{ matchLabels: { team: store } }',
      '{ matchLabels: { env: dev } }',
      '{ matchLabels: { purpose: monitoring } }',
    )
    const pods = fc.constantFrom('{}', '{ matchLabels: { app: web } }', '{ matchLabels: { app: prometheus } }')
    const peer = fc.oneof(
      selector.map((each) => `namespaces: ${each}`),
      fc.tuple(selector, pods).map(([a, b]) => `pods: { namespaceSelector: ${a}, podSelector: ${b} }`),
    )
    const port = fc.oneof(
      fc.constantFrom(8080, 9090, 5432).map((number) => `portNumber: { port: ${number} }`),
      fc.constant('portRange: { protocol: TCP, start: 9000, end: 9200 }'),
      fc.constant('namedPort: metrics'),
    )
    const rule = fc.record({
      action: fc.constantFrom('Allow', 'Deny', 'Pass'),
      peers: fc.array(peer, { minLength: 1, maxLength: 2 }),
      ports: fc.array(port, { maxLength: 2 }),
    })
    const policy = fc.record({
      priority: fc.integer({ min: 0, max: 1000 }),
      subject: selector,
      ingress: fc.array(rule, { maxLength: 2 }),
      egress: fc.array(rule, { maxLength: 2 }),
    })
    const section = (
      name: string,
      side: string,
      rules: readonly { action: string; peers: readonly string[]; ports: readonly string[] }[],
    ) =>
      rules.length === 0
        ? ''
        : `  ${name}:\n${rules.map(({ action, peers, ports }) => `    - action: ${action}\n      ${side}:\n${peers.map((each) => `        - ${each}\n`).join('')}${ports.length > 0 ? `      ports:\n${ports.map((each) => `        - ${each}\n`).join('')}` : ''}`).join('')}`
    const text = policy.map(({ priority, subject, ingress, egress }) => ({
      priority,
      text: `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata:\n  name: p${priority}\nspec:\n  priority: ${priority}\n  subject:\n    namespaces: ${subject}\n${section('ingress', 'from', ingress)}${section('egress', 'to', egress)}`,
    }))
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { minLength: 1, maxLength: 3, selector: ({ priority }) => priority }),
        (policies) => {
          const { before, after, result } = rewritten(policies.map((each) => each.text).join('---\n'))
          expect(result.left).toEqual([])
          expect(after.diagnostics.filter(({ severity }) => severity === 'error').length).toBe(
            before.diagnostics.filter(({ severity }) => severity === 'error').length,
          )
          expect(after.diffConnections(before)).toEqual({ opened: 0, closed: 0, changed: 0, changes: [] })
        },
      ),
      { numRuns: 60 },
    )
  })
})
