import type { EngineEvents, EngineFailure, EngineLink, OpenWork } from './link.ts'
import { Outbox } from './outbox.ts'
import { Patience, wallClock, type Clock } from './patience.ts'
import type {
  CallName,
  CallReply,
  CallRequest,
  EngineReply,
  EngineRequest,
  Given,
  Gives,
  OpenRequest,
} from './protocol.ts'
import { Received } from './received.ts'

/** The part of `Worker` that is used. */
export interface WorkerLike {
  postMessage(message: EngineRequest): void
  terminate(): void
  onmessage: ((event: MessageEvent<EngineReply>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

/**
 * Milliseconds without a newer text before findings are asked for that a snapshot did not wait for. Longer than between
 * two keys of somebody who types: with a thousand policies they take a tenth of a second, for which the answer to the
 * next key would wait.
 */
const QUIET = 400

/** A reply that ends a request. */
type Settling = Exclude<EngineReply, { readonly type: 'ready' | 'answered' | 'fetching' }>

/** A request without its reply yet. The worker answers in order, so the first of them is the one it is working on. */
type Pending =
  | { readonly request: OpenRequest }
  | { readonly request: CallRequest; resolve(value: CallReply['value']): void; reject(failure: EngineFailure): void }

/**
 * Runs the engine in a worker: sends what changed, drops what was overtaken, and replaces the worker when it does not
 * answer. A new worker is given everything again except the text (or question) that stopped the old one.
 */
export class EngineClient implements EngineLink {
  readonly #outbox = new Outbox()
  readonly #received = new Received()
  readonly #patience: Patience
  /** Calls that stopped a worker, by their keys; they are tried again once a text has changed. */
  readonly #stoppedOver = new Set<string>()
  #pending: readonly Pending[] = []
  /** A newer text waits until the worker has answered the `open` before it. */
  #openWaits = false
  #isReady = false
  #lastId = 0
  #forgetFindings = () => {}
  #worker: WorkerLike

  constructor(
    private readonly makeWorker: () => WorkerLike,
    private readonly on: EngineEvents,
    private readonly clock: Clock = wallClock,
  ) {
    this.#patience = new Patience(clock, (waited) => this.#replace('slow', `no answer within ${waited / 1000} s`))
    this.#worker = this.#hire()
  }

  /** Sends what changed; see `EngineLink`. */
  open(work: OpenWork): number {
    this.#stoppedOver.clear()
    this.#forgetFindings()
    const revision = this.#outbox.accept(work)
    this.#postOpen()
    return revision
  }

  /** Asks; see `EngineLink`. */
  call<Name extends CallName>(type: Name, ...[given]: Given<Name>): Promise<Gives<Name>> {
    const request = { ...given, type, id: ++this.#lastId } as CallRequest
    return new Promise<Gives<Name>>((resolve, reject: (failure: EngineFailure) => void) => {
      if (this.#stoppedOver.has(keyOf(request)))
        reject({ why: 'refused', reason: 'this was stopped before', documents: [] })
      else this.#post({ request, resolve: (value) => resolve(value as Gives<Name>), reject })
    })
  }

  /** Ends the worker, and rejects what waits for it. */
  dispose(): void {
    this.#patience.watch(null)
    this.#forgetFindings()
    this.#worker.terminate()
    for (const item of this.#pending) if ('reject' in item) item.reject({ why: 'ended', reason: '', documents: [] })
    this.#pending = []
  }

  #hire(): WorkerLike {
    const hired = this.makeWorker()
    hired.onmessage = ({ data }) => {
      if (hired === this.#worker) this.#receive(data)
    }
    hired.onerror = (event) => {
      if (hired === this.#worker) this.#replace(this.#isReady ? 'crashed' : 'start', event.message ?? '')
    }
    return hired
  }

  #post(item: Pending): void {
    this.#pending = [...this.#pending, item]
    this.#worker.postMessage(item.request)
    this.#watch()
  }

  #postOpen(): void {
    this.#openWaits = this.#pending.some(({ request }) => request.type === 'open')
    if (!this.#openWaits) this.#post({ request: this.#outbox.next(++this.#lastId) })
  }

  #receive(reply: EngineReply): void {
    if (reply.type === 'ready') {
      const first = !this.#isReady
      this.#isReady = true
      if (first) this.on.ready(reply.schemas)
      this.#watch()
      return
    }
    if (reply.type === 'fetching') {
      this.#patience.awaitFetching(reply.id)
      return
    }
    if (reply.type === 'answered') {
      const asked = this.#received.answer(reply.asked)
      if (reply.revision === this.#outbox.revision) this.on.answered(asked)
      return
    }
    const item = this.#settle(reply)
    if (this.#openWaits && !this.#pending.some(({ request }) => request.type === 'open')) this.#postOpen()
    this.#watch()
    this.#deliver(reply, item)
  }

  #deliver(reply: Settling, item: Pending | null): void {
    switch (reply.type) {
      case 'snapshot': {
        const snapshot = this.#received.snapshot(reply.snapshot)
        if (snapshot.revision !== this.#outbox.revision) break
        this.on.snapshot(snapshot)
        if (snapshot.areFindingsEarlier) this.#forgetFindings = this.clock.after(QUIET, () => this.#askForFindings())
        break
      }
      case 'failed': {
        const failure: EngineFailure = { why: 'refused', reason: reply.reason, documents: [] }
        if (item && 'reject' in item) item.reject(failure)
        else this.on.failed(failure)
        break
      }
      case 'diagnostics':
        if (reply.value) this.#received.diagnostics(reply.value)
        if (item && 'resolve' in item) item.resolve(reply.value)
        break
      default:
        if (item && 'resolve' in item) item.resolve(reply.value)
    }
  }

  #askForFindings(): void {
    const { revision } = this.#outbox
    this.call('diagnostics', { revision }).then(
      (diagnostics) => {
        if (diagnostics === null || revision !== this.#outbox.revision) return
        const snapshot = this.#received.completed(revision)
        if (snapshot) this.on.snapshot(snapshot)
      },
      // Whoever was stopped over it is told as of any other call; the findings of before stay.
      () => {},
    )
  }

  /** Takes the request that this is the reply to out of the queue. */
  #settle(reply: Settling): Pending | null {
    const item = this.#pending.find(({ request }) => request.id === reply.id) ?? null
    this.#pending = this.#pending.filter((other) => other !== item)
    if (reply.type === 'snapshot' && item) this.#outbox.confirm()
    return item
  }

  /** No time runs while the worker starts. */
  #watch(): void {
    this.#patience.watch((this.#isReady && this.#pending[0]?.request) || null)
  }

  #replace(why: 'slow' | 'crashed' | 'start', reason: string): void {
    const [head, ...rest] = this.#pending
    this.#worker.terminate()
    this.#patience.watch(null)
    this.#pending = []
    const failure: EngineFailure = {
      why,
      reason,
      documents: head?.request.type === 'open' && why !== 'start' ? this.#outbox.stop() : [],
    }
    if (head && 'reject' in head) {
      this.#stoppedOver.add(keyOf(head.request))
      head.reject(failure)
    }
    if (why === 'start') {
      for (const item of rest) if ('reject' in item) item.reject(failure)
      this.on.failed(failure)
      return
    }
    this.#takeOver(rest, head?.request.type !== 'open' || failure.documents.length > 0 || this.#openWaits)
    this.on.failed(failure)
  }

  /**
   * A new worker gets the work again, unless the very same texts stopped the old one; then it waits for the next edit.
   */
  #takeOver(calls: readonly Pending[], resend: boolean): void {
    this.#isReady = false
    this.#received.forget()
    this.#outbox.forget()
    this.#worker = this.#hire()
    this.#openWaits = false
    if (resend && this.#outbox.revision > 0) this.#postOpen()
    for (const item of calls) if (item.request.type !== 'open') this.#post(item)
  }
}

/** Requests with the same key would be answered alike. */
function keyOf(request: CallRequest): string {
  return JSON.stringify({ ...request, id: 0, files: null })
}
