import { parseAddress } from '../../../ground/ip.ts'
import { fieldAt, labelsAt, listAt, numberAt, textAt } from '../../../manifests/fields.ts'
import { externalEndpoint } from '../../../model/endpoint.ts'
import type { Istio } from './istio.ts'
import { namespaceOf, wears } from './objects.ts'
import type { Dial, Place } from './traveller.ts'

/**
 * Where the proxy that opens the connection goes for the host of a ServiceEntry: to its endpoints, or to the pods that
 * it selects, on the ports that they have for it. Null: where the caller was going.
 * Source: https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export function entryPlaces({ cluster }: Istio, { serviceEntry, servicePort, to }: Dial): readonly Place[] | null {
  const spec = fieldAt(serviceEntry?.value, 'spec')
  const port = listAt(spec, 'ports').find((each) => numberAt(each, 'number') === servicePort)
  if (!serviceEntry || port === undefined || (textAt(spec, 'resolution') ?? 'NONE') === 'NONE') return null
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
  return to && target !== to.port ? [{ ...to, port: target }] : null
}
