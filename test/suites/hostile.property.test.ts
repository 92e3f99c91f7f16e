import fc, { type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { Engine } from '../../src/worker/engine.ts'
import { openWorld } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { cluster, documentsOf } from './generate.ts'

/** Asks everything there is to ask; whatever the text was, nothing of it may throw. */
function exercise(text: string): void {
  const documents = [
    { name: 'a', text },
    { name: 'b', text: `# ? one/p0 -> two/p1:80\n${text}` },
  ]
  const world = openWorld({ documents })
  const refs = [
    ...world
      .matrix()
      .ends.slice(0, 3)
      .map(({ ref }) => ref),
    ...world.cluster.services.slice(0, 2).map(({ namespace, name }) => `svc:${namespace.name}/${name}`),
    ...world.cluster.nodes.slice(0, 1).map(({ name }) => `node:${name}`),
  ]
  world.connections()
  for (const from of refs)
    for (const to of refs)
      for (const port of [80, 'web', undefined]) world.ask({ from, to, ...(port === undefined ? {} : { port }) })
  for (const { span } of world.diagnostics) if (span) expect(documents.map(({ name }) => name)).toContain(span.document)
  const engine = new Engine()
  const open = {
    type: 'open',
    id: 1,
    revision: 1,
    order: ['a', 'b'],
    changed: documents,
    active: 'a',
    applyBroken: true,
    question: 'one/p0 -> two/p1:80',
  } as const
  engine.handle({ ...open, fresh: true })
  engine.handle({
    ...open,
    id: 2,
    revision: 2,
    fresh: false,
    changed: [{ name: 'a', text: `${text}\n` }],
    baseline: documents,
  })
  engine.handle({ type: 'drill', id: 3, from: null, to: 'outside' })
}

const KINDS = [
  'Pod',
  'Service',
  'Namespace',
  'Node',
  'NetworkPolicy',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicaSet',
  'ReplicationController',
  'Endpoints',
  'EndpointSlice',
  'List',
  'PodList',
  'ConfigMap',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
] as const
const VERSIONS = [
  'v1',
  'apps/v1',
  'batch/v1',
  'networking.k8s.io/v1',
  'discovery.k8s.io/v1',
  'extensions/v1beta1',
  'policy.networking.k8s.io/v1alpha1',
  'policy.networking.k8s.io/v1alpha2',
] as const
const FIELDS = [
  'spec',
  'metadata',
  'status',
  'labels',
  'name',
  'namespace',
  'ownerReferences',
  'podSelector',
  'matchLabels',
  'matchExpressions',
  'ingress',
  'egress',
  'from',
  'to',
  'ports',
  'port',
  'endPort',
  'protocol',
  'ipBlock',
  'cidr',
  'except',
  'policyTypes',
  'containers',
  'containerPort',
  'nodeName',
  'hostNetwork',
  'selector',
  'template',
  'replicas',
  'podIP',
  'podIPs',
  'ip',
  'addresses',
  'items',
  'clusterIP',
  'type',
  'targetPort',
  'endpoints',
  'subsets',
  'tier',
  'priority',
  'subject',
  'action',
  'namespaces',
  'pods',
  'namespaceSelector',
  'networks',
  'nodes',
  'domainNames',
  'protocols',
  'tcp',
  'destinationPort',
  'range',
  'portNumber',
  '__proto__',
  'constructor',
  'toString',
] as const

/** Values of any type under the fields that we look at, so that every reader meets what it does not expect. */
const anything: Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      null,
      true,
      0,
      -1,
      80,
      1e21,
      1.5,
      '',
      'a',
      'web',
      '10.0.0.0/8',
      '::/0',
      'TCP',
      'Ingress',
      'Exists',
      'None',
      'Admin',
      'Deny',
      'a.b.example',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 4 }),
  ),
})).value

const oddObject = fc.record(
  {
    apiVersion: fc.constantFrom(...VERSIONS),
    kind: fc.constantFrom(...KINDS),
    metadata: fc.oneof(fc.constant({ name: 'x' }), anything),
    spec: anything,
    status: anything,
    items: anything,
    endpoints: anything,
    subsets: anything,
    ports: anything,
  },
  { requiredKeys: ['apiVersion', 'kind'] },
)

test('objects with anything in any field', () => {
  fc.assert(
    fc.property(fc.array(oddObject, { maxLength: 4 }), (objects) =>
      exercise(objects.map((object) => JSON.stringify(object)).join('\n---\n')),
    ),
    bounded(150),
  )
})

test('good manifests with a piece cut out, put in or said twice', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '\n---\n',
    '\n',
    '- ',
    '&a ',
    '*a',
    '!!str ',
    '? ',
    '|\n',
    '\t',
    'null',
    '\u0000',
    '\ufeff',
    '{}',
    '%YAML 1.1\n',
    '<<: *a',
  ]
  const edit = fc.tuple(fc.nat(3000), fc.nat(40), fc.constantFrom('', ...pieces))
  fc.assert(
    fc.property(cluster, fc.array(edit, { minLength: 1, maxLength: 4 }), (generated, edits) => {
      const text = documentsOf(generated)
        .map((document) => document.text)
        .join('\n---\n')
      exercise(
        edits.reduce(
          (current, [at, length, put]) =>
            `${current.slice(0, at % (current.length + 1))}${put}${current.slice((at % (current.length + 1)) + length)}`,
          text,
        ),
      )
    }),
    bounded(60),
  )
})

test('lines that look like YAML', () => {
  const word = fc.constantFrom(
    'apiVersion: v1',
    'kind: Pod',
    'kind: NetworkPolicy',
    'apiVersion: networking.k8s.io/v1',
    'metadata:',
    'name: x',
    'spec:',
    'podSelector: {}',
    '- from:',
    '- {}',
    'ports:',
    '- port: 80',
    '---',
    '...',
    '# ? a/b -> c/d:1',
    '? x',
    ': y',
    '&a',
    '*a',
    '|',
    '>-',
    'x',
    '"',
    "'",
    '{',
    ']',
  )
  const line = fc.tuple(fc.nat(6), word).map(([indent, content]) => `${' '.repeat(indent)}${content}`)
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (lines) => exercise(lines.join('\n'))),
    bounded(150),
  )
})
