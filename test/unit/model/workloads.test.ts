import { describe, expect, test } from 'vitest'
import { POD_LIMIT, REPLICA_LIMIT } from '../../../src/model/workloads.ts'
import { build, container, owned, pod, workload } from './clusters.ts'

const podsOf = (...texts: readonly string[]) =>
  build(texts.join('---\n')).cluster.workloads.map(
    ({ ref, pods }) => `${ref}: ${pods.map(({ name }) => name).join(' ')}`,
  )
const node = (name: string, labels = '') =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {${labels}}}\n`

describe('a controller makes its pods', () => {
  test.each([
    [
      'a Deployment counts from 1',
      workload('Deployment', 'web', 'replicas: 3, '),
      'deploy:shop/web: web-1 web-2 web-3',
    ],
    ['one replica when it does not say', workload('Deployment', 'web'), 'deploy:shop/web: web-1'],
    ['none when it says so', workload('Deployment', 'web', 'replicas: 0, '), 'deploy:shop/web: '],
    ['a StatefulSet counts from 0', workload('StatefulSet', 'db', 'replicas: 2, '), 'sts:shop/db: db-0 db-1'],
    [
      'a StatefulSet counts from where it says',
      workload('StatefulSet', 'db', 'replicas: 2, ordinals: {start: 5}, '),
      'sts:shop/db: db-5 db-6',
    ],
    ['a ReplicaSet of its own', workload('ReplicaSet', 'old', 'replicas: 2, '), 'rs:shop/old: old-1 old-2'],
    [
      'a ReplicationController',
      `apiVersion: v1\nkind: ReplicationController\nmetadata: {name: older, namespace: shop}\nspec: {replicas: 2, selector: {app: older}, template: {metadata: {labels: {app: older}}, spec: {${container}}}}\n`,
      'rc:shop/older: older-1 older-2',
    ],
    [
      'a Job by its parallelism',
      `apiVersion: batch/v1\nkind: Job\nmetadata: {name: once, namespace: shop}\nspec: {parallelism: 2, template: {spec: {${container}}}}\n`,
      'job:shop/once: once-1 once-2',
    ],
    [
      'a CronJob one',
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly, namespace: shop}\nspec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {spec: {${container}}}}}}\n`,
      'cronjob:shop/nightly: nightly-1',
    ],
    ['a DaemonSet one when no node is known', workload('DaemonSet', 'agent'), 'ds:shop/agent: agent-1'],
  ])('%s', (_, text, expected) => expect(podsOf(text)).toEqual([expected]))

  test('a DaemonSet has a pod on each node that its node selector takes', () => {
    const fast = workload('DaemonSet', 'fast').replace(
      'spec: {containers',
      'spec: {nodeSelector: {disk: fast}, containers',
    )
    expect(podsOf(workload('DaemonSet', 'agent'), fast, node('n2'), node('n1', 'disk: fast'))).toEqual([
      'ds:shop/agent: agent-n1 agent-n2',
      'ds:shop/fast: fast-n1',
    ])
  })

  test('labels and ports come from the template', () => {
    const { cluster } = build(workload('Deployment', 'web', 'replicas: 2, '))
    expect(cluster.pods.map(({ labels, ports }) => [{ ...labels }, ports])).toEqual(
      [1, 2].map(() => [{ app: 'web' }, [{ name: 'http', port: 8080, protocol: 'TCP' }]]),
    )
  })

  test('more replicas than the limit are cut, and it is said', () => {
    const { cluster, remarks } = build(workload('Deployment', 'web', 'replicas: 5000, '))
    expect(cluster.pods).toHaveLength(REPLICA_LIMIT)
    expect(remarks).toMatchObject([
      {
        severity: 'warning',
        path: ['spec', 'replicas'],
        facts: { code: 'replicas-capped', wanted: 5000, kept: REPLICA_LIMIT },
      },
    ])
  })
})

describe('what would not end', () => {
  test.each([
    ['a ReplicaSet that owns itself', [['web', 'web']], ['rs:shop/web: web-1']],
    [
      'two that own each other',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      ['rs:shop/a: a-1', 'rs:shop/b: b-1'],
    ],
  ] as const)('%s counts for itself', (_, pairs, expected) => {
    const sets = pairs.map(([name, owner]) =>
      workload('ReplicaSet', name).replace(
        'namespace: shop}',
        `namespace: shop${owned('apps/v1', 'ReplicaSet', owner)}}`,
      ),
    )
    expect(podsOf(...sets)).toEqual(expected)
  })

  test('more pods than the limit are cut, all workloads together, and it is said once', () => {
    const { cluster, remarks } = build(
      Array.from({ length: 120 }, (_, index) =>
        workload('Deployment', `web-${index}`, `replicas: ${REPLICA_LIMIT}, `),
      ).join('---\n'),
    )
    expect(cluster.pods).toHaveLength(POD_LIMIT)
    expect(remarks).toMatchObject([
      { severity: 'warning', facts: { code: 'pods-capped', wanted: 24_000, kept: POD_LIMIT } },
    ])
  })
})

describe('written pods belong to whoever owns them', () => {
  test('a pod without an owner is a workload of its own', () => expect(podsOf(pod('dbg'))).toEqual(['shop/dbg: dbg']))

  test('written pods stand for the replicas, none is made up beside them', () => {
    expect(
      podsOf(workload('Deployment', 'web', 'replicas: 5, '), pod('web-a', owned('apps/v1', 'Deployment', 'web'))),
    ).toEqual(['deploy:shop/web: web-a'])
  })

  test('through its ReplicaSet a pod belongs to the Deployment', () => {
    const set = workload('ReplicaSet', 'web-5d9', 'replicas: 2, ').replace(
      'namespace: shop}',
      `namespace: shop${owned('apps/v1', 'Deployment', 'web')}}`,
    )
    expect(
      podsOf(
        workload('Deployment', 'web', 'replicas: 2, '),
        set,
        pod('web-5d9-x', owned('apps/v1', 'ReplicaSet', 'web-5d9')),
        pod('web-5d9-y', owned('apps/v1', 'ReplicaSet', 'web-5d9')),
      ),
    ).toEqual(['deploy:shop/web: web-5d9-x web-5d9-y'])
  })

  test('a ReplicaSet without written pods is only a step to its Deployment', () => {
    const set = workload('ReplicaSet', 'web-5d9', 'replicas: 2, ').replace(
      'namespace: shop}',
      `namespace: shop${owned('apps/v1', 'Deployment', 'web')}}`,
    )
    expect(podsOf(workload('Deployment', 'web', 'replicas: 2, '), set)).toEqual(['deploy:shop/web: web-1 web-2'])
  })

  test('in a dump of pods alone the hash tells the Deployment', () => {
    const dumped = pod('web-5d9-x', owned('apps/v1', 'ReplicaSet', 'web-5d9')).replace(
      'labels: {',
      'labels: {pod-template-hash: 5d9, ',
    )
    expect(podsOf(dumped)).toEqual(['deploy:shop/web: web-5d9-x'])
  })

  test('a Job of a CronJob is only a step to it', () => {
    const cron = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly, namespace: shop}\nspec: {jobTemplate: {spec: {template: {spec: {${container}}}}}}\n`
    const job = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: nightly-1, namespace: shop${owned('batch/v1', 'CronJob', 'nightly')}}\nspec: {template: {spec: {${container}}}}\n`
    expect(podsOf(cron, job, pod('nightly-1-x', owned('batch/v1', 'Job', 'nightly-1')))).toEqual([
      'cronjob:shop/nightly: nightly-1-x',
    ])
  })

  test('the controller among several owners counts', () => {
    const several = pod('web-a').replace(
      'app: web-a}',
      'app: web-a}, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: x}, {apiVersion: apps/v1, kind: Deployment, name: web, controller: true}]',
    )
    expect(podsOf(several)).toEqual(['deploy:shop/web: web-a'])
  })

  test('an owner of a kind that makes no pods leaves the pod on its own', () => {
    expect(podsOf(pod('custom', owned('example.com/v1', 'Widget', 'w')))).toEqual(['shop/custom: custom'])
  })

  test('ten comes after nine', () => {
    const { cluster } = build(workload('Deployment', 'web', 'replicas: 11, '))
    expect(cluster.pods.map(({ name }) => name).slice(8)).toEqual(['web-9', 'web-10', 'web-11'])
  })
})

describe('a dump', () => {
  test('a List is taken apart, with everything that the server added', () => {
    const { cluster, remarks } = build(`
apiVersion: v1
kind: List
metadata: {resourceVersion: ""}
items:
- apiVersion: v1
  kind: Namespace
  metadata:
    name: shop
    uid: 3f1a
    creationTimestamp: "2026-01-01T00:00:00Z"
    labels: {team: store, kubernetes.io/metadata.name: shop}
    managedFields: [{manager: kubectl, operation: Update, apiVersion: v1, fieldsType: FieldsV1, fieldsV1: {"f:metadata": {}}}]
  spec: {finalizers: [kubernetes]}
  status: {phase: Active}
- apiVersion: v1
  kind: Pod
  metadata: {name: web-5d9-x, generateName: web-5d9-, namespace: shop, uid: 3f1b, resourceVersion: "12", labels: {app: web, pod-template-hash: 5d9}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-5d9, uid: 3f1c, controller: true, blockOwnerDeletion: true}]}
  spec: {nodeName: n1, ${container}, tolerations: [{operator: Exists}], volumes: [{name: t, projected: {sources: []}}]}
  status: {phase: Running, podIP: 10.42.0.7, podIPs: [{ip: 10.42.0.7}], hostIP: 192.168.1.5, conditions: [{type: Ready, status: "True"}]}
`)
    expect(remarks).toEqual([])
    expect(cluster.namespaces.get('shop')).toMatchObject({
      labels: { team: 'store', 'kubernetes.io/metadata.name': 'shop' },
    })
    expect(cluster.workloads).toMatchObject([
      {
        ref: 'deploy:shop/web',
        pods: [{ name: 'web-5d9-x', node: 'n1', addressAssumed: false, addresses: [{ text: '10.42.0.7' }] }],
      },
    ])
  })
})
