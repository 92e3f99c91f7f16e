import type { Pod } from '../../../model/cluster.ts'
import type { Endpoint } from '../../../model/endpoint.ts'
import type { Said } from '../../../policy/request.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'
import { probesOf, type Probe } from '../probes.ts'
import { requestOf } from './spoken.ts'

/**
 * Where the agent beside a sidecar answers probes; what comes there passes no proxy. Source:
 * https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 */
export const AGENT_PORT = 15020

/**
 * What the kubelet, which is the node itself, probes on a port of a pod with a sidecar. The webhook has its probes
 * turned to the agent, over HTTP, TCP and gRPC alike, unless an annotation says no. `this`: the connection is one of
 * them, as far as what is said tells; `others`: the port is probed, and this is something else; null: it is not probed,
 * or as it is written.
 * Source: https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/; pkg/kube/inject/app_probe.go
 */
export function turnedProbe(
  client: Endpoint,
  pod: Pod,
  port: number | null,
  said: Said | undefined,
): 'this' | 'others' | null {
  if (client.kind !== 'host' || client.process !== null) return null
  const manifest = readPodManifest(pod.object)
  if (manifest.annotations['sidecar.istio.io/rewriteAppHTTPProbers'] === 'false') return null
  const probes = probesOf(manifest).filter((probe) => probe.port === port)
  return probes.length === 0 ? null : probes.some((probe) => isProbe(probe, said)) ? 'this' : 'others'
}

function isProbe({ by, path }: Probe, said: Said | undefined): boolean {
  if (by === 'httpGet') {
    const request = requestOf(said)
    return (
      request !== null && said?.app !== 'grpc' && (request.method ?? 'GET') === 'GET' && (request.path ?? '/') === path
    )
  }
  return said?.app === (by === 'grpc' ? 'grpc' : 'tcp') && said.http === undefined
}
