import { describe, expect, test } from 'vitest'
import { heldPorts } from '../../../src/model/host-ports.ts'
import { areTaintsHeeded, readNodeWish } from '../../../src/model/node-fit.ts'
import { Scheduler } from '../../../src/model/schedule.ts'
import { build, workload } from './clusters.ts'

const node = (name: string, spec = '', labels = '') =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {${labels}}}\nspec: {${spec}}\n`
const TAINTED = 'taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]'

function schedulerOf(nodes: readonly string[], room = 110): Scheduler {
  return new Scheduler([...build(...nodes).cluster.nodes.values()], () => room)
}

const replica = (ordinal: number, spec: unknown = {}) => ({
  namespace: 'shop',
  owner: 'web',
  ordinal,
  wish: readNodeWish(spec),
  heldPorts: heldPorts(spec),
})

describe('a pod that its text puts on no node', () => {
  test('replicas of one workload are spread', () => {
    const scheduler = schedulerOf([node('n1'), node('n2'), node('n3')])
    expect(new Set([0, 1, 2].map((ordinal) => scheduler.place(replica(ordinal)))).size).toBe(3)
  })

  test('it stays where it is when other workloads come', () => {
    const alone = schedulerOf([node('n1'), node('n2')]).place(replica(0))
    const crowded = schedulerOf([node('n1'), node('n2')])
    crowded.place({ namespace: 'other', owner: 'api', ordinal: 0, wish: readNodeWish({}), heldPorts: [] })
    expect(crowded.place(replica(0))).toBe(alone)
  })

  test('a tainted node gets none', () => {
    const scheduler = schedulerOf([node('control', TAINTED), node('worker')])
    expect([0, 1, 2].map((ordinal) => scheduler.place(replica(ordinal)))).toEqual(['worker', 'worker', 'worker'])
  })

  test('where every node is tainted, all are used', () => {
    expect(schedulerOf([node('only', TAINTED)]).place(replica(0))).toBe('only')
  })

  test('only a node with the labels that it asks for will do', () => {
    const scheduler = schedulerOf([node('n1'), node('n2', '', 'disk: ssd')])
    expect(scheduler.place(replica(0, { nodeSelector: { disk: 'ssd' } }))).toBe('n2')
    expect(scheduler.place(replica(0, { nodeSelector: { disk: 'tape' } }))).toBeNull()
  })

  test('full nodes are passed over, then it waits', () => {
    const scheduler = schedulerOf([node('n1'), node('n2')], 1)
    expect(new Set([scheduler.place(replica(0)), scheduler.place(replica(1))])).toEqual(new Set(['n1', 'n2']))
    expect(scheduler.place(replica(2))).toBeNull()
  })
})

test('a pod that its text puts on a full node has no room', () => {
  const scheduler = schedulerOf([node('n1')], 1)
  expect([scheduler.take('n1', []), scheduler.take('n1', [])]).toEqual([null, 'no-room'])
})

test('a port is what is lacking where a node has room, though another has none', () => {
  const nodes = [...build(node('n1'), node('n2')).cluster.nodes.values()]
  const asks = heldPorts({ containers: [{ ports: [{ containerPort: 1, hostPort: 80 }] }] })
  const scheduler = new Scheduler(nodes, (name) => (name === 'n1' ? 0 : 2))
  const wanting = { ...replica(0), heldPorts: asks }
  expect(scheduler.place(wanting)).toBe('n2')
  expect([scheduler.place(wanting), scheduler.lackOf(wanting)]).toEqual([null, 'no-port'])
  expect([scheduler.place(replica(1)), scheduler.lackOf(wanting)]).toEqual(['n2', 'no-room'])
})

// Source: kubernetes/pkg/scheduler/framework/plugins/nodeports/node_ports_test.go
describe('a port of the node', () => {
  const asking = (...ports: readonly string[]) => ({
    containers: [
      {
        ports: ports.map((port) => {
          const [protocol, hostIP, hostPort] = port.split('/')
          return { containerPort: 1, protocol, hostIP, hostPort: Number(hostPort) }
        }),
      },
    ],
  })
  const second = (first: unknown, then: unknown) => {
    const scheduler = schedulerOf([node('n1')])
    scheduler.place(replica(0, first))
    return scheduler.place(replica(1, then))
  }

  test.each([
    ['another', ['UDP/127.0.0.1/8080'], ['UDP/127.0.0.1/9090'], 'n1'],
    ['the same of UDP', ['UDP/127.0.0.1/8080'], ['UDP/127.0.0.1/8080'], null],
    ['the same of TCP', ['TCP/127.0.0.1/8080'], ['TCP/127.0.0.1/8080'], null],
    ['another address', ['TCP/127.0.0.1/8080'], ['TCP/127.0.0.2/8080'], 'n1'],
    ['another protocol', ['UDP/127.0.0.1/8080'], ['TCP/127.0.0.1/8080'], 'n1'],
    ['a second one', ['UDP/127.0.0.1/8000', 'UDP/127.0.0.1/8080'], ['UDP/127.0.0.1/8080'], null],
    ['all addresses, then one', ['TCP/0.0.0.0/8001'], ['TCP/127.0.0.1/8001'], null],
    ['one address, then all', ['TCP/127.0.0.1/8001'], ['TCP/0.0.0.0/8001'], null],
    ['no address and no protocol are all and TCP', ['//8001'], ['TCP/127.0.0.1/8001'], null],
    ['the unspecified address of IPv6 is one like others', ['TCP/::/8001'], ['TCP/127.0.0.1/8001'], 'n1'],
    ['none', ['TCP//0'], ['TCP//0'], 'n1'],
  ])('%s', (_, first, then, expected) => {
    expect(second(asking(...first), asking(...then))).toBe(expected)
  })

  test('of an init container only while it stays', () => {
    const init = (more = {}) => ({ initContainers: [{ ports: [{ containerPort: 8001, hostPort: 8001 }], ...more }] })
    expect(second(init(), asking('TCP//8001'))).toBe('n1')
    expect(second(init({ restartPolicy: 'Always' }), asking('TCP//8001'))).toBeNull()
  })

  // Source: kubernetes/pkg/apis/core/v1/defaults.go, defaultHostNetworkPorts
  test('on the host network every port of a container is one', () => {
    const web = (hostNetwork: boolean) => ({ hostNetwork, containers: [{ ports: [{ containerPort: 80 }] }] })
    expect(second(web(true), web(true))).toBeNull()
    expect(second(web(true), asking('TCP//80'))).toBeNull()
    expect(second(web(true), web(false))).toBe('n1')
    expect(second(web(false), web(false))).toBe('n1')
  })

  test('where nodes have it free, the pod goes there, and says afterwards that a port is what it lacks', () => {
    const scheduler = schedulerOf([node('n1'), node('n2')])
    const pod = replica(0, asking('TCP//8001'))
    expect(new Set([scheduler.place(pod), scheduler.place(pod)])).toEqual(new Set(['n1', 'n2']))
    expect([scheduler.place(pod), scheduler.lackOf(pod)]).toEqual([null, 'no-port'])
    expect(schedulerOf([node('n1')], 0).lackOf(pod)).toBe('no-room')
  })

  test('the kubelet refuses a pod that its text puts where another has it; one that is refused has none', () => {
    const scheduler = schedulerOf([node('n1')])
    const [one, other] = [heldPorts(asking('TCP//8001')), heldPorts(asking('TCP//8001', 'TCP//8002'))]
    expect([scheduler.take('n1', one), scheduler.take('n1', other)]).toEqual([null, 'no-port'])
    expect(scheduler.take('n1', heldPorts(asking('TCP//8002')))).toBeNull()
  })
})

// Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
describe('required node affinity', () => {
  const zones = [node('a', '', 'zone: a, cores: "4"'), node('b', '', 'zone: b, cores: "16"'), node('plain')]
  const where = (nodeSelectorTerms: unknown, nodeSelector = {}) => {
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } }
    const scheduler = schedulerOf(zones)
    return [
      ...new Set([0, 1, 2, 3].map((ordinal) => scheduler.place(replica(ordinal, { affinity, nodeSelector })))),
    ].sort()
  }
  const term = (...matchExpressions: readonly unknown[]) => ({ matchExpressions })

  test.each<[string, readonly unknown[], readonly (string | null)[]]>([
    ['In', [term({ key: 'zone', operator: 'In', values: ['b', 'c'] })], ['b']],
    [
      'NotIn takes whoever has no such label',
      [term({ key: 'zone', operator: 'NotIn', values: ['a'] })],
      ['b', 'plain'],
    ],
    ['Exists', [term({ key: 'zone', operator: 'Exists' })], ['a', 'b']],
    ['DoesNotExist', [term({ key: 'zone', operator: 'DoesNotExist' })], ['plain']],
    ['Gt compares numbers, not letters', [term({ key: 'cores', operator: 'Gt', values: ['5'] })], ['b']],
    ['Lt', [term({ key: 'cores', operator: 'Lt', values: ['5'] })], ['a']],
    ['Gt is not for the number itself', [term({ key: 'cores', operator: 'Gt', values: ['4'] })], ['b']],
    ['Lt neither', [term({ key: 'cores', operator: 'Lt', values: ['16'] })], ['a']],
    ['Gt with signs', [term({ key: 'cores', operator: 'Gt', values: ['+4'] })], ['b']],
    ['Gt than less than none', [term({ key: 'cores', operator: 'Gt', values: ['-1'] })], ['a', 'b']],
    ['Gt than letters and a number', [term({ key: 'cores', operator: 'Gt', values: ['x1'] })], [null]],
    ['Gt than a number and letters', [term({ key: 'cores', operator: 'Gt', values: ['1x'] })], [null]],
    ['Gt than what is not in quotes', [term({ key: 'cores', operator: 'Gt', values: [1] })], [null]],
    ['an operator that is none', [term({ key: 'zone', operator: 'Like', values: ['a'] })], [null]],
    ['Gt with something that is no number', [term({ key: 'zone', operator: 'Gt', values: ['5'] })], [null]],
    [
      'conditions of one term must all hold',
      [term({ key: 'zone', operator: 'Exists' }, { key: 'cores', operator: 'Gt', values: ['5'] })],
      ['b'],
    ],
    [
      'of several terms one is enough',
      [term({ key: 'zone', operator: 'In', values: ['a'] }), term({ key: 'zone', operator: 'DoesNotExist' })],
      ['a', 'plain'],
    ],
    ['a node by its name', [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['plain'] }] }], ['plain']],
    [
      'a node by its name and by its labels',
      [
        {
          matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['b'] }],
          matchExpressions: [{ key: 'zone', operator: 'Exists' }],
        },
      ],
      ['a'],
    ],
    [
      'a field of another name',
      [{ matchFields: [{ key: 'metadata.namespace', operator: 'In', values: ['plain'] }] }],
      [null],
    ],
    ['a term that says nothing fits nothing', [{}], [null]],
    ['no terms fit nothing', [], [null]],
  ])('%s', (_, terms, expected) => expect(where(terms)).toEqual(expected))

  test('holds together with the node selector', () => {
    expect(where([term({ key: 'zone', operator: 'Exists' })], { zone: 'b' })).toEqual(['b'])
    expect(where([term({ key: 'zone', operator: 'In', values: ['a'] })], { zone: 'b' })).toEqual([null])
  })

  test('what is only preferred is not weighed', () => {
    const preferred = {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: term({ key: 'zone', operator: 'In', values: ['a'] }) },
        ],
      },
    }
    const scheduler = schedulerOf(zones)
    expect(new Set([0, 1, 2].map((ordinal) => scheduler.place(replica(ordinal, { affinity: preferred })))).size).toBe(3)
  })
})

// Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
describe('a taint', () => {
  const place = (taint: string, tolerations: readonly unknown[]) =>
    schedulerOf([node('n1', `taints: [${taint}]`, 'set: apart'), node('n2')]).place(
      replica(0, { nodeSelector: { set: 'apart' }, tolerations }),
    )
  const GPU = '{key: gpu, value: "yes", effect: NoSchedule}'

  test.each<[string, string, readonly unknown[], string | null]>([
    ['keeps off who does not tolerate it', GPU, [], null],
    ['is tolerated by key and value', GPU, [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }], 'n1'],
    ['is not by another value', GPU, [{ key: 'gpu', operator: 'Equal', value: 'no' }], null],
    ['is by whoever has its key', GPU, [{ key: 'gpu', operator: 'Exists' }], 'n1'],
    ['is by whoever tolerates everything', GPU, [{ operator: 'Exists' }], 'n1'],
    ['is by whoever tolerates everything at length', GPU, [{ key: '', operator: 'Exists', effect: '' }], 'n1'],
    ['is not by an operator that is none', GPU, [{ key: 'gpu', operator: 'Always' }], null],
    ['is not by another effect', GPU, [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }], null],
    ['without a value is tolerated without one', '{key: gpu, effect: NoExecute}', [{ key: 'gpu' }], 'n1'],
    ['of two both must be', `${GPU}, {key: old, effect: NoExecute}`, [{ key: 'gpu', operator: 'Exists' }], null],
    ['that only prefers keeps nobody off', '{key: gpu, effect: PreferNoSchedule}', [], 'n1'],
  ])('%s', (_, taint, tolerations, expected) => expect(place(taint, tolerations)).toBe(expected))

  test('is as good as a node that is cordoned', () => {
    const nodes = [node('n1', 'unschedulable: true'), node('n2')]
    expect([0, 1].map((ordinal) => schedulerOf(nodes).place(replica(ordinal)))).toEqual(['n2', 'n2'])
    const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' }]
    expect(new Set([0, 1].map((ordinal) => schedulerOf(nodes).place(replica(ordinal, { tolerations }))))).toEqual(
      new Set(['n1', 'n2']),
    )
  })

  test('is not heeded where no node is without', () => {
    const heeded = (...nodes: readonly string[]) => areTaintsHeeded([...build(...nodes).cluster.nodes.values()])
    expect([
      heeded(node('n1', `taints: [${GPU}]`)),
      heeded(node('n1', 'unschedulable: true')),
      heeded(node('n1', `taints: [${GPU}]`), node('n2')),
    ]).toEqual([false, false, true])
  })
})

// Source: https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations
describe('a DaemonSet', () => {
  const homes = (spec: string, ...nodes: readonly string[]) =>
    build(workload('DaemonSet', 'agent').replace('spec: {containers', `spec: {${spec}containers`), ...nodes)
      .cluster.pods.map(({ node: home }) => home)
      .sort()
  const troubled = (name: string) =>
    node(
      name,
      `taints: [{key: node.kubernetes.io/${name}, effect: ${/not-ready|unreachable/.test(name) ? 'NoExecute' : 'NoSchedule'}}]`,
    )

  test('puts up with what may befall a node, and with nothing else', () => {
    const befalls = ['disk-pressure', 'memory-pressure', 'not-ready', 'pid-pressure', 'unreachable', 'unschedulable']
    expect(
      homes(
        '',
        ...befalls.map(troubled),
        node('cordoned', 'unschedulable: true'),
        troubled('network-unavailable'),
        node('control', TAINTED),
        node('open'),
      ),
    ).toEqual(['cordoned', ...befalls, 'open'].sort())
  })

  test('puts up with those effects alone, whatever their value', () => {
    const tainted = (taint: string) => node('n1', `taints: [{${taint}}]`)
    const put = (taint: string, spec = '') => homes(spec, tainted(taint), node('open'))
    expect(put('key: node.kubernetes.io/disk-pressure, value: x, effect: NoSchedule')).toEqual(['n1', 'open'])
    expect(put('key: node.kubernetes.io/disk-pressure, effect: NoExecute')).toEqual(['open'])
    expect(put('key: node.kubernetes.io/not-ready, effect: NoSchedule')).toEqual(['open'])
    expect(put('key: node.kubernetes.io/network-unavailable, effect: NoExecute', 'hostNetwork: true, ')).toEqual([
      'open',
    ])
  })

  test('on the host network waits for no network', () => {
    expect(homes('hostNetwork: true, ', troubled('network-unavailable'), node('open'))).toEqual([
      'network-unavailable',
      'open',
    ])
  })

  test('goes where its tolerations, its affinity and its nodeName let it', () => {
    expect(homes('tolerations: [{operator: Exists}], ', node('control', TAINTED), node('open'))).toEqual([
      'control',
      'open',
    ])
    expect(
      homes(
        'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [b]}]}]}}}, ',
        node('a', '', 'zone: a'),
        node('b', '', 'zone: b'),
      ),
    ).toEqual(['b'])
    expect(homes('nodeName: a, ', node('a'), node('b'))).toEqual(['a'])
  })
})

// Source: https://kubernetes.io/docs/reference/node/node-labels/
test('a node has the labels that the kubelet gives it, unless it says otherwise', () => {
  const scheduler = schedulerOf([node('n1'), node('win', '', 'kubernetes.io/os: windows')])
  expect(
    [0, 1].map((ordinal) => scheduler.place(replica(ordinal, { nodeSelector: { 'kubernetes.io/os': 'linux' } }))),
  ).toEqual(['n1', 'n1'])
  expect(scheduler.place(replica(0, { nodeSelector: { 'kubernetes.io/os': 'windows' } }))).toBe('win')
  expect(
    scheduler.place(replica(0, { nodeSelector: { 'kubernetes.io/hostname': 'win', 'kubernetes.io/arch': 'amd64' } })),
  ).toBe('win')
})
