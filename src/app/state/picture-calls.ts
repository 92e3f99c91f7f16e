import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { Position } from '../../ground/span.ts'
import type { PacketWalk } from '../../sim/cni/walk.ts'
import type { CniChoice } from '../../sim/cni/choice.ts'
import type { EngineLink } from '../../worker/link.ts'
import type { ComparedWith, ConnectionsQuery, ConnectionsView } from '../../worker/connections-view.ts'
import type { ListedPolicy, RewriteProof, ShownBench, VersionDifference, WorkVersion } from '../../worker/protocol.ts'
import type { TerminalResults, TerminalTask } from '../../worker/terminal-tools.ts'
import type { TestingResults, TestingTask } from '../../worker/testing-tools.ts'
import type { ReachView, Snapshot } from '../../worker/snapshot.ts'
import type { MeshPolicyView } from '../../world/mesh-policies.ts'
import type { Question } from '../../world/answer.ts'
import type { BoardQuery, BoardReply } from '../../world/board/ask.ts'
import type { SelectedView } from '../../world/selected.ts'
import type {
  ArchitectureQuery,
  ArchitectureView,
  CniComparison,
  CniQuery,
  Fix,
  Flip,
  NodesQuery,
  NodesView,
  TimelineView,
  TimeScenario,
  WallsView,
} from '../../world/index.ts'
import type { BenchQuery } from '../../world/bench/bench.ts'
import type { DraftKind } from '../../world/hubble/draft.ts'
import type { FlowLogView } from '../../world/hubble/log-view.ts'
import type { IdentitiesQuery, IdentitiesView, ShownLookup } from '../../world/identities/identities-view.ts'
import type { Work } from './work.ts'

/** What is on the screen, which calls are about. */
export interface Shown {
  readonly snapshot: Snapshot | null
  readonly reply: { readonly question: Question | null } | null
  readonly work: Pick<Work, 'active'>
}

/**
 * What the engine is asked about the picture on the screen, beside the question of the work. Each promise fails with an
 * `EngineFailure`.
 */
export class PictureCalls {
  constructor(
    private readonly engine: EngineLink,
    private readonly screen: Shown,
  ) {}

  /** The fixes of a diagnostic of the present snapshot; none of a finding that is still an earlier one. */
  fixes(diagnostic: Diagnostic): Promise<readonly Fix[]> {
    const snapshot = this.screen.snapshot
    const index = snapshot?.diagnostics.indexOf(diagnostic) ?? -1
    return snapshot && index >= 0 && !snapshot.areFindingsEarlier
      ? this.engine.call('fixes', { revision: snapshot.revision, index })
      : Promise.resolve([])
  }

  drill(from: string | null, to: string | null): Promise<ReachView> {
    return this.engine.call('drill', { from, to })
  }

  /** The smallest edits that turn the answer on the screen round, for the picture on the screen. */
  async flips(): Promise<{ readonly revision: number; readonly flips: readonly Flip[] }> {
    const revision = this.screen.snapshot?.revision ?? 0
    const question = this.screen.reply?.question ?? null
    return { revision, flips: question ? await this.engine.call('flips', { revision, question }) : [] }
  }

  /** Every policy of the picture. */
  policies(): Promise<readonly ListedPolicy[]> {
    return this.engine.call('policies')
  }

  /** The policies of the mesh that is at work; none where there is none. */
  meshPolicies(): Promise<readonly MeshPolicyView[]> {
    return this.engine.call('meshPolicies')
  }

  rewrite(): Promise<RewriteProof> {
    return this.engine.call('rewrite')
  }

  /** Requests asked at once, against the picture. */
  bench(query: BenchQuery): Promise<ShownBench> {
    return this.engine.call('bench', { query })
  }

  /** Whom a pod's node knows under Cilium, and the pod's policy map. */
  identities(query: IdentitiesQuery): Promise<IdentitiesView> {
    return this.engine.call('identities', { query })
  }

  /** What the gates of a question look up in their policy maps. */
  lookups(question: Question): Promise<readonly ShownLookup[]> {
    return this.engine.call('lookups', { question })
  }

  /** A log of Hubble against the picture, with policies drafted from it unless `kind` is null. */
  flowLog(text: string, kind: DraftKind | null): Promise<FlowLogView> {
    return this.engine.call('flowLog', { text, kind })
  }

  /** What a pod of the picture shares and what it does not. */
  walls(ref: string, cni: CniChoice): Promise<WallsView | null> {
    return this.engine.call('walls', { ref, cni })
  }

  /**
   * The way of the packet that an answer is about; of an answer in parts, of this part. Null: there is none to follow.
   */
  walk(question: Question, part?: number): Promise<PacketWalk | null> {
    return this.engine.call('walk', { question, ...(part !== undefined && { part }) })
  }

  /**
   * Whom the selector at a place of the active document matches; null: there is none, or the text has changed since the
   * picture.
   */
  selectedAt(position: Position): Promise<SelectedView | null> {
    return this.engine.call('selected', {
      revision: this.screen.snapshot?.revision ?? 0,
      document: this.screen.work.active ?? '',
      position,
    })
  }

  /**
   * The tiers with their policies, and what is staged; with the edits that are asked for, for the picture on the
   * screen.
   */
  board(query: BoardQuery): Promise<BoardReply> {
    return this.engine.call('board', { revision: this.screen.snapshot?.revision ?? 0, query })
  }

  /** The parts of the cluster of the picture, and one journey through them. */
  architecture(query: ArchitectureQuery): Promise<ArchitectureView> {
    return this.engine.call('architecture', { query })
  }

  /** The nodes of the picture with their addresses, before or after more pods come. */
  nodes(query: NodesQuery): Promise<NodesView> {
    return this.engine.call('nodes', { query })
  }

  /** What becomes of a question as time passes. */
  timeline(question: Question, scenario: TimeScenario): Promise<TimelineView> {
    return this.engine.call('timeline', { question, scenario })
  }

  /** The flows of the picture that come out otherwise under one network plugin than under another. */
  compareCnis(query: CniQuery): Promise<CniComparison> {
    return this.engine.call('cnis', { query })
  }

  /** What is typed into the terminal, against the picture on the screen. */
  terminal<Task extends TerminalTask>(task: Task): Promise<TerminalResults[Task['task']]> {
    return this.engine.call('terminal', { task }) as Promise<TerminalResults[Task['task']]>
  }

  /** What is done with assertions, against the picture on the screen. */
  testing<Task extends TestingTask>(task: Task): Promise<TestingResults[Task['task']]> {
    return this.engine.call('testing', { task }) as Promise<TestingResults[Task['task']]>
  }

  connections(query: ConnectionsQuery): Promise<ConnectionsView> {
    return this.engine.call('connections', { query })
  }

  compare(other: ComparedWith): Promise<ConnectionsView> {
    return this.engine.call('compare', { with: other })
  }

  /** What passes otherwise in one version of a work than in an earlier one. */
  difference(before: WorkVersion, after: WorkVersion): Promise<VersionDifference> {
    return this.engine.call('difference', { before: versionOf(before), after: versionOf(after) })
  }
}

/** Nothing else of a work goes to the engine. */
function versionOf({ documents, cni, policyApi }: WorkVersion): WorkVersion {
  return { documents, cni, policyApi }
}
