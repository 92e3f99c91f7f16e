import { labelsAt } from '../../../manifests/fields.ts'
import type { StagePolicy } from '../../../engine/leg.ts'
import type { Pod } from '../../../model/cluster.ts'
import type { Istio } from './istio.ts'
import { waypointOf, type Waypoint } from './waypoints.ts'

/**
 * The policies that istiod writes by itself, when it is told to, for a pod behind waypoints: each allows one of them.
 * They are ALLOW policies like any other, so that they close the pod for whoever comes past the waypoint, unless
 * another policy allows it. Empty: istiod is not told to, or the pod is behind none.
 * Source: pilot/pkg/features/ambient.go, PILOT_AUTO_ALLOW_WAYPOINT_POLICY;
 * pilot/pkg/serviceregistry/ambient/workloads.go, implicitWaypointPolicies
 */
export function waypointPolicies(istio: Istio, pod: Pod): readonly StagePolicy[] {
  if (!istio.settings.autoAllowWaypoint) return []
  const ofServices = istio.cluster.services
    .filter(({ backends }) => backends.some(({ endpoint }) => endpoint === pod.endpoint))
    .map((service) =>
      waypointOf(
        istio,
        'service',
        labelsAt(service.object.value, 'metadata', 'labels'),
        service.namespace.name,
        service.object,
      ),
    )
  const waypoints = new Map(
    [waypointOf(istio, 'workload', pod.labels, pod.namespace.name, pod.object), ...ofServices].flatMap(
      (each): [Pod, Waypoint][] => (each ? [[each.pod, each]] : []),
    ),
  )
  return [...waypoints.values()].flatMap(({ pod: { endpoint, namespace } }): StagePolicy[] => {
    const gateway = endpoint?.kind === 'pod' ? istio.members.gatewayOf(endpoint.pod) : null
    const identity = endpoint && istio.members.identity(endpoint)
    if (!gateway || !identity) return []
    const path = ['metadata', 'name']
    return [
      {
        kind: 'AuthorizationPolicy',
        object: gateway,
        namespace: namespace.name,
        name: `istio_allow_waypoint_${namespace.name}_${gateway.name}`,
        isolates: true,
        rules: [
          {
            index: 0,
            action: 'allow',
            path,
            all: [
              {
                section: 'from',
                path,
                anyOf: [
                  {
                    path,
                    all: [
                      {
                        attribute: { kind: 'principal' },
                        anyOf: [{ form: 'exact', text: identity }],
                        negate: false,
                        path,
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    ]
  })
}
