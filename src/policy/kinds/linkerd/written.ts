import { labelsAt, textAt } from '../../../manifests/fields.ts'
import type { KubernetesObject } from '../../../manifests/piece.ts'
import type { Labels } from '../../../ground/labels.ts'

/** What every object of Linkerd's has. `created`: its `creationTimestamp` as a number; null: none is written. */
export interface Written {
  readonly object: KubernetesObject
  readonly namespace: string
  readonly name: string
  readonly labels: Labels
  readonly created: number | null
}

/** Reads what every object of Linkerd's has. */
export function written(object: KubernetesObject): Written {
  const created = Date.parse(textAt(object.value, 'metadata', 'creationTimestamp') ?? '')
  return {
    object,
    namespace: object.namespace ?? 'default',
    name: object.name,
    labels: labelsAt(object.value, 'metadata', 'labels'),
    created: Number.isNaN(created) ? null : created,
  }
}

/**
 * The oldest first, then by name. One without a time comes after those that have one.
 * Source: linkerd2, policy-controller/grpc/src/inbound/http.rs (to_route_list); the same order picks among Servers
 */
export function byAge(a: Written, b: Written): number {
  if (a.created !== b.created) return a.created === null ? 1 : b.created === null ? -1 : a.created - b.created
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
