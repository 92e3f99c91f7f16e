import { describe, expect, test } from 'vitest'
import { awsInterface, bridgePort, calicoInterface, ciliumInterface } from '../../../../src/sim/cni/interfaces.ts'
import { identityOf, RESERVED } from '../../../../src/sim/cni/cilium/identity.ts'
import { openWorld } from '../../../../src/world/index.ts'

/**
 * Source: https://github.com/projectcalico/calico (VethNameForWorkload),
 * https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/networkutils/names.go: SHA-1 of `namespace.pod`
 */
const VECTORS = [
  ['shop', 'web-0', 'a4fc3c48bd8'],
  ['shop', 'client-7d9c5b6f4-x2x7k', '3cb054d99ce'],
  ['default', 'nginx', 'c440f455693'],
  ['prod', 'db-0', '20aafc107a9'],
] as const

const named = (namespace: string, name: string) => ({ namespace: { name: namespace, labels: {}, object: null }, name })

describe.each(VECTORS)('%s/%s', (namespace, name, digits) => {
  const pod = named(namespace, name)
  test('has the name that Calico and the Amazon VPC CNI give its link', () => {
    expect([calicoInterface(pod), awsInterface(pod), awsInterface(pod, 'vlan')]).toEqual([
      `cali${digits}`,
      `eni${digits}`,
      `vlan${digits}`,
    ])
  })
  test('has a made-up name where a real one is random, of the right form', () => {
    expect(bridgePort(pod)).toEqual({ name: expect.stringMatching(/^veth[0-9a-f]{8}$/), isMadeUp: true })
    expect(ciliumInterface(pod)).toEqual({ name: expect.stringMatching(/^lxc[0-9a-f]{12}$/), isMadeUp: true })
  })
  test('fits into what Linux takes', () => {
    for (const device of [
      calicoInterface(pod),
      awsInterface(pod, 'vlan'),
      bridgePort(pod).name,
      ciliumInterface(pod).name,
    ])
      expect(device.length).toBeLessThanOrEqual(15)
  })
})

describe('identities', () => {
  const pod = (name: string, labels: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {${labels}}}\nspec: {containers: [{name: main, image: example/app}]}\n`
  const { cluster } = openWorld({
    documents: [
      {
        name: 'cluster',
        text: [pod('a', 'app: web'), pod('b', 'app: web, pod-template-hash: x1'), pod('c', 'app: api')].join('---\n'),
      },
    ],
    cni: { name: 'cilium' },
  })
  const [a, b, c] = cluster.pods.map(identityOf)
  test('are one for each set of labels that count', () => {
    expect(a).toBe(b)
    expect(a).not.toBe(c)
  })
  test('are between those that are reserved and the last', () => {
    for (const number of [a!, c!]) expect(number).toBeGreaterThan(255)
    for (const number of [a!, c!]) expect(number).toBeLessThan(65_536)
    expect(Math.max(...Object.values(RESERVED))).toBeLessThan(256)
  })
})
