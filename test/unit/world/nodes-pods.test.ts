import { describe, expect, test } from 'vitest'
import { openWorld, type CniChoice, type NodesView } from '../../../src/world/index.ts'
import { node, web, TWO, viewOf } from './nodes-view.ts'

describe('adding pods', () => {
  test('they are spread, and those that fit nowhere stay Pending with the scheduler’s words', () => {
    const view = viewOf([...TWO, web(10)], { name: 'flannel' }, { pods: 230, node: null })
    expect(view.nodes.map(({ added, room, pods }) => [added, room, pods.addressed])).toEqual([
      [105, 0, 110],
      [105, 0, 110],
    ])
    expect(view.lost).toEqual([
      {
        why: 'not-scheduled',
        node: null,
        pods: 20,
        added: true,
        example: expect.stringMatching(/^what-if\/added-2-/) as string,
        believed: false,
        message:
          '0/2 nodes are available: 2 Too many pods. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
      },
    ])
  })

  test('on one node, the others do not match', () => {
    expect(
      viewOf(TWO, { name: 'aws-vpc-cni' }, { pods: 28, node: 'a' }).lost.map(({ pods, message }) => [pods, message]),
    ).toEqual([
      [
        1,
        "0/2 nodes are available: 1 Too many pods, 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are available: 1 Preemption is not helpful for scheduling, 1 No preemption victims found for incoming pod.",
      ],
    ])
  })

  test('a tainted node has its own reason', () => {
    const tainted = node('cp', {
      spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
    })
    expect(
      viewOf([tainted, node('a', { status: { capacity: { pods: '1' } } })], { name: 'calico' }, { pods: 2, node: null })
        .lost[0]!.message,
    ).toMatch(
      /^0\/2 nodes are available: 1 Too many pods, 1 node\(s\) had untolerated taint \{node-role\.kubernetes\.io\/control-plane: \}\./,
    )
  })

  test('a node that is cordoned too', () => {
    const cordoned = node('cp', { spec: { unschedulable: true } })
    expect(
      viewOf(
        [cordoned, node('a', { status: { capacity: { pods: '1' } } })],
        { name: 'calico' },
        { pods: 2, node: null },
      ).lost[0]!.message,
    ).toMatch(/^0\/2 nodes are available: 1 Too many pods, 1 node\(s\) were unschedulable\./)
  })

  test.each<[CniChoice, string]>([
    [
      { name: 'flannel' },
      'plugin type="flannel" name="cbr0" failed (add): failed to delegate add: failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.14',
    ],
    [
      { name: 'cilium' },
      'plugin type="cilium-cni" name="cilium" failed (add): unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure range is full',
    ],
  ])('when addresses run out before the kubelet does, %o says so', (cni, message) => {
    const small = node('a', { spec: { podCIDR: '10.244.0.0/28' } })
    const { lost } = viewOf([small], cni, { pods: 14, node: null })
    expect(lost.map(({ why, node: on }) => [why, on])).toEqual([['no-address', 'a']])
    expect(lost[0]!.message).toContain(message)
    expect(lost[0]!.message).toMatch(
      /^Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox/,
    )
  })

  test('Calico and AWS run out when the kubelet takes more than they have', () => {
    expect(
      viewOf(
        [node('a', { status: { capacity: { pods: '1400' } } })],
        { name: 'calico' },
        { pods: 1300, node: null },
      ).lost.map(({ pods, message }) => [pods, message.split('addresses; ')[1]]),
    ).toEqual([[21, 'Need to allocate an IPAM block but could not - limit of 20 blocks reached for this node']])
    const eager = node('a', {
      labels: { 'node.kubernetes.io/instance-type': 't3.small' },
      status: { capacity: { pods: '110' } },
    })
    expect(
      viewOf([eager], { name: 'aws-vpc-cni' }, { pods: 12, node: null }).lost.map(({ why, pods, message }) => [
        why,
        pods,
        message.split('(add): ')[1],
      ]),
    ).toEqual([['no-address', 3, 'add cmd: failed to assign an IP address to container']])
  })

  test('nobody who was there moves', () => {
    const places = (view: NodesView) =>
      view.nodes
        .flatMap(({ node: on, ranges }) =>
          ranges.flatMap(({ held }) =>
            held.flatMap(({ address, holder }) =>
              holder.kind === 'pod' && holder.pod.startsWith('shop/') ? [`${on} ${holder.pod} ${address}`] : [],
            ),
          ),
        )
        .sort()
    for (const cni of [
      { name: 'flannel' },
      { name: 'calico' },
      { name: 'cilium' },
      { name: 'aws-vpc-cni', mode: 'prefix-delegation' },
    ] as const) {
      expect(places(viewOf([...TWO, web(10)], cni, { pods: 300, node: null }))).toEqual(
        places(viewOf([...TWO, web(10)], cni)),
      )
    }
  })

  test('a pod that its text puts on a full node is refused by the kubelet', () => {
    const { lost } = viewOf([node('a', { status: { capacity: { pods: '2' } } }), web(3, { nodeName: 'a' })], {
      name: 'flannel',
    })
    expect(lost.map(({ why, node: on, pods, message }) => [why, on, pods, message])).toEqual([
      [
        'refused',
        'a',
        1,
        "Pod was rejected: Node didn't have enough resource: pods, requested: 1, used: 2, capacity: 2",
      ],
    ])
  })
})

// Source: kubernetes/pkg/scheduler/framework/plugins/nodeports/node_ports.go
describe('a port of the node that another pod has', () => {
  const door = (replicas: number, spec: object = {}, name = 'web') => {
    const deployment = web(replicas)
    const containers = [{ name, image: name, ports: [{ containerPort: 8080, hostPort: 80 }] }]
    return {
      ...deployment,
      metadata: { ...deployment.metadata, name },
      spec: { ...deployment.spec, template: { metadata: { labels: { app: 'web' } }, spec: { ...spec, containers } } },
    }
  }
  const lostOf = (objects: readonly object[]) =>
    viewOf(objects, { name: 'flannel' }).lost.map(({ why, node: on, pods, message }) => [why, on, pods, message])

  test('the pod waits, and what a node lacks is said in the scheduler’s words', () => {
    const tainted = node('cp', { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } })
    expect(lostOf([...TWO, tainted, door(4)])).toEqual([
      [
        'not-scheduled',
        null,
        2,
        "0/3 nodes are available: 1 node(s) had untolerated taint {k: }, 2 node(s) didn't have free ports for the requested pod ports. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.",
      ],
    ])
  })
  test('the kubelet refuses what its text puts there', () => {
    expect(lostOf([...TWO, door(2, { nodeName: 'a' })])).toEqual([
      [
        'refused',
        'a',
        1,
        "Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
      ],
    ])
  })
  test('what has ended has it no more, and what reports an address has it for sure', () => {
    const pod = (name: string, status: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'shop' },
      spec: { nodeName: 'a', containers: [{ name, image: name, ports: [{ containerPort: 1, hostPort: 80 }] }] },
      status,
    })
    expect(lostOf([node('a'), pod('old', { phase: 'Failed' }), door(1)])).toEqual([])
    const running = [pod('x', { podIP: '10.244.0.8' }), pod('y', { podIP: '10.244.0.9' })]
    expect(lostOf([node('a'), ...running])).toEqual([])
    expect(lostOf([node('a'), ...running, door(1, {}, 'early')]).map(([why]) => why)).toEqual(['not-scheduled'])
  })
  test('where no node is written, there are as many as it takes', () => {
    const view = viewOf([door(3, {}, 'front'), door(1, {}, 'api'), web(4)], { name: 'flannel' })
    expect([view.nodes.length, view.lost]).toEqual([4, []])
    expect(viewOf([web(4)], { name: 'flannel' }).nodes.length).toBe(2)
  })
  test('it is a finding at the object', () => {
    const said = (objects: readonly object[], name: CniChoice['name'] = 'flannel') =>
      openWorld({
        documents: [{ name: 'all', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }],
        cni: { name },
      }).diagnostics.filter(({ code }) => code === 'pods-without-address')
    expect(said([...TWO, door(4)])).toMatchObject([{ why: 'no-port', node: null, pods: 2 }])
    expect(said([...TWO, door(2, { nodeName: 'a' })])).toMatchObject([{ why: 'no-port', node: 'a', pods: 1 }])
    expect(said([...TWO, door(4)], 'reference')).toEqual([])
  })
})

describe('a dump of a cluster that runs', () => {
  const running = (name: string, ip: string, more: object = {}) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'kube-system', ...more },
    spec: { nodeName: 'a', containers: [{ name: 'x', image: 'x' }], ...(ip === '' && { hostNetwork: true }) },
    status: { phase: 'Running', ...(ip !== '' && { podIP: ip }) },
  })
  const daemon = (name: string) =>
    running(`${name}-x2x7k`, '', {
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name, controller: true }],
    })
  const full = Array.from({ length: 27 }, (_, index) => running(`pod-${index}`, `10.10.2.${index + 1}`))

  test('AWS: the pods that every node runs are not counted twice', () => {
    const view = viewOf(
      [node('a', { status: { capacity: { pods: '29' } } }), ...full, daemon('aws-node'), daemon('kube-proxy')],
      { name: 'aws-vpc-cni' },
    )
    expect(view.lost).toEqual([])
    expect(view.nodes[0]).toMatchObject({ room: 0, pods: { addressed: 27, onHostNetwork: 2, elsewhere: [] } })
  })

  test('a pod that reports an address runs, however full its node looks', () => {
    const view = viewOf(
      [
        ...full,
        running('one-more', '10.10.2.99'),
        { ...running('late', ''), spec: { nodeName: 'a', containers: [{ name: 'x', image: 'x' }] }, status: {} },
      ],
      { name: 'aws-vpc-cni' },
    )
    expect(view.lost.map(({ why, example }) => [why, example])).toEqual([['refused', 'kube-system/late']])
    expect(view.nodes[0]!.pods.addressed + view.nodes[0]!.pods.elsewhere.length).toBe(28)
  })
})
