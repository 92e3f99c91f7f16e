import { expect, test } from 'vitest'
import { openWorld } from '../../../src/world/index.ts'

/**
 * What its enforcer acts on and no verdict here does, with the fields at which that is said. Sources:
 * istio/pilot/pkg/networking/core/listener_inbound.go, getBindToPort and EnableTLSOnSidecarIngress;
 * linkerd2, charts/linkerd-crds/templates/policy/server.yaml; cilium/pkg/policy/api, EgressRule and PortRule
 */
test.each([
  [
    'listeners of a Sidecar that the proxy itself has',
    `apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: side, namespace: shop}
spec:
  ingress:
    - {port: {number: 8080, protocol: HTTP, name: http}, defaultEndpoint: "127.0.0.1:9000"}
    - {port: {number: 8443, protocol: HTTPS, name: https}, captureMode: NONE, bind: 0.0.0.0, tls: {mode: SIMPLE, serverCertificate: /c, privateKey: /k}}
  egress:
    - {hosts: ["./*"], port: {number: 9080, protocol: HTTP, name: out}, bind: 127.0.0.1, captureMode: NONE}
    - {hosts: ["./*"], captureMode: DEFAULT}`,
    ['spec.ingress[1].captureMode', 'spec.ingress[1].tls', 'spec.egress[0].captureMode', 'spec.egress[0].bind'],
  ],
  [
    'groups of a cloud, and listeners of another proxy',
    `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: p, namespace: shop}
spec:
  endpointSelector: {}
  egress:
    - toGroups: [{aws: {securityGroupsIds: [sg-1]}}]
    - toPorts: [{ports: [{port: "80"}], listener: {envoyConfig: {name: e}, name: l}}]`,
    ['spec.egress[0].toGroups', 'spec.egress[1].toPorts[0].listener'],
  ],
  [
    'workloads outside the cluster',
    `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: s, namespace: shop}
spec: {externalWorkloadSelector: {}, port: 80}`,
    ['spec.externalWorkloadSelector'],
  ],
  [
    'who of those behind a Service is preferred',
    `apiVersion: v1
kind: Service
metadata: {name: s, namespace: shop}
spec: {trafficDistribution: PreferSameZone, ports: [{port: 80}]}`,
    ['spec.trafficDistribution'],
  ],
])('it is said that verdicts leave out %s', (_, text, fields) => {
  const { diagnostics } = openWorld({ documents: [{ name: 'policies', text }] })
  expect(diagnostics.flatMap((each) => (each.code === 'field-not-evaluated' ? each.field : []))).toEqual(fields)
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
})
