import { describe, expect, test } from 'vitest'
import { openWorld, type CniChoice, type NodesView } from '../../../src/world/index.ts'
import { nodesOf } from '../../../src/world/nodes.ts'

const node = (name: string, more: { spec?: object; status?: object; labels?: object } = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: more.labels ?? {} },
  spec: more.spec ?? {},
  status: more.status ?? {},
})
const web = (replicas: number, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { ...spec, containers: [{ name: 'web', image: 'web' }] } },
  },
})
const TWO = [node('a'), node('b')]

function viewOf(
  objects: readonly object[],
  cni: CniChoice,
  more: { pods: number; node: string | null } = { pods: 0, node: null },
  nodes = 10,
): NodesView {
  return nodesOf(
    openWorld({
      documents: [{ name: 'all', text: objects.map((object) => JSON.stringify(object)).join('\n---\n') }],
      cni,
    }),
    { nodes, more },
  )
}

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
