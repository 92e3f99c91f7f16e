import type { LessonCheck } from '../../../lessons/check.ts'
import type { LessonEvent, Prediction } from '../../../lessons/goal.ts'
import type { Lesson, LessonHead, LessonId, Track } from '../../../lessons/lesson.ts'
import { isSameSetting, type CniSetting } from '../../../sim/cni/choice.ts'
import type { Assertion } from '../../../world/assertions/assertion.ts'
import { NOTICES } from '../../text/catalogue/en/notices.ts'
import { LessonProgress } from './progress.svelte.ts'
import { LessonShelf } from './shelf.ts'
import { LessonStanding } from './standing.svelte.ts'
import { baselineOf, startOf, titleOf } from './start.ts'
import type { DraftOutcome, LessonDraft, LessonStore, Progress } from './store.ts'
import type { MadeFolder } from '../made/made-link.ts'
import type { Notices } from '../notices.svelte.ts'
import type { Session } from '../session.svelte.ts'
import type { Work, WorkDocument } from '../work.ts'

/** What somebody shared of a lesson: documents that differ from its start. */
export type LessonChange = (start: readonly WorkDocument[]) => Partial<Work> | null

const FRESH = {
  hints: [],
  events: [],
  predictions: {},
  firstPredictions: {},
  solved: false,
  met: [],
} as const satisfies Omit<LessonDraft, 'work'>

/** Events beyond this are not kept; no lesson asks for more. */
const EVENT_LIMIT = 100

/** The lessons: which there are, how far the learner is, and the one that is open. */
export class Lessons {
  #tracks = $state.raw<readonly Track[]>([])
  #status = $state<'waiting' | 'ready' | 'failed'>('waiting')
  readonly standing: LessonStanding
  readonly #shelf: LessonShelf
  readonly #progress: LessonProgress
  #last = $state<LessonId | null>(null)
  /** Of the open lesson. */
  #draft = $state.raw<Omit<LessonDraft, 'work'>>(FRESH)
  /** What Reset, Solve or a shared state took the place of, so that it can be brought back. */
  #before = $state.raw<{
    readonly documents: readonly WorkDocument[]
    readonly cni: CniSetting
    readonly assertions: readonly Assertion[]
    readonly draft: Omit<LessonDraft, 'work'>
    readonly was: 'reset' | 'solved' | 'link'
  } | null>(null)
  #attacking = $state(false)
  /** The solution is offered, beside what it would change. */
  isSolving = $state(false)
  /** The banner has been put away. */
  #put = $state(false)
  #turn = 0
  /** The track of a lesson that somebody made; null: the open one is of the curriculum. */
  #madeTrack = $state.raw<Track | null>(null)
  /** The work is as somebody shared it, and has not been checked yet. */
  #isShared = false
  #saved = $state<DraftOutcome>('saved')

  constructor(
    private readonly session: Session,
    private readonly store: LessonStore,
    private readonly notices: Notices,
    /** Drafts are to be kept; false inside another page. */
    private readonly keeps = true,
    /** Of the screen, `en`. */
    language: () => string = () => 'en',
  ) {
    this.standing = new LessonStanding(session)
    this.#shelf = new LessonShelf(session.lessonReader, store.local, language)
    this.#progress = new LessonProgress(store, () => {
      if (keeps) notices.show({ key: 'progress', tone: 'warning', text: NOTICES.noProgress })
    })
    this.#last = store.last()
  }

  get tracks(): readonly Track[] {
    return this.#tracks
  }
  get status(): 'waiting' | 'ready' | 'failed' {
    return this.#status
  }
  get progress(): Progress {
    return this.#progress.known
  }
  get hints(): readonly number[] {
    return this.#draft.hints
  }
  get predictions(): Readonly<Record<string, Prediction>> {
    return this.#draft.predictions
  }
  get firstPredictions(): Readonly<Record<string, Prediction>> {
    return this.#draft.firstPredictions
  }
  /** Of a puzzle, the attacker's side is shown; else the defender's, or there is no puzzle. */
  get attacking(): boolean {
    return this.#attacking && (this.open?.attack ?? null) !== null
  }
  set attacking(attacking: boolean) {
    this.#attacking = attacking
  }
  /** What was carried off in the open puzzle, in that order. */
  get loot(): readonly string[] {
    return this.#draft.events.flatMap((event) => (event.event === 'loot' ? [event.loot] : []))
  }
  /** The solution is on the screen, or was before the last edits. */
  get solved(): boolean {
    return this.#draft.solved
  }
  /** What became of the open lesson's draft when it was saved last. */
  get saved(): DraftOutcome {
    return this.#saved
  }
  get canUndo(): 'reset' | 'solved' | 'link' | null {
    return this.#before?.was ?? null
  }

  open: Lesson | null = $derived.by(() => this.session.lesson)
  heads = $derived(this.#tracks.flatMap(({ lessons }) => lessons))
  track = $derived(
    this.#tracks.find(({ lessons }) => lessons.some(({ id }) => id === this.open?.id)) ?? this.#madeTrack,
  )
  /** Something of the lesson is not as at its start: a text, or the network plugin. */
  isChanged = $derived.by(
    () => this.session.edited || (this.open !== null && !isSameSetting(this.open.cni, this.session.cni)),
  )
  showsBanner = $derived.by(() => this.standing.isComplete && !this.#put)
  previous = $derived(this.#neighbour(-1))
  next = $derived(this.#neighbour(1))
  /**
   * Where somebody goes on who comes back: the last lesson, the one after it when that is passed, else the first one.
   */
  nextStop: LessonHead | null = $derived.by(() => {
    const at = this.heads.findIndex(({ id }) => id === this.#last)
    const rest = [...this.heads.slice(Math.max(at, 0)), ...this.heads.slice(0, Math.max(at, 0))]
    return rest.find(({ id }) => this.progress[id]?.state !== 'passed') ?? this.heads[0] ?? null
  })

  /** Fetches the list. */
  async load(): Promise<void> {
    if (this.#status === 'ready') return
    try {
      this.#tracks = await this.#shelf.tracks()
      this.#status = 'ready'
    } catch {
      this.#status = 'failed'
    }
  }

  /** Keeps a lesson that somebody made; it is opened like any other then. */
  keepMade(folder: MadeFolder): Promise<LessonId> {
    return this.#shelf.keepMade(folder)
  }

  /** The folder of a lesson that somebody made; null: it is one of ours, or not here. */
  madeFolder(id: LessonId): Promise<MadeFolder | null> {
    return this.#shelf.madeFolder(id)
  }

  /** A lesson that is not open, and which of its goals held when it was left. Null: it cannot be read. */
  async look(id: LessonId): Promise<{ readonly lesson: Lesson; readonly met: readonly boolean[] } | null> {
    await this.load()
    const lesson = this.#status === 'ready' ? await this.#shelf.lesson(id) : null
    return lesson && { lesson, met: this.store.draft(id)?.met ?? [] }
  }

  /** Opens a lesson with the learner's draft, or with what somebody shared of it. False: there is no such lesson. */
  async start(id: LessonId, change: LessonChange | null = null): Promise<boolean> {
    const turn = ++this.#turn
    await this.load()
    const lesson = this.#status === 'ready' ? await this.#shelf.lesson(id) : null
    const madeTrack = lesson && (await this.#shelf.madeTrack(lesson))
    if (turn !== this.#turn) return true
    if (!lesson) return false
    this.save()
    const shared = change ? change(lesson.start) : null
    if (change && !shared) this.notices.show({ key: 'link', tone: 'warning', text: NOTICES.otherLesson })
    if (shared && this.store.draft(id)) this.store.setAside(id)
    const draft = shared ? null : this.store.draft(id)
    const aside = this.store.aside(id)
    this.#draft = draft ?? FRESH
    this.#madeTrack = madeTrack
    this.#before = aside && {
      documents: aside.work.documents,
      cni: aside.work.cni,
      assertions: aside.work.assertions,
      draft: aside,
      was: 'link',
    }
    this.#isShared = shared !== null
    this.attacking = lesson.attack !== null && this.loot.length === 0
    this.standing.forget()
    this.#put = false
    this.isSolving = false
    this.#last = id
    this.session.open(
      draft?.work ? { ...draft.work, baseline: baselineOf(lesson) } : { ...startOf(lesson), ...shared },
      { title: titleOf(lesson), start: lesson.start, lesson, attempt: this.#draft },
    )
    return true
  }

  /** Another language is spoken: the same lessons in other words. Drafts and progress stay. */
  async retell(): Promise<void> {
    if (this.#status !== 'ready') return
    this.#tracks = await this.#shelf.tracks().catch(() => this.#tracks)
    const { open } = this
    const lesson = open && (await this.#shelf.lesson(open.id))
    if (lesson) this.session.retell(lesson, titleOf(lesson))
  }

  /** Another page is opened: a lesson that is still on its way must not come up over it. */
  stop(): void {
    this.#turn++
  }

  /** Keeps the draft, and says so where it could not be kept as it should. */
  save(): void {
    const { open, session } = this
    const before = this.#saved
    if (!open || session.documents.length === 0) return
    this.#saved = this.store.saveDraft(open.id, {
      ...this.#draft,
      met: this.standing.check?.goals.map(({ met }) => met) ?? this.#draft.met,
      work: session.work,
    })
    if (this.#saved === 'over') this.notices.show({ key: 'tabs', tone: 'plain', text: NOTICES.otherTabLesson })
    const problem = this.#saved === 'full' || (this.#saved === 'unavailable' && this.keeps) ? this.#saved : null
    if (problem && problem !== before)
      this.notices.show({
        key: 'storage',
        tone: 'warning',
        text: problem === 'full' ? NOTICES.storageFull : NOTICES.storageOff,
      })
    else if (!problem) this.notices.dismiss('storage')
  }

  showHint(number: number): void {
    if (!this.#draft.hints.includes(number))
      this.#draft = { ...this.#draft, hints: [...this.#draft.hints, number].sort() }
  }

  predict(text: string, said: Prediction): void {
    const { predictions, firstPredictions } = this.#draft
    this.#change({
      predictions: { ...predictions, [text]: said },
      firstPredictions: { [text]: said, ...firstPredictions },
    })
  }

  /** Something was done on the screen that a lesson may wait for. */
  note(event: LessonEvent): void {
    if (!this.open?.goals.some(({ lines }) => lines.some(({ line }) => line === 'event'))) return
    const known = JSON.stringify(event)
    if (this.#draft.events.some((each) => JSON.stringify(each) === known) || this.#draft.events.length >= EVENT_LIMIT)
      return
    this.#change({ events: [...this.#draft.events, event] })
  }

  /** Puts the solution in place of the answer. */
  solve(): void {
    const { open } = this
    if (!open) return
    this.#replace(
      { documents: open.solution, cni: open.solvedCni, assertions: open.solvedAssertions },
      { ...this.#draft, solved: true },
      'solved',
    )
  }

  /** Everything as at the start. Hints that were read have been read. */
  reset(): void {
    const { open } = this
    if (!open) return
    this.#put = false
    this.#replace(
      { documents: open.start, cni: open.cni, assertions: open.assertions },
      { ...FRESH, hints: this.#draft.hints },
      'reset',
    )
  }

  /** Takes the last Reset or Solve back, or brings the draft back that a shared state took the place of. */
  undo(): void {
    const before = this.#before
    if (!before) return
    this.#draft = before.draft
    this.#before = null
    if (before.was === 'link' && this.open) this.store.dropAside(this.open.id)
    this.session.replaceDocuments(before.documents, before.cni, before.assertions)
    this.session.setAttempt(this.#draft)
  }

  putBannerAway(): void {
    this.#put = true
  }

  /** To be called with each new check: what was lost, and whether the lesson is done. */
  noteCheck(check: LessonCheck): void {
    this.standing.note(check)
    // Somebody else's answer is seen, not earned.
    if (this.#isShared && check.complete) this.#draft = { ...this.#draft, solved: true }
    this.#isShared = false
    this.#progress.note(check, this.#draft)
  }

  /** Adds the progress of a file. */
  takeProgress(progress: Progress): void {
    this.#progress.take(progress)
  }

  #replace(
    {
      documents,
      cni,
      assertions = [],
    }: Pick<Work, 'documents' | 'cni'> & { readonly assertions?: readonly Assertion[] | undefined },
    draft: Omit<LessonDraft, 'work'>,
    was: 'reset' | 'solved',
  ): void {
    const { work } = this.session
    this.#before = { documents: work.documents, cni: work.cni, assertions: work.assertions, draft: this.#draft, was }
    this.#draft = draft
    this.session.replaceDocuments(documents, cni, assertions)
    this.session.setAttempt(draft)
  }

  #change(change: Partial<LessonDraft>): void {
    this.#draft = { ...this.#draft, ...change }
    this.session.setAttempt(this.#draft)
  }

  #neighbour(step: number): LessonHead | null {
    const at = this.heads.findIndex(({ id }) => id === this.open?.id)
    return at < 0 ? null : (this.heads[at + step] ?? null)
  }
}
