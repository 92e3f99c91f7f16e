import { labelsAt, listAt, numberAt } from '../../../manifests/fields.ts'
import type { Pod } from '../../../model/cluster.ts'
import { backendPort } from '../../../model/service-port.ts'
import { readPodManifest } from '../../walls/pod-manifest.ts'
import type { Istio } from './istio.ts'
import { wears } from './objects.ts'
import { AGENT_PORT } from './probes.ts'

/**
 * Where a gateway answers whatever its Gateways say: its agent, readiness and metrics. Source:
 * https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 */
const OWN_PORTS = new Set([AGENT_PORT, 15021, 15090])

/**
 * The ports that servers of Gateways may call a port of the gateway's pod: that of the Service that was dialled, those
 * of Services that lead to it, and its own number. Source: pilot/pkg/model/gateway.go (resolvePorts)
 */
export function edgePorts(
  { cluster }: Istio,
  { endpoint }: Pod,
  servicePort: number | null,
  port: number | null,
): readonly (number | null)[] {
  const leading = cluster.services.flatMap((service) =>
    service.backends
      .filter((backend) => backend.endpoint === endpoint)
      .flatMap((backend) =>
        service.ports.filter((each) => backendPort(service, each, backend) === port).map((each) => each.port),
      ),
  )
  return [...new Set([servicePort ?? port, ...leading, port])]
}

/**
 * Whether the proxy of a gateway listens on a port: it does for each server of a Gateway that selects it, or listener
 * of its own. Who has containers beside it may listen by them.
 * Source: pilot/pkg/networking/core/gateway.go (buildGatewayListeners)
 */
export function isServed(istio: Istio, pod: Pod, servicePort: number | null, port: number | null): boolean {
  if (port === null || OWN_PORTS.has(port)) return true
  if (readPodManifest(pod.object).containers.filter(({ list }) => list === 'containers').length > 1) return true
  const own = istio.members.gatewayOf(pod)
  const offered = own
    ? listAt(own.value, 'spec', 'listeners').map((listener) => numberAt(listener, 'port'))
    : istio.objects.gateways
        .filter((gateway) => wears(pod, labelsAt(gateway.value, 'spec', 'selector')))
        .flatMap((gateway) => listAt(gateway.value, 'spec', 'servers'))
        .map((server) => numberAt(server, 'port', 'number'))
  return edgePorts(istio, pod, servicePort, port).some((each) => offered.includes(each))
}
