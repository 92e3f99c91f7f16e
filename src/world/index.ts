import { EXTRAS } from '#extras'
import type { Diagnostic } from '../ground/diagnostic.ts'
import type { FindingFacts } from '../ground/finding.ts'
import { need } from '../ground/part.ts'
import type { Result } from '../ground/result.ts'
import type { LocateField } from '../engine/explain.ts'
import { PolicySet } from '../engine/policy-set.ts'
import type { EnforcementProfile } from '../engine/profile.ts'
import type { KubernetesObject } from '../manifests/piece.ts'
import { readManifests, diagnose, spanOf, type DocumentText, type Manifest, type Reading } from '../manifests/read.ts'
import { buildCluster, namespaceOf, type BuiltCluster } from '../model/build.ts'
import type { Cluster } from '../model/cluster.ts'
import type { ClusterRemark } from '../model/remark.ts'
import type { CompiledPolicy, RejectedPolicy } from '../policy/form.ts'
import { givenSetting, isSameSetting, type CniChoice, type CniSetting } from '../sim/cni/choice.ts'
import type { ClusterNetwork } from '../sim/cni/network.ts'
import { pluginOf } from '../sim/cni/registry.ts'
import type { MeshChoice } from '../sim/mesh/choice.ts'
import type { Mesh } from '../sim/mesh/mesh.ts'
import { meshOf } from '../sim/mesh/registry.ts'
import { MeshReach } from './mesh-reach.ts'
import { admit, reviewed, type Admitted } from './admission.ts'
import type { Answer, Question } from './answer.ts'
import { ask } from './ask.ts'
import { flowOf } from './possibilities.ts'
import { CniColumns } from './cnis/columns.ts'
import type { ConnectionsDiff } from './connections-diff.ts'
import { findingDiagnostic, manifestBehind } from './findings/diagnose.ts'
import { findingsOf } from './findings/find.ts'
import { fixesFor, type Fix } from './findings/fixes.ts'
import { meshFixes } from './findings/mesh-fixes.ts'
import { grownFrom, type Grown } from './grown.ts'
import { GIVEN_NAMESPACES } from './findings/given-namespaces.ts'
import type { Connection, ConnectionFilter } from './connections.ts'
import { compareMatrices, type ConnectivityDiff } from './diff.ts'
import type { Flip } from './flips/flip.ts'
import type { Exposure } from './exposure/exposure.ts'
import { computeMatrix, type Matrix } from './matrix.ts'
import { parseQuestion } from './parse.ts'
import { Places } from './places.ts'
import { rankConflicts } from './rank-conflicts.ts'
import { apiServerPlace, type Facts } from './references.ts'
import { servedKinds, type ServedApis } from './served-kinds.ts'

export type {
  Answer,
  AnswerPart,
  DenialCause,
  EndpointFacts,
  EndpointRef,
  FlowFact,
  FlowFacts,
  Note,
  Outcome,
  Question,
} from './answer.ts'
export type { CniChoice, CniName, CniSetting } from '../sim/cni/choice.ts'
export type { MeshChoice, MeshName } from '../sim/mesh/choice.ts'
export type { MeshStory } from './mesh-story.ts'
export type { PacketWalk } from '../sim/cni/walk.ts'
export type { Facts } from './references.ts'
export type { ServedApis } from './served-kinds.ts'
export type { KubernetesObject } from '../manifests/piece.ts'
export type { DocumentText } from '../manifests/read.ts'
export type {
  CniComparison,
  CniQuery,
  CniReason,
  ComparedBehaviour,
  ComparedCell,
  ComparedFlow,
} from './cnis/comparison.ts'
export type { ConnectionSign } from './connection-sign.ts'
export type { ConnectionChange, ConnectionsDiff } from './connections-diff.ts'
export type { Connection, ConnectionFilter } from './connections.ts'
export type { Fix } from './findings/fixes.ts'
export type { Flip, FlipAction } from './flips/flip.ts'
export type { Rewriting } from './rewrite/rewrite.ts'
export type { FixAction } from './findings/fix-plan.ts'
export type { Exposure, NewcomerClass } from './exposure/exposure.ts'
export type { PortSets } from './port-sets.ts'
export { differingCells, type ConnectivityDiff, type FlowChange } from './diff.ts'
export type { ArchitectureQuery, ArchitectureView } from './architecture.ts'
export type { Matrix, MatrixColumn } from './matrix.ts'
export type { MatrixEnd } from './ends.ts'
export type { NodesQuery, NodesView } from './nodes.ts'
export type { TimeAbout, TimeChoices, TimeScenario } from './time/scenario.ts'
export type { TimelineView } from './time/timeline.ts'
export type { TimeVerdict } from '../sim/time/timeline.ts'
export type { WallsView } from './walls.ts'
export { CELL, type CellCode } from './cell.ts'
export { printQuestion } from './print-question.ts'

/** What a world is made of. Everything but the documents has a default. */
export interface WorldInput {
  /** YAML streams; JSON and the Lists that kubectl prints are fine. Names are for places in diagnostics and must differ. */
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
  /** Those of the diagnostics that need no look at who reaches whom: what was not taken as it is written. They come first in `diagnostics`, in the same order. */
  readonly refusals: readonly Diagnostic[]
  /** The fixes of one of its diagnostics, with what they open and close; empty where there is none that is safe. Each is tried, which costs as much as opening the documents anew. */
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
  /** What opened and closed since an earlier state, flow by flow of the matrix: only ports that are listened on count. Lists at most `limit` flows. */
  diff(earlier: World, limit?: number): ConnectivityDiff
  /** What differs from an earlier state, pair by pair of ends: every port of every protocol counts. Lists at most `limit` pairs. */
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
  objectsIn(
    document: string,
    limit: number,
  ): readonly {
    readonly kind: string
    readonly namespace: string | null
    readonly name: string
    readonly line: number
  }[]
  /** Where an object's field stands in the documents. */
  readonly locate: LocateField
  /** The document an object stands in; null when it stands in none. */
  documentOf(object: KubernetesObject): string | null
  /** An object with its place; null when it stands in no document. */
  manifestOf(object: KubernetesObject): Manifest | null
}

/** What a world keeps so that its successor is cheap. */
interface Inner extends World {
  readonly reading: Reading
  readonly admitted: Admitted
  readonly grown: readonly Grown[]
  readonly built: BuiltCluster
  readonly columns: CniColumns
  /** Where the API server was said to be. */
  readonly apiServer: string
  readonly meshInput: MeshInput
  /** Its own if somebody has asked for it, else that of the state before; null: nobody has yet. */
  readonly newestMatrix: Matrix | null
}

/** What a mesh is opened from besides the cluster: all that is applied and is no policy of the network, which no mesh reads. */
interface MeshInput {
  readonly choice: NonNullable<WorldInput['mesh']>
  readonly objects: readonly KubernetesObject[]
}

function isSameInput(a: MeshInput, b: MeshInput): boolean {
  return (
    (a.choice === b.choice || JSON.stringify(a.choice) === JSON.stringify(b.choice)) &&
    a.objects.length === b.objects.length &&
    a.objects.every((object, index) => object === b.objects[index])
  )
}

const inner = new WeakMap<World, Inner>()

/**
 * Opens the documents. `previous` is another state of the same work: text that did not change is not read again, and the
 * cluster is kept unless an object that makes it changed.
 */
export function openWorld(input: WorldInput, previous?: World): World {
  const before = previous && inner.get(previous)
  const reading = readManifests(input.documents, before?.reading)
  const cni = givenSetting(input.cni ?? { name: 'reference' })
  const plugin = pluginOf(cni.name)
  const places = new Places(reading.documents)
  const taken = admit(
    reading.documents.map(({ manifests }) => manifests),
    servedKinds(input.apis ?? {}),
  )
  const admitted = plugin.review
    ? reviewed(
        taken,
        (object) => plugin.review!(object, cni),
        (object) => places.get(object),
      )
    : taken
  const isSameNetwork = before !== undefined && isSameSetting(before.cni, cni)
  const planner = plugin.addresses(cni)
  const grown = grownFrom(admitted.objects, input.mesh)
  const objects = grown.length === 0 ? admitted.objects : [...admitted.objects, ...grown.map(({ object }) => object)]
  const built =
    before && isSameNetwork && sameObjects(before.admitted, admitted) && before.grown.length === grown.length
      ? before.built
      : buildCluster(objects, planner, namespacesOf(admitted))
  const network = before && before.built === built ? before.network : plugin.network(cni, built.cluster)
  const facts = input.facts ?? {}
  const apiServer = JSON.stringify(facts.apiServer ?? null)
  const profile =
    before && before.built === built && before.apiServer === apiServer
      ? before.policies.profile
      : plugin.profile(network, built.cluster, apiServerPlace(built.cluster, facts))
  const locate: LocateField = (object, path, part) => places.span(object, path, part)
  const policies = new PolicySet(
    profile,
    admitted.policies.filter((policy) => profile.enforces(policy)),
    [...admitted.rejected, ...unenforced(admitted.policies, profile)],
  )
  const remarks = () =>
    [
      ...built.remarks,
      ...rankConflicts(built.cluster, policies),
      ...grown.map(({ from }): ClusterRemark => ({
        object: from,
        facts: { code: 'waypoint-assumed' },
        severity: 'note',
        path: ['metadata', 'name'],
      })),
    ].flatMap(({ object, facts, severity, path }) => {
      const manifest = places.get(object)
      return manifest ? [diagnose(manifest, facts, severity, 'finding', path)] : []
    })
  const meshInput: MeshInput = {
    choice: input.mesh ?? 'auto',
    objects: [
      ...new Set([...admitted.objects, ...admitted.meshObjects, ...admitted.notEvaluated.map(({ object }) => object)]),
    ],
  }
  const meshIn = (cluster: Cluster) => meshOf(meshInput.choice, cluster, meshInput.objects)
  const beyondIn = (cluster: Cluster, its: Mesh | null) => its && new MeshReach(its, cluster, policies)
  const mesh =
    before && before.built.cluster === built.cluster && isSameInput(before.meshInput, meshInput)
      ? before.mesh
      : meshIn(built.cluster)
  const beyond = beyondIn(built.cluster, mesh)
  const asked = { cluster: built.cluster, policies, facts: input.facts ?? {}, locate, mesh }
  // Not the world of before: it would keep all the worlds before it.
  let matrix: Matrix | null = null
  let earlier: Matrix | null = before?.newestMatrix ?? null
  let diagnostics: readonly Diagnostic[] | null = null
  const said = [...reading.diagnostics, ...admitted.diagnostics].sort(byLayer)
  const refusals = said.filter(({ layer }) => layer !== 'finding')
  const isProxyPort = (facts: FindingFacts) =>
    facts.code === 'port-not-listened' && (mesh?.proxyPorts ?? []).some((port) => facts.port === String(port))
  const findings = () =>
    [
      ...findingsOf(built.cluster, policies, network).filter((each) => !isProxyPort(each.facts)),
      ...(mesh?.findings?.(policies) ?? []).map((each) => ({
        ...each,
        part: 'value' as const,
        fixes: meshFixes(each),
      })),
    ].flatMap((finding) => {
      const manifest = places.get(finding.object)
      return manifest ? [findingDiagnostic(finding, manifest)] : []
    })
  let exposure: readonly Exposure[] | null = null
  const columns = new CniColumns(before?.columns)
  const world: Inner = {
    cluster: built.cluster,
    refusals,
    cni,
    network,
    policies,
    mesh,
    beyond,
    locate,
    notEvaluated: admitted.notEvaluated,
    reading,
    admitted,
    grown,
    built,
    columns,
    apiServer,
    meshInput,
    taken: admitted.policies,
    documents: input.documents,
    facts,
    open: (documents) => openWorld({ ...input, documents }, world),
    get applied() {
      return appliedObjects(admitted)
    },
    get diagnostics() {
      return (diagnostics ??= [
        ...said,
        ...remarks(),
        ...impliedNamespaces(built.cluster, reading.manifests),
        ...findings(),
      ].sort(byLayer))
    },
    fixes(diagnostic) {
      const manifest = manifestBehind(diagnostic, places)
      return manifest
        ? fixesFor(diagnostic, {
            documents: input.documents,
            manifest,
            world,
            open: (documents) => openWorld({ ...input, documents }, world),
            compare: (after) => after.diff(world),
          })
        : []
    },
    flips(question) {
      const flow = flowOf(question, asked)
      if (!flow) return []
      return need(
        EXTRAS.flips,
        'the search for smallest edits',
      )<World>({
        question,
        flow,
        documents: input.documents,
        world,
        cluster: built.cluster,
        policies,
        placeOf: (object) => places.get(object),
        open: (documents) => openWorld({ ...input, documents }, world),
        compare: (after) => after.diffConnections(world, FLIP_CHANGES),
      })
    },
    documentOf: (object) => places.get(object)?.document ?? null,
    manifestOf: (object) => places.get(object) ?? null,
    ask: (question) => ask(question, asked),
    parse: parseQuestion,
    connections: (filter) => need(EXTRAS.connections, 'the list of connections')(world, filter),
    objectsIn: (document, limit) =>
      firstObjects(reading.documents.find(({ name }) => name === document)?.manifests ?? [], limit),
    matrix: () => {
      matrix ??= computeMatrix(built.cluster, policies, beyond, earlier)
      earlier = null
      return matrix
    },
    get newestMatrix() {
      return matrix ?? earlier
    },
    diff: (earlier, limit = 1000) => compareMatrices(earlier.matrix(), world.matrix(), limit),
    exposure: () =>
      (exposure ??= need(EXTRAS.exposure, 'the search for strangers')(
        world,
        (newcomers) => buildCluster([...objects, ...newcomers], planner, namespacesOf(admitted)).cluster,
        (larger) => beyondIn(larger, meshIn(larger)),
      )),
    diffConnections: (earlier, limit = 1000) =>
      need(EXTRAS.compareConnections, 'comparing connections')(earlier, world, limit),
    under: (settings) =>
      columns.worlds(settings, world, (setting, earlier) => {
        const column = openWorld({ ...input, cni: setting }, earlier)
        inner.get(column)!.columns.forget()
        return column
      }),
  }
  inner.set(world, world)
  return world
}

/** Policies that the API server takes and the plugin does not read, once each although they have two directions. */
function unenforced(policies: readonly CompiledPolicy[], profile: EnforcementProfile): readonly RejectedPolicy[] {
  const objects = new Map(
    policies.filter((policy) => !profile.enforces(policy)).map((policy) => [policy.object, policy]),
  )
  return [...objects.values()].map((policy) => ({
    kind: policy.kind,
    object: policy.object,
    namespace: policy.namespace,
    name: policy.name,
    why: 'not-enforced',
  }))
}

const outlines = new WeakMap<
  readonly Manifest[],
  { readonly limit: number; readonly objects: ReturnType<World['objectsIn']> }
>()

/** The same list for a document that nobody has edited. */
function firstObjects(manifests: readonly Manifest[], limit: number): ReturnType<World['objectsIn']> {
  let known = outlines.get(manifests)
  if (known?.limit !== limit) {
    outlines.set(
      manifests,
      (known = {
        limit,
        objects: manifests.slice(0, limit).map((manifest) => ({
          kind: manifest.object.kind,
          namespace: namespaceOf(manifest.object),
          name: manifest.object.name,
          line: spanOf(manifest, ['kind']).start.line,
        })),
      }),
    )
  }
  return known.objects
}

/** What else a flip does is listed so far; the counts are complete. */
const FLIP_CHANGES = 20

/** One note per namespace that no Namespace object defines, beside the first object that lives in it. */
function impliedNamespaces({ namespaces }: Cluster, manifests: readonly Manifest[]): readonly Diagnostic[] {
  const implied = new Set(
    [...namespaces.values()]
      .filter(({ name, object }) => object === null && !GIVEN_NAMESPACES.includes(name))
      .map(({ name }) => name),
  )
  return manifests.flatMap((manifest) => {
    const namespace = namespaceOf(manifest.object)
    if (namespace === null || !implied.delete(namespace)) return []
    return [diagnose(manifest, { code: 'namespace-implied', namespace }, 'note', 'finding', ['metadata', 'namespace'])]
  })
}

const LAYERS: readonly Diagnostic['layer'][] = ['syntax', 'schema', 'admission', 'finding', 'question']

function byLayer(a: Diagnostic, b: Diagnostic): number {
  return LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer)
}

function appliedObjects({ objects, policies, meshObjects, notEvaluated }: Admitted): readonly KubernetesObject[] {
  return [
    ...new Set([
      ...objects,
      ...policies.map(({ object }) => object),
      ...meshObjects,
      ...notEvaluated.map(({ object }) => object),
    ]),
  ]
}

const namespaces = new WeakMap<Admitted, readonly string[]>()

/** A policy puts its namespace on the map, even when nothing else is in it. Sorted. */
function namespacesOf(admitted: Admitted): readonly string[] {
  let known = namespaces.get(admitted)
  if (!known) {
    const named = new Set<string>()
    for (const { namespace } of [...admitted.policies, ...admitted.rejected])
      if (namespace !== null) named.add(namespace)
    namespaces.set(admitted, (known = [...named].sort()))
  }
  return known
}

function sameObjects(a: Admitted, b: Admitted): boolean {
  return (
    a.objects.length === b.objects.length &&
    a.objects.every((object, index) => object === b.objects[index]) &&
    namespacesOf(a).join() === namespacesOf(b).join()
  )
}
