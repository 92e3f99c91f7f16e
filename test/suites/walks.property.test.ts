import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Header, Hop, Packet, PacketWalk } from '../../src/sim/cni/walk.ts'
import { openWorld, type Answer, type Question, type World } from '../../src/world/index.ts'
import { walkOf } from '../../src/world/walk.ts'
import { bounded } from './bounded.ts'
import { setting } from './generate-setting.ts'
import { PROTOCOLS } from './generate-words.ts'
import { cluster, documentsOf, service, type GeneratedCluster } from './generate.ts'
import { overheadOf } from './walk-lines.ts'

/** A question by numbers, whatever world it will be asked of. */
const pick = fc.record({
  from: fc.nat(99),
  to: fc.nat(99),
  isFromOutside: fc.constantFrom(false, false, false, false, true),
  port: fc.constantFrom(53, 80, 81, 30_080, 30_081),
  protocol: fc.constantFrom(...PROTOCOLS, 'TCP' as const, 'ICMP' as const),
})

function questionOf(
  { cluster: { pods, nodes, services } }: World,
  { from, to, isFromOutside, port, protocol }: typeof pick extends fc.Arbitrary<infer Picked> ? Picked : never,
): Question {
  const inside = [...pods.map((pod) => `${pod.namespace.name}/${pod.name}`), ...nodes.map(({ name }) => `node:${name}`)]
  const outside = ['internet', 'ip:203.0.113.9']
  const targets = [
    ...inside,
    ...services.flatMap((each) => [
      `svc:${each.namespace.name}/${each.name}`,
      `name:${each.name}.${each.namespace.name}`,
    ]),
    ...outside,
    'name:a.one.example',
  ]
  const sources = isFromOutside ? outside : inside
  return { from: sources[from % sources.length]!, to: targets[to % targets.length]!, port, protocol }
}

const world = fc.record({
  generated: cluster,
  services: fc.array(service, { maxLength: 3 }),
  cni: setting,
  zoned: fc.boolean(),
  picks: fc.array(pick, { minLength: 12, maxLength: 12 }),
})

test('a walk ends where the answer says, and its packets add up', () => {
  let walked = 0
  fc.assert(
    fc.property(world, ({ generated, services, cni, zoned, picks }) => {
      const opened = openWorld({
        documents: [
          ...documentsOf(zoned ? inZones(generated) : generated),
          { name: 'services', text: services.map((each, index) => JSON.stringify(each(index))).join('\n---\n') },
        ],
        cni,
      })
      if (opened.cluster.pods.length === 0) return
      for (const each of picks) {
        const asked = questionOf(opened, each)
        const answer = opened.ask(asked)
        const parts = answer.parts ?? [{ answer }]
        parts.forEach((part, index) => {
          const walk = walkOf(opened, asked, answer.parts ? index : undefined)
          if (walk) walked++
          expectWalk(walk, part.answer, opened, asked)
        })
        if (answer.parts) expect(walkOf(opened, asked)).toEqual(walkOf(opened, asked, toldPart(answer)))
      }
    }),
    bounded(200, 12_000),
  )
  expect(walked).toBeGreaterThan(50)
})

/** The part whose steps a joined answer has. */
function toldPart({ parts }: Answer): number {
  const index = (outcome: string) => parts!.findIndex((part) => part.answer.outcome === outcome)
  return index('denied') >= 0 ? index('denied') : index('conditional') >= 0 ? index('conditional') : 0
}

/** The nodes in two subnets. */
function inZones(generated: GeneratedCluster): GeneratedCluster {
  return {
    ...generated,
    objects: generated.objects.map((object) =>
      object['kind'] === 'Node'
        ? {
            ...object,
            metadata: {
              ...(object['metadata'] as object),
              labels: { 'topology.kubernetes.io/zone': (object['metadata'] as { name: string }).name },
            },
            status: {},
          }
        : object,
    ),
  }
}

function expectWalk(walk: PacketWalk | null, answer: Answer, opened: World, asked: Question): void {
  const about = JSON.stringify({ cni: opened.cni, asked, outcome: answer.outcome, cause: answer.cause })
  if (walk === null) {
    // Nothing to send: no answer, no family of addresses in common, or an end that is on no node.
    expect(
      answer.outcome === 'unanswerable' || (answer.cause === 'no-route' && answer.flow === null) || isHomeless(answer),
      about,
    ).toBe(true)
    return
  }
  const last = walk.hops.at(-1)!
  expect({ about, ends: last.drop ? 'drop' : last.kind }).toEqual({
    about,
    ends: answer.outcome === 'denied' ? 'drop' : last.place.in === 'outside' ? 'outside' : 'socket',
  })
  expect(walk.hops.filter(({ drop }) => drop).length, about).toBe(last.drop ? 1 : 0)
  expectDrop(last, answer, about)
  expectPackets(walk.hops, about)
  expectPackets(walk.reply, about)
  expect(walk.reply.length > 0, about).toBe(!last.drop)
  expect(
    walk.reply.some(({ kind }) => kind === 'check'),
    about,
  ).toBe(false)
  if (walk.reply.length > 0) expectReply(walk, about)
  for (const hops of [walk.hops, walk.reply]) for (const hop of hops) expectFits(hop, walk.podMtu, about)
  expectChecks(walk, answer, opened, about)
}

function isHomeless({ flow }: Answer): boolean {
  return flow !== null && [flow.source, flow.destination].some(({ kind, node }) => kind !== 'external' && node === null)
}

function expectDrop(last: Hop, answer: Answer, about: string): void {
  if (!last.drop) return
  if (answer.cause === 'no-route') expect(last.drop.by, about).toBe('no-route')
  else if (answer.cause === 'name-not-resolved')
    expect(last, about).toMatchObject({ kind: 'ask-dns', drop: { by: 'name-not-resolved', symptom: 'unknown-host' } })
  else if (answer.cause === 'no-endpoints')
    expect(last.drop.by, about).toBe(
      answer.notes.some(({ note }) => note === 'no-local-endpoints') ? 'no-local-endpoints' : 'no-endpoints',
    )
  else
    expect(last, about).toMatchObject({
      kind: 'check',
      check: { at: answer.deniedAt, outcome: 'denied' },
      drop: { by: 'policy' },
    })
}

/**
 * What comes to a hop is what left the one before; what is wrapped is unwrapped, and only NAT changes what is inside.
 */
function expectPackets(hops: readonly Hop[], about: string): void {
  let depth = 0
  hops.forEach((hop, index) => {
    if (index > 0) expect(hop.before, about).toEqual(hops[index - 1]!.after)
    depth += hop.kind === 'wrap' ? 1 : hop.kind === 'unwrap' ? -1 : 0
    expect({ about, depth: depth === 0 || depth === 1 }).toEqual({ about, depth: true })
    expect({ about, overhead: overheadOf(hop.after) > 0 }).toEqual({ about, overhead: depth === 1 })
    if (hop.kind === 'wrap') expect(inner(hop.after), about).toEqual(hop.before)
    if (hop.kind === 'unwrap') expect(hop.after, about).toEqual(inner(hop.before))
    const rewrites: readonly Hop['kind'][] = ['translate', 'masquerade', 'ask-dns', 'wrap', 'unwrap']
    if (!rewrites.includes(hop.kind) && hop.after !== hop.before && hop.kind !== 'router')
      expect({ about, hop: hop.kind, dst: valueOf(hop.after[0], 'dst') }).toEqual({
        about,
        hop: hop.kind,
        dst: valueOf(hop.before[0], 'dst'),
      })
  })
  if (hops.length > 0 && !hops.at(-1)!.drop) expect({ about, depth }).toEqual({ about, depth: 0 })
}

function inner(packet: Packet): Packet {
  return packet.slice(packet.findLastIndex(({ layer }) => layer === 'IP'))
}

/** The answer comes back to whoever sent, from whom it was sent to. */
function expectReply({ hops, reply }: PacketWalk, about: string): void {
  const first = hops.find(({ kind }) => kind !== 'ask-dns')!.before
  const back = reply.at(-1)!.after
  expect({ about, src: valueOf(back[0], 'src'), dst: valueOf(back[0], 'dst'), port: valueOf(back[1], 'dst') }).toEqual({
    about,
    src: valueOf(first[0], 'dst'),
    dst: valueOf(first[0], 'src'),
    port: valueOf(first[1], 'src'),
  })
}

function expectFits(hop: Hop, podMtu: number, about: string): void {
  if (hop.mtu === null) return
  const crossing = hop.kind === 'wrap' ? hop.before : hop.kind === 'unwrap' ? hop.after : hop.before
  expect({ about, device: hop.device, fits: podMtu + overheadOf(crossing) <= hop.mtu }).toEqual({
    about,
    device: hop.device,
    fits: true,
  })
}

/** Each gate stands once, in the packet's order, and sees in the headers what its verdict says that it sees. */
function expectChecks({ hops }: PacketWalk, { outcome, flow, steps }: Answer, opened: World, about: string): void {
  const checks = hops.filter(({ kind }) => kind === 'check')
  expect(
    checks.map(({ check }) => check!.at),
    about,
  ).toEqual(['egress', 'ingress'].filter((at) => checks.some(({ check }) => check!.at === at)))
  for (const { check, before } of checks) {
    expect(check!.steps, about).toEqual(steps.filter(({ at }) => at === check!.at))
    if (!flow || check!.outcome === 'exempt') continue
    const seen = check!.steps.find((step) => step.step === 'seen-as')
    const side = check!.at === 'egress' ? 'dst' : 'src'
    const end = check!.at === 'egress' ? flow.destination : flow.source
    const address = seen?.step === 'seen-as' ? seen.address : end.address
    if (address === null) continue
    // Cilium asks by identity: a node's packets may have any of its addresses.
    const isNode = opened.cni.name === 'cilium' && (seen !== undefined || end.kind === 'host')
    const node = [...opened.network.nodes.values()].find(
      (each) =>
        each.address.text === address ||
        opened.cluster.nodes.some(
          ({ name, addresses }) => name === each.node && addresses.some(({ text }) => text === address),
        ),
    )
    const allowed =
      isNode && node
        ? [
            address,
            node.address.text,
            ...node.reserved.map((each) => each.address.text),
            ...(opened.cluster.nodes.find(({ name }) => name === node.node)?.addresses.map(({ text }) => text) ?? []),
          ]
        : [address]
    expect({
      about,
      at: check!.at,
      [side]: allowed.includes(valueOf(before[0], side)!) ? address : valueOf(before[0], side),
    }).toEqual({ about, at: check!.at, [side]: address })
    if (check!.at === 'egress' && flow.port !== null && valueOf(before[1], 'dst') !== undefined)
      expect({ about, port: Number(valueOf(before[1], 'dst')) }).toEqual({
        about,
        port: seen?.step === 'seen-as' && seen.port !== null ? seen.port : flow.port,
      })
  }
  if (outcome === 'allowed' && flow)
    for (const at of ['egress', 'ingress'] as const)
      if (
        steps.some((step) => step.at === at && step.step === 'rule-matched') &&
        !hops.some(({ device }) => device === 'lo')
      )
        expect({ about, at, stands: checks.some(({ check }) => check!.at === at) }).toEqual({ about, at, stands: true })
}

function valueOf(header: Header | undefined, name: string): string | undefined {
  return header?.fields.find((field) => field.name === name)?.value
}
