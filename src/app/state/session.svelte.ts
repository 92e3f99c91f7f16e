import type { Diagnostic } from '../../ground/diagnostic.ts'
import type { Position, SourceSpan } from '../../ground/span.ts'
import type { OffsetEdit, TextEdit } from '../../ground/text-edit.ts'
import type { Lesson } from '../../lessons/lesson.ts'
import { settingOf, type CniChoice, type CniSetting } from '../../sim/cni/choice.ts'
import type { EngineEvents, EngineFailure, EngineLink } from '../../worker/client.ts'
import type { AskResult, KindSchema, ScreenAttempt } from '../../worker/protocol.ts'
import type { Snapshot } from '../../worker/snapshot.ts'
import type { Asked } from '../../worker/wire.ts'
import type { Answer, Question } from '../../world/answer.ts'
import type { Assertion } from '../../world/assertions/assertion.ts'
import type { FlowSelection } from '../viz/selection.ts'
import { freeName, neighbour, renamed, sameDocuments, withAll, withDocument, without, withText } from './documents.ts'
import type { Later } from './after-paint.ts'
import { highlightOf, policyAt } from './highlight.ts'
import { selectionOf, stationsOf } from './stations.ts'
import { LessonReader } from './lesson-reader.ts'
import { PictureCalls } from './picture-calls.ts'
import { isDocumentName, type AskedQuestion, type PolicyApi, type View, type Work, type WorkDocument } from './work.ts'
import { WorkFields } from './work-fields.svelte.ts'

/** What an answer was given to. `question` is null while the text could not be understood. */
export interface Reply {
  readonly question: Question | null
  readonly answer: Answer | null
  readonly problem: Diagnostic | null
}

/** Where the editor is asked to go. `seq` tells two visits to the same place apart; `focus`: somebody asked to be taken there. */
export interface Reveal extends Position {
  readonly seq: number
  readonly focus: boolean
}

/** Edits of one document, to be made by the editor in one step that can be undone. `seq` tells two of the same apart. */
export interface TextEdits {
  readonly seq: number
  readonly document: string
  readonly edits: readonly OffsetEdit[]
}

/** Where a work comes from. `start`: its documents before anybody edited them; empty: it is the user's own from the start. */
export interface Origin {
  /** Empty: nothing, it is the user's own. */
  readonly title: string
  readonly start: readonly WorkDocument[]
  /** What it is checked against. */
  readonly lesson?: Lesson
  readonly attempt?: ScreenAttempt
}

/** Above this many workloads a matrix is read faster than a graph. */
export const GRAPH_LIMIT = 20

/**
 * The work on the screen and what the engine says about it. All changes of the work go through `#change`, which tells the
 * engine; everything else is computed. Values are replaced whole, so that what did not change is the same object.
 */
export class Session {
  #engine: EngineLink
  readonly picture: PictureCalls
  readonly lessonReader: LessonReader
  readonly #fields = new WorkFields()
  #opened = $state.raw<readonly WorkDocument[]>([])
  #asOpened = $state.raw<readonly WorkDocument[]>([])
  #title = $state('')
  #lesson = $state.raw<Lesson | null>(null)
  #attempt: ScreenAttempt | undefined
  #snapshot = $state.raw<Snapshot | null>(null)
  #reply = $state.raw<Reply | null>(null)
  #schemas = $state.raw<readonly KindSchema[]>([])
  #failure = $state.raw<EngineFailure | null>(null)
  #revision = $state(0)
  #applyBroken = $state(false)
  #pinned = $state<string | null>(null)
  #reveal = $state.raw<Reveal | null>(null)
  #edits = $state.raw<TextEdits | null>(null)
  #closed = $state.raw<{ readonly document: WorkDocument; readonly index: number } | null>(null)
  #editCount = 0
  #asked = 0
  /** What was told last. */
  #taken: AskResult | null = null
  #takeBack = () => {}
  #hasAllSchemas = false

  /** `connect` is handed what the engine reports to, and returns the engine. `later` puts off what can wait for a frame. */
  constructor(
    connect: (on: EngineEvents) => EngineLink,
    private readonly later: Later,
  ) {
    this.#engine = connect({
      ready: (schemas) => {
        this.#schemas = schemas
      },
      answered: (asked) => this.#hear(asked),
      snapshot: (snapshot) => this.#show(snapshot),
      failed: (failure) => {
        this.#failure = failure
      },
    })
    this.picture = new PictureCalls(this.#engine, this)
    this.lessonReader = new LessonReader(this.#engine)
  }

  get #work(): Work {
    return this.#fields.whole
  }
  set #work(work: Work) {
    this.#fields.whole = work
  }

  /** The whole of it, which changes with every key and every step of the cursor: who needs one thing only reads that. */
  get work(): Work {
    return this.#work
  }
  get documents(): readonly WorkDocument[] {
    return this.#fields.documents
  }
  get document(): WorkDocument | null {
    return this.documents.find(({ name }) => name === this.active) ?? null
  }
  /** Name of the tab in front. */
  get active(): string {
    return this.#fields.active
  }
  get question(): Work['question'] {
    return this.#fields.question
  }
  get baseline(): Work['baseline'] {
    return this.#fields.baseline
  }
  get policyApi(): PolicyApi {
    return this.#fields.policyApi
  }
  get cni(): CniSetting {
    return this.#fields.cni
  }
  get assertions(): Work['assertions'] {
    return this.#fields.assertions
  }
  /** What the work was opened from; empty: nothing, it is the user's own. */
  get title(): string {
    return this.#title
  }
  /** The lesson that the work belongs to. */
  get lesson(): Lesson | null {
    return this.#lesson
  }
  /** The documents as they were opened, before any edit. */
  get start(): readonly WorkDocument[] {
    return this.#opened
  }
  /** The documents when this work was last opened; edits that it came with are in them. */
  get asOpened(): readonly WorkDocument[] {
    return this.#asOpened
  }
  get snapshot(): Snapshot | null {
    return this.#snapshot
  }
  get reply(): Reply | null {
    return this.#reply
  }
  get schemas(): readonly KindSchema[] {
    return this.#schemas
  }
  /** For somebody who is about to write or read with the editor: kinds that few need are not there from the start. */
  fetchAllSchemas(): void {
    if (this.#hasAllSchemas) return
    this.#hasAllSchemas = true
    this.#engine.call('schemas').then(
      (schemas) => {
        this.#schemas = schemas
      },
      () => {
        this.#hasAllSchemas = false
      },
    )
  }
  get failure(): EngineFailure | null {
    return this.#failure
  }
  get applyBroken(): boolean {
    return this.#applyBroken
  }
  get pinned(): string | null {
    return this.#pinned
  }
  get revealed(): Reveal | null {
    return this.#reveal
  }
  /** Edits that the editor is to make as if somebody had typed them; null: none. They are for the text as it stands. */
  get edits(): TextEdits | null {
    return this.#edits
  }
  get closed(): WorkDocument | null {
    return this.#closed?.document ?? null
  }

  edited = $derived(!sameDocuments(this.documents, this.#opened))
  /** Tabs of a lesson that are not as they were at its start. */
  drafts: ReadonlySet<string> = $derived(
    new Set(
      this.#lesson
        ? this.documents
            .filter(({ name, text }) => this.#opened.find((document) => document.name === name)?.text !== text)
            .map(({ name }) => name)
        : [],
    ),
  )
  /** The engine is at work on something newer than what is shown. */
  pending = $derived(this.#snapshot === null || this.#snapshot.revision !== this.#revision)
  stations = $derived(this.#snapshot ? stationsOf(this.#snapshot.cluster) : [])
  selection: FlowSelection | null = $derived.by(() => {
    const question = this.#reply?.question ?? (typeof this.question === 'object' ? this.question : null)
    return question && this.#snapshot ? selectionOf(this.#snapshot, question, this.#reply?.answer ?? null) : null
  })
  view: View = $derived(
    this.#fields.view ?? ((this.#snapshot?.cluster.counts.workloads ?? 0) > GRAPH_LIMIT ? 'matrix' : 'graph'),
  )
  highlight: readonly SourceSpan[] = $derived(this.#reply?.answer ? highlightOf(this.#reply.answer, this.active) : [])
  policy = $derived(this.#snapshot ? policyAt(this.#snapshot, this.active, this.#fields.line) : null)

  /** Starts another work: an example, a link, a lesson, what storage kept. */
  open(work: Work, { title, start, lesson, attempt }: Origin): void {
    this.#title = title
    this.#opened = start
    this.#asOpened = work.documents
    this.#lesson = lesson ?? null
    this.#attempt = attempt
    this.#closed = null
    this.#pinned = null
    this.#reply = null
    this.#reveal = { ...work.cursor, seq: (this.#reveal?.seq ?? 0) + 1, focus: false }
    this.#applyBroken = false
    this.#change(work, true)
  }

  /** The open lesson in other words: what was made of it stays. */
  retell(lesson: Lesson, title: string): void {
    if (this.#lesson?.id !== lesson.id) return
    this.#lesson = lesson
    this.#title = title
  }

  setText(text: string): void {
    const { document } = this
    if (!document || document.text === text) return
    this.#change({ documents: withText(this.documents, document.name, text) })
  }

  /**
   * Has the editor edit a document, which comes to the front, so that undoing takes it back at once. `revision` is the one whose
   * texts the edits are for: when somebody has typed since, nothing happens and the result is false.
   */
  applyEdits(revision: number, edits: readonly TextEdit[]): boolean {
    const document = edits[0]?.document
    if (document === undefined || revision !== this.#revision || !this.documents.some(({ name }) => name === document))
      return false
    this.activate(document)
    this.#edits = { seq: ++this.#editCount, document, edits }
    return true
  }

  activate(name: string): void {
    if (name !== this.#work.active && this.documents.some((document) => document.name === name))
      this.#change({ active: name, cursor: { line: 1, column: 1 } })
  }

  /** Adds tabs and shows the first of them; their names may get numbers. */
  add(...added: readonly WorkDocument[]): void {
    const documents = withAll(this.documents, added)
    const first = documents[this.documents.length]
    if (first) this.#change({ documents, active: first.name, cursor: { line: 1, column: 1 } })
  }

  /** False when a tab cannot be called that. */
  rename(name: string, to: string): boolean {
    if (name === to) return true
    if (!isDocumentName(to) || this.documents.some((document) => document.name === to)) return false
    this.#change({
      documents: renamed(this.documents, name, to),
      active: this.#work.active === name ? to : this.#work.active,
    })
    return true
  }

  close(name: string): void {
    const index = this.documents.findIndex((document) => document.name === name)
    if (index < 0) return
    this.#closed = { document: this.documents[index]!, index }
    this.#change({
      documents: without(this.documents, name),
      active: this.#work.active === name ? neighbour(this.documents, name) : this.#work.active,
    })
  }

  undoClose(): void {
    if (!this.#closed) return
    const { document, index } = this.#closed
    const name = freeName(this.documents, document.name)
    this.#closed = null
    this.#change({ documents: withDocument(this.documents, { ...document, name }, index), active: name })
  }

  forgetClosed(): void {
    this.#closed = null
  }

  setCursor(cursor: Position): void {
    if (cursor.line !== this.#work.cursor.line || cursor.column !== this.#work.cursor.column)
      this.#work = { ...this.#work, cursor: { line: cursor.line, column: cursor.column } }
  }

  /** What was done on the screen for the lesson; its goals are checked anew. */
  setAttempt(attempt: ScreenAttempt): void {
    this.#attempt = attempt
    this.#change({})
  }

  /** Puts other documents in place of all, and another network plugin and other assertions in place of the present ones, as one change of the same work. */
  replaceDocuments(
    documents: readonly WorkDocument[],
    cni: CniSetting = this.#work.cni,
    assertions = this.#work.assertions,
  ): void {
    const active = documents.some(({ name }) => name === this.#work.active)
      ? this.#work.active
      : (documents[0]?.name ?? '')
    this.#closed = null
    this.#change({ documents, active, cni, assertions })
  }

  /** Brings an earlier state of the same work back, as one change. What is looked at stays. */
  restore({ documents, active, cni, policyApi, assertions }: Work): void {
    const front = documents.some(({ name }) => name === this.#work.active) ? this.#work.active : active
    this.#closed = null
    this.#change({ documents, active: front, cni, policyApi, assertions })
  }

  /** Becomes what another window has on its screen. The cursor is followed without taking the focus. */
  follow(work: Work): void {
    if (work.cursor.line !== this.#work.cursor.line || work.active !== this.#work.active)
      this.#reveal = { ...work.cursor, seq: (this.#reveal?.seq ?? 0) + 1, focus: false }
    this.#change(work)
  }

  /** Serves these versions of policy.networking.k8s.io. */
  setPolicyApi(policyApi: PolicyApi): void {
    this.#change({ policyApi })
  }

  /** Has this network plugin carry and judge. What the choice leaves open takes the plugin's default. */
  setCni(choice: CniChoice): void {
    this.#change({ cni: settingOf(choice) })
  }

  /** What is expected of flows. */
  setAssertions(assertions: readonly Assertion[]): void {
    if (this.#lesson) this.#change({ assertions })
    else this.#work = { ...this.#work, assertions }
  }

  setView(view: View): void {
    this.#work = { ...this.#work, view }
  }
  pin(id: string | null): void {
    this.#pinned = id
  }
  dismissFailure(): void {
    this.#failure = null
  }

  /** Asks, in text or as data. The last reply stays on the screen until the new one is there. */
  ask(question: AskedQuestion): void {
    this.#work = { ...this.#work, question }
    this.#ask()
  }

  /** A flow that was picked in a picture. */
  select({ from, to, port }: FlowSelection): void {
    this.ask({ from, to, ...(port && { port: port.port, protocol: port.protocol }) })
  }

  /** Shows a place of the text in the editor. */
  goTo({ document, start }: SourceSpan): void {
    this.activate(document)
    this.#reveal = { line: start.line, column: start.column, seq: (this.#reveal?.seq ?? 0) + 1, focus: true }
  }

  /** Counts what opens and closes from the present documents on; false: from edit to edit again. */
  setBaseline(mark: boolean): void {
    // A lesson counts from its start.
    if (this.#lesson) return
    this.#change({ baseline: mark ? this.documents : null })
  }

  /** Shows the present text although parts of it are refused, or the last valid one again. */
  setApplyBroken(apply: boolean): void {
    this.#applyBroken = apply
    this.#change({})
  }

  dispose(): void {
    this.#takeBack()
    this.#engine.dispose()
  }

  #change(change: Partial<Work>, fresh = false): void {
    this.#work = { ...this.#work, ...change }
    // They were for a text that is gone.
    if (change.documents) this.#edits = null
    const { documents, active, question, baseline, policyApi, cni } = this.#work
    const attempt = this.#attempt && { ...this.#attempt, assertions: this.#work.assertions }
    this.#revision = this.#engine.open({
      documents,
      active,
      question,
      baseline,
      policyApi,
      cni,
      fresh,
      applyBroken: this.#applyBroken,
      lesson: this.#lesson,
      ...(attempt && { attempt }),
    })
  }

  /** The answer to what was typed, ahead of the picture. A first picture comes whole. */
  #hear({ question, result }: Asked): void {
    if (this.#snapshot === null || !isSameQuestion(question, this.#work.question)) return
    this.#asked++
    this.#take(result, question)
  }

  /** The answer is what somebody who types waits for, so it is painted first and the picture in the next frame. */
  #show(snapshot: Snapshot): void {
    this.#takeBack()
    const isFirst = this.#snapshot === null
    if (isFirst) this.#snapshot = snapshot
    else
      this.#takeBack = this.later(() => {
        this.#snapshot = snapshot
      })
    this.#failure = this.#failure?.why === 'refused' ? null : this.#failure
    const { asked } = snapshot
    // The answer comes with the picture it belongs to, unless something else has been asked meanwhile.
    if (asked && asked.result === this.#taken) return
    if (asked && isSameQuestion(asked.question, this.#work.question)) {
      this.#asked++
      this.#take(asked.result, asked.question)
    } else this.#ask()
  }

  #ask(): void {
    const { question } = this.#work
    const turn = ++this.#asked
    if (question === null) {
      this.#reply = null
      return
    }
    this.#engine.call('ask', { question }).then(
      (result) => {
        if (turn === this.#asked) this.#take(result, question)
      },
      (failure: EngineFailure) => {
        if (turn === this.#asked) this.#failure = failure
      },
    )
  }

  /** The question of the work and of the reply stay one object: whoever waits for an answer tells by that whether it is there. */
  #take(result: AskResult, asked: AskedQuestion): void {
    this.#taken = result
    if (!result.ok) {
      this.#reply = { question: typeof asked === 'string' ? null : asked, answer: null, problem: result.problem }
      return
    }
    const { question: known } = this.#work
    const question =
      typeof known === 'object' && known !== null && isSameQuestion(known, result.question) ? known : result.question
    if (question !== known) this.#work = { ...this.#work, question }
    this.#reply = { question, answer: result.answer, problem: null }
  }
}

function isSameQuestion(a: AskedQuestion | null, b: AskedQuestion | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
