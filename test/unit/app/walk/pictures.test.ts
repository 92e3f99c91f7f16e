import { describe, expect, it } from 'vitest'
import { addressesOf, gateOwner, unreachedEnd } from '../../../../src/app/panels/walk/ends.ts'
import { stripWords } from '../../../../src/app/panels/walk/strip.ts'
import { flowToWalk } from '../../../../src/app/state/walk-offer.ts'
import { groundOf } from '../../../../src/app/viz/walk/ground.ts'
import { ladderParts } from '../../../../src/app/viz/walk/ladder.ts'
import { lineOf } from '../../../../src/app/viz/walk/marks.ts'
import { titleLines } from '../../../../src/app/viz/walk/titles.ts'
import { tubesOf } from '../../../../src/app/viz/walk/tubes.ts'
import { CELL, type ClusterView } from '../../../../src/worker/snapshot.ts'
import { answer } from '../text/answers.ts'
import { shopReach } from '../matrix/worlds.ts'
import { MEASURE } from './measure.ts'
import { ALL, BRIDGED, LONG, node, NO_NAME, OUT, OUTSIDE, pod, STOPPED, TUNNEL, WIRE } from './walks.ts'

describe('the places of a walk', () => {
  it('are the machines in the order in which they are reached, with a wire between', () => {
    expect(
      groundOf(
        LONG.hops.map(({ place }) => place),
        null,
      ).map(({ on }) => on),
    ).toEqual(['outside', 'wire', 'node', 'wire', 'node'])
    expect(groundOf([node('n1'), node('n2')], null).map(({ on }) => on)).toEqual(['node', 'wire', 'node'])
    // Out and back: each time it comes by, the node is there.
    expect(groundOf([node('n1'), WIRE, node('n1')], null).map(({ on }) => on)).toEqual(['node', 'wire', 'node'])
  })

  it('have the destination that was not reached at the end, in its own node where that was', () => {
    const [, , n2] = groundOf(
      STOPPED.hops.map(({ place }) => place),
      { in: 'pod', pod: 'shop/api-2', node: 'n2' },
    )
    expect(n2).toMatchObject({
      on: 'node',
      name: 'n2',
      isReached: true,
      stretches: [{ in: 'node' }, { in: 'pod', pod: 'shop/api-2', stops: [] }],
    })
    expect(groundOf([pod('a/b', 'n1')], { in: 'outside', label: 'internet' }).at(-1)).toMatchObject({
      on: 'outside',
      isReached: false,
    })
    expect(
      groundOf(
        TUNNEL.hops.map(({ place }) => place),
        { in: 'pod', pod: 'shop/api-2', node: 'n2' },
      ),
    ).toHaveLength(3)
  })

  it('make a ladder: machines, pods in them, every stop once and in order', () => {
    for (const { hops } of Object.values(ALL)) {
      const rungs = ladderParts(hops, null)
        .flatMap(({ groups }) => groups)
        .flatMap(({ rungs: own }) => own)
      expect(rungs.map(({ index }) => index)).toEqual(hops.map((_, index) => index))
    }
    expect(ladderParts(TUNNEL.hops, null).map(({ on, groups }) => [on, groups.map(({ pod: name }) => name)])).toEqual([
      ['node', ['shop/web', null]],
      ['node', [null, 'shop/api-2']],
    ])
    expect(ladderParts(OUT.hops, null).map(({ on }) => on)).toEqual(['node', 'wire', 'outside'])
    const inTube = ladderParts(TUNNEL.hops, null)
      .flatMap(({ groups }) => groups)
      .flatMap(({ rungs }) => rungs)
      .filter(({ tubeBelow }) => tubeBelow)
      .map(({ index }) => index)
    expect(inTube).toEqual([4, 5, 6])
  })

  it('pair tunnels from the inside out, and leave open what is never unwrapped', () => {
    expect(tubesOf(['wrap', 'wrap', 'router', 'unwrap', 'unwrap'])).toEqual([
      { from: 0, to: 4, depth: 0 },
      { from: 1, to: 3, depth: 1 },
    ])
    expect(tubesOf(['unwrap', 'wrap', 'check'])).toEqual([{ from: 1, to: null, depth: 0 }])
  })

  it('have headings that break at separators only', () => {
    expect(
      titleLines('shop/web-5d5f7c9b8d-abcde', '10.0.0.5', 150, MEASURE).map(({ name, address }) => name || address),
    ).toEqual(['shop/web-', '5d5f7c9b8d-abcde', '10.0.0.5'])
    expect(titleLines('n1', '172.18.0.11', 150, MEASURE)).toMatchObject([
      { name: 'n1', address: '172.18.0.11', addressAt: 25 },
    ])
  })

  it('are drawn as their verdict', () => {
    expect([TUNNEL, STOPPED, BRIDGED, NO_NAME].map(lineOf)).toEqual(['allowed', 'denied', 'open', 'denied'])
  })
})

describe('around a walk', () => {
  it('the strip has words where they fit, else numbers', () => {
    expect(stripWords(['Leave pod', 'Egress'], 300)).toEqual(['Leave pod', 'Egress'])
    expect(stripWords(['Leave pod', 'Egress'], 120)).toEqual(['1', '2'])
    expect(stripWords([], 0)).toEqual([])
  })

  it('addresses are those of the family of the walk', () => {
    const cluster = {
      nodes: [{ name: 'n1', addresses: ['172.18.0.11'] }],
      workloads: [{ pods: [{ id: 'shop/web', addresses: ['fd00::5', '10.0.0.5'] }] }],
    } as unknown as ClusterView
    const addressOf = addressesOf(cluster, TUNNEL)
    expect([
      addressOf('node', 'n1'),
      addressOf('pod', 'shop/web'),
      addressOf('pod', 'gone'),
      addressOf('outside', OUTSIDE.in),
    ]).toEqual(['172.18.0.11', '10.0.0.5', '', ''])
  })

  it('the end is where the answer says the packet was meant to go', () => {
    const denied = answer('denied', [], {}, { destination: { label: 'shop/api-2', node: 'n2' } })
    expect(unreachedEnd(STOPPED, denied)).toEqual({ in: 'pod', pod: 'shop/api-2', node: 'n2' })
    expect(unreachedEnd(TUNNEL, denied)).toBeNull()
    expect(unreachedEnd(STOPPED, answer('denied', [], { flow: null }))).toBeNull()
    expect(
      unreachedEnd(
        STOPPED,
        answer('denied', [], {}, { destination: { kind: 'external', label: 'internet', node: null } }),
      ),
    ).toEqual({ in: 'outside', label: 'internet' })
  })

  it('a gate is the end’s that it belongs to', () => {
    expect([
      gateOwner(STOPPED.hops[3]!, answer('denied'))?.label,
      gateOwner(STOPPED.hops[8]!, answer('denied'))?.label,
      gateOwner(STOPPED.hops[4]!, answer('denied')),
    ]).toEqual(['shop/web', 'shop/api', null])
    expect(gateOwner(STOPPED.hops[8]!, null)?.label).toBe('n2')
  })

  it('a first flow is offered: between workloads, decided by a rule if there is one, and no lookup', () => {
    const reach = shopReach()
    const flow = flowToWalk(reach)!
    expect(flow.verdict).toBe(CELL.allowed)
    expect(flow.port?.port).not.toBe(53)
    expect(reach.endpoints.find(({ id }) => id === flow.from)?.group).not.toBe('outside')
    expect(flowToWalk({ ...reach, cells: null })).toBeNull()
    expect(flowToWalk({ ...reach, cells: reach.cells!.map(() => CELL.self) })).toBeNull()
  })
})
