import { atHand } from '../../ground/part.ts'
import { ISTIO } from './istio/mesh.ts'
import { istioSign } from './istio/sign.ts'
import { LINKERD } from './linkerd/linkerd.ts'
import { linkerdSign } from './linkerd/sign.ts'
import type { MeshPart } from './mesh-part.ts'

/**
 * Every mesh that is simulated, one line each. In a browser `meshes-later.ts` stands in its place, with the same lines.
 */
export const MESHES: readonly MeshPart[] = [
  { names: ['istio-sidecar', 'istio-ambient'], sign: istioSign, kind: atHand(ISTIO) },
  { names: ['linkerd'], sign: linkerdSign, kind: atHand(LINKERD) },
]
