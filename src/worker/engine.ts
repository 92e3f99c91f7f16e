import type { Diagnostic } from '../ground/diagnostic.ts'
import { LessonChecker } from '../lessons/check.ts'
import { readCurriculum } from '../lessons/curriculum.ts'
import { readLesson } from '../lessons/read-lesson.ts'
import { openWorld, type ConnectivityDiff, type World } from '../world/index.ts'
import { breaks, clusterView } from './cluster-view.ts'
import { inlineAnswers, writtenQuestions, type WrittenQuestion } from './inline-answers.ts'
import { lensOf } from './lens.ts'
import type { AskResult, DocumentInput, EngineReply, EngineRequest } from './protocol.ts'
import { drilledView, reachView } from './reach-view.ts'
import { DIFF_LIMIT, type DiffView, type DocumentOutline, type Snapshot } from './snapshot.ts'
import { pack } from './wire.ts'

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
  #baseline: World | null = null
  #open: Open | null = null
  #lesson: LessonChecker | null = null
  #shownDocuments: readonly DocumentInput[] = []
  /** What the screen has, for sending only what is new. */
  #sent: Snapshot | null = null
  readonly #questions = new Map<string, { readonly text: string; readonly questions: readonly WrittenQuestion[] }>()

  handle(request: EngineRequest): EngineReply {
    switch (request.type) {
      case 'open': return this.#reply(request.id, this.#openDocuments(request))
      case 'ask': return { type: 'answer', id: request.id, result: this.#ask(request.question) }
      case 'curriculum': return { type: 'curriculum', id: request.id, curriculum: readCurriculum(request.files) }
      case 'lesson': return { type: 'lesson', id: request.id, reading: readLesson(request.lesson, request.files, readCurriculum(request.files)) }
      case 'drill': return { type: 'drilled', id: request.id, reach: drilledView(this.#world.matrix(), request.from, request.to) }
    }
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

  #openDocuments(request: Open): Snapshot {
    const started = performance.now()
    if (request.fresh) {
      this.#documents = []
      this.#valid.clear()
      this.#questions.clear()
      this.#lastEdit = UNCHANGED
    }
    this.#open = request
    const texts = new Map([...this.#documents, ...request.changed].map(({ name, text }) => [name, text]))
    const documents = request.order.map((name) => ({ name, text: texts.get(name) ?? '' }))
    this.#documents = documents
    for (const name of [...this.#valid.keys(), ...this.#questions.keys()]) if (!request.order.includes(name)) this.#forget(name)
    this.#present = openWorld({ documents }, this.#present ?? undefined)
    const broken = brokenDocuments(this.#present.diagnostics)
    for (const { name, text } of documents) if (!broken.has(name)) this.#valid.set(name, text)
    const shown = documents.map(({ name, text }) => ({ name, text: request.applyBroken || !broken.has(name) ? text : this.#valid.get(name) ?? text }))
    const stale = shown.some(({ text }, index) => text !== documents[index]!.text)
    const next = stale ? openWorld({ documents: shown }, this.#shown ?? this.#present) : this.#present
    // Only an edit that changes who reaches whom moves the point from which changes are counted.
    if (!request.fresh && this.#shown && next !== this.#shown) {
      const change = next.diff(this.#shown, DIFF_LIMIT)
      if (change.opened + change.closed > 0) this.#lastEdit = change
    }
    this.#shown = next
    this.#shownDocuments = shown
    if (request.lesson !== undefined) this.#lesson = request.lesson && new LessonChecker(request.lesson)
    if (request.baseline !== undefined) {
      // What is broken as it stands is compared as it is shown, so that a mark made just now differs in nothing.
      const marked = request.baseline?.map((document) => (documents.some(({ name, text }) => name === document.name && text === document.text) ? shown.find(({ name }) => name === document.name)! : document))
      this.#baseline = marked ? openWorld({ documents: marked }, next) : null
    }
    return this.#snapshot(started)
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

const NOTHING_DONE = { events: [], predictions: {} } as const
const UNCHANGED: ConnectivityDiff = { opened: 0, closed: 0, changes: [] }

function brokenDocuments(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(diagnostics.filter(breaks).flatMap(({ span }) => (span ? [span.document] : [])))
}

/** A longer outline helps nobody, and finding the lines of ten thousand objects takes time. */
const OUTLINE_LIMIT = 100

function outlineOf(documents: readonly DocumentInput[], world: World): readonly DocumentOutline[] {
  return documents.map(({ name }) => ({ document: name, objects: world.objectsIn(name, OUTLINE_LIMIT) }))
}
