import type { Leg } from '../../engine/leg.ts'
import type { PolicySet } from '../../engine/policy-set.ts'
import type { FindingFacts } from '../../ground/finding.ts'
import type { FieldPath } from '../../ground/span.ts'
import type { KubernetesObject } from '../../manifests/piece.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { Endpoint } from '../../model/endpoint.ts'
import type { Flow } from '../../policy/match.ts'
import type { MeshChoice, MeshName } from './choice.ts'

/** What stands for an endpoint in the mesh; `none`: nothing does. */
export type Membership = 'none' | 'sidecar' | 'ambient' | 'gateway' | 'waypoint'

/** See `world/findings/finding.ts`; how to mend one is in `world/findings/mesh-fixes.ts`. */
export interface MeshFinding {
  readonly facts: FindingFacts
  readonly severity: 'warning' | 'note'
  readonly object: KubernetesObject
  readonly path: FieldPath
}

/** One mesh, at work in one cluster. */
export interface Mesh {
  readonly name: MeshName
  member(endpoint: Endpoint): Membership
  /** Whom it can prove to be; null: nobody. */
  identity(endpoint: Endpoint): string | null
  /**
   * The first connections that the question may come to. `flow` is the question after names and Services are resolved:
   * its `service` is the one that was dialled, its `name` the name. `fromIdentity`: a mesh identity other than the
   * source's own.
   */
  legs(flow: Flow, fromIdentity: string | null): readonly Leg[]
  /** Whether proxies of clients end what is meant for a port that a Service does not declare. Absent: they do not. */
  readonly endsUndeclaredPorts?: boolean
  /** What is odd about its objects, or about what network policies do to them. */
  findings?(policies: PolicySet): readonly MeshFinding[]
  /** The ports of pods that its policies tell apart. */
  readonly ports: readonly number[]
  /** Where its proxies listen in the pods that they stand beside, which no manifest declares. */
  readonly proxyPorts: readonly number[]
}

/** How a mesh is opened. */
export interface MeshKind {
  /** `objects`: everything that the API server took. Pure. */
  open(choice: MeshChoice, cluster: Cluster, objects: readonly KubernetesObject[]): Mesh
}
