import { GATEWAY_GROUP } from '../../manifests/gateway-group.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Namespace, Service } from '../cluster.ts'
import type { ClusterRemark } from '../remark.ts'
import type { Entry } from './entry.ts'
import { ingressEntries } from './ingress.ts'
import { attachmentOf } from './route-parents.ts'
import { routeEntries } from './route.ts'
import { namespacedName } from '../namespaced-name.ts'

/** All ways from outside that Ingresses and HTTPRoutes name, in the order of the objects and of their text. */
export function collectEntries(
  objects: readonly KubernetesObject[],
  namespaces: ReadonlyMap<string, Namespace>,
  services: readonly Service[],
  remarks: ClusterRemark[],
): readonly Entry[] {
  const of = (group: string, kind: string) => objects.filter((object) => object.kind === kind && object.group === group)
  const ingresses = of('networking.k8s.io', 'Ingress')
  const routes = of(GATEWAY_GROUP, 'HTTPRoute')
  if (ingresses.length + routes.length === 0) return []
  const world = {
    services: new Map(services.map((service) => [namespacedName(service), service])),
    remarks,
  }
  const gateways = new Map(
    of(GATEWAY_GROUP, 'Gateway').map((object) => [`${object.namespace ?? 'default'}/${object.name}`, object]),
  )
  const grants = of(GATEWAY_GROUP, 'ReferenceGrant')
  return [
    ...ingresses.flatMap((object) => ingressEntries(object, world)),
    ...routes.flatMap((object) => {
      const attachment = attachmentOf(object, { gateways, namespaces, remarks })
      return attachment ? routeEntries(object, attachment, grants, world) : []
    }),
  ]
}
