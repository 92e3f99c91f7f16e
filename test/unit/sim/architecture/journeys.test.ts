import { describe, expect, it } from 'vitest'
import type { Journey, JourneyStep } from '../../../../src/sim/architecture/journey.ts'
import { connectionBetween } from '../../../../src/sim/architecture/journey.ts'
import { collectionPath, etcdKey } from '../../../../src/sim/architecture/kubernetes-api.ts'
import type { CniChoice } from '../../../../src/sim/cni/choice.ts'
import { openWorld, type ArchitectureQuery, type World } from '../../../../src/world/index.ts'
import { architectureOf } from '../../../../src/world/architecture.ts'
import { SETTINGS, worldOf } from './worlds.ts'

const journey = (world: World, of: string | null, kind: ArchitectureQuery['journey'] = 'deployment'): Journey =>
  architectureOf(world, { journey: kind, of }).journey!
const idsOf = ({ steps }: Journey) => steps.map(({ id }) => id)
const step = ({ steps }: Journey, id: JourneyStep['id']) => steps.find((each) => each.id === id)!
const payload = (at: JourneyStep, is: string) =>
  JSON.parse(at.payloads.find((each) => each.is === is)!.text) as Record<string, unknown>

describe.each(SETTINGS)('every journey with %s', (_name, setting) => {
  const world = worldOf(setting)
  const views = (['deployment', 'policy', 'cni-add'] as const).flatMap((kind) =>
    architectureOf(world, { journey: kind, of: null }).choices.map(({ id }) =>
      architectureOf(world, { journey: kind, of: id }),
    ),
  )

  it('goes only where there is a connection, says how it speaks, and where all of it is written down', () => {
    expect(views.length).toBeGreaterThan(10)
    for (const { journey: found, connections } of views) {
      for (const { from, to, transport, source } of found!.steps) {
        expect(source).toMatch(/^https:\/\/[^\s]+$/)
        if (to === null) expect(transport).toBeNull()
        else expect(transport!.protocol).toBe(connectionBetween(connections, from, to).protocol)
      }
    }
  })

  it('can be sent to the screen', () => {
    for (const view of views) expect(structuredClone(view)).toEqual(view)
  })

  it('shows payloads that are what they say', () => {
    for (const { is, text } of views
      .flatMap(({ journey: found }) => found!.steps)
      .flatMap(({ payloads }) => payloads)) {
      if (['object', 'stdin', 'stdout', 'request', 'reply', 'config', 'event'].includes(is))
        expect(() => JSON.parse(text) as unknown).not.toThrow()
      expect(text).not.toMatch(/undefined|\[object/)
    }
  })

  it('the deployment ends with an address', () => {
    const found = journey(world, 'deploy:shop/web')
    expect(step(found, 'report-address').after[0]).toEqual({
      of: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
      field: 'status.podIP',
      value: world.cluster.podByName.get('shop/web-1')!.addresses[0]!.text,
    })
    expect(idsOf(found).filter((id) => id === 'plumb')).toEqual(['plumb'])
  })
})

describe('apply a Deployment', () => {
  const world = worldOf({ name: 'calico' })

  it('takes the user’s own object, cut short, and makes the objects in between', () => {
    const found = journey(world, 'deploy:shop/web')
    const written = payload(step(found, 'write'), 'request')
    expect(step(found, 'write')).toMatchObject({
      message: { verb: 'POST', target: '/apis/apps/v1/namespaces/shop/deployments' },
      transport: { protocol: 'HTTPS', encoding: 'JSON' },
      isBelieved: true,
    })
    expect(written).toMatchObject({
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { replicas: 2, template: { metadata: { labels: { app: 'web' } } } },
    })
    expect(JSON.stringify(written)).not.toContain('hidden')
    expect(step(found, 'store')).toMatchObject({
      message: { target: '/registry/deployments/shop/web' },
      transport: { protocol: 'gRPC', at: '2379', encoding: 'protobuf' },
    })
    expect(payload(step(found, 'make-owner'), 'request')).toMatchObject({
      kind: 'ReplicaSet',
      metadata: {
        name: expect.stringMatching(/^web-[bcdfghjklmnpqrstvwxz2456789]{10}$/),
        ownerReferences: [{ kind: 'Deployment', name: 'web' }],
      },
    })
    expect(payload(step(found, 'make-pod'), 'request')).toMatchObject({
      kind: 'Pod',
      metadata: { name: 'web-1', ownerReferences: [{ kind: 'ReplicaSet' }] },
      status: { phase: 'Pending' },
    })
    expect(step(found, 'controller-sees')).toMatchObject({
      from: 'api-server',
      to: 'controller-manager',
      transport: { protocol: 'HTTPS', encoding: 'protobuf' },
    })
    expect(payload(step(found, 'bind'), 'request')).toMatchObject({
      kind: 'Binding',
      target: { kind: 'Node', name: world.cluster.podByName.get('shop/web-1')!.node },
    })
  })

  it('probes a pod that wants it, and tells whoever translates Services', () => {
    expect(idsOf(journey(world, 'deploy:shop/web')).slice(-5)).toEqual([
      'probe',
      'ready',
      'endpoints',
      'services-see',
      'program-services',
    ])
    expect(step(journey(world, 'deploy:shop/web'), 'services-see').to).toBe('kube-proxy')
    expect(
      step(
        journey(worldOf({ name: 'cilium', options: { kubeProxyReplacement: true } }), 'deploy:shop/web'),
        'program-services',
      ),
    ).toMatchObject({ from: 'cni-agent', transport: { protocol: 'eBPF' } })
    expect(idsOf(journey(world, 'sts:shop/db')).slice(-2)).toEqual(['report-address', 'ready'])
  })

  it('passes the scheduler by when the text names the node', () => {
    const ids = idsOf(journey(world, 'sts:shop/db'))
    expect(ids).toContain('already-placed')
    expect(ids).not.toContain('bind')
    expect(ids).not.toContain('make-owner')
  })

  it('ends at the kubelet that refuses a pod which the text puts there', () => {
    const pod = (name: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec: {nodeName: n9, containers: [{name: c, image: c, ports: [{containerPort: 80, hostPort: 80}]}]}`
    const crowded = openWorld({
      documents: [{ name: 'all', text: [pod('a'), pod('b')].join('\n---\n') }],
      cni: { name: 'flannel' },
    })
    const found = journey(crowded, 'shop/b')
    expect(found.node).toBe('n9')
    expect(found.steps.slice(-2)).toMatchObject([
      { id: 'already-placed' },
      { id: 'kubelet-refuses', from: 'kubelet', node: 'one', after: [{ field: 'status.phase', value: 'Failed' }] },
    ])
  })

  it('passes the plugin by when the pod is on its node’s network', () => {
    const ids = idsOf(journey(world, 'shop/agent'))
    expect(ids).toContain('host-network')
    expect(ids.some((id) => id.startsWith('cni-'))).toBe(false)
    expect(ids).not.toContain('make-pod')
  })

  it('ends early where there is nothing to run', () => {
    expect(idsOf(journey(world, 'deploy:shop/idle')).at(-1)).toBe('nothing-to-run')
  })

  it('makes a Job for a CronJob', () => {
    expect(payload(step(journey(world, 'cronjob:shop/nightly'), 'make-owner'), 'request')).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      spec: { template: { spec: { restartPolicy: 'Never' } } },
    })
  })

  it('keeps what a dump says: its ReplicaSet, its node, and that it was scheduled', () => {
    const dump = `apiVersion: v1\nkind: Pod\nmetadata: {name: web-7d9c5b6f4-x2x7k, namespace: shop, labels: {pod-template-hash: 7d9c5b6f4}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-7d9c5b6f4, controller: true}]}\nspec: {nodeName: n9, containers: [{name: web, image: web}]}\nstatus: {phase: Running, podIP: 10.1.2.3}\n`
    const found = journey(worldOf({ name: 'calico' }, dump), 'deploy:shop/web')
    expect(payload(step(found, 'make-owner'), 'request')).toMatchObject({ metadata: { name: 'web-7d9c5b6f4' } })
    expect(payload(step(found, 'bind'), 'request')).toMatchObject({ target: { name: 'n9' } })
    expect(JSON.stringify(payload(step(found, 'make-pod'), 'request'))).not.toContain('n9')
    expect(step(found, 'report-address').after[0]!.value).toBe('10.1.2.3')
  })

  it('asks whom the plugin asks', () => {
    const asks = (cni: CniChoice) =>
      journey(worldOf(cni), 'deploy:shop/web')
        .steps.filter(({ from, to }) => from === 'cni-plugin' && to !== 'kernel' && to !== 'cri-runtime')
        .map(({ id, to, transport }) =>
          `${id} ${to} ${transport?.protocol ?? 'itself'} ${transport?.encoding ?? ''}`.trim(),
        )
    expect(asks({ name: 'reference' })).toEqual(['host-local-file null itself'])
    expect(asks({ name: 'flannel' })).toEqual([
      'flannel-subnet cni-agent file KEY=value',
      'host-local-file null itself',
    ])
    expect(asks({ name: 'calico' })).toEqual([
      'calico-block api-server HTTPS JSON',
      'calico-annotate api-server HTTPS JSON',
    ])
    expect(asks({ name: 'cilium' })).toEqual(['cilium-ipam cni-agent HTTP JSON', 'cilium-endpoint cni-agent HTTP JSON'])
    expect(asks({ name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } })).toEqual([
      'aws-add-network cni-agent gRPC protobuf',
      'aws-enforce policy-agent gRPC protobuf',
    ])
    expect(asks({ name: 'aws-vpc-cni' })).toEqual(['aws-add-network cni-agent gRPC protobuf'])
  })
})

describe('apply a policy', () => {
  const NP = 'NetworkPolicy shop/allow-db'
  const CNP = 'ClusterNetworkPolicy default/no-shop'
  const policy = (cni: CniChoice, of = NP) => journey(worldOf(cni), of, 'policy')

  it('ends with nobody under Flannel alone', () => {
    expect(idsOf(policy({ name: 'flannel' }))).toEqual(['read', 'write', 'admit', 'store', 'created', 'policy-nobody'])
    expect(policy({ name: 'flannel' }).about).toMatchObject({ reader: null, selected: { pods: 2 } })
    expect(policy({ name: 'aws-vpc-cni' }).steps.at(-1)!.id).toBe('policy-nobody')
  })

  it('is read by whoever enforces it', () => {
    const reader = (cni: CniChoice, of = NP) => {
      const { about } = policy(cni, of)
      return about.journey === 'policy' ? about.reader : ''
    }
    expect(reader({ name: 'reference' })).toBe('cni-agent')
    expect(reader({ name: 'calico' })).toBe('cni-agent')
    expect(reader({ name: 'cilium' })).toBe('cni-agent')
    expect(reader({ name: 'flannel', options: { networkPolicy: 'standard' } })).toBe('policy-agent')
    expect(reader({ name: 'aws-vpc-cni', options: { networkPolicy: 'strict' } })).toBe('policy-controller')
    expect(reader({ name: 'cilium' }, CNP)).toBeNull()
    expect(reader({ name: 'cilium', options: { clusterNetworkPolicy: true } }, CNP)).toBe('cni-agent')
    expect(reader({ name: 'flannel', options: { networkPolicy: 'standard' } }, CNP)).toBeNull()
  })

  it('is kept as protobuf when its kind is built in, and as JSON when it is not', () => {
    expect(step(policy({ name: 'reference' }), 'store')).toMatchObject({
      message: { target: '/registry/networkpolicies/shop/allow-db' },
      transport: { encoding: 'protobuf' },
    })
    expect(step(policy({ name: 'reference' }, CNP), 'store')).toMatchObject({
      message: { target: '/registry/policy.networking.k8s.io/clusternetworkpolicies/no-shop' },
      transport: { encoding: 'JSON' },
    })
    expect(step(policy({ name: 'calico' }), 'policy-seen')).toMatchObject({
      to: 'cni-agent',
      actor: 'Felix',
      node: 'each',
      transport: { encoding: 'protobuf' },
    })
  })

  it('becomes addresses in a PolicyEndpoint under AWS', () => {
    const found = policy({ name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } })
    const { cluster } = worldOf({ name: 'aws-vpc-cni', options: { networkPolicy: 'standard' } })
    const address = (pod: string) => cluster.podByName.get(pod)!.addresses[0]!.text
    expect(idsOf(found).slice(5)).toEqual([
      'policy-seen',
      'policy-resolve',
      'policy-publish',
      'policy-publish-store',
      'policy-published-seen',
      'policy-local',
      'policy-program',
      'policy-effect',
    ])
    expect(payload(step(found, 'policy-publish'), 'request')).toMatchObject({
      kind: 'PolicyEndpoint',
      spec: {
        podSelector: { matchLabels: { app: 'web' } },
        policyRef: { name: 'allow-db', namespace: 'shop' },
        podIsolation: expect.arrayContaining(['Ingress', 'Egress']),
        podSelectorEndpoints: expect.arrayContaining([
          expect.objectContaining({ name: 'web-1', podIP: address('shop/web-1') }),
        ]),
        ingress: [{ cidr: address('shop/db-0'), ports: [{ protocol: 'TCP', port: 8080 }] }],
      },
    })
    expect(step(found, 'policy-program').payloads[0]!.text).toContain('ingress_map  web@shop')
    expect(step(found, 'policy-publish-store').transport!.encoding).toBe('JSON')
  })

  it('names the chains of the pods that it selects under Calico', () => {
    const found = policy({ name: 'calico' })
    expect(step(found, 'policy-program').payloads[0]!.text.split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^cali-tw-cali[0-9a-f]{11}$/),
        expect.stringMatching(/^cali-fw-cali[0-9a-f]{11}$/),
      ]),
    )
    expect(found.node).not.toBeNull()
  })

  it('that the API server refuses, or whose API it does not have, gets no further', () => {
    expect(idsOf(policy({ name: 'calico' }, 'NetworkPolicy shop/broken'))).toEqual(['read', 'write', 'policy-refused'])
    const anp =
      'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: old}\nspec: {priority: 1, subject: {namespaces: {}}}\n'
    expect(idsOf(journey(worldOf({ name: 'calico' }, anp), null, 'policy')).at(-1)).toBe('policy-nobody')
  })

  it('is none where there is none', () => {
    const view = architectureOf(
      worldOf({ name: 'calico' }, 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n'),
      { journey: 'policy', of: null },
    )
    expect(view).toMatchObject({ journey: null, chosen: null, choices: [] })
  })
})

describe('paths of the API', () => {
  it.each([
    [
      { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'a' },
      '/api/v1/namespaces/shop/pods',
      '/registry/pods/shop/a',
    ],
    [
      { apiVersion: 'v1', kind: 'ReplicationController', namespace: 'shop', name: 'a' },
      '/api/v1/namespaces/shop/replicationcontrollers',
      '/registry/controllers/shop/a',
    ],
    [
      { apiVersion: 'batch/v1', kind: 'CronJob', namespace: 'shop', name: 'a' },
      '/apis/batch/v1/namespaces/shop/cronjobs',
      '/registry/cronjobs/shop/a',
    ],
    [
      { apiVersion: 'networking.k8s.aws/v1alpha1', kind: 'PolicyEndpoint', namespace: 'shop', name: 'a' },
      '/apis/networking.k8s.aws/v1alpha1/namespaces/shop/policyendpoints',
      '/registry/networking.k8s.aws/policyendpoints/shop/a',
    ],
    [
      { apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', namespace: null, name: 'a' },
      '/apis/policy.networking.k8s.io/v1alpha2/clusternetworkpolicies',
      '/registry/policy.networking.k8s.io/clusternetworkpolicies/a',
    ],
  ])('%j', (object, path, key) => {
    expect(collectionPath(object)).toBe(path)
    expect(etcdKey(object)).toBe(key)
  })
})
