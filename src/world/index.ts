import type { Diagnostic } from '../ground/diagnostic.ts'
import type { Result } from '../ground/result.ts'
import type { LocateField } from '../engine/explain.ts'
import { PolicySet } from '../engine/policy-set.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import { readManifests, diagnose, spanOf, type DocumentText, type Manifest, type Reading } from '../manifests/read.ts'
import { buildCluster, namespaceOf, type BuiltCluster } from '../model/build.ts'
import type { Cluster } from '../model/cluster.ts'
import { KINDS } from '../policy/registry.ts'
import { REFERENCE_ADDRESS_PLAN } from '../sim/cni/reference/ipam.ts'
import { REFERENCE_PROFILE } from '../sim/cni/reference/profile.ts'
import { admit, type Admitted } from './admission.ts'
import type { Answer, Question } from './answer.ts'
import { ask } from './ask.ts'
import { listConnections, type Connection, type ConnectionFilter } from './connections.ts'
import { compareMatrices, type ConnectivityDiff } from './diff.ts'
import { computeMatrix, type Matrix } from './matrix.ts'
import { parseQuestion } from './parse.ts'
import type { Facts } from './references.ts'

export type { Answer, AnswerPart, DenialCause, EndpointFacts, EndpointRef, FlowFact, FlowFacts, Note, Outcome, Question } from './answer.ts'
export type { Facts } from './references.ts'
export type { KubernetesObject } from '../manifests/piece.ts'
export type { DocumentText } from '../manifests/read.ts'
export type { Connection, ConnectionFilter } from './connections.ts'
export type { ConnectivityDiff, FlowChange } from './diff.ts'
export type { Matrix, MatrixColumn } from './matrix.ts'
export type { MatrixEnd } from './ends.ts'
export { CELL, type CellCode } from './cell.ts'
export { printQuestion } from './print-question.ts'

/** What a world is made of. Everything but the documents has a default. */
export interface WorldInput {
  /** YAML streams; JSON and the Lists that kubectl prints are fine. Names are for places in diagnostics and must differ. */
  readonly documents: readonly DocumentText[]
  /** `reference`: each API exactly as its own text says. The only one so far. */
  readonly cni?: { readonly name: 'reference' }
  /** `auto` finds nothing yet: no mesh is evaluated. */
  readonly mesh?: 'auto' | 'none'
  readonly facts?: Facts
}

/**
 * The cluster of some documents, ready to be asked. Never throws on what a user typed: what is wrong with it is in
 * `diagnostics`, in the order syntax, schema, admission, finding.
 */
export interface World {
  readonly cluster: Cluster
  readonly diagnostics: readonly Diagnostic[]
  /** The only decision; every view, list and matrix asks it or is proven to agree with it. */
  ask(question: Question): Answer
  /** Reads a question in text, `shop/web -> shop/api:8080`. */
  parse(question: string): Result<Question, Diagnostic>
  /** Everything that may pass, end by end, as sets of ports. */
  connections(filter?: ConnectionFilter): readonly Connection[]
  /** Who reaches whom on the ports that are listened on. Computed at the first call. */
  matrix(): Matrix
  /** What opened and closed since an earlier state; lists at most `limit` flows of each sign. */
  diff(earlier: World, limit?: number): ConnectivityDiff
  readonly policies: PolicySet
  readonly notEvaluated: readonly Manifest[]
  /** Everything that the API server took, also what nothing here evaluates. */
  readonly applied: readonly KubernetesObject[]
  /** The first `limit` objects of one document, in order. */
  objectsIn(document: string, limit: number): readonly { readonly kind: string; readonly namespace: string | null; readonly name: string; readonly line: number }[]
  /** Where an object's field stands in the documents. */
  readonly locate: LocateField
  /** The document an object stands in; null when it stands in none. */
  documentOf(object: KubernetesObject): string | null
}

/** What a world keeps so that its successor is cheap. */
interface Inner extends World {
  readonly reading: Reading
  readonly admitted: Admitted
  readonly built: BuiltCluster
}

const inner = new WeakMap<World, Inner>()

/**
 * Opens the documents. `previous` is another state of the same work: text that did not change is not read again, and the
 * cluster is kept unless an object that makes it changed.
 */
export function openWorld(input: WorldInput, previous?: World): World {
  const before = previous && inner.get(previous)
  const reading = readManifests(input.documents, before?.reading)
  const admitted = admit(reading.manifests, KINDS)
  const built = before && sameObjects(before.admitted, admitted) ? before.built : buildCluster([...admitted.objects, ...namespacesOf(admitted)], REFERENCE_ADDRESS_PLAN)
  const places = new Map(reading.manifests.map((manifest) => [manifest.object, manifest]))
  const locate: LocateField = (object, path, part) => { const manifest = places.get(object); return manifest ? spanOf(manifest, path, part) : null }
  const remarks = built.remarks.flatMap(({ object, facts, severity, path }) => { const manifest = places.get(object); return manifest ? [diagnose(manifest, facts, severity, 'finding', path)] : [] })
  const policies = new PolicySet(REFERENCE_PROFILE, admitted.policies, admitted.rejected)
  const asked = { cluster: built.cluster, policies, facts: input.facts ?? {}, locate }
  let matrix: Matrix | null = null
  const world: Inner = {
    cluster: built.cluster, policies, locate, notEvaluated: admitted.notEvaluated, reading, admitted, built,
    get applied() { return appliedObjects(admitted) },
    diagnostics: [...reading.diagnostics, ...admitted.diagnostics, ...remarks, ...impliedNamespaces(built.cluster, reading.manifests)].sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer)),
    documentOf: (object) => places.get(object)?.document ?? null,
    ask: (question) => ask(question, asked),
    parse: parseQuestion,
    connections: (filter) => listConnections(world.matrix(), filter),
    objectsIn: (document, limit) => reading.manifests.filter((manifest) => manifest.document === document).slice(0, limit).map((manifest) => ({
      kind: manifest.object.kind, namespace: namespaceOf(manifest.object), name: manifest.object.name, line: spanOf(manifest, ['kind']).start.line,
    })),
    matrix: () => (matrix ??= computeMatrix(built.cluster, policies)),
    diff: (earlier, limit = 1000) => compareMatrices(earlier.matrix(), world.matrix(), limit),
  }
  inner.set(world, world)
  return world
}

/** Every cluster has these; only others deserve a remark. */
const GIVEN_NAMESPACES = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease'])

/** One note per namespace that no Namespace object defines, beside the first object that lives in it. */
function impliedNamespaces({ namespaces }: Cluster, manifests: readonly Manifest[]): readonly Diagnostic[] {
  const implied = new Set([...namespaces.values()].filter(({ name, object }) => object === null && !GIVEN_NAMESPACES.has(name)).map(({ name }) => name))
  return manifests.flatMap((manifest) => {
    const namespace = namespaceOf(manifest.object)
    if (namespace === null || !implied.delete(namespace)) return []
    return [diagnose(manifest, { code: 'namespace-implied', namespace }, 'note', 'finding', ['metadata', 'namespace'])]
  })
}

const LAYERS: readonly Diagnostic['layer'][] = ['syntax', 'schema', 'admission', 'finding', 'question']

function appliedObjects({ objects, policies, notEvaluated }: Admitted): readonly KubernetesObject[] {
  return [...new Set([...objects, ...policies.map(({ object }) => object), ...notEvaluated.map(({ object }) => object)])]
}

/** A policy puts its namespace on the map, even when nothing else is in it. */
function namespacesOf({ policies, rejected }: Admitted): readonly KubernetesObject[] {
  return [...new Map([...policies, ...rejected].map(({ namespace, object }) => [namespace, object])).values()]
}

function sameObjects(a: Admitted, b: Admitted): boolean {
  const names = (admitted: Admitted) => namespacesOf(admitted).map((object) => object.namespace ?? 'default').sort().join()
  return a.objects.length === b.objects.length && a.objects.every((object, index) => object === b.objects[index]) && names(a) === names(b)
}
