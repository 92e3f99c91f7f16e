import type { Curriculum, LessonFiles } from '../lessons/curriculum.ts'
import type { Lesson, LessonId } from '../lessons/lesson.ts'
import type { LessonReading } from '../lessons/read-lesson.ts'
import { assertNever } from '../ground/result.ts'
import type { Question } from '../world/answer.ts'
import type { BenchQuery } from '../world/bench/bench.ts'
import type { DraftKind } from '../world/hubble/draft.ts'
import type { FlowLogView } from '../world/hubble/log-view.ts'
import type { IdentitiesQuery, IdentitiesView } from '../world/identities/identities-view.ts'
import type { BoardQuery, BoardReply } from '../world/board/ask.ts'
import type { ArchitectureQuery, ArchitectureView, CniChoice, CniComparison, CniQuery, Fix, Flip, NodesQuery, NodesView, PacketWalk, TimelineView, TimeScenario, WallsView } from '../world/index.ts'
import type { ComparedWith, ConnectionsQuery, ConnectionsView } from './connections-view.ts'
import { Outbox } from './outbox.ts'
import type { AskResult, DocumentInput, EngineReply, EngineRequest, KindSchema, ListedPolicy, PolicyApi, RewriteProof, ScreenAttempt, ShownBench } from './protocol.ts'
import type { ReachView, Snapshot } from './snapshot.ts'
import type { TerminalResults, TerminalTask } from './terminal-tools.ts'
import type { TestingResults, TestingTask } from './testing-tools.ts'
import { unpack } from './wire.ts'

/** The documents as they stand, all of them, and how to take them; see `open` in `protocol.ts`. */
export interface OpenWork {
  readonly documents: readonly DocumentInput[]
  readonly active: string
  readonly fresh?: boolean
  readonly applyBroken?: boolean
  readonly policyApi?: PolicyApi
  readonly cni?: CniChoice
  readonly question?: string | Question | null
  /** What changes are counted from. A list of the same identity is not sent again. */
  readonly baseline?: readonly DocumentInput[] | null
  /** What the documents are checked against. The same object is not sent again. */
  readonly lesson?: Lesson | null
  readonly attempt?: ScreenAttempt
}

/** The engine as the screen knows it. A fake of this is all that a test of the screen needs. */
export interface EngineLink {
  /** Sends what changed; the revision that its snapshot will carry. While the engine is busy only the newest waits. */
  open(work: OpenWork): number
  /** Rejects with an `EngineFailure` when the engine was stopped over it. */
  ask(question: string | Question): Promise<AskResult>
  drill(from: string | null, to: string | null): Promise<ReachView>
  /** The fixes of the diagnostic at this index of a snapshot; none when the work has changed since. */
  fixes(revision: number, index: number): Promise<readonly Fix[]>
  policies(): Promise<readonly ListedPolicy[]>
  /** What the editor completes and explains with, of every kind: those that come with `ready` are only the ones that are there from the start. */
  schemas(): Promise<readonly KindSchema[]>
  /** The documents with their older policies as ClusterNetworkPolicies. */
  rewrite(): Promise<RewriteProof>
  /** The smallest edits that turn the answer to a question round; none when the work has changed since. */
  flips(revision: number, question: Question): Promise<readonly Flip[]>
  /** The way of the packet that an answer is about; of an answer in parts, of this part. Null: there is none. */
  walk(question: Question, part?: number): Promise<PacketWalk | null>
  /** The parts of the cluster, and one journey through them. */
  architecture(query: ArchitectureQuery): Promise<ArchitectureView>
  /** Requests asked at once. */
  bench(query: BenchQuery): Promise<ShownBench>
  /** Whom a pod's node knows under Cilium, and the pod's policy map. */
  identities(query: IdentitiesQuery): Promise<IdentitiesView>
  /** A log of Hubble against the picture, with policies drafted from it. */
  flowLog(text: string, kind: DraftKind): Promise<FlowLogView>
  /** The tiers with their policies, and what is staged; the edits of a move or a promotion, unless the work has changed since. */
  board(revision: number, query: BoardQuery): Promise<BoardReply>
  /** What a pod shares and what it does not, under a network plugin; null: there is no such pod. */
  walls(ref: string, cni: CniChoice): Promise<WallsView | null>
  /** The flows that come out otherwise under one network plugin than under another. */
  cnis(query: CniQuery): Promise<CniComparison>
  /** The nodes with their addresses, before or after more pods come. */
  nodes(query: NodesQuery): Promise<NodesView>
  /** What becomes of a question as time passes. */
  timeline(question: Question, scenario: TimeScenario): Promise<TimelineView>
  /** What is typed into the terminal, against the picture shown. */
  terminal<Task extends TerminalTask>(task: Task): Promise<TerminalResults[Task['task']]>
  /** What is done with assertions, against the picture shown. */
  testing<Task extends TestingTask>(task: Task): Promise<TestingResults[Task['task']]>
  connections(query: ConnectionsQuery): Promise<ConnectionsView>
  /** The connections in which the picture differs from other documents. */
  compare(other: ComparedWith): Promise<ConnectionsView>
  curriculum(files: LessonFiles): Promise<Curriculum>
  lesson(id: LessonId, files: LessonFiles): Promise<LessonReading>
  /** Ends the worker. Whatever still waits for it is rejected. */
  dispose(): void
}

/**
 * Why a reply did not come. `slow`: it took longer than the patience and was stopped; `crashed`: the worker ended by itself;
 * `start`: it never came up; `refused`: the engine reported a fault of its own, or the same request was stopped before;
 * `ended`: nobody needs it any more.
 * `documents` are those whose text will not be tried again until it changes; empty when a question was at fault.
 */
export interface EngineFailure {
  readonly why: 'slow' | 'crashed' | 'start' | 'refused' | 'ended'
  readonly reason: string
  readonly documents: readonly string[]
}

export interface EngineEvents {
  ready(schemas: readonly KindSchema[]): void
  /** Of the newest revision only; snapshots overtaken by a later `open` are dropped. */
  snapshot(snapshot: Snapshot): void
  failed(failure: EngineFailure): void
}

/** The part of `Worker` that is used. */
export interface WorkerLike {
  postMessage(message: EngineRequest): void
  terminate(): void
  onmessage: ((event: MessageEvent<EngineReply>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface Clock {
  /** Calls back once after `ms` milliseconds; the result takes it back. */
  after(ms: number, call: () => void): () => void
}

/** Milliseconds after which a reply is given up and the worker replaced. */
export const PATIENCE = 5000
/** Milliseconds more for each million characters of new text: reading them takes a slow machine this long. */
const PATIENCE_PER_MILLION = 2000

/** Milliseconds more for lessons and for views that not everybody looks at: what they are made with has to be fetched, perhaps over bad Wi-Fi. */
const LESSON_PATIENCE = 30_000

function patienceFor(request: EngineRequest): number {
  if (request.type === 'curriculum' || request.type === 'lesson' || request.type === 'architecture' || request.type === 'nodes' || request.type === 'schemas' || request.type === 'terminal' || request.type === 'testing' || request.type === 'timeline') return PATIENCE + LESSON_PATIENCE
  // The documents are opened once for each plugin.
  if (request.type === 'cnis') return PATIENCE * (1 + request.query.settings.length)
  const documents = request.type === 'open' ? request.changed : request.type === 'compare' ? request.with ?? [] : []
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0)
  return PATIENCE + PATIENCE_PER_MILLION * Math.floor(characters / 1_000_000)
}

const wallClock: Clock = {
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
}

type OpenRequest = Extract<EngineRequest, { type: 'open' }>
type CallRequest = Extract<EngineRequest, { type: 'ask' | 'drill' | 'fixes' | 'flips' | 'walk' | 'rewrite' | 'policies' | 'schemas' | 'architecture' | 'board' | 'walls' | 'bench' | 'identities' | 'flowLog' | 'cnis' | 'nodes' | 'terminal' | 'testing' | 'timeline' | 'connections' | 'compare' | 'curriculum' | 'lesson' }>

type CallValue = TerminalResults[TerminalTask['task']] | TestingResults[TestingTask['task']] | AskResult | ReachView | readonly Fix[] | readonly Flip[] | RewriteProof | readonly ListedPolicy[] | readonly KindSchema[] | ArchitectureView | BoardReply | WallsView | null | CniComparison | NodesView | TimelineView | ConnectionsView | Curriculum | LessonReading | PacketWalk | ShownBench | IdentitiesView | FlowLogView

/** A request without its reply yet. The worker answers in order, so the first of them is the one it is working on. */
type Pending =
  | { readonly request: OpenRequest }
  | { readonly request: CallRequest; resolve(value: CallValue): void; reject(failure: EngineFailure): void }

/**
 * Runs the engine in a worker: sends what changed, drops what was overtaken, and replaces the worker when it does not answer.
 * A new worker is given everything again except the text (or question) that stopped the old one.
 */
export function createEngineClient(makeWorker: () => WorkerLike, on: EngineEvents, clock: Clock = wallClock): EngineLink {
  const outbox = new Outbox()
  const stoppedOver = new Set<string>()
  let pending: readonly Pending[] = []
  let openWaits = false
  let ready = false
  let lastId = 0
  let last: Snapshot | null = null
  let watched: Pending | null = null
  let disarm = () => {}
  let worker = hire()

  function hire(): WorkerLike {
    const hired = makeWorker()
    hired.onmessage = ({ data }) => { if (hired === worker) receive(data) }
    hired.onerror = (event) => { if (hired === worker) replace(ready ? 'crashed' : 'start', event.message ?? '') }
    return hired
  }

  function post(item: Pending): void {
    pending = [...pending, item]
    worker.postMessage(item.request)
    watch()
  }

  function postOpen(): void {
    openWaits = pending.some(({ request }) => request.type === 'open')
    if (!openWaits) post({ request: outbox.next(++lastId) })
  }

  function receive(reply: EngineReply): void {
    if (reply.type === 'ready') {
      const first = !ready
      ready = true
      if (first) on.ready(reply.schemas)
      watch()
      return
    }
    const item = settle(reply)
    if (openWaits && !pending.some(({ request }) => request.type === 'open')) postOpen()
    watch()
    deliver(reply, item)
  }

  function deliver(reply: Exclude<EngineReply, { type: 'ready' }>, item: Pending | null): void {
    switch (reply.type) {
      case 'snapshot':
        // Also when it was overtaken: the next one is sent against it.
        last = unpack(reply.snapshot, last)
        if (last.revision === outbox.revision) on.snapshot(last)
        break
      case 'answer':
        if (item && 'resolve' in item) item.resolve(reply.result)
        break
      case 'drilled':
        if (item && 'resolve' in item) item.resolve(reply.reach)
        break
      case 'architecture':
        if (item && 'resolve' in item) item.resolve(reply.view)
        break
      case 'board':
        if (item && 'resolve' in item) item.resolve(reply.reply)
        break
      case 'walls':
        if (item && 'resolve' in item) item.resolve(reply.walls)
        break
      case 'nodes':
        if (item && 'resolve' in item) item.resolve(reply.nodes)
        break
      case 'terminal':
      case 'testing':
        if (item && 'resolve' in item) item.resolve(reply.result)
        break
      case 'timeline':
        if (item && 'resolve' in item) item.resolve(reply.timeline)
        break
      case 'bench':
        if (item && 'resolve' in item) item.resolve(reply.bench)
        break
      case 'identities':
        if (item && 'resolve' in item) item.resolve(reply.identities)
        break
      case 'flowLog':
        if (item && 'resolve' in item) item.resolve(reply.log)
        break
      case 'cnis':
        if (item && 'resolve' in item) item.resolve(reply.comparison)
        break
      case 'connections':
        if (item && 'resolve' in item) item.resolve(reply.connections)
        break
      case 'policies':
        if (item && 'resolve' in item) item.resolve(reply.policies)
        break
      case 'schemas':
        if (item && 'resolve' in item) item.resolve(reply.schemas)
        break
      case 'rewrite':
        if (item && 'resolve' in item) item.resolve(reply.proof)
        break
      case 'walk':
        if (item && 'resolve' in item) item.resolve(reply.walk)
        break
      case 'flips':
        if (item && 'resolve' in item) item.resolve(reply.flips)
        break
      case 'fixes':
        if (item && 'resolve' in item) item.resolve(reply.fixes)
        break
      case 'curriculum':
        if (item && 'resolve' in item) item.resolve(reply.curriculum)
        break
      case 'lesson':
        if (item && 'resolve' in item) item.resolve(reply.reading)
        break
      case 'failed': {
        const failure: EngineFailure = { why: 'refused', reason: reply.reason, documents: [] }
        if (item && 'reject' in item) item.reject(failure)
        else on.failed(failure)
        break
      }
      default: assertNever(reply)
    }
  }

  /** Takes the request that this is the reply to out of the queue. */
  function settle(reply: Exclude<EngineReply, { type: 'ready' }>): Pending | null {
    const item = pending.find(({ request }) => request.id === reply.id) ?? null
    pending = pending.filter((other) => other !== item)
    if (reply.type === 'snapshot' && item) outbox.confirm()
    return item
  }

  /** The patience runs for the request in work, from the moment it became the first, and never while the worker starts. */
  function watch(): void {
    const head = pending[0] ?? null
    if (!ready || head === watched) return
    disarm()
    watched = head
    if (!head) return void (disarm = () => {})
    const patience = patienceFor(head.request)
    disarm = clock.after(patience, () => replace('slow', `no answer within ${patience / 1000} s`))
  }

  function replace(why: 'slow' | 'crashed' | 'start', reason: string): void {
    const [head, ...rest] = pending
    worker.terminate()
    disarm()
    watched = null
    pending = []
    const failure: EngineFailure = { why, reason, documents: head?.request.type === 'open' && why !== 'start' ? outbox.stop() : [] }
    if (head && 'reject' in head) {
      stoppedOver.add(keyOf(head.request))
      head.reject(failure)
    }
    if (why === 'start') {
      for (const item of rest) if ('reject' in item) item.reject(failure)
      on.failed(failure)
      return
    }
    takeOver(rest, head?.request.type !== 'open' || failure.documents.length > 0 || openWaits)
    on.failed(failure)
  }

  /** A new worker gets the work again, unless the very same texts stopped the old one; then it waits for the next edit. */
  function takeOver(calls: readonly Pending[], resend: boolean): void {
    ready = false
    last = null
    outbox.forget()
    worker = hire()
    openWaits = false
    if (resend && outbox.revision > 0) {
      postOpen()
    }
    for (const item of calls) if (item.request.type !== 'open') post(item)
  }

  function call<Value extends CallValue>(request: CallRequest): Promise<Value> {
    return new Promise((resolve, reject: (failure: EngineFailure) => void) => {
      if (stoppedOver.has(keyOf(request))) {
        reject({ why: 'refused', reason: 'this was stopped before', documents: [] })
        return
      }
      post({ request, resolve: (value) => resolve(value as Value), reject })
    })
  }

  return {
    open(work) {
      stoppedOver.clear()
      const revision = outbox.accept(work)
      postOpen()
      return revision
    },
    ask: (question) => call<AskResult>({ type: 'ask', id: ++lastId, question }),
    drill: (from, to) => call<ReachView>({ type: 'drill', id: ++lastId, from, to }),
    architecture: (query) => call<ArchitectureView>({ type: 'architecture', id: ++lastId, query }),
    board: (revision, query) => call<BoardReply>({ type: 'board', id: ++lastId, revision, query }),
    walls: (ref, cni) => call<WallsView | null>({ type: 'walls', id: ++lastId, ref, cni }),
    nodes: (query) => call<NodesView>({ type: 'nodes', id: ++lastId, query }),
    terminal: <Task extends TerminalTask>(task: Task) => call<TerminalResults[Task['task']]>({ type: 'terminal', id: ++lastId, task }),
    testing: <Task extends TestingTask>(task: Task) => call<TestingResults[Task['task']]>({ type: 'testing', id: ++lastId, task }),
    timeline: (question, scenario) => call<TimelineView>({ type: 'timeline', id: ++lastId, question, scenario }),
    bench: (query) => call<ShownBench>({ type: 'bench', id: ++lastId, query }),
    identities: (query) => call<IdentitiesView>({ type: 'identities', id: ++lastId, query }),
    flowLog: (text, kind) => call<FlowLogView>({ type: 'flowLog', id: ++lastId, text, kind }),
    cnis: (query) => call<CniComparison>({ type: 'cnis', id: ++lastId, query }),
    connections: (query) => call<ConnectionsView>({ type: 'connections', id: ++lastId, query }),
    compare: (other) => call<ConnectionsView>({ type: 'compare', id: ++lastId, with: other }),
    policies: () => call<readonly ListedPolicy[]>({ type: 'policies', id: ++lastId }),
    schemas: () => call<readonly KindSchema[]>({ type: 'schemas', id: ++lastId }),
    rewrite: () => call<RewriteProof>({ type: 'rewrite', id: ++lastId }),
    walk: (question, part) => call<PacketWalk | null>({ type: 'walk', id: ++lastId, question, ...(part === undefined ? {} : { part }) }),
    flips: (revision, question) => call<readonly Flip[]>({ type: 'flips', id: ++lastId, revision, question }),
    fixes: (revision, index) => call<readonly Fix[]>({ type: 'fixes', id: ++lastId, revision, index }),
    curriculum: (files) => call<Curriculum>({ type: 'curriculum', id: ++lastId, files }),
    lesson: (id, files) => call<LessonReading>({ type: 'lesson', id: ++lastId, lesson: id, files }),
    dispose() {
      disarm()
      worker.terminate()
      for (const item of pending) if ('reject' in item) item.reject({ why: 'ended', reason: '', documents: [] })
      pending = []
    },
  }
}

/** Requests with the same key would be answered alike. */
function keyOf(request: CallRequest): string {
  return JSON.stringify({ ...request, id: 0, files: null })
}
