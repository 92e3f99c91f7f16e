import { labelsAt, listAt, numberAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { MeshFinding } from '../../mesh.ts'
import { exportsTo, fullHost, takesHost } from '../hosts.ts'
import { namespaceOf, wears } from '../objects.ts'
import { gatewaysOf } from '../virtual-services.ts'
import type { View } from './view.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'

/**
 * Objects of which one counts where two were written: each finding is at the one that comes later by age, namespace and
 * name.
 */
export function conflictFindings(view: View): readonly MeshFinding[] {
  const { virtualServices, gateways, sidecars } = view.istio.objects
  return [
    ...virtualServices.flatMap((object, index) => [
      ...hostFindings(object, virtualServices.slice(0, index), view),
      ...unreachableFindings(object),
    ]),
    ...gateways.flatMap((object, index) => gatewayFindings(object, gateways.slice(0, index))),
    ...sidecars.flatMap((object, index) => sidecarFindings(object, sidecars.slice(0, index), view)),
  ]
}

/**
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0109/;
 * pkg/config/analysis/analyzers/virtualservice/conflictingmeshgatewayhosts.go
 */
function hostFindings(
  object: KubernetesObject,
  earlier: readonly KubernetesObject[],
  { istio }: View,
): readonly MeshFinding[] {
  const isForMesh = (each: KubernetesObject) => gatewaysOf(each, each.value['spec']).includes('mesh')
  const namespaces = [...istio.cluster.namespaces.keys()]
  if (!isForMesh(object)) return []
  const hostsOf = (each: KubernetesObject) =>
    listAt(each.value, 'spec', 'hosts').map((host) => fullHost(String(host), namespaceOf(each)).toLowerCase())
  for (const [index, host] of hostsOf(object).entries()) {
    const by = earlier.find(
      (each) =>
        isForMesh(each) &&
        hostsOf(each).includes(host) &&
        namespaces.some((name) => exportsTo(each, name) && exportsTo(object, name)),
    )
    if (by)
      return [
        {
          facts: { code: 'istio-hosts-conflict', host, by: `${namespaceOf(by)}/${by.name}` },
          severity: 'warning',
          object,
          path: ['spec', 'hosts', index],
        },
      ]
  }
  return []
}

/** Source: https://istio.io/latest/docs/reference/config/analysis/ist0130/ */
function unreachableFindings(object: KubernetesObject): readonly MeshFinding[] {
  return (['http', 'tls', 'tcp'] as const).flatMap((kind): readonly MeshFinding[] => {
    const routes = listAt(object.value, 'spec', kind)
    const open = routes.findIndex((route) => listAt(route, 'match').length === 0)
    return open < 0 || open === routes.length - 1
      ? []
      : [
          {
            facts: { code: 'istio-route-unreachable', route: open + 2, after: open + 1, of: routes.length },
            severity: 'warning',
            object,
            path: ['spec', kind, open + 1],
          },
        ]
  })
}

interface GatewayServer {
  readonly port: number | null
  readonly hosts: readonly string[]
}

function serversOf({ value }: KubernetesObject): readonly GatewayServer[] {
  return listAt(value, 'spec', 'servers').map((server) => ({
    port: numberAt(server, 'port', 'number'),
    hosts: listAt(server, 'hosts').map(String),
  }))
}

/**
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0145/;
 * pkg/config/analysis/analyzers/gateway/conflictinggateway.go
 */
function gatewayFindings(object: KubernetesObject, earlier: readonly KubernetesObject[]): readonly MeshFinding[] {
  const selectorOf = ({ value }: KubernetesObject) =>
    JSON.stringify(Object.entries(labelsAt(value, 'spec', 'selector')).sort(([a], [b]) => (a < b ? -1 : 1)))
  const meets = (a: string, b: string) => takesHost(a, b) || takesHost(b, a)
  for (const [index, server] of serversOf(object).entries()) {
    for (const by of earlier) {
      if (selectorOf(by) !== selectorOf(object)) continue
      const host = serversOf(by)
        .filter(({ port }) => port === server.port)
        .flatMap(({ hosts }) => server.hosts.filter((each) => hosts.some((other) => meets(each, other))))[0]
      if (host !== undefined && server.port !== null)
        return [
          {
            facts: { code: 'istio-gateways-conflict', by: `${namespaceOf(by)}/${by.name}`, port: server.port, host },
            severity: 'warning',
            object,
            path: ['spec', 'servers', index],
          },
        ]
    }
  }
  return []
}

/**
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0110/, ist0111;
 * https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
function sidecarFindings(
  object: KubernetesObject,
  earlier: readonly KubernetesObject[],
  { pods }: View,
): readonly MeshFinding[] {
  const labels = labelsOf(object)
  const isWide = Object.keys(labels).length === 0
  const beside = earlier.filter((each) => namespaceOf(each) === namespaceOf(object))
  if (isWide) {
    const by = beside.find((each) => Object.keys(labelsOf(each)).length === 0)
    return by
      ? [
          {
            facts: { code: 'istio-sidecars-conflict', by: by.name, pod: null },
            severity: 'warning',
            object,
            path: ['metadata', 'name'],
          },
        ]
      : []
  }
  const own = pods.filter(({ pod }) => pod.namespace.name === namespaceOf(object) && wears(pod, labels))
  for (const by of beside.filter((each) => Object.keys(labelsOf(each)).length > 0)) {
    const both = own.find(({ pod }) => wears(pod, labelsOf(by)))
    if (both)
      return [
        {
          facts: { code: 'istio-sidecars-conflict', by: by.name, pod: namespacedName(both.pod) },
          severity: 'warning',
          object,
          path: ['spec', 'workloadSelector'],
        },
      ]
  }
  return []
}

function labelsOf({ value }: KubernetesObject) {
  return labelsAt(value, 'spec', 'workloadSelector', 'labels')
}
