import type { Backend, Service, ServicePort } from './cluster.ts'

/**
 * The port on which a backend answers for a port of its Service; undefined: it has none. A headless Service translates
 * nothing, so the client dials the number it was given.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
 */
export function backendPort(
  { headless }: Pick<Service, 'headless'>,
  { name, port, protocol, targetPort }: ServicePort,
  { endpoint, ports }: Backend,
  asked: string | number = protocol,
): number | undefined {
  if (headless) return port
  if (ports)
    return (
      ports.find((each) => each.protocol === asked && (each.name ?? null) === name) ??
      (ports.length === 1 ? ports[0] : undefined)
    )?.port
  if (typeof targetPort === 'number') return targetPort
  const pod = endpoint.kind === 'pod' ? endpoint.pod : endpoint.kind === 'host' ? endpoint.process : null
  return pod?.ports.find((each) => each.name === targetPort && each.protocol === asked)?.port
}
