import { describe, expect, test } from 'vitest'
import { attachedFor, elasticInterfaces, interfaceOf } from '../../../../src/sim/cni/aws-vpc-cni/interfaces.ts'
import { openWorld } from '../../../../src/world/index.ts'

/** One node of a type, and so many pods on it. */
function interfacesFor(type: string, pods: number, mode = 'secondary-ip', options = {}) {
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'a', labels: { 'node.kubernetes.io/instance-type': type } },
  }
  const web = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: pods,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
    },
  }
  const { network, cluster } = openWorld({
    documents: [{ name: 'all', text: [node, web].map((each) => JSON.stringify(each)).join('\n---\n') }],
    cni: { name: 'aws-vpc-cni', mode, options },
  })
  return { cluster, interfaces: elasticInterfaces(network, cluster).get('a')! }
}

describe('interfaces of a node', () => {
  // docs/eni-and-ip-target.md of amazon-vpc-cni-k8s, WARM_ENI_TARGET=1.
  test.each([
    ['t3.small', 0, 3, 3, 1],
    ['t3.small', 5, 3, 3, 3],
    ['t3.small', 9, 3, 3, 3],
    ['p3dn.24xlarge', 0, 49, 15, 1],
    ['p3dn.24xlarge', 3, 49, 15, 2],
    ['p3dn.24xlarge', 95, 49, 15, 3],
  ])('%s with %i pods', (_type, pods, places, most, attached) => {
    expect(attachedFor(pods, places, most)).toBe(attached)
  })

  test('pods fill the places in order of their names, after the interface’s own address', () => {
    const { cluster, interfaces } = interfacesFor('t3.small', 5)
    expect(interfaces.map(({ device, pods }) => [device, pods.map(({ name }) => name)])).toEqual([
      ['eth0', ['web-1', 'web-2', 'web-3']],
      ['eth1', ['web-4', 'web-5']],
      ['eth2', []],
    ])
    expect(interfaces.every(({ address }) => address !== null)).toBe(true)
    expect(interfaces[0]!.address).toBe(cluster.nodes[0]!.addresses[0])
    expect(interfaceOf(cluster.pods[3]!, interfaces)?.number).toBe(1)
  })

  test('an interface that is not in stock yet has no address', () => {
    expect(interfacesFor('m5.large', 1).interfaces.map(({ address }) => address !== null)).toEqual([true, true, false])
  })

  test('with custom networking the first one takes no pods, and the others are in another range', () => {
    const { interfaces } = interfacesFor('t3.small', 4, 'custom-networking')
    expect(interfaces.map(({ takesPods, pods }) => [takesPods, pods.length])).toEqual([
      [false, 0],
      [true, 3],
      [true, 1],
    ])
    expect(interfaces.map(({ address }) => address?.text.split('.')[0])).toEqual(['10', '100', '100'])
  })

  // docs/prefix-and-ip-target.md, WARM_PREFIX_TARGET=1: pods, then prefixes on each interface.
  test.each([
    [0, [1, 0, 0], 0],
    [5, [2, 0, 0], 5],
    [16, [2, 0, 0], 16],
    [17, [3, 0, 0], 17],
    [58, [3, 2, 0], 48],
  ])('with prefixes, t3.small with %i pods', (pods, prefixes, onFirst) => {
    const { interfaces } = interfacesFor('t3.small', pods, 'prefix-delegation')
    expect(interfaces.map((each) => each.prefixes.length)).toEqual(prefixes)
    expect(interfaces[0]!.pods.length).toBe(onFirst)
  })

  test('pods with a branch interface of their own take no places', () => {
    const { cluster, interfaces } = interfacesFor('m5.large', 12, 'secondary-ip', { podSecurityGroups: 'strict' })
    expect(interfaces.map(({ pods }) => pods.length)).toEqual([3, 0, 0])
    // Their addresses are among those of machines.
    expect(cluster.pods.map(({ addresses }) => addresses[0]!.text.startsWith('10.10.0.')).filter(Boolean)).toHaveLength(
      9,
    )
  })
})
