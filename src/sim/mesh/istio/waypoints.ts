import { labelsAt, listAt, textAt } from '../../../manifests/fields.ts'
import type { Labels } from '../../../ground/labels.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Ground } from '../../../engine/leg.ts'
import type { Pod } from '../../../model/cluster.ts'
import { listenerAdmits } from '../../../model/entries/route-parents.ts'
import { conditionStatus } from '../../../model/pod-template.ts'
import { namespacedName } from '../../../model/namespaced-name.ts'
import type { Istio } from './istio.ts'
import { WAYPOINT_CLASS } from './members.ts'
import { namespaceOf } from './objects.ts'

/** A waypoint that stands before something, and the label that says so. */
export interface Waypoint {
  readonly pod: Pod
  readonly ground: Ground | null
}

/** `namespace/name` of its pod. */
export function nameOf({ pod }: Waypoint): string {
  return namespacedName(pod)
}

const USE = 'istio.io/use-waypoint'
const USE_NAMESPACE = 'istio.io/use-waypoint-namespace'

/**
 * The waypoint of a Service (or ServiceEntry) or of a workload. The label nearest to it decides alone: one that names a
 * Gateway that is not there, or not ready, means none. `labels`: the object's own; `home`: its namespace; `written`:
 * the object, for the place of the label.
 * Source: pilot/pkg/serviceregistry/ambient/waypoints.go; tests/integration/ambient, TestBogusUseWaypoint
 */
export function waypointOf(
  istio: Istio,
  what: 'service' | 'workload',
  labels: Labels,
  home: string,
  written: KubernetesObject | null,
): Waypoint | null {
  const { cluster, objects } = istio
  const around = cluster.namespaces.get(home)
  const isOwn = labels[USE] !== undefined
  const from = isOwn ? labels : (around?.labels ?? {})
  const holder = isOwn ? written : (around?.object ?? null)
  const name = from[USE]
  const namespace = from[USE_NAMESPACE] ?? home
  if (name === undefined || name === 'none') return null
  const gateway = objects.apiGateways.find(
    (each) =>
      each.name === name &&
      namespaceOf(each) === namespace &&
      textAt(each.value, 'spec', 'gatewayClassName') === WAYPOINT_CLASS,
  )
  if (!gateway || conditionStatus(gateway.value['status'], 'Programmed') === false) return null
  const serves = labelsAt(gateway.value, 'metadata', 'labels')['istio.io/waypoint-for'] ?? 'service'
  if (serves !== 'all' && serves !== what) return null
  if (
    namespace !== home &&
    !listAt(gateway.value, 'spec', 'listeners').some((listener) =>
      listenerAdmits(listener, namespace, home, cluster.namespaces),
    )
  )
    return null
  const pod = cluster.pods.find(
    (each) => each.endpoint?.kind === 'pod' && each.ready && istio.members.gatewayOf(each) === gateway,
  )
  return pod ? { pod, ground: holder && { object: holder, path: ['metadata', 'labels', USE] } } : null
}

/** Whether gateways at the edge go through the waypoint too, which they do when told. */
export function takesIngress(istio: Istio, labels: Labels, home: string): boolean {
  const key = 'istio.io/ingress-use-waypoint'
  return (labels[key] ?? istio.cluster.namespaces.get(home)?.labels[key]) === 'true'
}
