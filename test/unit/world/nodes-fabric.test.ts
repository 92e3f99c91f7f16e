import { describe, expect, test } from 'vitest'
import type { CniChoice } from '../../../src/world/index.ts'
import { web, TWO, viewOf } from './nodes-view.ts'

describe('what nodes have to know of each other', () => {
  const counts = (cni: CniChoice) =>
    Object.fromEntries(viewOf(TWO, cni).fabric.map(({ what, counts: numbers }) => [what, numbers]))

  test('Flannel: a route, a neighbour and a forwarding entry for every other node', () => {
    expect(counts({ name: 'flannel' })).toEqual({
      'routes-to-nodes': [1, 9, 99, 499],
      neighbours: [1, 9, 99, 499],
      forwarding: [1, 9, 99, 499],
      'service-rules': [0, 0, 0, 0],
    })
    expect(counts({ name: 'flannel', mode: 'host-gw' })).toEqual({
      'routes-to-nodes': [1, 9, 99, 499],
      'service-rules': [0, 0, 0, 0],
    })
    expect(counts({ name: 'flannel', mode: 'wireguard' })).toEqual({
      'routes-to-nodes': [1, 1, 1, 1],
      'wireguard-peers': [1, 9, 99, 499],
      'service-rules': [0, 0, 0, 0],
    })
  })

  test('Calico: every node speaks BGP with every other one, unless it uses VXLAN', () => {
    expect(counts({ name: 'calico' })).toMatchObject({
      'routes-to-nodes': [1, 18, 198, 998],
      'routes-to-pods': [0, 110, 110, 110],
      'bgp-sessions': [1, 9, 99, 499],
      'bgp-sessions-all': [1, 45, 4950, 124_750],
      'bgp-sessions-reflected': [5, 21, 201, 1001],
    })
    expect(Object.keys(counts({ name: 'calico', mode: 'vxlan' }))).toEqual([
      'routes-to-nodes',
      'routes-to-pods',
      'neighbours',
      'forwarding',
      'service-rules',
    ])
  })

  test('kube-proxy: three rules for each endpoint and two for the port, wherever nobody takes its place', () => {
    const service = (name: string, spec: object) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'shop' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
    })
    const objects = [
      ...TWO,
      web(3),
      service('plain', {}),
      service('door', { type: 'NodePort' }),
      service('headless', { clusterIP: 'None' }),
      service('nobody', { selector: { app: 'none' } }),
    ]
    const rules = (cni: CniChoice) =>
      viewOf(objects, cni).fabric.find(({ what }) => what === 'service-rules')?.counts[0]
    expect(rules({ name: 'calico' })).toBe(11 + 14 + 1)
    expect([
      rules({ name: 'calico', options: { dataplane: 'ebpf' } }),
      rules({ name: 'cilium', options: { kubeProxyReplacement: 'on' } }),
    ]).toEqual([undefined, undefined])
  })

  test('AWS: nothing, the VPC knows', () => {
    expect(counts({ name: 'aws-vpc-cni' })).toMatchObject({ 'routes-to-nodes': [0, 0, 0, 0] })
  })
})
