import type { Question } from '../world/answer.ts'
import type { BoardQuery, BoardReply } from '../world/board/ask.ts'
import type { ArchitectureQuery, ArchitectureView, CniChoice, CniComparison, CniQuery, ConnectionsDiff, Fix, Flip, NodesQuery, NodesView, PacketWalk, Rewriting, ServedApis, TimelineView, TimeScenario, WallsView } from '../world/index.ts'
import type { BenchQuery, BenchView } from '../world/bench/bench.ts'
import type { DraftKind } from '../world/hubble/draft.ts'
import type { HubbleLine } from '../world/hubble/event.ts'
import type { FlowLogView } from '../world/hubble/log-view.ts'
import type { IdentitiesQuery, IdentitiesView } from '../world/identities/identities-view.ts'
import type { KindSchema } from '../world/schemas.ts'
import type { Curriculum, LessonFiles } from '../lessons/curriculum.ts'
import type { LessonEvent, Prediction } from '../lessons/goal.ts'
import type { Lesson, LessonId } from '../lessons/lesson.ts'
import type { LessonReading } from '../lessons/read-lesson.ts'
import type { ComparedWith, ConnectionsQuery, ConnectionsView } from './connections-view.ts'
import type { AskResult, ReachView, PolicyLens } from './snapshot.ts'
import type { TerminalResults, TerminalTask } from './terminal-tools.ts'
import type { TestingResults, TestingTask } from './testing-tools.ts'
import type { WireSnapshot } from './wire.ts'

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
}

export type PolicyApi = NonNullable<ServedApis['policyNetworking']>

/** A policy, and the document that it stands in. */
export interface ListedPolicy {
  readonly document: string
  readonly lens: PolicyLens
}

/** A bench with the events that Hubble would show of its base; none where there is none, or its packets are not seen. */
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
 * What the screen asks of the engine.
 *
 * - `open`: the documents now. Only texts that changed since the last `open` need to be in `changed`; `order` names all.
 *   `fresh` starts another work (an example, a link): last valid texts and last edit are forgotten.
 *   `applyBroken` shows the present text although parts of it are refused. `question` is answered with the snapshot.
 *   `baseline`: the documents to count changes from; null: none, changes are those of the last edit; absent: as before.
 *   `cni`: the network plugin; absent: the reference.
 *   `policyApi`: which versions of policy.networking.k8s.io the cluster serves; absent: all.
 *   `lesson`: what the documents are checked against; null: nothing; absent: as before. `attempt`: what was done on the screen.
 * - `ask`: one question in text (`shop/web -> shop/api:8080`) or as data, against the picture shown.
 * - `curriculum`, `lesson`: what the lessons' files say, which the screen fetches and the engine reads.
 * - `drill`: the workload matrix between two namespaces (null: all, `outside`: the outside).
 * - `connections`: what may pass, pair by pair, with what changed since what changes are counted from. Nothing of it is computed unasked.
 * - `compare`: the pairs in which the picture differs from other documents; null: from what changes are counted from.
 * - `fixes`: the fixes of the snapshot's diagnostic at this index; none when the documents are another revision by now.
 * - `flips`: the smallest edits that turn the answer to a question round; none when the documents are another revision by now.
 * - `rewrite`: the documents with their older policies as ClusterNetworkPolicies, and whether that means the same.
 * - `schemas`: what the editor completes and explains with, of every kind that there is.
 * - `policies`: what stands over every policy's text, of all documents, for a list of them.
 * - `architecture`: the parts of the cluster, and one journey through them.
 * - `board`: the tiers with their policies in order, and what is staged; with the edits of a move or a promotion, when the documents are still this revision.
 * - `walls`: what a pod shares and what it does not, under a network plugin; of a workload its first pod.
 * - `walk`: the way of the packet that an answer is about, against the picture shown; of an answer in parts, of this part.
 * - `nodes`: the nodes with their addresses, before or after more pods come.
 * - `timeline`: what becomes of a question as time passes; an edit is counted from what changes are counted from.
 * - `terminal`: what is typed into the terminal, against the picture shown.
 * - `testing`: what is done with assertions, against the picture shown.
 * - `bench`: a list of requests asked at once, against the picture shown. `observed`: with what Hubble would show of the question.
 * - `identities`: whom a pod's node knows under Cilium, and the pod's policy map.
 * - `flowLog`: what Hubble wrote down, against the picture shown, with policies drafted from it.
 * - `cnis`: the flows that come out otherwise under one network plugin than under another.
 *
 * Each request has an `id` of its own, and its one reply has the same.
 */
export type EngineRequest =
  | { readonly type: 'open'; readonly id: number; readonly revision: number; readonly order: readonly string[]; readonly changed: readonly DocumentInput[]
      readonly active: string; readonly fresh: boolean; readonly applyBroken: boolean; readonly cni?: CniChoice; readonly policyApi?: PolicyApi; readonly question: string | Question | null
      readonly baseline?: readonly DocumentInput[] | null; readonly lesson?: Lesson | null; readonly attempt?: ScreenAttempt }
  | { readonly type: 'curriculum'; readonly id: number; readonly files: LessonFiles }
  | { readonly type: 'lesson'; readonly id: number; readonly lesson: LessonId; readonly files: LessonFiles }
  | { readonly type: 'ask'; readonly id: number; readonly question: string | Question }
  | { readonly type: 'drill'; readonly id: number; readonly from: string | null; readonly to: string | null }
  | { readonly type: 'fixes'; readonly id: number; readonly revision: number; readonly index: number }
  | { readonly type: 'flips'; readonly id: number; readonly revision: number; readonly question: Question }
  | { readonly type: 'walk'; readonly id: number; readonly question: Question; readonly part?: number }
  | { readonly type: 'rewrite'; readonly id: number }
  | { readonly type: 'policies'; readonly id: number }
  | { readonly type: 'schemas'; readonly id: number }
  | { readonly type: 'architecture'; readonly id: number; readonly query: ArchitectureQuery }
  | { readonly type: 'board'; readonly id: number; readonly revision: number; readonly query: BoardQuery }
  | { readonly type: 'walls'; readonly id: number; readonly ref: string; readonly cni: CniChoice }
  | { readonly type: 'bench'; readonly id: number; readonly query: BenchQuery }
  | { readonly type: 'identities'; readonly id: number; readonly query: IdentitiesQuery }
  | { readonly type: 'flowLog'; readonly id: number; readonly text: string; readonly kind: DraftKind }
  | { readonly type: 'cnis'; readonly id: number; readonly query: CniQuery }
  | { readonly type: 'nodes'; readonly id: number; readonly query: NodesQuery }
  | { readonly type: 'terminal'; readonly id: number; readonly task: TerminalTask }
  | { readonly type: 'testing'; readonly id: number; readonly task: TestingTask }
  | { readonly type: 'timeline'; readonly id: number; readonly question: Question; readonly scenario: TimeScenario }
  | { readonly type: 'connections'; readonly id: number; readonly query: ConnectionsQuery }
  | { readonly type: 'compare'; readonly id: number; readonly with: ComparedWith }

/** `ready` comes once, first, with the editor's schemas of the kinds that are there from the start. `failed`: the engine has a fault; the request changed nothing. */
export type EngineReply =
  | { readonly type: 'ready'; readonly schemas: readonly KindSchema[] }
  | { readonly type: 'snapshot'; readonly id: number; readonly snapshot: WireSnapshot }
  | { readonly type: 'answer'; readonly id: number; readonly result: AskResult }
  | { readonly type: 'curriculum'; readonly id: number; readonly curriculum: Curriculum }
  | { readonly type: 'lesson'; readonly id: number; readonly reading: LessonReading }
  | { readonly type: 'drilled'; readonly id: number; readonly reach: ReachView }
  | { readonly type: 'fixes'; readonly id: number; readonly fixes: readonly Fix[] }
  | { readonly type: 'flips'; readonly id: number; readonly flips: readonly Flip[] }
  | { readonly type: 'walk'; readonly id: number; readonly walk: PacketWalk | null }
  | { readonly type: 'rewrite'; readonly id: number; readonly proof: RewriteProof }
  | { readonly type: 'policies'; readonly id: number; readonly policies: readonly ListedPolicy[] }
  | { readonly type: 'schemas'; readonly id: number; readonly schemas: readonly KindSchema[] }
  | { readonly type: 'architecture'; readonly id: number; readonly view: ArchitectureView }
  | { readonly type: 'board'; readonly id: number; readonly reply: BoardReply }
  | { readonly type: 'walls'; readonly id: number; readonly walls: WallsView | null }
  | { readonly type: 'bench'; readonly id: number; readonly bench: ShownBench }
  | { readonly type: 'identities'; readonly id: number; readonly identities: IdentitiesView }
  | { readonly type: 'flowLog'; readonly id: number; readonly log: FlowLogView }
  | { readonly type: 'cnis'; readonly id: number; readonly comparison: CniComparison }
  | { readonly type: 'nodes'; readonly id: number; readonly nodes: NodesView }
  | { readonly type: 'terminal'; readonly id: number; readonly result: TerminalResults[TerminalTask['task']] }
  | { readonly type: 'testing'; readonly id: number; readonly result: TestingResults[TestingTask['task']] }
  | { readonly type: 'timeline'; readonly id: number; readonly timeline: TimelineView }
  | { readonly type: 'connections'; readonly id: number; readonly connections: ConnectionsView }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string }
