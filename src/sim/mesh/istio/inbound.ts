import type { Ground, PlacedFact } from '../../../engine/leg.ts'
import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { Pod } from '../../../model/cluster.ts'
import { backendPort } from '../../../model/service-port.ts'
import type { Istio } from './istio.ts'
import { namespaceOf, wears } from './objects.ts'
import { declaredProtocol, portGround, protocolOf, sidecarFor, type DeclaredProtocol } from './outbound.ts'

/**
 * What the Sidecar of a pod says of one of its ports. `listener` null: it lists others and not this one, which the
 * proxy takes all the same. `to`: what the proxy hands it to, `127.0.0.1:8080`; null: the port itself.
 */
interface IngressWord {
  readonly listener: { readonly protocol: string; readonly to: string | null } | null
  readonly ground: Ground
}

/** Null: the pod has no Sidecar that lists ports, so that its Services say what they carry. */
function ingressWord(istio: Istio, pod: Pod, port: number | null): IngressWord | null {
  const object = sidecarFor(istio, pod)
  const ingress = listAt(object?.value, 'spec', 'ingress')
  if (!object || ingress.length === 0) return null
  const index = ingress.findIndex((each) => numberAt(fieldAt(each, 'port'), 'number') === port)
  const listener = ingress[index]
  return {
    listener:
      listener === undefined
        ? null
        : { protocol: textAt(listener, 'port', 'protocol') ?? '', to: textAt(listener, 'defaultEndpoint') || null },
    ground: { object, path: listener === undefined ? ['spec', 'ingress'] : ['spec', 'ingress', index] },
  }
}

/** The same as a fact about the connection; empty: no Sidecar lists ports of the pod. */
export function ingressFacts(istio: Istio, pod: Pod, port: number | null): readonly PlacedFact[] {
  const word = port === null ? null : ingressWord(istio, pod, port)
  if (!word) return []
  const { listener, ground } = word
  return [
    {
      fact: listener
        ? { fact: 'ingress-listener', port: port!, ...listener }
        : { fact: 'ingress-unlisted', port: port! },
      ground,
    },
  ]
}

/**
 * What a port of a pod is declared to carry, as its own proxy has it: by its Services, or by ServiceEntries that select
 * it. A Sidecar that lists ports takes the place of all of them, and a port that it does not list is one of which
 * nothing is said.
 * Source: pilot/pkg/networking/core/listener_inbound.go, buildInboundChainConfigs and buildInboundPassthroughChains
 */
export function inboundProtocol(istio: Istio, pod: Pod, port: number | null): DeclaredProtocol {
  return declaredInbound(istio, pod, port).protocol
}

/** Where a port of a pod is declared to carry requests, in the same way; null: it is not declared so. */
export function inboundHttpGround(istio: Istio, pod: Pod, port: number | null): Ground | null {
  const { protocol, ground } = declaredInbound(istio, pod, port)
  return protocol === 'http' ? ground : null
}

/** `ground` null: nothing is said of the port. */
function declaredInbound(
  istio: Istio,
  pod: Pod,
  port: number | null,
): { readonly protocol: DeclaredProtocol; readonly ground: Ground | null } {
  const word = ingressWord(istio, pod, port)
  if (word)
    return word.listener
      ? { protocol: declaredProtocol({ name: null, port: null }, word.listener.protocol), ground: word.ground }
      : { protocol: 'sniffed', ground: null }
  for (const service of istio.cluster.services) {
    const backend = service.backends.find(({ endpoint }) => endpoint === pod.endpoint)
    const declared =
      backend && service.ports.find((each) => each.protocol === 'TCP' && backendPort(service, each, backend) === port)
    if (declared) return { protocol: protocolOf(service, declared.port), ground: portGround(service, declared.port) }
  }
  for (const entry of istio.objects.serviceEntries) {
    const labels = labelsAt(entry.value, 'spec', 'workloadSelector', 'labels')
    if (Object.keys(labels).length === 0 || namespaceOf(entry) !== pod.namespace.name || !wears(pod, labels)) continue
    const ports = listAt(entry.value, 'spec', 'ports')
    const index = ports.findIndex((each) => (numberAt(each, 'targetPort') ?? numberAt(each, 'number')) === port)
    if (index >= 0)
      return {
        protocol: declaredProtocol({ name: null, port: null }, textAt(ports[index], 'protocol')),
        ground: { object: entry, path: ['spec', 'ports', index] },
      }
  }
  return { protocol: 'sniffed', ground: null }
}

/** The ports that a pod's Sidecar lists; null: it has none that lists any. `name`: of the Sidecar, `namespace/name`. */
export function listedPorts(
  istio: Istio,
  pod: Pod,
): { readonly ports: readonly number[]; readonly name: string } | null {
  const object = sidecarFor(istio, pod)
  const ingress = listAt(object?.value, 'spec', 'ingress')
  return object && ingress.length > 0
    ? {
        ports: ingress.flatMap((each) => numberAt(fieldAt(each, 'port'), 'number') ?? []),
        name: `${object.namespace ?? 'default'}/${object.name}`,
      }
    : null
}
