import { describe, expect, test } from 'vitest'
import { build, pod } from './clusters.ts'

const service = (spec: string, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {${spec}}\n${more}`
const slice = (addresses: string, conditions = '', more = '') =>
  `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}\nports: [{port: 15432}]\nendpoints: [{addresses: [${addresses}]${conditions}}]\n${more}`
const only = (...texts: readonly string[]) => build(texts.join('---\n')).cluster.services[0]!
const backends = (...texts: readonly string[]) =>
  only(...texts).backends.map(
    ({ endpoint, address, ready, ports }) =>
      `${endpoint.kind === 'pod' ? endpoint.pod.name : endpoint.kind} ${address.text} ${ready ? 'ready' : 'not ready'} ${ports?.map(({ port }) => port).join() ?? 'by selector'}`,
  )

describe('backends', () => {
  const web = pod('web', '', '', 'phase: Running, podIP: 10.0.0.1')
  test('pods of its own namespace that the selector takes', () => {
    const elsewhere = web.replace('namespace: shop', 'namespace: dev').replace('10.0.0.1', '10.0.0.2')
    expect(backends(service('selector: {app: web}, ports: [{port: 80}]'), web, elsewhere, pod('api'))).toEqual([
      'web 10.0.0.1 ready by selector',
    ])
  })
  test('finished pods serve nobody, unready ones are marked', () => {
    const done = pod('done', '', '', 'phase: Failed, podIP: 10.0.0.3').replace('app: done', 'app: web')
    const slow = pod(
      'slow',
      '',
      '',
      'phase: Running, podIP: 10.0.0.4, conditions: [{type: Ready, status: "False"}]',
    ).replace('app: slow', 'app: web')
    expect(backends(service('selector: {app: web}, ports: [{port: 80}]'), done, slow)).toEqual([
      'slow 10.0.0.4 not ready by selector',
    ])
    expect(
      backends(service('publishNotReadyAddresses: true, selector: {app: web}, ports: [{port: 80}]'), slow),
    ).toEqual(['slow 10.0.0.4 ready by selector'])
  })
  test("a pod on the host network serves with its node's address", () => {
    const agent = pod('web', '', 'nodeName: n1, hostNetwork: true, ')
    expect(
      backends(
        service('selector: {app: web}, ports: [{port: 80}]'),
        agent,
        'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 172.18.0.5}]}\n',
      ),
    ).toEqual(['host 172.18.0.5 ready by selector'])
  })
  test('without a selector its EndpointSlices count, pods by their address', () => {
    expect(backends(service('ports: [{port: 5432}]'), web, slice('10.0.0.1, 203.0.113.9'))).toEqual([
      'web 10.0.0.1 ready 15432',
      'external 203.0.113.9 ready 15432',
    ])
    expect(backends(service('ports: [{port: 5432}]'), slice('203.0.113.9', ', conditions: {ready: false}'))).toEqual([
      'external 203.0.113.9 not ready 15432',
    ])
  })
  test('Endpoints count when there are no slices', () => {
    const endpoints =
      'apiVersion: v1\nkind: Endpoints\nmetadata: {name: web, namespace: shop}\nsubsets: [{addresses: [{ip: 203.0.113.7}], notReadyAddresses: [{ip: 203.0.113.8}], ports: [{port: 80}]}]\n'
    expect(backends(service('ports: [{port: 80}]'), endpoints)).toEqual([
      'external 203.0.113.7 ready 80',
      'external 203.0.113.8 not ready 80',
    ])
    expect(backends(service('ports: [{port: 80}]'), endpoints, slice('203.0.113.9'))).toEqual([
      'external 203.0.113.9 ready 15432',
    ])
  })
  test('a selector beats what is listed', () =>
    expect(backends(service('selector: {app: web}, ports: [{port: 80}]'), web, slice('203.0.113.9'))).toEqual([
      'web 10.0.0.1 ready by selector',
    ]))
  test('a dual-stack pod answers in the families of the Service', () => {
    const both = pod('web', '', '', 'podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]')
    expect(
      backends(service('clusterIPs: [10.96.0.7, "fd00:96::7"], selector: {app: web}, ports: [{port: 80}]'), both),
    ).toEqual(['web 10.0.0.1 ready by selector', 'web fd00::1 ready by selector'])
    expect(backends(service('ipFamilies: [IPv6], selector: {app: web}, ports: [{port: 80}]'), both)).toEqual([
      'web fd00::1 ready by selector',
    ])
    expect(
      backends(service('ipFamilyPolicy: PreferDualStack, selector: {app: web}, ports: [{port: 80}]'), both),
    ).toHaveLength(2)
    expect(backends(service('selector: {app: web}, ports: [{port: 80}]'), both)).toEqual([
      'web 10.0.0.1 ready by selector',
    ])
  })
  test('an ExternalName has none', () =>
    expect(only(service('type: ExternalName, externalName: api.example, selector: {app: web}'), web)).toMatchObject({
      backends: [],
      externalName: 'api.example',
      clusterAddresses: [],
    }))
})

describe('addresses and ports', () => {
  test('a ClusterIP that is not written is given, and stays', () => {
    const { clusterAddresses } = only(service('ports: [{port: 80}]'))
    expect(clusterAddresses.map(({ text }) => text)).toEqual([expect.stringMatching(/^10\.96\./)])
    expect(only(service('ports: [{port: 81}]'), pod('web')).clusterAddresses).toEqual(clusterAddresses)
  })
  test('a headless Service has none', () =>
    expect(only(service('clusterIP: None, ports: [{port: 80}]'))).toMatchObject({
      headless: true,
      clusterAddresses: [],
    }))
  test('both addresses of a dual-stack Service, and those from outside', () => {
    const both = only(
      service(
        'type: LoadBalancer, clusterIP: 10.96.0.7, clusterIPs: [10.96.0.7, "fd00:96::7"], externalIPs: [198.51.100.7], ports: [{port: 80}]',
        'status: {loadBalancer: {ingress: [{ip: 203.0.113.7}, {hostname: lb.example}]}}\n',
      ),
    )
    expect(both.clusterAddresses.map(({ text }) => text)).toEqual(['10.96.0.7', 'fd00:96::7'])
    expect(both.externalAddresses.map(({ text }) => text)).toEqual(['198.51.100.7', '203.0.113.7'])
  })
  test("all of them are the Service's own", () => {
    expect([
      ...build(service('clusterIP: 10.96.0.7, externalIPs: [198.51.100.7], ports: [{port: 80}]')).cluster
        .serviceAddresses,
    ]).toEqual(['10.96.0.7', '198.51.100.7'])
  })
  test.each([
    [
      'the same as the port when absent',
      '{port: 80}',
      { port: 80, protocol: 'TCP', targetPort: 80, name: null, nodePort: null },
    ],
    ['a number', '{port: 80, targetPort: 8080, nodePort: 30080}', { targetPort: 8080, nodePort: 30080 }],
    ['a name', '{name: web, port: 80, targetPort: http}', { name: 'web', targetPort: 'http' }],
    ['a number in quotes is a number', '{port: 80, targetPort: "8080"}', { targetPort: 8080 }],
    ['UDP', '{port: 53, protocol: UDP}', { protocol: 'UDP' }],
  ])('the target port is %s', (_, port, expected) =>
    expect(only(service(`ports: [${port}]`)).ports).toMatchObject([expected]),
  )
  test('policy for traffic from outside', () => {
    expect(only(service('type: NodePort, externalTrafficPolicy: Local, ports: [{port: 80}]'))).toMatchObject({
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
    })
    expect(only(service('type: NodePort, ports: [{port: 80}]'))).toMatchObject({ externalTrafficPolicy: 'Cluster' })
  })
})
