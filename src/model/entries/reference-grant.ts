import { GATEWAY_GROUP } from '../../manifests/gateway-group.ts'
import { listAt, textAt } from '../../manifests/fields.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'

/**
 * Whether a ReferenceGrant allows a route, by its kind and namespace, to use a Service of the grant's own namespace.
 * Source: https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export function isGranted(
  grant: KubernetesObject,
  from: { readonly kind: string; readonly namespace: string },
  to: string,
  service: string,
): boolean {
  return (
    (grant.namespace ?? 'default') === to &&
    listAt(grant.value, 'spec', 'from').some(
      (each) =>
        textAt(each, 'group') === GATEWAY_GROUP &&
        textAt(each, 'kind') === from.kind &&
        textAt(each, 'namespace') === from.namespace,
    ) &&
    listAt(grant.value, 'spec', 'to').some(
      (each) =>
        (textAt(each, 'group') ?? '') === '' &&
        textAt(each, 'kind') === 'Service' &&
        (textAt(each, 'name') ?? service) === service,
    )
  )
}
