import { MESHES } from '#meshes'
import { need } from '../../ground/part.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { MeshChoice } from './choice.ts'
import type { Mesh } from './mesh.ts'

/**
 * `auto`: the first mesh that the objects speak of. Null: none is at work. Throws `NotFetched` where the mesh is not
 * there yet.
 */
export function meshOf(
  choice: 'auto' | 'none' | MeshChoice,
  cluster: Cluster,
  objects: readonly KubernetesObject[],
): Mesh | null {
  if (choice === 'none') return null
  const found = choice === 'auto' ? MESHES.map((part) => part.sign(objects)).find((each) => each !== null) : choice
  const part = found && MESHES.find(({ names }) => names.includes(found.name))
  return found && part ? need(part.kind, found.name).open(found, cluster, objects) : null
}
