import type { Question } from '../world/answer.ts'
import type { Position } from '../ground/span.ts'
import type { Assertion } from '../world/assertions/assertion.ts'
import type { BoardQuery, BoardReply } from '../world/board/ask.ts'
import type { SelectedView } from '../world/selected.ts'
import type {
  ArchitectureQuery,
  ArchitectureView,
  CniChoice,
  CniComparison,
  CniQuery,
  ConnectionsDiff,
  Fix,
  Flip,
  NodesQuery,
  NodesView,
  PacketWalk,
  Rewriting,
  ServedApis,
  TimelineView,
  TimeScenario,
  WallsView,
} from '../world/index.ts'
import type { BenchQuery, BenchView } from '../world/bench/bench.ts'
import type { DraftKind } from '../world/hubble/draft.ts'
import type { HubbleLine } from '../sim/tools/hubble/event.ts'
import type { FlowLogView } from '../world/hubble/log-view.ts'
import type { MeshPolicyView } from '../world/mesh-policies.ts'
import type { IdentitiesQuery, IdentitiesView, ShownLookup } from '../world/identities/identities-view.ts'
import type { KindSchema } from '../world/schemas.ts'
import type { Curriculum } from '../lessons/curriculum.ts'
import type { LessonFiles } from '../lessons/lesson-file.ts'
import type { LessonEvent, Prediction } from '../lessons/goal.ts'
import type { Lesson, LessonId } from '../lessons/lesson.ts'
import type { MadeLesson } from '../lessons/made/make.ts'
import type { LessonPlan } from '../lessons/made/plan.ts'
import type { LessonReading } from '../lessons/read-lesson.ts'
import type { Workshop } from '../lessons/workshop.ts'
import type { ComparedWith, ConnectionsQuery, ConnectionsView } from './connections-view.ts'
import type { AskResult, ReachView, PolicyLens } from './snapshot.ts'
import type { TerminalResults, TerminalTask } from './terminal-tools.ts'
import type { TestingResults, TestingTask } from './testing-tools.ts'
import type { WireAsked, WireDiagnostics, WireSnapshot } from './wire.ts'

export type { KindSchema } from '../world/schemas.ts'
export type { AskResult } from './snapshot.ts'

/** One YAML stream as the user keeps it: a tab. Names are unique. */
export interface DocumentInput {
  readonly name: string
  readonly text: string
}

/** What a learner did on the screen, beside writing. */
export interface ScreenAttempt {
  readonly events: readonly LessonEvent[]
  /** By the goal's line as written. */
  readonly predictions: Readonly<Record<string, Prediction>>
  /** What the learner expects of flows; absent: nothing. */
  readonly assertions?: readonly Assertion[]
}

/** Which version of the policy API for the whole cluster is installed. */
export type PolicyApi = NonNullable<ServedApis['policyNetworking']>

/** A work as it was: its documents, and the cluster that they were for. */
export interface WorkVersion {
  readonly documents: readonly DocumentInput[]
  readonly cni: CniChoice
  readonly policyApi: PolicyApi
}

/** How two versions differ. `errors`: in the documents of either; what they are in was left out of it. */
export interface VersionDifference {
  readonly diff: ConnectionsDiff
  readonly errors: number
}

/** A policy, and the document that it stands in. */
export interface ListedPolicy {
  readonly document: string
  readonly lens: PolicyLens
}

/**
 * A bench with the events that Hubble would show of its base; none where there is none, or its packets are not seen.
 */
export interface ShownBench extends BenchView {
  readonly observed: readonly HubbleLine[]
}

/** A rewriting of the text as it stands, and what it changes. */
export interface RewriteProof extends Rewriting {
  /** Flows of the matrix, all of which were judged in both versions. */
  readonly flows: number
  /** Pairs of ends between which something else passes, on any port. */
  readonly diff: ConnectionsDiff
  /** Errors in the rewritten documents that were not there before. */
  readonly errors: number
}

/**
 * The documents now. Only texts that changed since the last `open` need to be in `changed`; `order` names all. `fresh`
 * starts another work (an example, a link): last valid texts and last edit are forgotten. `applyBroken` shows the
 * present text although parts of it are refused. `question` is answered with the snapshot. `baseline`: the documents to
 * count changes from; null: none, changes are those of the last edit; absent: as before. `cni`: the network plugin;
 * absent: the reference. `policyApi`: which versions of policy.networking.k8s.io the cluster serves; absent: all.
 * `findings`: `when-quiet`: where finding them takes long, the snapshot comes with those of before, and they are asked
 * for afterwards; absent: they come with it. `lesson`: what the documents are checked against; null: nothing; absent:
 * as before. `attempt`: what was done on the screen.
 */
export interface OpenRequest {
  readonly type: 'open'
  readonly id: number
  readonly revision: number
  readonly order: readonly string[]
  readonly changed: readonly DocumentInput[]
  readonly active: string
  readonly fresh: boolean
  readonly applyBroken: boolean
  readonly cni?: CniChoice
  readonly policyApi?: PolicyApi
  readonly findings?: 'when-quiet'
  readonly question: string | Question | null
  readonly baseline?: readonly DocumentInput[] | null
  readonly lesson?: Lesson | null
  readonly attempt?: ScreenAttempt
}

/** What the engine can be asked about the picture shown: what each call is given, and what comes back. */
export interface Calls {
  /** One question, as text (`shop/web -> shop/api:8080`) or as data. */
  ask(given: { readonly question: string | Question }): AskResult
  /** The workload matrix between two namespaces (null: all, `outside`: the outside). */
  drill(given: { readonly from: string | null; readonly to: string | null }): ReachView
  /**
   * What may pass, pair by pair, with what changed since what changes are counted from. Nothing of it is computed
   * unasked.
   */
  connections(given: { readonly query: ConnectionsQuery }): ConnectionsView
  /** The pairs in which the picture differs from other documents; null: from what changes are counted from. */
  compare(given: { readonly with: ComparedWith }): ConnectionsView
  /**
   * What passes otherwise in one version of a work than in an earlier one, on any port; each is read for the cluster
   * that it was made for.
   */
  difference(given: { readonly before: WorkVersion; readonly after: WorkVersion }): VersionDifference
  /** What stands over every policy's text, of all documents, for a list of them. */
  policies(): readonly ListedPolicy[]
  /**
   * The diagnostics of a snapshot whose findings were earlier ones; null when the documents are another revision by
   * now.
   */
  diagnostics(given: { readonly revision: number }): WireDiagnostics | null
  /** The policies of the mesh that is at work, of all documents, for a list of them. */
  meshPolicies(): readonly MeshPolicyView[]
  /** The fixes of the snapshot's diagnostic at this index; none when the documents are another revision by now. */
  fixes(given: { readonly revision: number; readonly index: number }): readonly Fix[]
  /**
   * The smallest edits that turn the answer to a question round; none when the documents are another revision by now.
   */
  flips(given: { readonly revision: number; readonly question: Question }): readonly Flip[]
  /** The documents with their older policies as ClusterNetworkPolicies, and whether that means the same. */
  rewrite(): RewriteProof
  /**
   * What the editor completes and explains with, of every kind that there is: those that come with `ready` are only the
   * ones that are there from the start.
   */
  schemas(): readonly KindSchema[]
  /** The way of the packet that an answer is about; of an answer in parts, of this part. Null: there is none. */
  walk(given: { readonly question: Question; readonly part?: number }): PacketWalk | null
  /**
   * What a pod shares and what it does not, under a network plugin; of a workload its first pod. Null: there is no such
   * pod.
   */
  walls(given: { readonly ref: string; readonly cni: CniChoice }): WallsView | null
  /** The parts of the cluster, and one journey through them. */
  architecture(given: { readonly query: ArchitectureQuery }): ArchitectureView
  /** The nodes with their addresses, before or after more pods come. */
  nodes(given: { readonly query: NodesQuery }): NodesView
  /** What becomes of a question as time passes; an edit is counted from what changes are counted from. */
  timeline(given: { readonly question: Question; readonly scenario: TimeScenario }): TimelineView
  /** The flows that come out otherwise under one network plugin than under another. */
  cnis(given: { readonly query: CniQuery }): CniComparison
  /**
   * The tiers with their policies in order, and what is staged; with the edits of a move or a promotion, when the
   * documents are still this revision.
   */
  board(given: { readonly revision: number; readonly query: BoardQuery }): BoardReply
  /**
   * Whom the selector at a place of a document matches; null: there is none, or the documents are no longer this
   * revision.
   */
  selected(given: {
    readonly revision: number
    readonly document: string
    readonly position: Position
  }): SelectedView | null
  /** A list of requests asked at once. */
  bench(given: { readonly query: BenchQuery }): ShownBench
  /** Whom a pod's node knows under Cilium, and the pod's policy map. */
  identities(given: { readonly query: IdentitiesQuery }): IdentitiesView
  /** What the gates of a question look up in their policy maps; empty where no pod has one. */
  lookups(given: { readonly question: Question }): readonly ShownLookup[]
  /** What Hubble wrote down against the picture, with policies drafted from it unless `kind` is null. */
  flowLog(given: { readonly text: string; readonly kind: DraftKind | null }): FlowLogView
  /** What is typed into the terminal. */
  terminal(given: { readonly task: TerminalTask }): TerminalResults[TerminalTask['task']]
  /** What is done with assertions. */
  testing(given: { readonly task: TestingTask }): TestingResults[TestingTask['task']]
  /** What the lessons' files say, which the screen fetches and the engine reads. */
  curriculum(given: { readonly files: LessonFiles; readonly language?: string }): Curriculum
  /** The workshops of these files, the shortest first. */
  workshops(given: { readonly files: LessonFiles }): readonly Workshop[]
  /** A lesson that is made on the screen, as files, and tried. */
  make(given: { readonly plan: LessonPlan; readonly files: LessonFiles }): MadeLesson
  /** One lesson of these files. */
  lesson(given: { readonly lesson: LessonId; readonly files: LessonFiles; readonly language?: string }): LessonReading
}

/** The name of a call. */
export type CallName = keyof Calls
/** What a call is given: one object, or nothing. */
export type Given<Name extends CallName> = Parameters<Calls[Name]>
/** What comes back from it. */
export type Gives<Name extends CallName> = ReturnType<Calls[Name]>

/** A call on its way to the worker: what it is given, with its name and an `id` of its own. */
export type CallRequest = {
  readonly [Name in CallName]: { readonly type: Name; readonly id: number } & (Given<Name> extends readonly [
    infer Fields,
  ]
    ? Fields
    : unknown)
}[CallName]

/** What the screen asks of the engine. Each request has one reply, with the same `id`; they are answered in order. */
export type EngineRequest = OpenRequest | CallRequest

/** What a call gave, under its name. */
export type CallReply = {
  readonly [Name in CallName]: { readonly type: Name; readonly id: number; readonly value: Gives<Name> }
}[CallName]

/**
 * `answered`: the answer to the question that came with the documents, for whoever waits for it; the snapshot of the
 * same revision follows, when the picture is there. `ready` comes once, first, with the editor's schemas of the kinds
 * that are there from the start. `fetching`: a part of the engine is being fetched that the request needs; the reply
 * comes later. `failed`: the engine has a fault, or a part cannot be fetched; the request changed nothing.
 */
export type EngineReply =
  | { readonly type: 'ready'; readonly schemas: readonly KindSchema[] }
  | { readonly type: 'snapshot'; readonly id: number; readonly snapshot: WireSnapshot }
  | CallReply
  | { readonly type: 'answered'; readonly id: number; readonly revision: number; readonly asked: WireAsked }
  | { readonly type: 'fetching'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string }
