import { describe, expect, test } from 'vitest'
import { addedText, lostLines, lostText } from '../../../../src/app/text/nodes/lost.ts'
import {
  boundText,
  elsewhereText,
  factText,
  fullText,
  interfaceText,
  rangeName,
  usedText,
} from '../../../../src/app/text/nodes/node.ts'
import { holderText, placeText } from '../../../../src/app/text/nodes/place.ts'
import { poolText, servicesText } from '../../../../src/app/text/nodes/pool.ts'
import { NODES } from '../../../../src/app/text/catalogue/en/nodes.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import { openWorld, type CniChoice } from '../../../../src/world/index.ts'
import { nodesOf } from '../../../../src/world/nodes.ts'

const node = (name: string, labels: object = {}, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  ...more,
})
const pod = (name: string, ip?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: { nodeName: 'a', containers: [{ name: 'x', image: 'x' }] },
  ...(ip && { status: { podIP: ip } }),
})
const viewOf = (objects: readonly object[], cni: CniChoice, pods = 0) =>
  nodesOf(
    openWorld({ documents: [{ name: 'all', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }], cni }),
    { nodes: 9, more: { pods, node: null } },
  )
const firstOf = (objects: readonly object[], cni: CniChoice) => viewOf(objects, cni).nodes[0]!

describe('what bounds a node', () => {
  test.each<[CniChoice, readonly object[], string]>([
    [
      { name: 'flannel' },
      [node('a')],
      'Bound by 110 pods that the kubelet takes by default; there are 2⁸ − 3 = 253 addresses in its range.',
    ],
    [
      { name: 'flannel' },
      [node('a', {}, { spec: { podCIDR: '10.244.0.0/28' } })],
      'Bound by 2⁴ − 3 = 13 addresses in its range; there are 110 pods that the kubelet takes by default.',
    ],
    [
      { name: 'calico' },
      [node('a', {}, { status: { capacity: { pods: '58' } } })],
      'Bound by 58 pods that the kubelet takes, as its Node says; there are 20 blocks × 64 − 1 = 1279 addresses that a node may claim.',
    ],
    [
      { name: 'aws-vpc-cni' },
      [node('a')],
      'No label names a type, so m5.large: 3 interfaces × (10 addresses − 1) + 2 = 29 pods, and the kubelet takes no more. Two are aws-node and kube-proxy, on the host network of every node.',
    ],
    [
      { name: 'aws-vpc-cni' },
      [node('a', { 'node.kubernetes.io/instance-type': 't3.small' })],
      't3.small: 3 interfaces × (4 addresses − 1) + 2 = 11 pods, and the kubelet takes no more. Two are aws-node and kube-proxy, on the host network of every node.',
    ],
    [
      { name: 'aws-vpc-cni', mode: 'prefix-delegation' },
      [node('a', { 'node.kubernetes.io/instance-type': 'q9.huge' })],
      'q9.huge is not in our table, so m5.large. Bound by 110 pods that the kubelet takes; there are 3 interfaces × (10 places − 1) × 16 = 432 addresses. Two are aws-node and kube-proxy, on the host network of every node.',
    ],
    [{ name: 'reference' }, [node('a')], ''],
  ])('%o', (cni, objects, text) => {
    expect(plain(boundText(firstOf(objects, cni)))).toBe(text)
  })

  test('how full it is', () => {
    expect(plain(fullText(firstOf([node('a'), pod('one')], { name: 'cilium' })))).toBe('1 pod, room for 109 more')
    expect(plain(fullText(viewOf([node('a')], { name: 'cilium' }, 111).nodes[0]!))).toBe('110 pods, and it is full')
  })
})

test('ranges, interfaces and facts are named', () => {
  const aws = firstOf([node('a', { 'topology.kubernetes.io/zone': 'eu-1a' })], {
    name: 'aws-vpc-cni',
    options: { podSecurityGroups: 'strict' },
  })
  expect(aws.interfaces.map((nic) => plain(interfaceText(nic, false)))).toEqual([
    'eth0, 10.10.0.11',
    'eth1: not attached yet, with 9 places. ipamd attaches it when the ones before run low.',
    'eth2: not attached yet, with 9 places. ipamd attaches it when the ones before run low.',
  ])
  expect(usedText(aws.ranges[0]!)).toBe('0 of 9 used')
  expect(aws.facts.map((fact) => plain(factText(fact, aws)))).toEqual([
    'Zone eu-1a: nodes of a zone share a subnet, 10.10.0.0/20.',
    'No label node.kubernetes.io/instance-type, which would say how many interfaces it has.',
  ])
  expect([plain(rangeName(aws.ranges.at(-1)!)), usedText(aws.ranges.at(-1)!)]).toEqual([
    'Branch interfaces, one for each pod with security groups of its own',
    '0 of 9 used',
  ])
  expect(plain(rangeName(firstOf([node('a')], { name: 'calico' }).ranges[0]!))).toMatch(
    /^Block 192\.168\.\S+\/26, its own$/,
  )
})

test('addresses from elsewhere are said', () => {
  expect(plain(elsewhereText(firstOf([node('a'), pod('one', '10.9.9.9')], { name: 'calico' })))).toBe(
    'shop/one has an address from another network: the documents say so.',
  )
})

test('places have words', () => {
  expect(holderText(null, false)).toBe('free')
  expect(holderText({ kind: 'pod', pod: 'shop/web', node: 'b' }, false)).toBe('shop/web, on b, which borrows it')
  expect(holderText({ kind: 'device', device: 'cni0' }, false)).toBe('cni0, the bridge that is the pods’ gateway')
  const range = firstOf([node('a')], { name: 'flannel' }).ranges[0]!
  expect(placeText(7, range, '10.244.0.7', 'free')).toBe('10.244.0.7: free')
  expect(placeText(7, { ...range, kind: 'interface', size: 10 }, null, 'free')).toBe(
    'place 7 of 9: free, EC2 chooses its address',
  )
})

test('pools and Services are counted', () => {
  const view = viewOf([node('a'), node('b')], { name: 'calico' })
  expect([plain(poolText(view)), plain(servicesText(view))]).toEqual([
    'Pods 192.168.0.0/16: 2 of 1,024 blocks of /26',
    'Services 10.96.0.0/16: 0 of 65,536',
  ])
  expect(plain(poolText(viewOf([node('a')], { name: 'reference' })))).toBe('')
})

describe('pods that are added', () => {
  test('all run', () => {
    expect(plain(addedText(viewOf([node('a'), node('b')], { name: 'calico' }, 5), 5))).toMatch(
      /^All 5 run: [23] on a and [23] on b\.$/,
    )
  })

  test('some do not', () => {
    const view = viewOf([node('a')], { name: 'flannel' }, 112)
    expect(plain(addedText(view, 112))).toBe('110 run: 110 on a. 2 do not.')
    expect(view.lost.map((lost) => plain(lostText(lost)))).toEqual([
      'Two pods stay Pending: the scheduler finds no node.',
    ])
    expect(lostLines(view.lost[0]!).output[1]).toMatch(
      /FailedScheduling {2}default-scheduler {2}0\/1 nodes are available: 1 Too many pods\./,
    )
  })

  test('addresses are missing', () => {
    const { lost } = viewOf([node('a', {}, { spec: { podCIDR: '10.244.0.0/29' } })], { name: 'flannel' }, 6)
    expect(lost.map((each) => plain(lostText(each)))).toEqual([
      'One pod stays in ContainerCreating on a: the kubelet takes it, and the plugin has no address left.',
    ])
    expect(lostLines(lost[0]!)).toMatchObject({
      command: expect.stringMatching(/^kubectl -n what-if describe pod added-1-/) as string,
      output: [
        'Status:  Pending',
        'Reason:  ContainerCreating',
        expect.stringContaining('FailedCreatePodSandBox') as string,
      ],
    })
  })
})

test('everything that is counted has words', () => {
  for (const cni of [
    { name: 'flannel' },
    { name: 'flannel', mode: 'wireguard' },
    { name: 'calico' },
    { name: 'calico', mode: 'vxlan' },
    { name: 'cilium' },
    { name: 'aws-vpc-cni' },
  ] as const)
    for (const { what } of viewOf([node('a')], cni).fabric) expect(NODES.fabric[what].name).not.toBe('')
})
