/**
 * What a mesh does or finds that is no rule of a policy. Data; the sentences are the screen's. Each mesh has its own, and those that more than one has are shared.
 */
export type MeshFact =
  /** The end has no proxy. */
  | { readonly fact: 'no-proxy'; readonly end: 'source' | 'destination' }
  /** The caller was said to have an identity other than the source's own. */
  | { readonly fact: 'given-identity' }
