import { GATEWAY_GROUP } from '../../../manifests/gateway-group.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Pod, Service } from '../../../model/cluster.ts'
import type { Members } from './members.ts'
import { WAYPOINT_CLASS } from './members.ts'
import { namespaceOf, selectorLabels, targetRefs, wears } from './objects.ts'
import type { IstioSettings } from './settings.ts'

/** Whose proxy asks, and for a waypoint on whose behalf. */
export interface Asking {
  readonly pod: Pod
  readonly place: 'server-proxy' | 'gateway' | 'waypoint' | 'ztunnel'
  /** The Service that a waypoint is asked for; null: for a pod, or it is no waypoint. */
  readonly service: Service | null
  /** The ServiceEntry that a waypoint is asked for; null: for none. */
  readonly serviceEntry: KubernetesObject | null
}

/**
 * Whether a policy reaches a proxy. Selectors reach the workloads of the policy's namespace, of every namespace from
 * the root one; what is attached by reference reaches waypoints and gateways, and nobody else.
 * Source: pilot/pkg/model/policyattachment.go
 */
export function reaches(
  policy: KubernetesObject,
  { pod, place, service, serviceEntry }: Asking,
  members: Members,
  settings: IstioSettings,
): boolean {
  const refs = targetRefs(policy)
  const home = namespaceOf(policy)
  const gateway = members.gatewayOf(pod)
  const names = (ref: (typeof refs)[number]) =>
    ref.kind === 'Gateway' &&
    ref.group === GATEWAY_GROUP &&
    gateway !== null &&
    home === namespaceOf(gateway) &&
    ref.name === gateway.name
  if (place === 'waypoint') {
    if (refs.length === 0) return settings.layeredWaypoints && selects(policy, pod, settings)
    return refs.some(
      (ref) =>
        names(ref) ||
        (ref.kind === 'Service' &&
          (ref.group === '' || ref.group === 'core') &&
          service !== null &&
          home === service.namespace.name &&
          ref.name === service.name) ||
        (ref.kind === 'ServiceEntry' &&
          serviceEntry !== null &&
          home === namespaceOf(serviceEntry) &&
          ref.name === serviceEntry.name) ||
        (ref.kind === 'GatewayClass' && home === settings.rootNamespace && ref.name === WAYPOINT_CLASS),
    )
  }
  if (refs.length > 0) return place === 'gateway' && refs.some(names)
  if (place === 'gateway' && gateway && Object.keys(selectorLabels(policy)).length > 0 && !settings.selectorsOnGateways)
    return false
  return selects(policy, pod, settings)
}

function selects(policy: KubernetesObject, pod: Pod, { rootNamespace }: IstioSettings): boolean {
  const home = namespaceOf(policy)
  return (home === pod.namespace.name || home === rootNamespace) && wears(pod, selectorLabels(policy))
}
