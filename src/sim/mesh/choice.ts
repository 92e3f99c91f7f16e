/** The meshes that are simulated. Istio's two are one mesh with two data planes, which may stand side by side. */
export type MeshName = 'istio-sidecar' | 'istio-ambient' | 'linkerd'

/**
 * Which mesh the cluster runs, as a caller says it. `options`: what the mesh's own installation settles; each mesh
 * reads what it knows and ignores the rest.
 */
export interface MeshChoice {
  readonly name: MeshName
  readonly options?: Readonly<Record<string, unknown>>
}
