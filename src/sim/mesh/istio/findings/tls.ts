import { textAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import { backendPort } from '../../../../model/service-port.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'
import type { MeshFinding } from '../../mesh.ts'
import { clientTls } from '../destination-rules.ts'
import { serviceNamed } from '../hosts.ts'
import { namespaceOf, selectorLabels } from '../objects.ts'
import type { View } from './view.ts'

/** Modes of TLS that do not count, or that the other end does not speak. */
export function tlsFindings(view: View): readonly MeshFinding[] {
  const { destinationRules } = view.istio.objects
  return [
    ...lateFindings(view),
    ...view.istio.objects.peerAuthentications.flatMap((policy) => disableFindings(policy, view)),
    ...destinationRules.flatMap((rule) => [...mutualFindings(rule, view), ...plainFindings(rule, view)]),
  ]
}

/**
 * Of one scope the oldest counts. Source: https://istio.io/latest/docs/reference/config/security/peer_authentication/;
 * pilot/pkg/security/authn/policy_applier.go
 */
function lateFindings({
  istio: {
    objects: { peerAuthentications },
    settings,
  },
}: View): readonly MeshFinding[] {
  const first = new Map<string, KubernetesObject>()
  return peerAuthentications.flatMap((object): readonly MeshFinding[] => {
    const namespace = namespaceOf(object)
    const labels = Object.entries(selectorLabels(object)).sort(([a], [b]) => (a < b ? -1 : 1))
    if (namespace === settings.rootNamespace && labels.length > 0) return []
    const scope = `${namespace} ${JSON.stringify(labels)}`
    const by = first.get(scope)
    if (!by) {
      first.set(scope, object)
      return []
    }
    return [
      {
        facts: { code: 'istio-policy-late', by: by.name, isWide: labels.length === 0 },
        severity: 'warning',
        object,
        path: ['metadata', 'name'],
      },
    ]
  })
}

/**
 * Source: https://istio.io/latest/docs/ops/common-problems/network-issues/#503-errors-after-setting-destination-rule;
 * https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-TLSmode
 */
function mutualFindings(object: KubernetesObject, { istio }: View): readonly MeshFinding[] {
  const tls = clientTls([object], null, null)
  const service = serviceNamed(istio.cluster.services, textAt(object.value, 'spec', 'host') ?? '', namespaceOf(object))
  if (tls?.mode !== 'ISTIO_MUTUAL' || !service) return []
  const bare = service.backends.filter(({ endpoint }) => istio.members.of(endpoint) === 'none').length
  return bare === 0
    ? []
    : [
        {
          facts: {
            code: 'istio-mutual-without-proxy',
            service: namespacedName(service),
            pods: bare,
          },
          severity: 'warning',
          object,
          path: tls.ground.path,
        },
      ]
}

/**
 * Source: https://istio.io/latest/docs/ops/common-problems/network-issues/#503-errors-after-setting-destination-rule;
 * https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-MutualTLS-Mode
 */
function plainFindings(object: KubernetesObject, { istio }: View): readonly MeshFinding[] {
  const service = serviceNamed(istio.cluster.services, textAt(object.value, 'spec', 'host') ?? '', namespaceOf(object))
  for (const port of service?.ports ?? []) {
    const tls = clientTls([object], port.port, null)
    if (!service || !tls || tls.mode === 'ISTIO_MUTUAL') continue
    const isStrict = service.backends.some((backend) => {
      const { endpoint } = backend
      const number = backendPort(service, port, backend)
      return (
        endpoint.kind === 'pod' &&
        istio.members.of(endpoint) !== 'none' &&
        number !== undefined &&
        istio.mode(endpoint.pod, number).mode === 'STRICT'
      )
    })
    if (isStrict)
      return [
        {
          facts: {
            code: 'istio-plain-at-strict',
            service: namespacedName(service),
            port: port.port,
            mode: tls.mode,
          },
          severity: 'warning',
          object,
          path: tls.ground.path,
        },
      ]
  }
  return []
}

/**
 * Source: https://istio.io/latest/docs/ambient/usage/add-workloads/;
 * pilot/pkg/serviceregistry/ambient/authorization.go, convertPeerAuthentication
 */
function disableFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  if (textAt(object.value, 'spec', 'mtls', 'mode') !== 'DISABLE') return []
  const pods = view.selected(object).filter(({ member }) => member === 'ambient').length
  return pods === 0
    ? []
    : [{ facts: { code: 'istio-disable-in-ambient', pods }, severity: 'note', object, path: ['spec', 'mtls', 'mode'] }]
}
