import { isSameData } from '../ground/same-data.ts'
import type { Diagnostic } from '../ground/diagnostic.ts'
import type { LessonChecker } from '../lessons/check.ts'
import { TOOLS } from '#tools'
import { need } from '../ground/part.ts'
import { CELL, openWorld, type ConnectivityDiff, type Fix, type Question, type World } from '../world/index.ts'
import { breaks, clusterView } from './cluster-view.ts'
import type { ComparedWith, ConnectionsView } from './connections-view.ts'
import { inlineAnswers, writtenQuestions, type WrittenQuestion } from './inline-answers.ts'
import { KeptFindings } from './kept-findings.ts'
import { lensOf } from './lens.ts'
import { outlineOf } from './outlines.ts'
import type {
  AskResult,
  CallReply,
  CallRequest,
  Calls,
  DocumentInput,
  EngineReply,
  EngineRequest,
  OpenRequest,
  RewriteProof,
  VersionDifference,
  WorkVersion,
} from './protocol.ts'
import { drilledView, reachView } from './reach-view.ts'
import { DIFF_LIMIT, type DiffView, type Snapshot } from './snapshot.ts'
import { pack, packAsked, packDiagnostics, type Asked } from './wire.ts'

/** What documents are read for, beside themselves. */
interface ServedCluster {
  readonly policyApi: OpenRequest['policyApi']
  readonly cni: OpenRequest['cni']
}

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
  /** The cluster that the baseline was read for: both sides are read for the same one. */
  #baselineFor: ServedCluster = { policyApi: undefined, cni: undefined }
  #marked: readonly DocumentInput[] | null = null
  /** Other documents, kept from one comparison with them to the next. */
  #other: (ServedCluster & { readonly documents: readonly DocumentInput[]; readonly world: World }) | null = null
  /** The last two versions that were compared. */
  #versions: readonly (WorkVersion & { readonly world: World })[] = []
  #open: OpenRequest | null = null
  #lesson: LessonChecker | null = null
  #shownDocuments: readonly DocumentInput[] = []
  /** The findings that were told last, and how many milliseconds it took to find them. */
  #told: { readonly findings: readonly Diagnostic[]; readonly took: number } = { findings: [], took: 0 }
  readonly #findings = new KeptFindings()
  /** What the screen has, for sending only what is new. */
  #sent: Snapshot | null = null
  readonly #questions = new Map<string, { readonly text: string; readonly questions: readonly WrittenQuestion[] }>()

  /** The question of the present revision with its answer, and whether that is on its way already. */
  #asked: Asked | null = null
  #isTold = false
  /** The answer that the screen has. */
  #sentAsked: Asked | null = null

  /**
   * `now`: milliseconds, from anywhere. `tell`: sends what is known before the picture is; absent: nobody wants to know
   * earlier.
   */
  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly tell?: (reply: EngineReply) => void,
  ) {}

  /** Throws `NotFetched` where a part is needed that is not there yet; the same request is to be handled again then. */
  handle(request: EngineRequest): EngineReply {
    if (request.type === 'open') return this.#reply(request.id, this.#openDocuments(request))
    const call = this.#calls[request.type] as (given: CallRequest) => CallReply['value']
    return { type: request.type, id: request.id, value: call(request) } as CallReply
  }

  readonly #calls: Calls = {
    ask: ({ question }) => answerIn(this.#world, question),
    drill: ({ from, to }) => drilledView(this.#world.matrix(), from, to),
    connections: ({ query }) => need(TOOLS.connections, 'connections')(this.#world, this.#countedFrom, query),
    compare: (given) => this.#compare(given.with),
    difference: ({ before, after }) => this.#difference(before, after),
    policies: () =>
      this.#documents.flatMap(({ name }) =>
        lensOf(name, this.#world, this.#world.matrix()).policies.map((lens) => ({ document: name, lens })),
      ),
    diagnostics: ({ revision }) => {
      if (revision !== this.#open?.revision) return null
      const diagnostics = this.#diagnostics()
      const packed = packDiagnostics(diagnostics, this.#sent)
      this.#sent = this.#sent && { ...this.#sent, diagnostics }
      return packed
    },
    meshPolicies: () => need(TOOLS.meshPolicies, 'the list of a mesh’s policies')(this.#world),
    fixes: ({ revision, index }) => this.#fixes(revision, index),
    flips: ({ revision, question }) => (this.#isShownAsItStands(revision) ? this.#world.flips(question) : []),
    rewrite: () => this.#rewrite(),
    schemas: () => need(TOOLS.schemas, 'schemas')(),
    walk: ({ question, part }) => need(TOOLS.walk, 'walks')(this.#world, question, part),
    walls: ({ ref, cni }) => need(TOOLS.walls, 'walls')(this.#world, ref, cni),
    architecture: ({ query }) => need(TOOLS.architecture, 'architecture')(this.#world, query),
    nodes: ({ query }) => need(TOOLS.nodes, 'nodes')(this.#world, query),
    timeline: ({ question, scenario }) =>
      need(TOOLS.timeline, 'timelines')(this.#world, question, scenario, this.#countedFrom),
    cnis: ({ query }) => need(TOOLS.cnis, 'comparison of plugins')(this.#world, query),
    board: ({ revision, query }) =>
      need(TOOLS.board, 'board')(this.#world, this.#isShownAsItStands(revision) ? query : { do: 'show' }),
    selected: ({ revision, document, position }) =>
      this.#isShownAsItStands(revision) ? need(TOOLS.selected, 'selectors')(this.#world, document, position) : null,
    bench: ({ query }) => ({
      ...need(TOOLS.bench, 'bench')(this.#world, query),
      observed: query.base ? need(TOOLS.observe, 'Hubble')(query.base, this.#world) : [],
    }),
    identities: ({ query }) => need(TOOLS.identities, 'identities')(this.#world, query),
    lookups: ({ question }) => need(TOOLS.lookups, 'look-ups')(this.#world, question),
    flowLog: ({ text, kind }) => need(TOOLS.flowLog, 'flow logs')(this.#world, text, kind),
    terminal: ({ task }) => need(TOOLS.terminal, 'terminal')(task, this.#world),
    testing: ({ task }) => need(TOOLS.testing, 'assertions')(task, this.#world, this.#countedFrom),
    curriculum: ({ files, language }) => need(TOOLS.lessons, 'lessons').readCurriculum(files, language),
    workshops: ({ files }) => {
      const { readCurriculum, readWorkshops } = need(TOOLS.lessons, 'lessons')
      return readWorkshops(files, readCurriculum(files)).workshops
    },
    make: ({ plan, files }) => need(TOOLS.makeLesson, 'lesson builder')(plan, files),
    lesson: ({ lesson, files, language }) => {
      const { readCurriculum, readLesson } = need(TOOLS.lessons, 'lessons')
      return readLesson(lesson, files, readCurriculum(files), language)
    },
  }

  /** Of the text as it stands: that is what its diagnostics speak of, and what would be edited. */
  #rewrite(): RewriteProof {
    const before = this.#present ?? this.#world
    const rewriting = need(TOOLS.rewrite, 'rewriting')(before.documents)
    // Whatever the cluster serves now: it is to serve the newer kind.
    const after = openWorld({ documents: rewriting.documents, ...(this.#open?.cni && { cni: this.#open.cni }) }, before)
    const errors = ({ diagnostics }: World) => diagnostics.filter(({ severity }) => severity === 'error').length
    return {
      ...rewriting,
      flows: after.matrix().cells.filter((cell) => cell !== CELL.self).length,
      diff: after.diffConnections(before, DIFF_LIMIT),
      errors: errors(after) - errors(before),
    }
  }

  /** Whether the text as it stands is what is shown, and that revision: edits are made in it. */
  #isShownAsItStands(revision: number): boolean {
    return revision === this.#open?.revision && this.#present === this.#shown
  }

  #fixes(revision: number, index: number): readonly Fix[] {
    const diagnostic = revision === this.#open?.revision ? this.#present?.diagnostics[index] : undefined
    return diagnostic ? this.#present!.fixes(diagnostic) : []
  }

  #reply(id: number, snapshot: Snapshot): EngineReply {
    const { asked } = snapshot
    const wire = pack(snapshot, this.#sent, asked && (this.#isTold ? 'told' : packAsked(asked, this.#sentAsked)))
    this.#sent = snapshot
    if (asked) this.#sentAsked = asked
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
    return need(TOOLS.compared, 'comparing')(
      this.#world,
      other === null ? (this.#countedFrom ?? this.#world) : this.#worldOf(other),
    )
  }

  #difference(before: WorkVersion, after: WorkVersion): VersionDifference {
    const earlier = this.#worldOfVersion(before, this.#world)
    const later = this.#worldOfVersion(after, earlier)
    const errors = ({ diagnostics }: World) => diagnostics.filter(({ severity }) => severity === 'error').length
    return { diff: later.diffConnections(earlier, DIFF_LIMIT), errors: errors(earlier) + errors(later) }
  }

  /** A history is gone through step by step, so that one of the two was read last time. */
  #worldOfVersion({ documents, cni, policyApi }: WorkVersion, previous: World): World {
    const known = this.#versions.find(
      (each) => each.policyApi === policyApi && isSameData(each.cni, cni) && sameDocuments(each.documents, documents),
    )
    const world = known?.world ?? openWorld({ documents, apis: { policyNetworking: policyApi }, cni }, previous)
    this.#versions = [{ documents, cni, policyApi, world }, ...this.#versions.filter((each) => each !== known)].slice(
      0,
      2,
    )
    return world
  }

  #worldOf(documents: readonly DocumentInput[]): World {
    const known = this.#other
    const { policyApi, cni } = this.#open ?? {}
    if (
      known &&
      known.policyApi === policyApi &&
      isSameData(known.cni, cni) &&
      sameDocuments(known.documents, documents)
    )
      return known.world
    this.#other = { documents, policyApi, cni, world: this.#read(documents, known?.world ?? this.#world) }
    return this.#other.world
  }

  #openDocuments(request: OpenRequest): Snapshot {
    const started = this.now()
    if (request.fresh) {
      this.#documents = []
      this.#valid.clear()
      this.#questions.clear()
      this.#lastEdit = UNCHANGED
      this.#beforeEdit = null
    }
    this.#open = request
    const texts = new Map([...this.#documents, ...request.changed].map(({ name, text }) => [name, text]))
    const documents = request.order.map((name) => ({ name, text: texts.get(name) ?? '' }))
    this.#documents = documents
    for (const name of [...this.#valid.keys(), ...this.#questions.keys()])
      if (!request.order.includes(name)) this.#forget(name)
    this.#present = this.#read(documents, this.#present ?? undefined)
    const broken = brokenDocuments(this.#present.refusals)
    for (const { name, text } of documents) if (!broken.has(name)) this.#valid.set(name, text)
    const shown = documents.map(({ name, text }) => ({
      name,
      text: request.applyBroken || !broken.has(name) ? text : (this.#valid.get(name) ?? text),
    }))
    const stale = shown.some(({ text }, index) => text !== documents[index]!.text)
    const next = stale ? this.#read(shown, this.#shown ?? this.#present) : this.#present
    this.#answer(request, next)
    // Only an edit that changes who reaches whom moves the point from which changes are counted.
    if (!request.fresh && this.#shown && next !== this.#shown) {
      const change = next.diff(this.#shown, DIFF_LIMIT)
      if (change.opened + change.closed > 0) this.#lastEdit = change
      if (change.opened + change.closed > 0 || this.#beforeEdit === null) this.#beforeEdit = this.#shown
    }
    this.#shown = next
    this.#shownDocuments = shown
    if (request.lesson !== undefined)
      this.#lesson = request.lesson && new (need(TOOLS.lessons, 'lessons').LessonChecker)(request.lesson)
    if (request.baseline !== undefined) {
      // What is broken as it stands is compared as it is shown, so that a mark made just now differs in nothing.
      this.#marked =
        request.baseline?.map((document) =>
          documents.some(({ name, text }) => name === document.name && text === document.text)
            ? shown.find(({ name }) => name === document.name)!
            : document,
        ) ?? null
    }
    const { policyApi, cni } = request
    if (
      request.baseline !== undefined ||
      this.#baselineFor.policyApi !== policyApi ||
      !isSameData(this.#baselineFor.cni, cni)
    ) {
      this.#baseline = this.#marked && this.#read(this.#marked, next)
      this.#baselineFor = { policyApi, cni }
    }
    return this.#snapshot(started)
  }

  /** The answer needs no picture, and somebody who types waits for it. What is opened anew is shown whole. */
  #answer({ id, revision, question, fresh }: OpenRequest, world: World): void {
    this.#asked = question === null ? null : { question, result: answerIn(world, question) }
    this.#isTold = this.#asked !== null && !fresh && this.tell !== undefined
    if (!this.#asked || !this.#isTold) return
    this.tell!({ type: 'answered', id, revision, asked: packAsked(this.#asked, this.#sentAsked) })
    this.#sentAsked = this.#asked
  }

  #read(documents: readonly DocumentInput[], previous?: World): World {
    return openWorld(
      {
        documents,
        apis: { policyNetworking: this.#open?.policyApi ?? 'both' },
        ...(this.#open?.cni && { cni: this.#open.cni }),
      },
      previous,
    )
  }

  /** A tab that was closed: one of the same name begins anew. */
  #forget(name: string): void {
    this.#valid.delete(name)
    this.#questions.delete(name)
  }

  #snapshot(started: number): Snapshot {
    const world = this.#world
    const matrix = world.matrix()
    const documents = this.#documents
    const broken = brokenDocuments(this.#present?.refusals ?? [])
    const stale =
      this.#present === world || this.#open?.applyBroken
        ? []
        : documents.filter(({ name }) => broken.has(name)).map(({ name }) => name)
    const isEarlier = this.#open?.findings === 'when-quiet' && !this.#open.fresh && this.#told.took > FINDINGS_WAIT
    return {
      revision: this.#open?.revision ?? 0,
      diagnostics: isEarlier ? [...(this.#present?.refusals ?? []), ...this.#told.findings] : this.#diagnostics(),
      areFindingsEarlier: isEarlier,
      stale,
      cluster: clusterView(world, matrix),
      reach: reachView(matrix, this.#sent?.reach ?? null),
      diff: this.#diff(world),
      lens: lensOf(this.#open?.active ?? '', world, matrix),
      inline: documents.flatMap((document) => inlineAnswers(document.name, this.#questionsIn(document), world)),
      outline: outlineOf(documents, world, this.#sent?.outline ?? []),
      lesson:
        this.#lesson?.check({ documents: this.#shownDocuments, world, ...(this.#open?.attempt ?? NOTHING_DONE) }) ??
        null,
      asked: this.#asked,
      took: this.now() - started,
    }
  }

  /** Of the text as it stands, findings and all. */
  #diagnostics(): readonly Diagnostic[] {
    const started = this.now()
    const { diagnostics = [], refusals = [] } = this.#present ?? {}
    const findings = this.#findings.of(diagnostics.slice(refusals.length))
    this.#told = { findings, took: this.now() - started }
    return [...refusals, ...findings]
  }

  #questionsIn({ name, text }: DocumentInput): readonly WrittenQuestion[] {
    const known = this.#questions.get(name)
    if (known?.text === text) return known.questions
    const questions = writtenQuestions(text)
    this.#questions.set(name, { text, questions })
    return questions
  }

  #diff(world: World): DiffView {
    return this.#baseline
      ? { against: 'baseline', ...world.diff(this.#baseline, DIFF_LIMIT) }
      : { against: 'last-edit', ...this.#lastEdit }
  }
}

function answerIn(world: World, question: string | Question): AskResult {
  const parsed = typeof question === 'string' ? world.parse(question) : { ok: true as const, value: question }
  if (!parsed.ok) return parsed
  const answer = world.ask(parsed.value)
  return answer.problem ? { ok: false, problem: answer.problem } : { ok: true, question: parsed.value, answer }
}

/** Milliseconds that a picture waits for findings: less than anybody sees. */
const FINDINGS_WAIT = 6

const NOTHING_DONE = { events: [], predictions: {} } as const
const UNCHANGED: ConnectivityDiff = { opened: 0, closed: 0, changes: [] }

function sameDocuments(a: readonly DocumentInput[], b: readonly DocumentInput[]): boolean {
  return a.length === b.length && a.every(({ name, text }, index) => name === b[index]!.name && text === b[index]!.text)
}

function brokenDocuments(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(diagnostics.filter(breaks).flatMap(({ span }) => (span ? [span.document] : [])))
}
