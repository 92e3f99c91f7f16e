import type { Position, SourceSpan } from '../../ground/span.ts'
import type { TextEdit } from '../../ground/text-edit.ts'
import type { Lesson } from '../../lessons/lesson.ts'
import { settingOf, type CniChoice, type CniSetting } from '../../sim/cni/choice.ts'
import type { EngineEvents, EngineFailure, EngineLink } from '../../worker/link.ts'
import type { KindSchema, ScreenAttempt } from '../../worker/protocol.ts'
import type { Snapshot } from '../../worker/snapshot.ts'
import type { Assertion } from '../../world/assertions/assertion.ts'
import type { FlowSelection } from '../viz/selection.ts'
import { Asking, type Reply } from './asking.svelte.ts'
import { sameDocuments, withText } from './documents.ts'
import { EditorOrders, type Reveal, type TextEdits } from './editor-orders.svelte.ts'
import type { Later } from './after-paint.ts'
import { highlightOf, policyAt } from './highlight.ts'
import { selectionOf, stationsOf } from './stations.ts'
import { LessonReader } from './lesson/reader.ts'
import { WorkOrigin, type Origin } from './origin.svelte.ts'
import { PictureCalls } from './picture-calls.ts'
import { Schemas } from './schemas.svelte.ts'
import { withTabClosed, withTabRenamed, withTabReopened, withTabs, type ClosedTab } from './tab-changes.ts'
import type { AskedQuestion, PolicyApi, View, Work, WorkDocument } from './work.ts'
import { WorkFields } from './work-fields.svelte.ts'

/** Above this many workloads a matrix is read faster than a graph. */
const GRAPH_LIMIT = 20

/**
 * The work on the screen and what the engine says about it. All changes of the work go through `#change`, which tells
 * the engine; everything else is computed. Values are replaced whole, so that what did not change is the same object.
 */
export class Session {
  #engine: EngineLink
  readonly picture: PictureCalls
  readonly lessonReader: LessonReader
  readonly #fields = new WorkFields()
  readonly #asking: Asking
  readonly #orders = new EditorOrders()
  readonly #schemas = new Schemas()
  readonly #origin = new WorkOrigin()
  #snapshot = $state.raw<Snapshot | null>(null)
  #failure = $state.raw<EngineFailure | null>(null)
  #revision = $state(0)
  #applyBroken = $state(false)
  #pinned = $state<string | null>(null)
  #closed = $state.raw<ClosedTab | null>(null)
  #takeBack = () => {}

  /**
   * `connect` is handed what the engine reports to, and returns the engine. `later` puts off what can wait for a frame.
   */
  constructor(
    connect: (on: EngineEvents) => EngineLink,
    private readonly later: Later,
  ) {
    this.#engine = connect({
      ready: (schemas) => {
        this.#schemas.all = schemas
      },
      // A first picture comes whole.
      answered: (asked) => {
        if (this.#snapshot !== null) this.#asking.hear(asked)
      },
      snapshot: (snapshot) => this.#show(snapshot),
      failed: (failure) => {
        this.#failure = failure
      },
    })
    this.#asking = new Asking(this.#engine, this.#fields, (failure) => {
      this.#failure = failure
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

  /**
   * The whole of it, which changes with every key and every step of the cursor: who needs one thing only reads that.
   */
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
    return this.#origin.title
  }
  /** The lesson that the work belongs to. */
  get lesson(): Lesson | null {
    return this.#origin.lesson
  }
  /** The documents as they were opened, before any edit. */
  get start(): readonly WorkDocument[] {
    return this.#origin.start
  }
  /** The documents when this work was last opened; edits that it came with are in them. */
  get asOpened(): readonly WorkDocument[] {
    return this.#origin.asOpened
  }
  get snapshot(): Snapshot | null {
    return this.#snapshot
  }
  get reply(): Reply | null {
    return this.#asking.reply
  }
  get schemas(): readonly KindSchema[] {
    return this.#schemas.all
  }
  /** For somebody who is about to write or read with the editor: kinds that few need are not there from the start. */
  fetchAllSchemas(): void {
    this.#schemas.complete(this.#engine)
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
    return this.#orders.reveal
  }
  /** Edits that the editor is to make as if somebody had typed them; null: none. They are for the text as it stands. */
  get edits(): TextEdits | null {
    return this.#orders.edits
  }
  get closed(): WorkDocument | null {
    return this.#closed?.document ?? null
  }

  edited = $derived(!sameDocuments(this.documents, this.start))
  /** Tabs of a lesson that are not as they were at its start. */
  drafts: ReadonlySet<string> = $derived(
    new Set(
      this.lesson
        ? this.documents
            .filter(({ name, text }) => this.start.find((document) => document.name === name)?.text !== text)
            .map(({ name }) => name)
        : [],
    ),
  )
  /** The engine is at work on something newer than what is shown. */
  pending = $derived(this.#snapshot === null || this.#snapshot.revision !== this.#revision)
  stations = $derived(this.#snapshot ? stationsOf(this.#snapshot.cluster) : [])
  selection: FlowSelection | null = $derived.by(() => {
    const question = this.reply?.question ?? (typeof this.question === 'object' ? this.question : null)
    return question && this.#snapshot ? selectionOf(this.#snapshot, question, this.reply?.answer ?? null) : null
  })
  view: View = $derived(
    this.#fields.view ?? ((this.#snapshot?.cluster.counts.workloads ?? 0) > GRAPH_LIMIT ? 'matrix' : 'graph'),
  )
  highlight: readonly SourceSpan[] = $derived(this.reply?.answer ? highlightOf(this.reply.answer, this.active) : [])
  policy = $derived(this.#snapshot ? policyAt(this.#snapshot, this.active, this.#fields.line) : null)

  /** Starts another work: an example, a link, a lesson, what storage kept. */
  open(work: Work, origin: Origin): void {
    this.#origin.set(origin, work.documents)
    this.#closed = null
    this.#pinned = null
    this.#asking.forget()
    this.#orders.goTo(work.cursor, false)
    this.#applyBroken = false
    this.#change(work, true)
  }

  /** The open lesson in other words: what was made of it stays. */
  retell(lesson: Lesson, title: string): void {
    this.#origin.retell(lesson, title)
  }

  setText(text: string): void {
    const { document } = this
    if (!document || document.text === text) return
    this.#change({ documents: withText(this.documents, document.name, text) })
  }

  /**
   * Has the editor edit a document, which comes to the front, so that undoing takes it back at once. `revision` is the
   * one whose texts the edits are for: when somebody has typed since, nothing happens and the result is false.
   */
  applyEdits(revision: number, edits: readonly TextEdit[]): boolean {
    const document = edits[0]?.document
    if (document === undefined || revision !== this.#revision || !this.documents.some(({ name }) => name === document))
      return false
    this.activate(document)
    this.#orders.edit(document, edits)
    return true
  }

  activate(name: string): void {
    if (name !== this.#work.active && this.documents.some((document) => document.name === name))
      this.#change({ active: name, cursor: { line: 1, column: 1 } })
  }

  /** Adds tabs and shows the first of them; their names may get numbers. */
  add(...added: readonly WorkDocument[]): void {
    const change = withTabs(this.#work, added)
    if (change) this.#change(change)
  }

  /** False when a tab cannot be called that. */
  rename(name: string, to: string): boolean {
    if (name === to) return true
    const change = withTabRenamed(this.#work, name, to)
    if (change) this.#change(change)
    return change !== null
  }

  close(name: string): void {
    const tab = withTabClosed(this.#work, name)
    if (!tab) return
    this.#closed = tab.closed
    this.#change(tab.change)
  }

  undoClose(): void {
    if (!this.#closed) return
    const change = withTabReopened(this.#work, this.#closed)
    this.#closed = null
    this.#change(change)
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
    this.#origin.attempt = attempt
    this.#change({})
  }

  /**
   * Puts other documents in place of all, and another network plugin and other assertions in place of the present ones,
   * as one change of the same work.
   */
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
      this.#orders.goTo(work.cursor, false)
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
    if (this.lesson) this.#change({ assertions })
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
    this.#asking.ask(question)
  }

  /** A flow that was picked in a picture. */
  select({ from, to, port }: FlowSelection): void {
    this.ask({ from, to, ...(port && { port: port.port, protocol: port.protocol }) })
  }

  /** Shows a place of the text in the editor. */
  goTo({ document, start }: SourceSpan): void {
    this.activate(document)
    this.#orders.goTo(start, true)
  }

  /** Counts what opens and closes from the present documents on; false: from edit to edit again. */
  setBaseline(mark: boolean): void {
    // A lesson counts from its start.
    if (this.lesson) return
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
    if (change.documents) this.#orders.dropEdits()
    const { documents, active, question, baseline, policyApi, cni } = this.#work
    const { lesson, attempt } = this.#origin
    this.#revision = this.#engine.open({
      documents,
      active,
      question,
      baseline,
      policyApi,
      cni,
      fresh,
      applyBroken: this.#applyBroken,
      lesson,
      ...(attempt && { attempt: { ...attempt, assertions: this.#work.assertions } }),
    })
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
    this.#asking.hearWithPicture(snapshot.asked)
  }
}
