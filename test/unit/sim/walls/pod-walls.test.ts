import { describe, expect, it } from 'vitest'
import { printFieldPath } from '../../../../src/ground/span.ts'
import { settingOf, type CniName } from '../../../../src/sim/cni/choice.ts'
import { podLink } from '../../../../src/sim/walls/pod-link.ts'
import { podWalls } from '../../../../src/sim/walls/pod-walls.ts'
import { podNamed, wallsUnder, worldWith } from './walls-worlds.ts'
import { wallsOf } from '../../../../src/world/walls.ts'

const CNIS: readonly CniName[] = ['reference', 'flannel', 'calico', 'cilium', 'aws-vpc-cni']
const containers = (context: string) =>
  `containers: [{name: c, image: i${context === '' ? '' : `, securityContext: ${context}`}}]`

describe('the wire into a pod', () => {
  it('is named as the plugins name it', () => {
    expect(podLink('calico', 'shop', 'web-0').host).toEqual({ named: 'exact', name: 'calia4fc3c48bd8' })
    expect(podLink('aws-vpc-cni', 'shop', 'client-7d9c5b6f4-x2x7k').host).toEqual({
      named: 'exact',
      name: 'eni3cb054d99ce',
    })
    expect(podLink('calico', 'default', 'nginx').host).toEqual({ named: 'exact', name: 'calic440f455693' })
    expect(podLink('aws-vpc-cni', 'prod', 'db-0').host).toEqual({ named: 'exact', name: 'eni20aafc107a9' })
  })
  it('claims no name that nobody can know', () => {
    expect(podLink('flannel', 'shop', 'web').host).toEqual({ named: 'random', prefix: 'veth', digits: 8 })
    expect(podLink('cilium', 'shop', 'web').host).toEqual({ named: 'believed', prefix: 'lxc' })
    expect(podLink('reference', 'shop', 'web').host).toEqual({ named: 'unknown' })
  })
  it('is not there on the host network', () => {
    for (const cni of CNIS) expect(wallsUnder(cni, `hostNetwork: true, ${containers('')}`).link).toBeNull()
  })
})

describe('what a pod shares', () => {
  const shared = (spec: string) =>
    Object.fromEntries(
      wallsUnder('reference', spec).sharing.map((each) => [
        each.namespace,
        `${each.with} ${each.field}${each.isWritten ? '' : '?'}`,
      ]),
    )

  it('is its network among its containers, and the users of the node, when nothing is said', () => {
    expect(shared(containers(''))).toEqual({
      network: 'pod hostNetwork?',
      processes: 'container shareProcessNamespace?',
      ipc: 'pod hostIPC?',
      users: 'node hostUsers?',
    })
  })
  it('is the node where a field says so', () => {
    expect(shared(`hostNetwork: true, hostPID: true, hostIPC: true, ${containers('')}`)).toEqual({
      network: 'node hostNetwork',
      processes: 'node hostPID',
      ipc: 'node hostIPC',
      users: 'node hostUsers?',
    })
  })
  it('is less with a user namespace, and more within the pod', () => {
    expect(shared(`hostUsers: false, shareProcessNamespace: true, ${containers('')}`)).toEqual({
      network: 'pod hostNetwork?',
      processes: 'pod shareProcessNamespace',
      ipc: 'pod hostIPC?',
      users: 'pod hostUsers',
    })
  })
  it('are ports of the node, those too that the server writes', () => {
    const ports = (spec: string) =>
      wallsUnder('calico', spec).hostPorts.map(({ hostPort, containerPort, filledIn, hostIP, path }) => ({
        hostPort,
        containerPort,
        filledIn,
        hostIP,
        path: printFieldPath(path),
      }))
    expect(
      ports(
        'containers: [{name: c, image: i, ports: [{containerPort: 8080, hostPort: 80, hostIP: 127.0.0.1}, {containerPort: 9090}]}]',
      ),
    ).toEqual([
      {
        hostPort: 80,
        containerPort: 8080,
        filledIn: false,
        hostIP: '127.0.0.1',
        path: 'spec.containers[0].ports[0].hostPort',
      },
    ])
    expect(ports('hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 9100}]}]')).toEqual([
      {
        hostPort: 9100,
        containerPort: 9100,
        filledIn: true,
        hostIP: null,
        path: 'spec.containers[0].ports[0].containerPort',
      },
    ])
  })
  it('are sysctls, safe and unsafe', () => {
    expect(
      wallsUnder(
        'calico',
        `securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}, {name: net.core.somaxconn, value: "1"}]}, ${containers('')}`,
      ).sysctls.map(({ name, safe }) => [name, safe]),
    ).toEqual([
      ['net.ipv4.tcp_syncookies', true],
      ['net.core.somaxconn', false],
    ])
  })
  it('leaves neighbours: pods with a network of their own on the same node', () => {
    expect(wallsUnder('flannel', containers('')).neighbours).toEqual({ names: ['dev/b', 'shop/a'], count: 2 })
  })
})

describe('capabilities', () => {
  const held = (context: string) =>
    Object.fromEntries(
      Object.entries(wallsUnder('reference', containers(context)).containers[0]!.capabilities).map(
        ([name, { held: has, because, path }]) => [
          name,
          `${has} ${because} ${printFieldPath(path).replace('spec.containers[0].securityContext.', '')}`,
        ],
      ),
    )

  it('are the default of the runtime when nothing is said', () => {
    expect(held('')).toEqual({
      NET_RAW: 'true runtime-default capabilities.drop',
      NET_ADMIN: 'false not-default capabilities.add',
      NET_BIND_SERVICE: 'true runtime-default capabilities.drop',
    })
  })
  it('are dropped, all or one by one, in any spelling of ALL', () => {
    expect(held('{capabilities: {drop: [all], add: [NET_BIND_SERVICE]}}')).toEqual({
      NET_RAW: 'false dropped-all capabilities.drop[0]',
      NET_ADMIN: 'false dropped-all capabilities.drop[0]',
      NET_BIND_SERVICE: 'true added capabilities.add[0]',
    })
    expect(held('{capabilities: {drop: [CHOWN, NET_RAW]}}').NET_RAW).toBe('false dropped capabilities.drop[1]')
  })
  it('are dropped after they are added', () => {
    expect(held('{capabilities: {add: [ALL], drop: [NET_ADMIN]}}')).toEqual({
      NET_RAW: 'true added-all capabilities.add[0]',
      NET_ADMIN: 'false dropped capabilities.drop[0]',
      NET_BIND_SERVICE: 'true added-all capabilities.add[0]',
    })
  })
  it('are all there in a privileged container, whatever is dropped', () => {
    expect(held('{privileged: true, capabilities: {drop: [ALL]}}').NET_RAW).toBe('true privileged privileged')
  })
  it('are not what a name with CAP_ means', () => {
    const [container] = wallsUnder('reference', containers('{capabilities: {drop: [CAP_NET_RAW]}}')).containers
    expect(container!.capabilities.NET_RAW.held).toBe(true)
    expect(container!.prefixed.map(({ list, written }) => [list, written])).toEqual([['drop', 'CAP_NET_RAW']])
  })
  it('say who the program runs as, the container before the pod', () => {
    const as = (spec: string) =>
      wallsUnder('reference', spec).containers.map(({ runsAs, mayEscalate }) => [runsAs, mayEscalate])
    expect(as(containers(''))).toEqual([['image', true]])
    expect(
      as(`securityContext: {runAsUser: 0}, ${containers('{runAsUser: 1000, allowPrivilegeEscalation: false}')}`),
    ).toEqual([['non-root', false]])
    expect(as(`securityContext: {runAsNonRoot: true}, ${containers('')}`)).toEqual([['non-root', true]])
    expect(as(`securityContext: {runAsUser: 0}, ${containers('')}`)).toEqual([['root', true]])
  })
})

describe('what somebody inside could try', () => {
  const tried = (cni: CniName, spec: string, options = {}) =>
    Object.fromEntries(
      wallsUnder(cni, spec, options).capabilities.flatMap(({ powers }) =>
        powers.map(({ kind, works, stopper, believed }) => [
          kind,
          `${works}${stopper ? ` ${stopper}` : ''}${believed ? ' believed' : ''}`,
        ]),
      ),
    )

  it('works against neighbours on a shared bridge', () => {
    expect(tried('flannel', containers(''))).toEqual({
      'arp-spoofing': 'yes',
      'dns-spoofing': 'yes',
      'forge-source': 'yes believed',
      'listen-pod': 'yes',
      'rewire-pod': 'yes',
      'take-address': 'yes believed',
      'low-ports': 'yes',
    })
  })
  it.each([
    ['calico', {}, 'no reverse-path'],
    ['calico', { dataplane: 'ebpf' }, 'no ebpf-source'],
    ['cilium', {}, 'no cilium-source'],
    ['aws-vpc-cni', {}, 'depends host-reverse-path believed'],
  ] as const)('is stopped where every pod has a wire of its own: %s %j', (cni, options, forged) => {
    expect(tried(cni, containers(''), options)).toMatchObject({
      'arp-spoofing': 'no routed-link',
      'dns-spoofing': 'no routed-link',
      'forge-source': forged,
      'listen-pod': 'yes',
    })
  })
  it('depends where no plugin is named', () => {
    expect(tried('reference', containers(''))).toMatchObject({
      'arp-spoofing': 'depends',
      'dns-spoofing': 'depends',
      'forge-source': 'depends',
    })
  })
  it('is about the node on the host network, whatever the plugin', () => {
    for (const cni of CNIS)
      expect(tried(cni, `hostNetwork: true, ${containers('')}`)).toEqual({
        'listen-node': 'yes',
        'speak-as-node': 'yes',
        'rewire-node': 'yes',
        'node-low-ports': 'yes',
      })
  })
  it('names who holds a capability', () => {
    const { capabilities } = wallsUnder(
      'flannel',
      'containers: [{name: a, image: i}, {name: b, image: i, securityContext: {capabilities: {drop: [ALL]}}}]',
    )
    expect(capabilities.map(({ capability, containers: holders }) => [capability, holders])).toEqual([
      ['NET_RAW', ['a']],
      ['NET_ADMIN', []],
      ['NET_BIND_SERVICE', ['a']],
    ])
  })
})

describe('the front door', () => {
  it('takes a pod or a workload, and nothing else', () => {
    const world = worldWith(
      containers(''),
      '---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\nspec: {replicas: 2, selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c, image: i}]}}}',
    )
    expect(wallsOf(world, 'shop/web')?.walls.pod).toBe('shop/web')
    expect(wallsOf(world, 'deploy:shop/api')).toMatchObject({
      kind: 'Deployment',
      pods: ['shop/api-1', 'shop/api-2'],
      walls: { pod: 'shop/api-1' },
    })
    expect(wallsOf(world, 'shop/api-2')?.walls.pod).toBe('shop/api-2')
    expect(wallsOf(world, 'svc:shop/web')).toBeNull()
  })
  it('leads from every field to its line', () => {
    const text =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n  namespace: shop\nspec:\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec:\n      hostPID: true\n      containers:\n        - name: c\n          image: i\n'
    const view = wallsOf(worldWith(containers(''), `---\n${text}`), 'deploy:shop/api')!
    const lines = (name: string) => view.places[name]?.start.line
    const first = lines('spec.template.spec.hostPID')!
    expect(lines('spec.template.spec.containers[0].securityContext.capabilities.drop')).toBe(first + 2)
    expect(view.security.failures.baseline.map(({ name }) => name)).toEqual(['Host Namespaces'])
    for (const { violations } of [...view.security.failures.baseline, ...view.security.failures.restricted])
      for (const { path } of violations) expect(lines(printFieldPath(path))).toBeGreaterThan(0)
  })
  it('uses the plugin of the world unless another is tried', () => {
    const world = worldWith(containers(''))
    expect(wallsOf(world, 'shop/web')?.walls.cni).toBe('reference')
    expect(wallsOf(world, 'shop/web', { name: 'calico' })?.walls.link?.segment).toBe('routed')
    expect(podWalls(podNamed(world, 'shop/a'), world.cluster, settingOf({ name: 'flannel' })).neighbours.names).toEqual(
      ['dev/b', 'shop/web'],
    )
  })
})
