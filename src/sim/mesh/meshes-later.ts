import { later } from '../../ground/part.ts'
import { istioSign } from './istio/sign.ts'
import { linkerdSign } from './linkerd/sign.ts'
import type { MeshPart } from './mesh-part.ts'

/** Every mesh that is simulated, each fetched with the first world that has it. */
export const MESHES: readonly MeshPart[] = [
  {
    names: ['istio-sidecar', 'istio-ambient'],
    sign: istioSign,
    kind: later(async () => (await import('./istio/mesh.ts')).ISTIO),
  },
  { names: ['linkerd'], sign: linkerdSign, kind: later(async () => (await import('./linkerd/linkerd.ts')).LINKERD) },
]
