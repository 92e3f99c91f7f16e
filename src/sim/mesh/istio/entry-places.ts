import { parseAddress } from '../../../ground/ip.ts'
import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import { externalEndpoint } from '../../../model/endpoint.ts'
import type { Istio } from './istio.ts'
import { namespaceOf, wears } from './objects.ts'
import type { Dial, Place } from './traveller.ts'

/**
 * Where the proxy that opens the connection goes for the host of a ServiceEntry: to its endpoints, or to the pods that
 * it selects, on the ports that they have for it. Null: where the caller was going; empty: there is nobody. `by`: a
 * proxy of a node learns of entries with an address alone.
 * Source: https://istio.io/latest/docs/reference/config/networking/service-entry/;
 * pilot/pkg/serviceregistry/kube/controller/ambient/workloads.go, serviceEntryWorkloadBuilder
 */
export function entryPlaces({ cluster }: Istio, dial: Dial, by: 'envoy' | 'node'): readonly Place[] | null {
  const { serviceEntry, servicePort, to } = dial
  const spec = fieldAt(serviceEntry?.value, 'spec')
  const port = listAt(spec, 'ports').find((each) => numberAt(each, 'number') === servicePort)
  const resolution = textAt(spec, 'resolution') ?? 'NONE'
  if (!serviceEntry || port === undefined || resolution === 'NONE') return null
  if (by === 'node' && !hasAddress(serviceEntry, dial.host)) return null
  const target = numberAt(port, 'targetPort') ?? servicePort
  const endpoints = listAt(spec, 'endpoints')
  if (endpoints.length > 0)
    return endpoints.flatMap((each): readonly Place[] => {
      const written = textAt(each, 'address') ?? ''
      if (written === '' || written.startsWith('unix://')) return []
      const address = parseAddress(written)
      const known = address && cluster.byAddress.get(address.text)
      const endpoint = known ?? externalEndpoint(written, address ?? undefined, address ? null : written)
      return [{ endpoint, address, port: numberAt(each, 'ports', textAt(port, 'name') ?? '') ?? target }]
    })
  const labels = labelsAt(spec, 'workloadSelector', 'labels')
  const selected =
    Object.keys(labels).length === 0
      ? []
      : cluster.pods.filter((pod) => pod.namespace.name === namespaceOf(serviceEntry) && wears(pod, labels))
  const pods = selected.flatMap(({ endpoint, addresses }): readonly Place[] =>
    endpoint ? [{ endpoint, address: addresses[0] ?? null, port: target }] : [],
  )
  if (pods.length > 0) return pods
  if (resolution === 'STATIC' && fieldAt(spec, 'workloadSelector') === undefined) return []
  return to && target !== to.port ? [{ ...to, port: target }] : null
}

/**
 * Whether nodes are told of an entry under an address: one that it names, of which none may be a block, or one that
 * istiod gives its host, which the proxy of the node tells to whoever asks for the name.
 * Source: pilot/pkg/serviceregistry/kube/controller/ambient/services.go, constructServiceEntries;
 * pilot/pkg/networking/serviceentry, ShouldV2AutoAllocateIP;
 * https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/
 */
function hasAddress({ value }: KubernetesObject, host: string | null): boolean {
  const addresses = listAt(value, 'spec', 'addresses').map(String)
  if (addresses.length > 0) return addresses.every((each) => /^[^/]*(\/32|\/128)?$/.test(each))
  const isOptedOut = labelsAt(value, 'metadata', 'labels')['networking.istio.io/enable-autoallocate-ip'] === 'false'
  return host !== null && !isOptedOut && listAt(value, 'spec', 'hosts').map(String).includes(host)
}
