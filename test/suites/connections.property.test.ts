import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contains } from '../../src/ground/connections.ts'
import type { PortProtocol } from '../../src/ground/ports.ts'
import {
  openWorld,
  type ConnectionsDiff,
  type EndpointRef,
  type Exposure,
  type PortSets,
  type World,
} from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { PROTOCOLS } from './generate-words.ts'
import { cluster, documentsOf, stream, type GeneratedCluster } from './generate.ts'

/** Ports on both sides of every bound that a generated policy can have. */
const PORTS = [1, 52, 53, 54, 79, 80, 81, 82, 89, 90, 91, 65535]

const worldOf = (generated: GeneratedCluster) => openWorld({ documents: documentsOf(generated) })

function expectSaid(world: World, from: EndpointRef, to: EndpointRef, sets: PortSets): void {
  for (const protocol of PROTOCOLS) {
    for (const port of PORTS) {
      const { outcome } = world.ask({ from, to, port, protocol })
      const listed = wordOf(sets, protocol, port)
      if (outcome !== listed)
        expect({ flow: `${from} -> ${to}:${port}/${protocol}`, listed }).toEqual({
          flow: `${from} -> ${to}:${port}/${protocol}`,
          listed: outcome,
        })
    }
  }
}

function wordOf(
  { allowed, conditional }: PortSets,
  protocol: PortProtocol,
  port: number,
): 'allowed' | 'conditional' | 'denied' {
  return contains(allowed, protocol, port)
    ? 'allowed'
    : contains(conditional, protocol, port)
      ? 'conditional'
      : 'denied'
}

test('every listed connection lets through what a question about it would, and what is not listed lets through nothing', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const world = worldOf(generated)
      const { ends, beyond } = world.matrix()
      const listed = new Map(
        world.connections().map((connection) => [`${connection.from} ${connection.to}`, connection]),
      )
      for (const from of [...ends, ...beyond]) {
        for (const to of [...ends, ...beyond]) {
          if ((from === to && from.endpoints.length === 1) || (from.workload === null && to.workload === null)) continue
          expectSaid(world, from.ref, to.ref, listed.get(`${from.ref} ${to.ref}`) ?? NOTHING)
        }
      }
    }),
    bounded(60, 2_500),
  )
})

const NOTHING: PortSets = { allowed: { TCP: [], UDP: [], SCTP: [] }, conditional: { TCP: [], UDP: [], SCTP: [] } }

const twoStates = fc
  .tuple(cluster, cluster)
  .map(([a, b]) => [a, { ...b, policies: [...b.policies, ...a.policies.slice(0, 1)] }] as const)

test('what differs between two states is the other way round what differs between the other and the one', () => {
  fc.assert(
    fc.property(twoStates, ([a, b]) => {
      const before = worldOf(a)
      const after = worldOf(b)
      const there = after.diffConnections(before, 1e6)
      const back = before.diffConnections(after, 1e6)
      expect([back.opened, back.closed, back.changed]).toEqual([there.closed, there.opened, there.changed])
      const TURNED = { opened: 'closed', closed: 'opened', changed: 'changed' } as const
      const turned = back.changes.map(({ sign, before: a, after: b, ...ends }) => ({
        sign: TURNED[sign],
        ...ends,
        before: b,
        after: a,
      }))
      const sorted = (changes: ConnectionsDiff['changes']) =>
        [...changes].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1))
      expect(sorted(turned)).toEqual(sorted(there.changes))
      expect(after.diffConnections(after)).toEqual({ opened: 0, closed: 0, changed: 0, changes: [] })
    }),
    bounded(40, 2_500),
  )
})

test('what differs is what questions to both states tell, places outside included that only one of them names', () => {
  fc.assert(
    fc.property(twoStates, ([a, b]) => {
      const before = worldOf(a)
      const after = worldOf(b)
      for (const { from, to, before: past, after: present } of after.diffConnections(before, 1e6).changes) {
        for (const [world, sets] of [
          [before, past],
          [after, present],
        ] as const)
          if (canBeAsked(world, from, to)) expectSaid(world, from, to, sets)
      }
    }),
    bounded(40, 2_500),
  )
})

/** Whether both are workloads with live pods, or addresses that are nobody's; and not one pod and itself. */
function canBeAsked({ cluster: { workloadByRef, byAddress } }: World, from: EndpointRef, to: EndpointRef): boolean {
  const pods = (ref: EndpointRef) =>
    workloadByRef.get(ref)?.pods.filter(({ endpoint }) => endpoint !== null).length ?? 0
  const exists = (ref: EndpointRef) =>
    ref.startsWith('ip:') ? !byAddress.has(ref.slice('ip:'.length)) : ref === 'internet' || pods(ref) > 0
  return exists(from) && exists(to) && (from !== to || pods(from) > 1)
}

/** Whether some policy asks for addresses, of which another new pod may have another. */
function namesBlocks({ policies: { policies } }: World): boolean {
  return policies.some(({ rules }) =>
    rules.some(({ when }) =>
      when.some((condition) => condition.aspect === 'peer' && condition.anyOf.some(({ kind }) => kind === 'block')),
    ),
  )
}

/** The same documents with the pod of a class written down beside them. */
function withNewcomer(generated: GeneratedCluster, { newcomers: { namespace, example } }: Exposure): World {
  const added = [
    ...(namespace.kind === 'new'
      ? [
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: example.namespace, labels: example.namespaceLabels },
          },
        ]
      : []),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'fresh', namespace: example.namespace, labels: example.labels },
      spec: { containers: [{ name: 'main', image: 'example/app' }] },
    },
  ]
  return openWorld({ documents: [...documentsOf(generated), { name: 'newcomer', text: stream(added) }] })
}

test('exposure is what a question tells once such a pod is written down', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      for (const exposure of worldOf(generated).exposure()) {
        const grown = withNewcomer(generated, exposure)
        if (namesBlocks(grown)) continue
        const fresh = `${exposure.newcomers.example.namespace}/fresh`
        const [from, to] = exposure.direction === 'ingress' ? [fresh, exposure.workload] : [exposure.workload, fresh]
        expectSaid(grown, from, to, exposure)
      }
    }),
    bounded(60, 2_500),
  )
})

test('a pod that no policy knows reaches what the widest class says, and nothing where there is none', () => {
  fc.assert(
    fc.property(cluster, (generated) => {
      const world = worldOf(generated)
      const strangers = world
        .exposure()
        .filter(
          ({ newcomers: { pods, namespace } }) =>
            pods.length === 0 && namespace.kind === 'new' && namespace.selector.length === 0,
        )
      const grown = openWorld({
        documents: [
          ...documentsOf(generated),
          {
            name: 'newcomer',
            text: stream([
              {
                apiVersion: 'v1',
                kind: 'Pod',
                metadata: { name: 'fresh', namespace: 'elsewhere' },
                spec: { containers: [{ name: 'main', image: 'example/app' }] },
              },
            ]),
          },
        ],
      })
      if (namesBlocks(grown)) return
      for (const { ref, pods } of world.cluster.workloads) {
        if (pods.every(({ endpoint }) => endpoint === null)) continue
        for (const direction of ['ingress', 'egress'] as const) {
          const said = strangers.find((each) => each.workload === ref && each.direction === direction) ?? NOTHING
          if (direction === 'ingress') expectSaid(grown, 'elsewhere/fresh', ref, said)
          else expectSaid(grown, ref, 'elsewhere/fresh', said)
        }
      }
    }),
    bounded(60, 2_500),
  )
})
