import type { KubernetesObject } from '../manifests/piece.ts'
import type { Admitted } from './admission.ts'

/** Everything that the API server took, each object once. */
export function appliedObjects({
  objects,
  policies,
  meshObjects,
  notEvaluated,
}: Admitted): readonly KubernetesObject[] {
  return [
    ...new Set([
      ...objects,
      ...policies.map(({ object }) => object),
      ...meshObjects,
      ...notEvaluated.map(({ object }) => object),
    ]),
  ]
}

/** What a mesh may read: all that is applied and is no policy of the network, each object once. */
export function meshReads({ objects, meshObjects, notEvaluated }: Admitted): readonly KubernetesObject[] {
  return [...new Set([...objects, ...meshObjects, ...notEvaluated.map(({ object }) => object)])]
}

const namespaces = new WeakMap<Admitted, readonly string[]>()

/** A policy puts its namespace on the map, even when nothing else is in it. Sorted. */
export function namespacesOf(admitted: Admitted): readonly string[] {
  let known = namespaces.get(admitted)
  if (!known) {
    const named = new Set<string>()
    for (const { namespace } of [...admitted.policies, ...admitted.rejected])
      if (namespace !== null) named.add(namespace)
    namespaces.set(admitted, (known = [...named].sort()))
  }
  return known
}

/** Whether both make the same cluster, before any controller. */
export function sameObjects(a: Admitted, b: Admitted): boolean {
  return (
    a.objects.length === b.objects.length &&
    a.objects.every((object, index) => object === b.objects[index]) &&
    namespacesOf(a).join() === namespacesOf(b).join()
  )
}
