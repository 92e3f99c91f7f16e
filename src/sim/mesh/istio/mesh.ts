import type { KubernetesObject } from '../../../manifests/piece.ts'
import { numberAt, listAt, objectAt } from '../../../manifests/fields.ts'
import type { Cluster } from '../../../model/cluster.ts'
import type { MeshChoice } from '../choice.ts'
import type { Mesh, MeshKind } from '../mesh.ts'
import { meshConfig } from '../mesh-config.ts'
import { capturePorts } from './capture.ts'
import { IstioFinder } from './findings/findings.ts'
import { Istio } from './istio.ts'
import { legsOf } from './legs.ts'
import { readSettings } from './settings.ts'

/** Istio with both of its data planes: labels say which pod is in which. */
export const ISTIO: MeshKind = { open: openIstio }

function openIstio(choice: MeshChoice, cluster: Cluster, objects: readonly KubernetesObject[]): Mesh {
  const istio = new Istio(
    cluster,
    objects,
    readSettings({ meshConfig: meshConfig('istio', objects), ...choice.options }),
  )
  const finder = new IstioFinder(istio)
  return {
    name: choice.name,
    member: (endpoint) => istio.members.of(endpoint),
    identity: (endpoint) => istio.members.identity(endpoint),
    legs: (flow, fromIdentity) => legsOf(istio, flow, fromIdentity),
    findings: (policies) => finder.find(policies),
    ports: portsOf(istio),
    proxyPorts: PROXY_PORTS,
  }
}

/**
 * The tunnel, the agent's probes and metrics, the proxy's health and metrics. Source:
 * https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 */
const PROXY_PORTS: readonly number[] = [15008, 15020, 15021, 15090]

/** The numbers that policies, Services and what sidecars leave alone tell apart. */
function portsOf({ objects, cluster }: Istio): readonly number[] {
  const ports = new Set<number>()
  const add = (value: unknown) => {
    const port = Number(value)
    if (Number.isInteger(port) && port > 0 && port <= 65535) ports.add(port)
  }
  for (const { value } of objects.peerAuthentications)
    for (const port of Object.keys(objectAt(objectAt(value, 'spec'), 'portLevelMtls') ?? {})) add(port)
  for (const { value } of objects.authorizationPolicies) {
    for (const rule of listAt(value, 'spec', 'rules')) {
      for (const to of listAt(rule, 'to'))
        for (const field of ['ports', 'notPorts']) listAt(objectAt(to, 'operation'), field).forEach(add)
      for (const condition of listAt(rule, 'when'))
        for (const field of ['values', 'notValues']) listAt(condition, field).forEach(add)
    }
  }
  for (const { value } of objects.serviceEntries)
    for (const port of listAt(value, 'spec', 'ports')) add(numberAt(port, 'number'))
  for (const pod of cluster.pods) {
    for (const { port } of pod.ports) add(port)
    capturePorts(pod).forEach(add)
  }
  for (const service of cluster.services)
    for (const { targetPort, port } of service.ports) {
      add(targetPort)
      add(port)
    }
  return [...ports]
}
