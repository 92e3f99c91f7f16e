import { describe, expect, test } from 'vitest'
import type { CniChoice } from '../../../src/world/index.ts'
import { node, web, TWO, viewOf } from './nodes-view.ts'

describe('what binds the pods of a node', () => {
  test.each<[string, CniChoice, readonly (readonly [string, number])[]]>([
    [
      'Flannel: the kubelet, long before the range',
      { name: 'flannel' },
      [
        ['kubelet', 110],
        ['range', 253],
      ],
    ],
    [
      'Cilium likewise; its agent keeps two more',
      { name: 'cilium' },
      [
        ['kubelet', 110],
        ['range', 252],
      ],
    ],
    [
      'Calico: twenty blocks less the tunnel’s address',
      { name: 'calico' },
      [
        ['kubelet', 110],
        ['blocks', 1279],
      ],
    ],
    [
      'Calico without a tunnel',
      { name: 'calico', mode: 'bgp' },
      [
        ['kubelet', 110],
        ['blocks', 1280],
      ],
    ],
    [
      'AWS: the interfaces, and the kubelet counts two more pods',
      { name: 'aws-vpc-cni' },
      [
        ['kubelet', 29],
        ['interfaces', 27],
      ],
    ],
    [
      'AWS with prefixes: what the kubelet is told',
      { name: 'aws-vpc-cni', mode: 'prefix-delegation' },
      [
        ['kubelet', 110],
        ['prefixes', 432],
      ],
    ],
    ['the reference has no books', { name: 'reference' }, []],
  ])('%s', (_say, cni, limits) => {
    expect(viewOf(TWO, cni).nodes[0]!.limits.map(({ by, pods }) => [by, pods])).toEqual(limits)
  })

  test('a range that is small binds first', () => {
    const [first] = viewOf([node('a', { spec: { podCIDR: '10.244.9.0/28' } })], { name: 'flannel' }).nodes
    expect(first!.limits[0]).toEqual({ by: 'range', pods: 13, prefix: 28, bits: 32, kept: 3 })
    expect(first!.room).toBe(13)
  })

  test('what the node says of its kubelet counts', () => {
    const [first] = viewOf([node('a', { status: { capacity: { pods: '17' } } })], { name: 'calico' }).nodes
    expect(first!.limits[0]).toEqual({ by: 'kubelet', pods: 17, written: true, system: 0 })
  })
})

describe('who has which address', () => {
  test('Flannel: the tunnel, the bridge, the pods, the last', () => {
    const [range] = viewOf([node('a'), web(2)], { name: 'flannel' }).nodes[0]!.ranges
    expect(range!.cidr).toBe('10.244.0.0/24')
    expect(
      range!.held
        .filter(({ holder }) => holder.kind !== 'pod')
        .map(({ place, address, holder }) => [place, address, holder]),
    ).toEqual([
      [0, '10.244.0.0', { kind: 'device', device: 'flannel.1' }],
      [1, '10.244.0.1', { kind: 'device', device: 'cni0' }],
      [255, '10.244.0.255', { kind: 'kept', why: 'last' }],
    ])
    expect(range!.held.flatMap(({ holder }) => (holder.kind === 'pod' ? [holder.pod] : [])).sort()).toEqual([
      'shop/web-1',
      'shop/web-2',
    ])
  })

  test('Cilium: the router and the health endpoint', () => {
    const [range] = viewOf([node('a')], { name: 'cilium' }).nodes[0]!.ranges
    expect(
      range!.held.map(({ holder }) =>
        holder.kind === 'device' ? holder.device : holder.kind === 'kept' ? holder.why : holder.pod,
      ),
    ).toEqual(['network', 'cilium_host', 'health', 'last'])
  })

  test('Calico: the node claims another block when its own is full', () => {
    const view = viewOf([node('a'), web(80)], { name: 'calico' })
    expect(view.nodes[0]!.ranges.map(({ size, held }) => [size, held.length])).toEqual([
      [64, 64],
      [64, 17],
    ])
    expect(view.pool).toEqual({ cidr: '192.168.0.0/16', partPrefix: 26, parts: 1024, taken: 2 })
  })

  test('Calico: a pod with an address of another node’s block has borrowed it', () => {
    const [a] = viewOf(TWO, { name: 'calico' }).nodes
    const borrowed =
      a!.ranges[0]!.held.length > 0 ? a!.ranges[0]!.cidr!.replace(/\d+\/26$/, (end) => `${parseInt(end) + 9}`) : ''
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'guest', namespace: 'shop' },
      spec: { nodeName: 'b', containers: [{ name: 'x', image: 'x' }] },
      status: { podIP: borrowed },
    }
    const view = viewOf([...TWO, pod], { name: 'calico' })
    expect(view.nodes[0]!.ranges[0]!.held.find(({ address }) => address === borrowed)?.holder).toEqual({
      kind: 'pod',
      pod: 'shop/guest',
      node: 'b',
    })
    expect(view.nodes[1]!.ranges.map(({ borrowedFrom }) => borrowedFrom)).toEqual([null, 'a'])
    expect(view.nodes[1]!.pods.addressed).toBe(1)
  })

  test('addresses from another network are listed as that', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'guest', namespace: 'shop' },
      spec: { nodeName: 'a', containers: [{ name: 'x', image: 'x' }] },
      status: { podIP: '10.99.0.7' },
    }
    expect(viewOf([...TWO, pod], { name: 'flannel' }).nodes[0]!.pods).toEqual({
      addressed: 0,
      onHostNetwork: 0,
      elsewhere: ['shop/guest'],
    })
  })
})

test('only so many nodes are described, and places in the text are given', () => {
  const labelled = node('a', {
    labels: { 'topology.kubernetes.io/zone': 'eu-1a', 'node.kubernetes.io/instance-type': 't3.small' },
  })
  const view = viewOf([labelled, node('b'), node('c')], { name: 'aws-vpc-cni' }, undefined, 2)
  expect(view.nodes.map(({ node: name }) => name)).toEqual(['a', 'b'])
  expect(view.moreNodes).toBe(1)
  expect(view.nodes[0]!.facts.map(({ field, value, span }) => [field, value, span?.start.line ?? null])).toEqual([
    ['zone', 'eu-1a', 1],
    ['instance-type', 't3.small', 1],
  ])
  expect(view.nodes[1]!.facts.map(({ value }) => value)).toEqual([null, null])
})
