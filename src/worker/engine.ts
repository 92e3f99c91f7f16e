import type { Diagnostic } from '../ground/diagnostic.ts'
import type { LessonChecker } from '../lessons/check.ts'
import type * as ArchitectureTools from './architecture-tools.ts'
import type * as BenchTools from './bench-tools.ts'
import type * as BoardTools from './board-tools.ts'
import type * as CnisTools from './cnis-tools.ts'
import type * as FlowLogTools from './flow-log-tools.ts'
import type * as IdentitiesTools from './identities-tools.ts'
import type * as LessonTools from './lesson-tools.ts'
import type * as NodesTools from './nodes-tools.ts'
import type * as RewriteTools from './rewrite-tools.ts'
import type * as SchemaTools from './schema-tools.ts'
import type * as TerminalTools from './terminal-tools.ts'
import type * as TestingTools from './testing-tools.ts'
import type * as TimeTools from './time-tools.ts'
import type * as WalkTools from './walk-tools.ts'
import type * as WallsTools from './walls-tools.ts'
import { CELL, openWorld, type ConnectivityDiff, type Fix, type Flip, type Question, type World } from '../world/index.ts'
import { breaks, clusterView } from './cluster-view.ts'
import { comparedView, connectionsView, type ComparedWith, type ConnectionsView } from './connections-view.ts'
import { inlineAnswers, writtenQuestions, type WrittenQuestion } from './inline-answers.ts'
import { lensOf } from './lens.ts'
import type { AskResult, DocumentInput, EngineReply, EngineRequest, RewriteProof } from './protocol.ts'
import { drilledView, reachView } from './reach-view.ts'
import { DIFF_LIMIT, type DiffView, type DocumentOutline, type Snapshot } from './snapshot.ts'
import { pack } from './wire.ts'

/** Parts of the engine that are fetched when they are first needed, by the request that needs them. */
export interface Tools {
  readonly architecture: typeof ArchitectureTools
  readonly bench: typeof BenchTools
  readonly board: typeof BoardTools
  readonly cnis: typeof CnisTools
  readonly flowLog: typeof FlowLogTools
  readonly identities: typeof IdentitiesTools
  readonly nodes: typeof NodesTools
  readonly rewrite: typeof RewriteTools
  readonly schemas: typeof SchemaTools
  readonly terminal: typeof TerminalTools
  readonly testing: typeof TestingTools
  readonly timeline: typeof TimeTools
  readonly walk: typeof WalkTools
  readonly walls: typeof WallsTools
}

type Open = Extract<EngineRequest, { type: 'open' }>

/**
 * What runs in the worker, without the worker: takes requests, gives replies. It keeps the documents, the world of the
 * text as it stands, and the world that is shown, which differ while some document has errors that it had not before.
 */
export class Engine {
  #documents: readonly DocumentInput[] = []
  /** The last text of each document without errors in it. */
  readonly #valid = new Map<string, string>()
  /** The text as it stands, for diagnostics. */
  #present: World | null = null
  #shown: World | null = null
  /** What the last edit that changed anything opened and closed: the difference while no baseline is marked. */
  #lastEdit: ConnectivityDiff = UNCHANGED
  /** What was shown before that edit, or first of all; null: nothing was edited yet. */
  #beforeEdit: World | null = null
  #baseline: World | null = null
  #marked: readonly DocumentInput[] | null = null
  /** Other documents, kept from one comparison with them to the next. */
  #other: { readonly documents: readonly DocumentInput[]; readonly policyApi: Open['policyApi']; readonly cni: Open['cni']; readonly world: World } | null = null
  #open: Open | null = null
  #lesson: LessonChecker | null = null
  #shownDocuments: readonly DocumentInput[] = []
  /** What the screen has, for sending only what is new. */
  #sent: Snapshot | null = null
  readonly #questions = new Map<string, { readonly text: string; readonly questions: readonly WrittenQuestion[] }>()

  /** To be set before the first request that `needsLessons`. */
  lessonTools: typeof LessonTools | null = null

  /** Each to be set before the first request of its name. */
  readonly tools: { -readonly [Name in keyof Tools]?: Tools[Name] } = {}

  #tool<Name extends keyof Tools>(name: Name): Tools[Name] {
    const tool = this.tools[name]
    if (!tool) throw new Error(`${name}: asked for before what it is made with was there`)
    return tool
  }

  get #lessons(): typeof LessonTools {
    if (!this.lessonTools) throw new Error('a lesson came before what it is read with')
    return this.lessonTools
  }

  handle(request: EngineRequest): EngineReply {
    switch (request.type) {
      case 'open': return this.#reply(request.id, this.#openDocuments(request))
      case 'ask': return { type: 'answer', id: request.id, result: this.#ask(request.question) }
      case 'curriculum': return { type: 'curriculum', id: request.id, curriculum: this.#lessons.readCurriculum(request.files) }
      case 'lesson': return { type: 'lesson', id: request.id, reading: this.#lessons.readLesson(request.lesson, request.files, this.#lessons.readCurriculum(request.files)) }
      case 'connections': return { type: 'connections', id: request.id, connections: connectionsView(this.#world, this.#countedFrom, request.query) }
      case 'architecture': return { type: 'architecture', id: request.id, view: this.#tool('architecture').architectureOf(this.#world, request.query) }
      case 'board': return { type: 'board', id: request.id, reply: this.#tool('board').askBoard(this.#world, request.revision === this.#open?.revision && this.#present === this.#shown ? request.query : { do: 'show' }) }
      case 'walls': return { type: 'walls', id: request.id, walls: this.#tool('walls').wallsOf(this.#world, request.ref, request.cni) }
      case 'nodes': return { type: 'nodes', id: request.id, nodes: this.#tool('nodes').nodesOf(this.#world, request.query) }
      case 'terminal': return { type: 'terminal', id: request.id, result: this.#tool('terminal').terminalOf(request.task, this.#world) }
      case 'testing': return { type: 'testing', id: request.id, result: this.#tool('testing').testingOf(request.task, this.#world, this.#countedFrom) }
      case 'timeline': return { type: 'timeline', id: request.id, timeline: this.#tool('timeline').timelineOf(this.#world, request.question, request.scenario, this.#countedFrom) }
      case 'bench': return { type: 'bench', id: request.id, bench: { ...this.#tool('bench').benchOf(this.#world, request.query), observed: request.query.base ? this.#tool('bench').observe(request.query.base, this.#world) : [] } }
      case 'identities': return { type: 'identities', id: request.id, identities: this.#tool('identities').identitiesView(this.#world, request.query) }
      case 'flowLog': return { type: 'flowLog', id: request.id, log: this.#tool('flowLog').flowLogView(this.#world, request.text, request.kind) }
      case 'cnis': return { type: 'cnis', id: request.id, comparison: this.#tool('cnis').compareCnis(this.#world, request.query) }
      case 'compare': return { type: 'connections', id: request.id, connections: this.#compare(request.with) }
      case 'policies': return { type: 'policies', id: request.id, policies: this.#documents.flatMap(({ name }) => lensOf(name, this.#world, this.#world.matrix()).policies.map((lens) => ({ document: name, lens }))) }
      case 'rewrite': return { type: 'rewrite', id: request.id, proof: this.#rewrite() }
      case 'walk': return { type: 'walk', id: request.id, walk: this.#tool('walk').walkOf(this.#world, request.question, request.part) }
      case 'schemas': return { type: 'schemas', id: request.id, schemas: this.#tool('schemas').kindSchemas() }
      case 'flips': return { type: 'flips', id: request.id, flips: this.#flips(request.revision, request.question) }
      case 'fixes': return { type: 'fixes', id: request.id, fixes: this.#fixes(request.revision, request.index) }
      case 'drill': return { type: 'drilled', id: request.id, reach: drilledView(this.#world.matrix(), request.from, request.to) }
    }
  }

  /** Of the text as it stands: that is what its diagnostics speak of, and what would be edited. */
  #rewrite(): RewriteProof {
    const before = this.#present ?? this.#world
    const rewriting = this.#tool('rewrite').rewriteOlderPolicies(before.documents)
    // Whatever the cluster serves now: it is to serve the newer kind.
    const after = openWorld({ documents: rewriting.documents, ...(this.#open?.cni && { cni: this.#open.cni }) }, before)
    const errors = ({ diagnostics }: World) => diagnostics.filter(({ severity }) => severity === 'error').length
    return { ...rewriting, flows: after.matrix().cells.filter((cell) => cell !== CELL.self).length, diff: after.diffConnections(before, DIFF_LIMIT), errors: errors(after) - errors(before) }
  }

  /** Only where the text as it stands is what is shown: edits are made in it. */
  #flips(revision: number, question: Question): readonly Flip[] {
    return revision === this.#open?.revision && this.#present === this.#shown ? (this.#shown?.flips(question) ?? []) : []
  }

  #fixes(revision: number, index: number): readonly Fix[] {
    const diagnostic = revision === this.#open?.revision ? this.#present?.diagnostics[index] : undefined
    return diagnostic ? this.#present!.fixes(diagnostic) : []
  }

  #reply(id: number, snapshot: Snapshot): EngineReply {
    const wire = pack(snapshot, this.#sent)
    this.#sent = snapshot
    return { type: 'snapshot', id, snapshot: wire }
  }

  get #world(): World {
    this.#shown ??= openWorld({ documents: [] })
    return this.#shown
  }

  /** What changes are counted from. */
  get #countedFrom(): World | null {
    return this.#baseline ?? this.#beforeEdit
  }

  #compare(other: ComparedWith): ConnectionsView {
    return comparedView(this.#world, other === null ? this.#countedFrom ?? this.#world : this.#worldOf(other))
  }

  #worldOf(documents: readonly DocumentInput[]): World {
    const known = this.#other, { policyApi, cni } = this.#open ?? {}
    if (known && known.policyApi === policyApi && isSameChoice(known.cni, cni) && sameDocuments(known.documents, documents)) return known.world
    this.#other = { documents, policyApi, cni, world: this.#read(documents, known?.world ?? this.#world) }
    return this.#other.world
  }

  #openDocuments(request: Open): Snapshot {
    const started = performance.now()
    if (request.fresh) {
      this.#documents = []
      this.#valid.clear()
      this.#questions.clear()
      this.#lastEdit = UNCHANGED
      this.#beforeEdit = null
    }
    const hasOtherApi = this.#open !== null && (this.#open.policyApi !== request.policyApi || !isSameChoice(this.#open.cni, request.cni))
    this.#open = request
    const texts = new Map([...this.#documents, ...request.changed].map(({ name, text }) => [name, text]))
    const documents = request.order.map((name) => ({ name, text: texts.get(name) ?? '' }))
    this.#documents = documents
    for (const name of [...this.#valid.keys(), ...this.#questions.keys()]) if (!request.order.includes(name)) this.#forget(name)
    this.#present = this.#read(documents, this.#present ?? undefined)
    const broken = brokenDocuments(this.#present.diagnostics)
    for (const { name, text } of documents) if (!broken.has(name)) this.#valid.set(name, text)
    const shown = documents.map(({ name, text }) => ({ name, text: request.applyBroken || !broken.has(name) ? text : this.#valid.get(name) ?? text }))
    const stale = shown.some(({ text }, index) => text !== documents[index]!.text)
    const next = stale ? this.#read(shown, this.#shown ?? this.#present) : this.#present
    // Only an edit that changes who reaches whom moves the point from which changes are counted.
    if (!request.fresh && this.#shown && next !== this.#shown) {
      const change = next.diff(this.#shown, DIFF_LIMIT)
      if (change.opened + change.closed > 0) this.#lastEdit = change
      if (change.opened + change.closed > 0 || this.#beforeEdit === null) this.#beforeEdit = this.#shown
    }
    this.#shown = next
    this.#shownDocuments = shown
    if (request.lesson !== undefined) this.#lesson = request.lesson && new this.#lessons.LessonChecker(request.lesson)
    if (request.baseline !== undefined) {
      // What is broken as it stands is compared as it is shown, so that a mark made just now differs in nothing.
      this.#marked = request.baseline?.map((document) => (documents.some(({ name, text }) => name === document.name && text === document.text) ? shown.find(({ name }) => name === document.name)! : document)) ?? null
    }
    // Both sides are read for the same cluster.
    if (request.baseline !== undefined || hasOtherApi) this.#baseline = this.#marked && this.#read(this.#marked, next)
    return this.#snapshot(started)
  }

  #read(documents: readonly DocumentInput[], previous?: World): World {
    return openWorld({ documents, apis: { policyNetworking: this.#open?.policyApi ?? 'both' }, ...(this.#open?.cni && { cni: this.#open.cni }) }, previous)
  }

  /** A tab that was closed: one of the same name begins anew. */
  #forget(name: string): void {
    this.#valid.delete(name)
    this.#questions.delete(name)
  }

  #snapshot(started: number): Snapshot {
    const world = this.#world, matrix = world.matrix()
    const documents = this.#documents
    const broken = brokenDocuments(this.#present?.diagnostics ?? [])
    const stale = this.#present === world || this.#open?.applyBroken ? [] : documents.filter(({ name }) => broken.has(name)).map(({ name }) => name)
    const question = this.#open?.question ?? null
    return {
      revision: this.#open?.revision ?? 0, diagnostics: this.#present?.diagnostics ?? [], stale,
      cluster: clusterView(world, matrix), reach: reachView(matrix, this.#sent?.reach ?? null), diff: this.#diff(world),
      lens: lensOf(this.#open?.active ?? '', world, matrix),
      inline: documents.flatMap((document) => inlineAnswers(document.name, this.#questionsIn(document), world)),
      outline: outlineOf(documents, world),
      lesson: this.#lesson?.check({ documents: this.#shownDocuments, world, ...(this.#open?.attempt ?? NOTHING_DONE) }) ?? null,
      asked: question === null ? null : { question, result: this.#ask(question) },
      took: performance.now() - started,
    }
  }

  #questionsIn({ name, text }: DocumentInput): readonly WrittenQuestion[] {
    const known = this.#questions.get(name)
    if (known?.text === text) return known.questions
    const questions = writtenQuestions(text)
    this.#questions.set(name, { text, questions })
    return questions
  }

  #diff(world: World): DiffView {
    return this.#baseline ? { against: 'baseline', ...world.diff(this.#baseline, DIFF_LIMIT) } : { against: 'last-edit', ...this.#lastEdit }
  }

  #ask(question: Extract<EngineRequest, { type: 'ask' }>['question']): AskResult {
    const world = this.#world
    const parsed = typeof question === 'string' ? world.parse(question) : { ok: true as const, value: question }
    if (!parsed.ok) return parsed
    const answer = world.ask(parsed.value)
    return answer.problem ? { ok: false, problem: answer.problem } : { ok: true, question: parsed.value, answer }
  }
}

/** Whether a request cannot be handled without `lessonTools`. */
export function needsLessons(request: EngineRequest): boolean {
  return request.type === 'curriculum' || request.type === 'lesson' || (request.type === 'open' && !!request.lesson)
}

const NOTHING_DONE = { events: [], predictions: {} } as const
const UNCHANGED: ConnectivityDiff = { opened: 0, closed: 0, changes: [] }

function sameDocuments(a: readonly DocumentInput[], b: readonly DocumentInput[]): boolean {
  return a.length === b.length && a.every(({ name, text }, index) => name === b[index]!.name && text === b[index]!.text)
}

function isSameChoice(a: Open['cni'], b: Open['cni']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function brokenDocuments(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(diagnostics.filter(breaks).flatMap(({ span }) => (span ? [span.document] : [])))
}

/** A longer outline helps nobody, and finding the lines of ten thousand objects takes time. */
const OUTLINE_LIMIT = 100

function outlineOf(documents: readonly DocumentInput[], world: World): readonly DocumentOutline[] {
  return documents.map(({ name }) => ({ document: name, objects: world.objectsIn(name, OUTLINE_LIMIT) }))
}
