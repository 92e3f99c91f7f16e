import type { Part } from '../../ground/part.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { MeshChoice, MeshName } from './choice.ts'
import type { MeshKind } from './mesh.ts'

/** A mesh, and how its presence is noticed. Few worlds have one, so a browser fetches it with the first that has. */
export interface MeshPart {
  readonly names: readonly MeshName[]
  /** The mesh that these objects speak of, everything that the API server took; null: they do not. */
  sign(objects: readonly KubernetesObject[]): MeshChoice | null
  readonly kind: Part<MeshKind>
}
