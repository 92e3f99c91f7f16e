import type { Lesson } from '../lessons/lesson.ts'
import type { CniChoice } from '../world/index.ts'
import type { OpenWork } from './link.ts'
import type { DocumentInput, OpenRequest } from './protocol.ts'

/**
 * What the worker holds, what it is asked to hold next, and what it must not be given again.
 * Texts cross the boundary once: a document is sent when it differs from the one sent before.
 */
export class Outbox {
  /** Of the newest work accepted; 0 before the first. */
  revision = 0
  #wanted: OpenWork = { documents: [], active: '' }
  #fresh = false
  #sent: ReadonlyMap<string, string> = new Map()
  /** Undefined: the worker has to be told in any case. */
  #sentBaseline: readonly DocumentInput[] | null | undefined
  /** Undefined: the worker has to be told in any case. */
  #sentLesson: Lesson | null | undefined
  #answered: ReadonlyMap<string, string> = new Map()
  #stopped: ReadonlyMap<string, string> = new Map()

  accept(work: OpenWork): number {
    this.#wanted = work
    if (work.fresh) {
      this.#fresh = true
      // Texts of another work, though their names may be the same.
      this.#answered = new Map()
      this.#stopped = new Map()
    }
    const texts = textsOf(work.documents)
    if ([...this.#stopped].some(([name, text]) => texts.get(name) !== text)) this.#stopped = new Map()
    return ++this.revision
  }

  /** The request that brings the worker to the newest work. Documents it was stopped over stay as they last worked. */
  next(id: number): OpenRequest {
    const documents = this.#wanted.documents.flatMap((document) => {
      if (this.#stopped.get(document.name) !== document.text) return [document]
      const text = this.#answered.get(document.name)
      return text === undefined ? [] : [{ name: document.name, text }]
    })
    const order = documents.map(({ name }) => name)
    const baseline = this.#wanted.baseline ?? null
    const lesson = this.#wanted.lesson ?? null
    const request = {
      type: 'open',
      id,
      revision: this.revision,
      order,
      changed: documents.filter(({ name, text }) => this.#fresh || this.#sent.get(name) !== text),
      active: order.includes(this.#wanted.active) ? this.#wanted.active : (order[0] ?? ''),
      fresh: this.#fresh,
      applyBroken: this.#wanted.applyBroken ?? false,
      findings: 'when-quiet',
      policyApi: this.#wanted.policyApi ?? 'both',
      cni: this.#wanted.cni ?? REFERENCE,
      question: this.#wanted.question ?? null,
      ...(this.#fresh || baseline !== this.#sentBaseline ? { baseline } : {}),
      ...(this.#fresh || lesson !== this.#sentLesson ? { lesson } : {}),
      ...(this.#wanted.attempt ? { attempt: this.#wanted.attempt } : {}),
    } as const
    this.#fresh = false
    this.#sent = textsOf(documents)
    this.#sentBaseline = baseline
    this.#sentLesson = lesson
    return request
  }

  /** What was sent last has been answered. */
  confirm(): void {
    this.#answered = this.#sent
  }

  /** What was sent last was not answered. The documents at fault, which are those that differ from what last worked. */
  stop(): readonly string[] {
    const fault = [...this.#sent].filter(([name, text]) => this.#answered.get(name) !== text)
    this.#stopped = new Map(fault)
    return fault.map(([name]) => name)
  }

  /** A new worker knows nothing. */
  forget(): void {
    this.#sent = new Map()
    this.#sentBaseline = undefined
    this.#sentLesson = undefined
  }
}

const REFERENCE: CniChoice = { name: 'reference' }

function textsOf(documents: readonly DocumentInput[]): ReadonlyMap<string, string> {
  return new Map(documents.map(({ name, text }) => [name, text]))
}
