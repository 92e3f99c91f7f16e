import { describe, expect, test } from 'vitest'
import { build, pod, workload } from './clusters.ts'

const addressesOf = (...texts: readonly string[]) =>
  Object.fromEntries(
    build(texts.join('---\n')).cluster.pods.map(({ name, addresses }) => [
      name,
      addresses.map(({ text }) => text).join(),
    ]),
  )

describe('addresses', () => {
  test('a name has the same address whatever else is in the cluster, and wherever it stands', () => {
    const alone = addressesOf(pod('web'))
    expect(addressesOf(pod('api'), pod('web'), pod('db'))).toMatchObject(alone)
    expect(addressesOf(pod('db'), pod('web'))).toMatchObject(alone)
    expect(alone['web']).toMatch(/^10\.244\.\d+\.\d+$/)
  })
  test('scaling up moves nobody', () => {
    expect(addressesOf(workload('Deployment', 'web', 'replicas: 20, '))).toMatchObject(
      addressesOf(workload('Deployment', 'web', 'replicas: 3, ')),
    )
  })
  test('nobody gets an address that is taken', () => {
    const made = addressesOf(pod('web'))['web']!
    const squatter = pod('squatter', '', '', `podIP: ${made}`)
    const both = addressesOf(squatter, pod('web'))
    expect(both['squatter']).toBe(made)
    expect(both['web']).not.toBe(made)
    expect(new Set(Object.values(addressesOf(workload('Deployment', 'web', 'replicas: 150, ')))).size).toBe(150)
  })
  test('both addresses of a dual-stack pod are kept, in canonical form', () => {
    expect(addressesOf(pod('web', '', '', 'podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: "FD00:0:0::1"}]'))).toEqual({
      web: '10.0.0.1,fd00::1',
    })
  })
  test('an address that is none is as good as missing', () => {
    expect(addressesOf(pod('web', '', '', 'podIP: nonsense'))['web']).toMatch(/^10\.244\./)
  })
  test('what we made up is marked', () => {
    expect(build(pod('web')).cluster.pods[0]!.addressAssumed).toBe(true)
    expect(build(pod('web', '', '', 'podIP: 10.0.0.1')).cluster.pods[0]!.addressAssumed).toBe(false)
  })
  test('two pods that claim one address are told of', () => {
    const { cluster, remarks } = build(
      [pod('a', '', '', 'podIP: 10.0.0.1'), pod('b', '', '', 'podIP: 10.0.0.1')].join('---\n'),
    )
    expect(remarks).toMatchObject([
      { severity: 'warning', facts: { code: 'address-shared', address: '10.0.0.1', other: 'shop/a' } },
    ])
    expect(cluster.byAddress.get('10.0.0.1')).toMatchObject({ pod: { name: 'a' } })
  })
  test('a finished pod keeps no address from its heir', () => {
    const { cluster, remarks } = build(
      [pod('done', '', '', 'phase: Succeeded, podIP: 10.0.0.1'), pod('heir', '', '', 'podIP: 10.0.0.1')].join('---\n'),
    )
    expect(remarks).toEqual([])
    expect(cluster.byAddress.get('10.0.0.1')).toMatchObject({ pod: { name: 'heir' } })
    expect(cluster.podByName.get('shop/done')).toMatchObject({ finished: true, endpoint: null })
  })
})

describe('nodes and the host network', () => {
  const node =
    'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: Hostname, address: n1}, {type: InternalIP, address: 172.18.0.5}, {type: ExternalIP, address: 198.51.100.5}]}\n'
  test("a pod on the host network has its node's addresses and is a host", () => {
    const { cluster, remarks } = build(
      [
        node,
        pod('agent', '', 'nodeName: n1, hostNetwork: true, '),
        pod('agent-2', '', 'nodeName: n1, hostNetwork: true, '),
      ].join('---\n'),
    )
    expect(cluster.pods.map(({ endpoint }) => endpoint)).toMatchObject(
      [1, 2].map(() => ({ kind: 'host', node: 'n1', addresses: [{ text: '172.18.0.5' }, { text: '198.51.100.5' }] })),
    )
    expect(remarks).toEqual([])
    expect(cluster.byAddress.get('172.18.0.5')).toMatchObject({ kind: 'host', process: null })
  })
  test('a node that only a pod names is assumed, with a stable address and the label of its name', () => {
    const { cluster } = build(pod('web', '', 'nodeName: n7, '))
    expect(cluster.nodes).toMatchObject([{ name: 'n7', object: null, labels: { 'kubernetes.io/hostname': 'n7' } }])
    expect(build(pod('other', '', 'nodeName: n7, ')).cluster.nodes[0]!.addresses).toEqual(cluster.nodes[0]!.addresses)
  })
  test('an empty node name is no node', () => {
    const { cluster } = build(pod('web', '', 'nodeName: "", '))
    expect(cluster.nodes).toEqual([])
    expect(cluster.pods[0]!.node).toBeNull()
  })
})
