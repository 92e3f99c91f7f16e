import { labelsAt } from '../../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../../manifests/piece.ts'
import type { MeshFinding } from '../../mesh.ts'
import { WAYPOINT_CLASS } from '../members.ts'
import { namespaceOf, selectorLabels, targetRefs, type TargetRef } from '../objects.ts'
import { waypointOf } from '../waypoints.ts'
import { nameOf, type View } from './view.ts'
import { namespacedName } from '../../../../model/namespaced-name.ts'

const LISTED = 3

/** Policies that are for nobody, or for pods and Services where no proxy asks them. */
export function reachFindings(view: View): readonly MeshFinding[] {
  const { authorizationPolicies, requestAuthentications, peerAuthentications } = view.istio.objects
  return [
    ...[...authorizationPolicies, ...requestAuthentications].flatMap((policy) =>
      targetRefs(policy).length > 0 ? targetFindings(policy, view) : selectorFindings(policy, view),
    ),
    ...peerAuthentications
      .filter((policy) => !isPassedOver(policy, view))
      .flatMap((policy) => selectorFindings(policy, view)),
    ...peerAuthentications
      .filter((policy) => isPassedOver(policy, view))
      .map((object): MeshFinding => ({
        facts: { code: 'istio-selector-ignored', namespace: namespaceOf(object) },
        severity: 'warning',
        object,
        path: ['spec', 'selector'],
      })),
  ]
}

/** Source: pilot/pkg/security/authn/policy_applier.go, ComposePeerAuthentication */
function isPassedOver(policy: KubernetesObject, { istio }: View): boolean {
  return namespaceOf(policy) === istio.settings.rootNamespace && Object.keys(selectorLabels(policy)).length > 0
}

/**
 * Source: https://istio.io/latest/docs/reference/config/analysis/ist0127/;
 * https://istio.io/latest/docs/reference/config/analysis/ist0103/
 */
function selectorFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  const labels = Object.entries(selectorLabels(object))
  const chosen = view.selected(object)
  const bare = chosen.filter(({ member }) => member === 'none')
  if (labels.length > 0 && chosen.length === 0)
    return [
      {
        facts: {
          code: 'istio-selects-nobody',
          labels: labels.map(([key, value]) => `${key}=${value}`),
          namespace: namespaceOf(object),
        },
        severity: 'warning',
        object,
        path: ['spec', 'selector'],
      },
    ]
  // What is for a whole namespace or mesh is not meant for every pod in it.
  if (
    bare.length === 0 ||
    namespaceOf(object) === view.istio.settings.rootNamespace ||
    (labels.length === 0 && bare.length < chosen.length)
  )
    return []
  return [
    {
      facts: { code: 'istio-no-proxy', pods: bare.slice(0, LISTED).map(nameOf), count: bare.length, of: chosen.length },
      severity: 'warning',
      object,
      path: labels.length > 0 ? ['spec', 'selector'] : ['metadata', 'name'],
    },
  ]
}

/**
 * Source: https://istio.io/latest/docs/ambient/usage/l7-features/; pilot/pkg/serviceregistry/ambient/policies.go
 * (WaypointAccepted)
 */
function targetFindings(object: KubernetesObject, view: View): readonly MeshFinding[] {
  return targetRefs(object).flatMap((ref, index): readonly MeshFinding[] => {
    const why = unusedTarget(ref, namespaceOf(object), view)
    return why === null
      ? pastFindings(ref, object, view)
      : [
          {
            facts: {
              code: 'istio-target-unused',
              target: `${ref.kind} ${ref.name}`,
              namespace: namespaceOf(object),
              why,
            },
            severity: 'warning',
            object,
            path:
              'targetRefs' in (object.value['spec'] as object)
                ? ['spec', 'targetRefs', index, 'name']
                : ['spec', 'targetRef', 'name'],
          },
        ]
  })
}

function unusedTarget(
  { kind, name }: TargetRef,
  home: string,
  { istio }: View,
): 'missing' | 'no-waypoint' | 'elsewhere' | null {
  const {
    cluster: { services },
    objects,
    settings,
  } = istio
  if (kind === 'GatewayClass') return home === settings.rootNamespace && name === WAYPOINT_CLASS ? null : 'elsewhere'
  if (kind === 'Gateway')
    return objects.apiGateways.some((gateway) => gateway.name === name && namespaceOf(gateway) === home)
      ? null
      : 'missing'
  const object =
    kind === 'ServiceEntry'
      ? objects.serviceEntries.find((entry) => entry.name === name && namespaceOf(entry) === home)
      : services.find((service) => service.name === name && service.namespace.name === home)?.object
  if (!object) return 'missing'
  return waypointOf(istio, 'service', labelsAt(object.value, 'metadata', 'labels'), home, object) ? null : 'no-waypoint'
}

/**
 * Only proxies of nodes send to a waypoint: what is attached to it does not hold for anybody else, unless a policy for
 * the pods lets in the waypoint alone.
 * Source: https://istio.io/latest/docs/ambient/usage/waypoint/; https://github.com/istio/istio/issues/51445
 */
function pastFindings({ kind, name }: TargetRef, object: KubernetesObject, view: View): readonly MeshFinding[] {
  const { cluster, members } = view.istio
  const home = namespaceOf(object)
  const service =
    kind === 'Service' ? cluster.services.find((each) => each.name === name && each.namespace.name === home) : undefined
  const waypoint =
    service &&
    waypointOf(view.istio, 'service', labelsAt(service.object.value, 'metadata', 'labels'), home, service.object)
  if (!waypoint || object.kind !== 'AuthorizationPolicy') return []
  const behind = service.backends.flatMap(({ endpoint }) => view.at(endpoint) ?? [])
  if (behind.length === 0 || behind.every((known) => view.allowing(known).length > 0)) return []
  const others = cluster.pods.flatMap((pod) =>
    pod.finished || pod.endpoint?.kind !== 'pod' ? [] : [members.of(pod.endpoint)],
  )
  const count = (wanted: string) => others.filter((each) => each === wanted).length
  const sidecars = count('sidecar')
  const outside = count('none')
  return sidecars + outside === 0
    ? []
    : [
        {
          facts: {
            code: 'istio-waypoint-bypassed',
            waypoint: namespacedName(waypoint.pod),
            sidecars,
            outside,
          },
          severity: 'note',
          object,
          path: ['metadata', 'name'],
        },
      ]
}
