import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openWorld } from '../../src/world/index.ts'
import { PROTOCOLS, type ManifestObject } from '../suites/generate-words.ts'
import { cluster, documentsOf, type GeneratedCluster } from '../suites/generate.ts'
import { isAllowed, type Json, type Packet } from './kubernetes.ts'

/** How many random flows a run compares at least; `NAIVE_FLOWS` asks for more. */
const FLOWS = Number(process.env['NAIVE_FLOWS'] ?? 100_000)
const OUTSIDE = ['198.51.100.77', '203.0.113.5', '203.0.113.200', '2001:db8::7'] as const
const PORTS = [52, 53, 80, 81, 90, 91, 65_535] as const

/** Who may speak, and how the engine is asked for it. Of every address there is one owner. */
interface Speaker {
  readonly ref: string
  readonly address: string
}

/**
 * What the APIs leave open is taken out: of policies of one tier no two have the same priority, and nobody is named.
 * Every pod and node has an address in its status, because which one it would get otherwise is the plugin's business.
 */
function determined({ objects, policies, clusterPolicies }: GeneratedCluster): GeneratedCluster {
  const baselines = clusterPolicies.filter(({ kind }) => kind === 'BaselineAdminNetworkPolicy')
  return {
    policies,
    objects: objects
      .filter((object) => object['kind'] !== 'Deployment' && !isWithoutAddress(object))
      .map((object) =>
        object['kind'] === 'Node' ? { ...object, status: { addresses: nodeAddresses(object) } } : object,
      ),
    clusterPolicies: clusterPolicies
      .filter(
        (policy) =>
          baselines.length === 0 || policy === baselines[0] || (policy['spec'] as Json)['tier'] !== 'Baseline',
      )
      .map((policy, index) => ({
        ...policy,
        spec: withoutNames({
          ...(policy['spec'] as Json),
          ...(policy['kind'] === 'BaselineAdminNetworkPolicy' ? {} : { priority: (index * 7) % 11 }),
        }),
      })),
  }
}

function isWithoutAddress(object: ManifestObject): boolean {
  return (
    object['kind'] === 'Pod' &&
    (object['status'] as Json)['podIPs'] === undefined &&
    (object['spec'] as Json)['hostNetwork'] !== true
  )
}

const nodeAddresses = (node: ManifestObject) =>
  [`172.18.0.${nameOf(node).slice(1)}`, `fd00:18::${nameOf(node).slice(1)}`].map((address) => ({
    type: 'InternalIP',
    address,
  }))
const nameOf = (object: ManifestObject) => String((object['metadata'] as Json)['name'])

function withoutNames(spec: Json): Json {
  const rules = (list: unknown) =>
    ((list ?? []) as readonly Json[])
      .map((rule) =>
        Object.fromEntries(
          Object.entries(rule).map(([key, value]) => [
            key,
            key === 'to' ? (value as readonly Json[]).filter((peer) => !('domainNames' in peer)) : value,
          ]),
        ),
      )
      .filter((rule) => (rule['to'] as readonly Json[] | undefined)?.length !== 0)
  return { ...spec, ingress: rules(spec['ingress']), egress: rules(spec['egress']) }
}

function speakersOf({ objects }: GeneratedCluster): readonly Speaker[] {
  return [
    ...objects.flatMap((object): Speaker[] => {
      const status = object['status'] as Json
      const metadata = object['metadata'] as Json
      if (object['kind'] === 'Node')
        return nodeAddresses(object).map(({ address }) => ({ ref: `node:${nameOf(object)}`, address }))
      if (object['kind'] !== 'Pod' || status['phase'] === 'Succeeded') return []
      return ((status['podIPs'] ?? []) as readonly Json[]).map(({ ip }) => ({
        ref: `${String(metadata['namespace'])}/${nameOf(object)}`,
        address: String(ip),
      }))
    }),
    ...OUTSIDE.map((address) => ({ ref: `ip:${address}`, address })),
  ]
}

test(`the engine says what the plainest reading of the APIs says, flow by flow, of ${FLOWS.toLocaleString('en')} random flows`, () => {
  let compared = 0
  let allowed = 0
  const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 })
  for (const start of fc.sample(seed, { numRuns: FLOWS })) {
    if (compared >= FLOWS) break
    fc.assert(
      fc.property(cluster.map(determined), (generated) => {
        const world = openWorld({ documents: documentsOf(generated) })
        const objects = [...generated.objects, ...generated.policies, ...generated.clusterPolicies]
        expect(world.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
        const speakers = speakersOf(generated)
        for (const from of speakers)
          for (const to of speakers) {
            if (
              from.address.includes(':') !== to.address.includes(':') ||
              (from.ref.startsWith('ip:') && to.ref.startsWith('ip:')) ||
              from.ref === to.ref
            )
              continue
            for (const protocol of PROTOCOLS)
              for (const port of PORTS) {
                const packet: Packet = { from: from.address, to: to.address, protocol, port }
                const expected = isAllowed(objects, packet) ? 'allowed' : 'denied'
                const { outcome } = world.ask({ from: from.ref, to: to.ref, toAddress: to.address, protocol, port })
                compared += 1
                if (outcome === 'allowed') allowed += 1
                if (outcome !== expected) expect({ ...packet, outcome }).toEqual({ ...packet, outcome: expected })
              }
          }
      }),
      { numRuns: 20, seed: start },
    )
  }
  expect(compared).toBeGreaterThanOrEqual(FLOWS)
  // Where nearly everything passes, or nearly nothing, a comparison says little.
  expect(allowed / compared).toBeGreaterThan(0.2)
  expect(allowed / compared).toBeLessThan(0.9)
}, 300_000)

test('it shares no line with what it is compared with', () => {
  for (const file of ['addresses.ts', 'kubernetes.ts']) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    expect(
      [...text.matchAll(/from '([^']+)'/g)].map(([, target]) => target).filter((target) => target !== './addresses.ts'),
    ).toEqual([])
  }
})
