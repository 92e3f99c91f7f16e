import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { MeshChoice } from './choice.ts'
import type { Mesh, MeshKind } from './mesh.ts'

/** Every mesh that is simulated, one line each. */
export const MESHES: readonly MeshKind[] = []

/** `auto`: the first mesh that the objects speak of. Null: none is at work. */
export function meshOf(choice: 'auto' | 'none' | MeshChoice, cluster: Cluster, objects: readonly KubernetesObject[]): Mesh | null {
  if (choice === 'none') return null
  const found = choice === 'auto' ? MESHES.map((kind) => kind.detect(cluster, objects)).find((each) => each !== null) : choice
  return found ? MESHES.find(({ names }) => names.includes(found.name))?.open(found, cluster, objects) ?? null : null
}
