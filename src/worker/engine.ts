import type { Diagnostic } from '../ground/diagnostic.ts'
import { openWorld, type World } from '../world/index.ts'
import { breaks, clusterView } from './cluster-view.ts'
import { inlineAnswers } from './inline-answers.ts'
import { lensOf } from './lens.ts'
import type { AskResult, DocumentInput, EngineReply, EngineRequest } from './protocol.ts'
import { drilledView, reachView } from './reach-view.ts'
import { DIFF_LIMIT, type DiffView, type DocumentOutline, type Snapshot } from './snapshot.ts'

type Open = Extract<EngineRequest, { type: 'open' }>

/**
 * What runs in the worker, without the worker: takes requests, gives replies. It keeps the documents, the world of the
 * text as it stands, and the world that is shown, which differ while some document has errors that it had not before.
 */
export class Engine {
  #documents = new Map<string, string>()
  /** The last text of each document without errors in it. */
  #valid = new Map<string, string>()
  /** The text as it stands, for diagnostics. */
  #present: World | null = null
  #shown: World | null = null
  /** What the difference is measured from when no baseline is marked: the picture before the last edit that changed it. */
  #beforeEdit: World | null = null
  #baseline: World | null = null
  #open: Open | null = null

  handle(request: EngineRequest): EngineReply {
    switch (request.type) {
      case 'open': return { type: 'snapshot', snapshot: this.#openDocuments(request) }
      case 'ask': return { type: 'answer', id: request.id, revision: this.#open?.revision ?? 0, result: this.#ask(request.question) }
      case 'drill': return { type: 'drilled', id: request.id, revision: this.#open?.revision ?? 0, reach: drilledView(this.#world.matrix(), request.from, request.to) }
      case 'baseline': {
        this.#baseline = request.mark ? (request.documents ? openWorld({ documents: request.documents }) : this.#world) : null
        return { type: 'snapshot', snapshot: this.#snapshot(performance.now()) }
      }
    }
  }

  get #world(): World {
    this.#shown ??= openWorld({ documents: [] })
    return this.#shown
  }

  #openDocuments(request: Open): Snapshot {
    const started = performance.now()
    if (request.fresh) {
      this.#documents.clear()
      this.#valid.clear()
      this.#beforeEdit = this.#baseline = null
    }
    this.#open = request
    for (const { name, text } of request.changed) this.#documents.set(name, text)
    const documents = request.order.map((name) => ({ name, text: this.#documents.get(name) ?? '' }))
    this.#documents = new Map(documents.map(({ name, text }) => [name, text]))
    this.#present = openWorld({ documents }, this.#present ?? undefined)
    const broken = brokenDocuments(this.#present.diagnostics)
    for (const { name, text } of documents) if (!broken.has(name)) this.#valid.set(name, text)
    const shown = documents.map(({ name, text }) => ({ name, text: request.applyBroken || !broken.has(name) ? text : this.#valid.get(name) ?? text }))
    const stale = shown.some(({ text }, index) => text !== documents[index]!.text)
    const next = stale ? openWorld({ documents: shown }, this.#shown ?? this.#present) : this.#present
    const first = request.fresh || !this.#shown
    // Only an edit that changes who reaches whom moves the point from which changes are counted.
    if (!first && differs(this.#shown!, next)) this.#beforeEdit = this.#shown
    this.#shown = next
    return this.#snapshot(started)
  }

  #snapshot(started: number): Snapshot {
    const world = this.#world
    const matrix = world.matrix()
    const documents: readonly DocumentInput[] = [...this.#documents].map(([name, text]) => ({ name, text }))
    const broken = brokenDocuments(this.#present?.diagnostics ?? [])
    const stale = this.#present === world || this.#open?.applyBroken ? [] : documents.filter(({ name }) => broken.has(name)).map(({ name }) => name)
    return {
      revision: this.#open?.revision ?? 0, diagnostics: this.#present?.diagnostics ?? [], stale,
      cluster: clusterView(world, matrix), reach: reachView(matrix), diff: this.#diff(world),
      lens: lensOf(this.#open?.active ?? '', world, matrix),
      inline: documents.flatMap((document) => inlineAnswers(document, world)),
      outline: outlineOf(documents, world), took: performance.now() - started,
    }
  }

  #diff(world: World): DiffView {
    const against = this.#baseline ? 'baseline' : 'last-edit'
    const earlier = this.#baseline ?? this.#beforeEdit
    if (!earlier || earlier === world) return { against, opened: 0, closed: 0, changes: [] }
    return { against, ...world.diff(earlier, DIFF_LIMIT) }
  }

  #ask(question: Extract<EngineRequest, { type: 'ask' }>['question']): AskResult {
    const world = this.#world
    const parsed = typeof question === 'string' ? world.parse(question) : { ok: true as const, value: question }
    if (!parsed.ok) return parsed
    const answer = world.ask(parsed.value)
    return answer.problem ? { ok: false, problem: answer.problem } : { ok: true, question: parsed.value, answer }
  }
}

function brokenDocuments(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(diagnostics.filter(breaks).flatMap(({ span }) => (span ? [span.document] : [])))
}

function differs(before: World, after: World): boolean {
  if (before === after) return false
  const { opened, closed } = after.diff(before, 0)
  return opened + closed > 0
}

/** A longer outline helps nobody, and finding the lines of ten thousand objects takes time. */
const OUTLINE_LIMIT = 100

function outlineOf(documents: readonly DocumentInput[], world: World): readonly DocumentOutline[] {
  return documents.map(({ name }) => ({ document: name, objects: world.objectsIn(name, OUTLINE_LIMIT) }))
}
