import { expect, it } from 'vitest'
import { callerSees } from '../../../../src/app/text/caller.ts'
import { traceText } from '../../../../src/app/text/trace-text.ts'
import { openWorld, type CniName } from '../../../../src/world/index.ts'

const pod = (name: string, annotations = '{}') => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: city, labels: {app: ${name}}, annotations: ${annotations}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: 50051}]}]}
status: {podIP: 10.244.1.${name.length}}
`
const PODS = pod('door') + pod('terminal')

/** What the terminal sees of the door, line by line. */
function seen(cni: CniName, text: string, said: string): readonly string[] {
  const world = openWorld({ documents: [{ name: 'city.yaml', text }], cni: { name: cni } })
  const question = world.parse(`city/terminal -> city/door:50051 ${said}`)
  if (!question.ok) throw new Error(said)
  const view = callerSees(world.ask(question.value), question.value)!
  return [view.command, ...view.output]
}

const CILIUM = `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: door, namespace: city}
spec:
  endpointSelector: {matchLabels: {app: door}}
  ingress:
  - fromEndpoints: [{matchLabels: {app: terminal}}]
    toPorts:
    - ports: [{port: "50051", protocol: TCP}]
      rules: {http: [{method: POST, path: /city.Door/GetName}]}
`
const CALICO = `---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: door, namespace: city}
spec: {selector: app == 'door', ingress: [{action: Allow, http: {methods: [GET]}}]}
`
const ISTIO = `---
apiVersion: v1
kind: Namespace
metadata: {name: city, labels: {istio-injection: enabled}}
${PODS}---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: door, namespace: city}
spec: {selector: {matchLabels: {app: door}}, action: DENY, rules: [{to: [{operation: {paths: [/city.Door/SetCode]}}]}]}
`
const LINKERD = `${pod('door', '{linkerd.io/inject: enabled}')}${pod('terminal', '{linkerd.io/inject: enabled}')}---
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: door, namespace: city}
spec: {podSelector: {matchLabels: {app: door}}, port: 50051, proxyProtocol: gRPC}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: {name: names, namespace: city}
spec: {parentRefs: [{name: door, kind: Server, group: policy.linkerd.io}], rules: [{matches: [{method: {service: city.Door, method: GetName}}]}]}
`

// Sources: https://docs.cilium.io/en/stable/security/grpc/; envoy, source/common/grpc/common.cc (httpToGrpcStatus);
// linkerd2-proxy, linkerd/app/core/src/errors/respond.rs
it.each<readonly [string, CniName, string, string, readonly string[]]>([
  ['Cilium', 'cilium', PODS + CILIUM, '/city.Door/SetCode', ['PermissionDenied', ' Access denied']],
  ['Istio', 'reference', ISTIO, '/city.Door/SetCode', ['PermissionDenied', ' RBAC: access denied']],
  ['Linkerd, where no route takes it', 'reference', LINKERD, '/city.Door/SetCode', ['NotFound', '']],
  ['Linkerd, where a route does', 'reference', LINKERD, '/city.Door/GetName', ['PermissionDenied', '']],
])('a call that a proxy refuses ends with a status of gRPC, under %s', (_, cni, text, path, [code, message]) => {
  expect(seen(cni, text, `grpc ${path}`).map((line) => line.replace(/ 10\.244\.1\.4/, ' door'))).toEqual([
    `grpcurl -plaintext -max-time 3 door:50051 ${path.slice(1)}`,
    'ERROR:',
    `  Code: ${code}`,
    `  Message:${message}`,
  ])
})

it('a call that is dropped waits as any connection does', () => {
  expect(seen('cilium', PODS + CILIUM.replace('app: terminal', 'app: other'), 'grpc /city.Door/GetName')).toEqual([
    'curl -m 3 10.244.1.4:50051',
    'curl: (28) Connection timed out after 3001 milliseconds',
  ])
})

it('Cilium’s proxy says why in its 403, and Calico’s nothing', () => {
  expect(seen('cilium', PODS + CILIUM, 'GET /x').slice(1)).toEqual(['< HTTP/1.1 403 Forbidden', 'Access denied'])
  expect(seen('calico', PODS + CALICO, 'POST /x').slice(1)).toEqual(['< HTTP/1.1 403 Forbidden'])
})

it('what is typed is where the call goes, not where a proxy listens or sends it on to', () => {
  const gateway = `${ISTIO}---
apiVersion: v1
kind: Pod
metadata: {name: gate, namespace: city, labels: {istio: ingressgateway}}
spec: {containers: [{name: c, image: i}]}
status: {podIP: 10.244.1.77}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gate, namespace: city}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 8080, name: http, protocol: HTTP}, hosts: ["*"]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: door, namespace: city}
spec: {hosts: ["*"], gateways: [gate], http: [{route: [{destination: {host: door}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: door, namespace: city}
spec: {selector: {app: door}, ports: [{name: grpc, port: 50051}]}
`
  const world = openWorld({ documents: [{ name: 'city.yaml', text: gateway }] })
  const withService = openWorld({
    documents: [
      {
        name: 'city.yaml',
        text: `${gateway.replace('http: [{route', 'http: [{match: [{uri: {prefix: /city}}], route')}---
apiVersion: v1
kind: Service
metadata: {name: gate, namespace: city}
spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}
`,
      },
    ],
  })
  const asked = (path: string) =>
    callerSees(world.ask({ from: 'internet', to: 'city/gate', port: 8080, http: { method: 'GET', path } }))!
  expect(asked('/city.Door/SetCode')).toMatchObject({
    command: 'curl -m 3 10.244.1.77:8080',
    output: ['< HTTP/1.1 403 Forbidden', 'RBAC: access denied'],
  })
  expect(asked('/').command).toBe('curl -vm 3 10.244.1.77:8080')
  const lost = { from: 'internet', to: 'svc:city/gate', port: 80, app: 'tcp' } as const
  expect(callerSees(withService.ask(lost), lost)!.command).toBe('curl -m 3 gate.city:80')
  // Which of the routes it takes, or none, hangs on the request.
  expect(withService.ask({ from: 'internet', to: 'svc:city/gate', port: 80 })).toMatchObject({
    outcome: 'conditional',
    needs: ['request'],
  })
  expect(seen('reference', LINKERD, 'GET /x')[0]).toBe('curl -m 3 10.244.1.4:50051')
})

it('the copied text has the way through a mesh, and what the proxy writes of it', () => {
  const copied = (text: string, line: string) => {
    const world = openWorld({ documents: [{ name: 'city.yaml', text }] })
    const question = world.parse(line)
    if (!question.ok) throw new Error(line)
    return traceText(question.value, world.ask(question.value)).split('\n\n')[1]!.split('\n')
  }
  expect(copied(ISTIO, 'city/terminal -> city/door:50051 POST /city.Door/SetCode')).toEqual([
    'Through the mesh',
    'city/terminal to city/door',
    '- The network, asked about port 50051: passes.',
    '- On the wire: plain, nobody proves who it is.',
    expect.stringContaining('An address was dialled of which'),
    '  The server takes mutual TLS and plain connections (PERMISSIVE, the default).',
    '- The server’s proxy (reads requests, path /city.Door/SetCode) refuses.',
    '  city/door (DENY) rule 1 fits.',
    'In the proxy’s log […] "POST /city.Door/SetCode HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 … "-"',
  ])
  expect(copied(ISTIO, 'city/terminal -> city/door:50051 grpc /city.Door/SetCode').at(-1)).toMatch(
    /"POST \/city\.Door\/SetCode HTTP\/2" 200 - rbac_access_denied\S+ - "-" 0 0 /,
  )
  expect(copied(LINKERD, 'city/terminal -> city/door:50051 grpc /city.Door/SetCode').at(-1)).toContain(
    'linkerd_app_core::errors::respond: gRPC request failed error=',
  )
})

// Source: https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/#change-to-the-blocking-by-default-policy
it('a proxy that ends TLS is met in the handshake', () => {
  const world = openWorld({
    documents: [{ name: 'city.yaml', text: ISTIO }],
    mesh: { name: 'istio-sidecar', options: { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } } },
  })
  const printed = (said: string) => {
    const question = world.parse(`city/terminal -> ip:203.0.113.7:443 ${said}`)
    if (!question.ok) throw new Error(said)
    return callerSees(world.ask(question.value), question.value)!.output
  }
  expect(printed('sni news.example')).toEqual(['curl: (35) Recv failure: Connection reset by peer'])
  expect(printed('tcp')).toEqual(['curl: (56) Recv failure: Connection reset by peer'])
})
