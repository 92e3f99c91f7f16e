import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contains } from '../../src/ground/connections.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { readText } from './yaml-file.ts'

const CLUSTER = { name: 'cluster', text: readText('test/fixtures/clusters/two-hosts.yaml') }
const ENDS = ['app/w0', 'app/v0', 'app/w1', 'node:f1', 'ip:203.0.113.9']

const selector = fc.constantFrom(
  "name == 'w0'",
  "name != 'w0'",
  'has(name)',
  "hostname == 'f0'",
  'all()',
  "name in {'w0', 'w1'} || has(host-endpoint)",
)
const rule = fc.record({
  action: fc.constantFrom('Allow', 'Deny', 'Pass', 'Log'),
  from: fc.option(selector, { nil: null }),
  port: fc.option(fc.constantFrom(80, 8055), { nil: null }),
})
const policy = fc.record({
  tier: fc.constantFrom('default', 'first', 'last'),
  order: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  selector,
  rules: fc.array(rule, { maxLength: 3 }),
  egress: fc.boolean(),
  lane: fc.constantFrom(
    '',
    '',
    'applyOnForward: true',
    'preDNAT: true, applyOnForward: true',
    'doNotTrack: true, applyOnForward: true',
  ),
})
const policies = fc.array(policy, { minLength: 1, maxLength: 5 })
type Policy = typeof policy extends fc.Arbitrary<infer Value> ? Value : never

const TIERS = ['first', 'last'].map(
  (name, index) =>
    `apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: ${name}}\nspec: {order: ${index === 0 ? 10 : 20_000_000}}\n`,
)
const HOSTS = ['f0', 'f1'].map(
  (name, index) =>
    `apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: hep-${name}, labels: {hostname: ${name}, host-endpoint: 'true'}}\nspec: {node: ${name}, interfaceName: '*', expectedIPs: [172.17.0.1${index}], profiles: [projectcalico-default-allow]}\n`,
)

function written(
  { tier, order, selector: own, rules, egress, lane }: Policy,
  index: number,
  kind = 'GlobalNetworkPolicy',
): string {
  const direction = egress && !lane.startsWith('preDNAT') ? 'egress' : 'ingress'
  const lines = rules.map(
    ({ action, from, port }) =>
      `{action: ${action}${port === null ? '' : ', protocol: TCP'}${from === null ? '' : `, ${direction === 'ingress' ? 'source' : 'destination'}: {selector: ${JSON.stringify(from)}${direction === 'egress' && port !== null ? `, ports: [${port}]` : ''}}`}${port !== null && (direction === 'ingress' || from === null) ? `, destination: {ports: [${port}]}` : ''}}`,
  )
  return `apiVersion: projectcalico.org/v3\nkind: ${kind}\nmetadata: {name: p${index}}\nspec: {tier: ${tier}${order === null ? '' : `, order: ${order}`}, selector: ${JSON.stringify(own)}, types: [${direction === 'ingress' ? 'Ingress' : 'Egress'}], ${direction}: [${lines.join(', ')}]${lane === '' ? '' : `, ${lane}`}}\n`
}

function open(texts: readonly string[]): World {
  const world = openWorld({
    documents: [CLUSTER, ...[...TIERS, ...HOSTS, ...texts].map((text, index) => ({ name: `text ${index}`, text }))],
    cni: { name: 'calico' },
  })
  expect(world.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return world
}

const outcomes = (world: World) =>
  ENDS.flatMap((from) =>
    ENDS.filter((to) => to !== from).flatMap((to) =>
      [80, 8055].map((port) => `${from} -> ${to}:${port} ${world.ask({ from, to, port }).outcome}`),
    ),
  )
const runs = { numRuns: 12 }
/** Worlds are opened twice for each run. */
const PATIENCE = 30_000

test(
  'the order of the files changes nothing',
  () => {
    fc.assert(
      fc.property(policies, (all) => {
        const texts = all.map((each, index) => written(each, index))
        expect(outcomes(open([...texts].reverse()))).toEqual(outcomes(open(texts)))
      }),
      runs,
    )
  },
  PATIENCE,
)

test(
  'a tier whose policies only pass changes nothing for pods, wherever it stands',
  () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 0, max: 30_000_000 }), (all, order) => {
        const texts = all.map((each, index) => written(each, index))
        const pass = `apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: passing}\nspec: {order: ${order}}\n---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: pass}\nspec: {tier: passing, selector: all(), types: [Ingress, Egress], ingress: [{action: Pass}], egress: [{action: Pass}]}\n`
        expect(outcomes(open([...texts, pass]))).toEqual(outcomes(open(texts)))
      }),
      runs,
    )
  },
  PATIENCE,
)

test(
  'staged policies change no verdict',
  () => {
    fc.assert(
      fc.property(policies, policies, (all, staged) => {
        const texts = all.map((each, index) => written(each, index))
        expect(
          outcomes(open([...texts, ...staged.map((each, index) => written(each, index, 'StagedGlobalNetworkPolicy'))])),
        ).toEqual(outcomes(open(texts)))
      }),
      runs,
    )
  },
  PATIENCE,
)

test(
  'lists and matrix say what single questions say, with host endpoints on the way',
  () => {
    fc.assert(
      fc.property(policies, (all) => {
        const world = open(all.map((each, index) => written(each, index)))
        for (const { ref: from } of world.matrix().ends)
          for (const { ref: to } of world.matrix().ends) {
            if (from === to || !/^(app|node:)/.test(from) || !/^(app|node:)/.test(to)) continue
            const [connection] = world.connections({ from, to })
            for (const port of [80, 8055]) {
              const isListed = connection !== undefined && contains(connection.allowed, 'TCP', port)
              expect(`${from} -> ${to}:${port} ${isListed ? 'allowed' : 'denied'}`).toBe(
                `${from} -> ${to}:${port} ${world.ask({ from, to, port }).outcome}`,
              )
            }
          }
      }),
      runs,
    )
  },
  PATIENCE,
)
