import { EXTRAS } from '#extras'
import type { Diagnostic } from '../ground/diagnostic.ts'
import { need } from '../ground/part.ts'
import { appliedObjects } from './admitted-objects.ts'
import { ask } from './ask.ts'
import type { Asked } from './asked.ts'
import { CniColumns } from './cnis/columns.ts'
import { compareMatrices } from './diff.ts'
import type { Exposure } from './exposure/exposure.ts'
import { manifestBehind } from './findings/diagnose.ts'
import { fixesFor } from './findings/fixes.ts'
import { computeMatrix, type Matrix } from './matrix.ts'
import { openParts, type Opened } from './opened.ts'
import { firstObjects } from './outline.ts'
import { parseQuestion } from './parse.ts'
import { flowOf } from './possibilities.ts'
import { fullReport, readingReport } from './reported.ts'
import type { World, WorldInput } from './world.ts'

export type { World, WorldInput } from './world.ts'
export type { Answer, AnswerPart, DenialCause, EndpointRef, FlowFact, Note, Outcome, Question } from './answer.ts'
export type { EndpointFacts, FlowFacts } from './flow-facts.ts'
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

/** What a world keeps so that its successor is cheap. */
interface Kept {
  readonly opened: Opened
  readonly columns: CniColumns
  /** Its own if somebody has asked for it, else that of the state before; null: nobody has yet. */
  newestMatrix(): Matrix | null
}

const kept = new WeakMap<World, Kept>()

/** What else a flip does is listed so far; the counts are complete. */
const FLIP_CHANGES = 20

/**
 * Opens the documents. `previous` is another state of the same work: text that did not change is not read again, and
 * the cluster is kept unless an object that makes it changed.
 */
export function openWorld(input: WorldInput, previous?: World): World {
  const before = previous && kept.get(previous)
  const opened = openParts(input, before?.opened)
  const { reading, places, admitted, policies, facts, locate, mesh, beyond } = opened
  const { cluster } = opened.built
  const asked: Asked = { cluster, policies, facts, locate, mesh }
  const said = readingReport(opened)
  const columns = new CniColumns(before?.columns)
  // Not the world of before: it would keep all the worlds before it.
  let earlierMatrix = before?.newestMatrix() ?? null
  let matrix: Matrix | null = null
  let diagnostics: readonly Diagnostic[] | null = null
  let exposure: readonly Exposure[] | null = null
  const open: World['open'] = (documents) => openWorld({ ...input, documents }, world)
  const world: World = {
    cluster,
    policies,
    facts,
    locate,
    mesh,
    beyond,
    open,
    cni: opened.cni,
    network: opened.network,
    documents: input.documents,
    taken: admitted.policies,
    notEvaluated: admitted.notEvaluated,
    refusals: said.filter(({ layer }) => layer !== 'finding'),
    parse: parseQuestion,
    ask: (question) => ask(question, asked),
    get applied() {
      return appliedObjects(admitted)
    },
    get diagnostics() {
      return (diagnostics ??= fullReport(opened, said))
    },
    fixes(diagnostic) {
      const manifest = manifestBehind(diagnostic, places)
      if (!manifest) return []
      const compare = (after: World) => after.diff(world)
      return fixesFor(diagnostic, { documents: input.documents, manifest, world, open, compare })
    },
    flips(question) {
      const flow = flowOf(question, asked)
      if (!flow) return []
      const search = need(EXTRAS.flips, 'the search for smallest edits')<World>
      return search({
        question,
        flow,
        documents: input.documents,
        world,
        cluster,
        policies,
        placeOf: (object) => places.get(object),
        open,
        compare: (after) => after.diffConnections(world, FLIP_CHANGES),
      })
    },
    matrix() {
      matrix ??= computeMatrix(cluster, policies, beyond, earlierMatrix)
      earlierMatrix = null
      return matrix
    },
    connections: (filter) => need(EXTRAS.connections, 'the list of connections')(world, filter),
    diff: (earlier, limit = 1000) => compareMatrices(earlier.matrix(), world.matrix(), limit),
    diffConnections: (earlier, limit = 1000) =>
      need(EXTRAS.compareConnections, 'comparing connections')(earlier, world, limit),
    exposure() {
      const search = need(EXTRAS.exposure, 'the search for strangers')
      return (exposure ??= search(world, opened.enlarged, opened.beyondIn))
    },
    under: (settings) =>
      columns.worlds(settings, world, (setting, earlier) => {
        const column = openWorld({ ...input, cni: setting }, earlier)
        kept.get(column)!.columns.forget()
        return column
      }),
    objectsIn(document, limit) {
      const manifests = reading.documents.find(({ name }) => name === document)?.manifests ?? []
      return firstObjects(manifests, limit)
    },
    documentOf: (object) => places.get(object)?.document ?? null,
    manifestOf: (object) => places.get(object) ?? null,
  }
  kept.set(world, { opened, columns, newestMatrix: () => matrix ?? earlierMatrix })
  return world
}
