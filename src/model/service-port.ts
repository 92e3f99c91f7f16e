import type { Backend, Pod, Service, ServicePort } from './cluster.ts'

/**
 * The port on which a backend answers for a port of its Service; undefined: it has none. A headless Service translates
 * nothing, so the client dials the number it was given. What EndpointSlices list is joined by the name of the port, and a
 * name among a pod's is one of containers that run beside the others.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#headless-services; kubernetes,
 * pkg/proxy/endpointslicecache.go (endpointInfoByServicePort), pkg/api/v1/pod/util.go (FindPort)
 */
export function backendPort(
  { headless }: Pick<Service, 'headless'>,
  { name, port, protocol, targetPort }: ServicePort,
  { endpoint, ports }: Backend,
  asked: string | number = protocol,
): number | undefined {
  if (headless) return port
  if (ports) return ports.find((each) => each.protocol === asked && each.name === name)?.port
  if (typeof targetPort === 'number') return targetPort
  const pod = endpoint.kind === 'pod' ? endpoint.pod : endpoint.kind === 'host' ? endpoint.process : null
  return pod ? targetPortOn(pod, targetPort, asked) : undefined
}

/** The number of a `targetPort` on this pod; undefined: it has no container port of that name and protocol. */
export function targetPortOn(
  { ports }: Pick<Pod, 'ports'>,
  targetPort: ServicePort['targetPort'],
  protocol: string | number,
): number | undefined {
  return typeof targetPort === 'number'
    ? targetPort
    : ports.find((each) => each.name === targetPort && each.protocol === protocol && !each.hasEnded)?.port
}
