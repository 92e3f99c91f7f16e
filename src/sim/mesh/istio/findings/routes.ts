import type { FieldPath } from '../../../../ground/span.ts'
import { labelsAt, listAt, textAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { Service } from '../../../../model/cluster.ts'
import type { MeshFinding } from '../../mesh.ts'
import { subsetLabels } from '../destination-rules.ts'
import { serviceNamed } from '../hosts.ts'
import type { Istio } from '../istio.ts'
import { namespaceOf, wears } from '../objects.ts'
import { serviceEntryFor } from '../outbound.ts'
import type { View } from './view.ts'

/**
 * Routes and rules that lead to what is not there.
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0101/, ist0173, ist0174
 */
export function routeFindings({ istio }: View): readonly MeshFinding[] {
  const { virtualServices, destinationRules } = istio.objects
  return [
    ...virtualServices.flatMap((object) => [...gatewayFindings(object, istio), ...targetFindings(object, istio)]),
    ...destinationRules.flatMap((object) => ruleFindings(object, istio)),
  ]
}

const warning = (facts: MeshFinding['facts'], object: KubernetesObject, path: FieldPath): MeshFinding => ({
  facts,
  severity: 'warning',
  object,
  path,
})

function gatewayFindings(object: KubernetesObject, { objects }: Istio): readonly MeshFinding[] {
  return listAt(object.value, 'spec', 'gateways').flatMap((written, index) => {
    const name = String(written)
    const full = name.includes('/') ? name : `${namespaceOf(object)}/${name}`
    return name === 'mesh' || objects.gateways.some((each) => `${namespaceOf(each)}/${each.name}` === full)
      ? []
      : [warning({ code: 'istio-gateway-missing', gateway: full }, object, ['spec', 'gateways', index])]
  })
}

function targetFindings(object: KubernetesObject, istio: Istio): readonly MeshFinding[] {
  return (['http', 'tls', 'tcp'] as const).flatMap((kind) =>
    listAt(object.value, 'spec', kind).flatMap((route, at) =>
      listAt(route, 'route').flatMap((target, index): readonly MeshFinding[] => {
        const host = textAt(target, 'destination', 'host') ?? ''
        const subset = textAt(target, 'destination', 'subset')
        const path = ['spec', kind, at, 'route', index, 'destination']
        if (!isKnown(host, object, istio))
          return [warning({ code: 'istio-host-unknown', host, kind: 'VirtualService' }, object, [...path, 'host'])]
        return subset === null || isDefined(host, subset, object, istio)
          ? []
          : [warning({ code: 'istio-subset-empty', subset, host, isDefined: false }, object, [...path, 'subset'])]
      }),
    ),
  )
}

function ruleFindings(object: KubernetesObject, istio: Istio): readonly MeshFinding[] {
  const host = textAt(object.value, 'spec', 'host') ?? ''
  const service = serviceOf(host, object, istio)
  if (!isKnown(host, object, istio))
    return [warning({ code: 'istio-host-unknown', host, kind: 'DestinationRule' }, object, ['spec', 'host'])]
  if (!service || service.backends.length === 0) return []
  return listAt(object.value, 'spec', 'subsets').flatMap((subset, index) => {
    const labels = labelsAt(subset, 'labels')
    return service.backends.some(({ endpoint }) => endpoint.kind === 'pod' && wears(endpoint.pod, labels))
      ? []
      : [
          warning({ code: 'istio-subset-empty', subset: textAt(subset, 'name') ?? '', host, isDefined: true }, object, [
            'spec',
            'subsets',
            index,
          ]),
        ]
  })
}

/** A host with a star is for whatever fits it. */
function isKnown(host: string, object: KubernetesObject, istio: Istio): boolean {
  return (
    host === '' ||
    host.includes('*') ||
    serviceOf(host, object, istio) !== null ||
    serviceEntryFor(istio, null, { host }) !== null
  )
}

function serviceOf(host: string, object: KubernetesObject, { cluster }: Istio): Service | null {
  return serviceNamed(cluster.services, host, namespaceOf(object))
}

/** Which rule counts depends on the client; one that defines it is enough not to complain. */
function isDefined(host: string, subset: string, object: KubernetesObject, istio: Istio): boolean {
  const service = serviceOf(host, object, istio)
  return istio.objects.destinationRules.some((rule) => {
    const own = textAt(rule.value, 'spec', 'host') ?? ''
    return (service ? serviceOf(own, rule, istio) === service : own === host) && subsetLabels([rule], subset) !== null
  })
}
