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
  test('what is listed for another Service is not, nor for one of the same name elsewhere', () => {
    const other = slice('203.0.113.1').replace('service-name: web', 'service-name: api')
    const elsewhere = slice('203.0.113.2').replace('namespace: shop', 'namespace: dev')
    const unlike = slice('203.0.113.3').replace('discovery.k8s.io/v1', 'example.org/v1')
    expect(backends(service('ports: [{port: 80}]'), other, elsewhere, unlike, slice('203.0.113.9'))).toEqual([
      'external 203.0.113.9 ready 15432',
    ])
    const endpoints = (name: string, namespace: string, address: string, apiVersion = 'v1') =>
      `apiVersion: ${apiVersion}\nkind: Endpoints\nmetadata: {name: ${name}, namespace: ${namespace}}\nsubsets: [{addresses: [{ip: ${address}}], ports: [{port: 80}]}]\n`
    expect(
      backends(
        service('ports: [{port: 80}]'),
        endpoints('api', 'shop', '203.0.113.1'),
        endpoints('web', 'dev', '203.0.113.2'),
        endpoints('web', 'shop', '203.0.113.9'),
      ),
    ).toEqual(['external 203.0.113.9 ready 80'])
    expect(backends(service('ports: [{port: 80}]'), endpoints('web', 'shop', '203.0.113.1', 'example.org/v1'))).toEqual(
      [],
    )
  })
  test('who is leaving serves where nobody else does, if he still serves', () => {
    const leaving = pod('web', ', deletionTimestamp: "2026-01-01T00:00:00Z"', '', 'podIP: 10.0.0.1')
    const both = service('selector: {app: web}, ports: [{port: 80}]')
    expect(backends(both, leaving)).toEqual(['web 10.0.0.1 ready by selector'])
    const staying = pod('zoo', '', '', 'podIP: 10.0.0.2').replace('app: zoo', 'app: web')
    expect(backends(both, leaving, staying)).toEqual([
      'web 10.0.0.1 not ready by selector',
      'zoo 10.0.0.2 ready by selector',
    ])
    const listed = (conditions: string) =>
      backends(service('ports: [{port: 80}]'), slice('203.0.113.9', `, conditions: {${conditions}}`))
    expect(listed('ready: false, terminating: true, serving: true')).toEqual(['external 203.0.113.9 ready 15432'])
    expect(listed('ready: false, terminating: true')).toEqual(['external 203.0.113.9 ready 15432'])
    expect(listed('ready: false, terminating: true, serving: false')).toEqual(['external 203.0.113.9 not ready 15432'])
    expect(listed('ready: false, serving: true')).toEqual(['external 203.0.113.9 not ready 15432'])
  })
  test('what Endpoints call unready is not leaving', () =>
    expect(
      backends(
        service('ports: [{port: 80}]'),
        'apiVersion: v1\nkind: Endpoints\nmetadata: {name: web, namespace: shop}\nsubsets: [{notReadyAddresses: [{ip: 203.0.113.8}], ports: [{port: 80}]}]\n',
      ),
    ).toEqual(['external 203.0.113.8 not ready 80']))
  test('ports that are listed have a name and a protocol, or none and TCP', () =>
    expect(
      only(
        service('ports: [{port: 53}]'),
        slice('203.0.113.9').replace(
          '[{port: 15432}]',
          '[{name: dns, port: 53, protocol: UDP}, {port: 54}, {name: all}]',
        ),
      ).backends[0]!.ports,
    ).toEqual([
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: null, port: 54, protocol: 'TCP' },
    ]))
  test('several pods of one namespace all serve', () => {
    const other = pod('other', '', '', 'phase: Running, podIP: 10.0.0.5').replace('app: other', 'app: web')
    expect(backends(service('selector: {app: web}, ports: [{port: 80}]'), other, web)).toHaveLength(2)
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
    expect(backends(service('ipFamilies: [IPv6, IPv4], selector: {app: web}, ports: [{port: 80}]'), both)).toEqual([
      'web fd00::1 ready by selector',
      'web 10.0.0.1 ready by selector',
    ])
  })
  test("of a node's addresses the first of a family serves", () =>
    expect(
      backends(
        service('ipFamilies: [IPv4], selector: {app: web}, ports: [{port: 80}]'),
        pod('web', '', 'nodeName: n1, hostNetwork: true, '),
        'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {addresses: [{type: InternalIP, address: 172.18.0.5}, {type: ExternalIP, address: 203.0.113.5}]}\n',
      ),
    ).toEqual(['host 172.18.0.5 ready by selector']))
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
  test('where its load balancer stands is reported, else asked for', () => {
    const asked = 'type: LoadBalancer, loadBalancerIP: 203.0.113.9, ports: [{port: 80}]'
    const balancers = (spec: string, more = '') => only(service(spec, more)).balancerAddresses.map(({ text }) => text)
    expect(balancers(asked)).toEqual(['203.0.113.9'])
    expect(balancers(asked, 'status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}\n')).toEqual(['203.0.113.7'])
    expect(balancers(asked, 'status: {loadBalancer: {ingress: [{hostname: lb.example}]}}\n')).toEqual([])
    expect(balancers(asked.replace('type: LoadBalancer, ', ''))).toEqual([])
  })
  test('what another has is not given', () => {
    const given = only(service('ports: [{port: 80}]')).clusterAddresses[0]!.text
    const holder = service(`clusterIP: ${given}, ports: [{port: 80}]`).replace('name: web', 'name: zoo')
    const [web, zoo] = build([service('ports: [{port: 80}]'), holder].join('---\n')).cluster.services
    expect(zoo!.clusterAddresses.map(({ text }) => text)).toEqual([given])
    expect(web!.clusterAddresses.map(({ text }) => text)).not.toContain(given)
  })
  test('a Service of another group is none, and one without a namespace is in default', () => {
    const knative = 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web}\nspec: {}\n'
    const bare = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {externalName: x.example}\n'
    expect(
      build([knative, bare].join('---\n')).cluster.services.map(({ namespace, type, externalName }) => [
        namespace.name,
        type,
        externalName,
      ]),
    ).toEqual([['default', 'ClusterIP', null]])
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
    ['a name with numbers', '{port: 80, targetPort: 8http2}', { targetPort: '8http2' }],
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
