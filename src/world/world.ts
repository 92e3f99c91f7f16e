import type { Diagnostic } from '../ground/diagnostic.ts'
import type { Result } from '../ground/result.ts'
import type { LocateField } from '../engine/explain.ts'
import type { PolicySet } from '../engine/policy-set.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import type { DocumentText, Manifest } from '../manifests/read.ts'
import type { Cluster } from '../model/cluster.ts'
import type { CompiledPolicy } from '../policy/form.ts'
import type { CniChoice, CniSetting } from '../sim/cni/choice.ts'
import type { ClusterNetwork } from '../sim/cni/network.ts'
import type { MeshChoice } from '../sim/mesh/choice.ts'
import type { Mesh } from '../sim/mesh/mesh.ts'
import type { Answer, Question } from './answer.ts'
import type { ConnectionsDiff } from './connections-diff.ts'
import type { Connection, ConnectionFilter } from './connections.ts'
import type { ConnectivityDiff } from './diff.ts'
import type { Exposure } from './exposure/exposure.ts'
import type { Fix } from './findings/fixes.ts'
import type { Flip } from './flips/flip.ts'
import type { Matrix } from './matrix.ts'
import type { MeshReach } from './mesh-reach.ts'
import type { OutlinedObject } from './outline.ts'
import type { Facts } from './references.ts'
import type { ServedApis } from './served-kinds.ts'

/** What a world is made of. Everything but the documents has a default. */
export interface WorldInput {
  /**
   * YAML streams; JSON and the Lists that kubectl prints are fine. Names are for places in diagnostics and must differ.
   */
  readonly documents: readonly DocumentText[]
  /** Which network plugin enforces, and how; absent: `reference`, each API exactly as its own text says. */
  readonly cni?: CniChoice
  /** Which service mesh is at work; absent: `auto`, the one that the documents speak of. */
  readonly mesh?: 'auto' | 'none' | MeshChoice
  readonly facts?: Facts
  /** Which APIs the cluster serves; all that are known. */
  readonly apis?: ServedApis
}

/**
 * The cluster of some documents, ready to be asked. Never throws on what a user typed: what is wrong with it is in
 * `diagnostics`, in the order syntax, schema, admission, finding.
 */
export interface World {
  readonly cluster: Cluster
  /** Everything that is to be said about the documents. Computed at the first call. */
  readonly diagnostics: readonly Diagnostic[]
  /**
   * Those of the diagnostics that need no look at who reaches whom: what was not taken as it is written. They come
   * first in `diagnostics`, in the same order.
   */
  readonly refusals: readonly Diagnostic[]
  /**
   * The fixes of one of its diagnostics, with what they open and close; empty where there is none that is safe. Each is
   * tried, which costs as much as opening the documents anew.
   */
  fixes(diagnostic: Diagnostic): readonly Fix[]
  /** The smallest edits that turn the answer round, each tried, with everything else that it does. At most three. */
  flips(question: Question): readonly Flip[]
  /** The only decision; every view, list and matrix asks it or is proven to agree with it. */
  ask(question: Question): Answer
  /** Reads a question in text, `shop/web -> shop/api:8080`. */
  parse(question: string): Result<Question, Diagnostic>
  /** Everything that may pass, end by end, as sets of ports. */
  connections(filter?: ConnectionFilter): readonly Connection[]
  /** Who reaches whom on the ports that are listened on. Computed at the first call. */
  matrix(): Matrix
  /**
   * What opened and closed since an earlier state, flow by flow of the matrix: only ports that are listened on count.
   * Lists at most `limit` flows.
   */
  diff(earlier: World, limit?: number): ConnectivityDiff
  /**
   * What differs from an earlier state, pair by pair of ends: every port of every protocol counts. Lists at most
   * `limit` pairs.
   */
  diffConnections(earlier: World, limit?: number): ConnectionsDiff
  /** Who could reach each workload, and whom it could reach, if they existed. Computed at the first call. */
  exposure(): readonly Exposure[]
  /** The same documents under these network plugins, in this order; each is opened once. */
  under(settings: readonly CniChoice[]): readonly World[]
  /** What it was opened from. */
  readonly documents: readonly DocumentText[]
  readonly facts: Facts
  /** The same with other documents: the same plugin, the same facts. */
  open(documents: readonly DocumentText[]): World
  /** The network plugin with everything filled in that the input leaves out. */
  readonly cni: CniSetting
  /** Nodes and their addresses, as the plugin hands them out. */
  readonly network: ClusterNetwork
  readonly policies: PolicySet
  /** The service mesh; null: none is at work. */
  readonly mesh: Mesh | null
  /** What it makes of pairs; null: none is at work. */
  readonly beyond: MeshReach | null
  /** Every policy that the API server took, compiled, whoever acts on it. */
  readonly taken: readonly CompiledPolicy[]
  readonly notEvaluated: readonly Manifest[]
  /** Everything that the API server took, also what nothing here evaluates. */
  readonly applied: readonly KubernetesObject[]
  /** The first `limit` objects of one document, in order. */
  objectsIn(document: string, limit: number): readonly OutlinedObject[]
  /** Where an object's field stands in the documents. */
  readonly locate: LocateField
  /** The document an object stands in; null when it stands in none. */
  documentOf(object: KubernetesObject): string | null
  /** An object with its place; null when it stands in no document. */
  manifestOf(object: KubernetesObject): Manifest | null
}
