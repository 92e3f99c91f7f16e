import type { EngineEvents, EngineFailure, EngineLink } from './link.ts'
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
export function createEngineClient(
  makeWorker: () => WorkerLike,
  on: EngineEvents,
  clock: Clock = wallClock,
): EngineLink {
  const outbox = new Outbox()
  const received = new Received()
  const patience = new Patience(clock, (waited) => replace('slow', `no answer within ${waited / 1000} s`))
  const stoppedOver = new Set<string>()
  let pending: readonly Pending[] = []
  let openWaits = false
  let ready = false
  let lastId = 0
  let forgetFindings = () => {}
  let worker = hire()

  function hire(): WorkerLike {
    const hired = makeWorker()
    hired.onmessage = ({ data }) => {
      if (hired === worker) receive(data)
    }
    hired.onerror = (event) => {
      if (hired === worker) replace(ready ? 'crashed' : 'start', event.message ?? '')
    }
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
    if (reply.type === 'fetching') {
      patience.awaitFetching(reply.id)
      return
    }
    if (reply.type === 'answered') {
      const asked = received.answer(reply.asked)
      if (reply.revision === outbox.revision) on.answered(asked)
      return
    }
    const item = settle(reply)
    if (openWaits && !pending.some(({ request }) => request.type === 'open')) postOpen()
    watch()
    deliver(reply, item)
  }

  function deliver(reply: Settling, item: Pending | null): void {
    switch (reply.type) {
      case 'snapshot': {
        const snapshot = received.snapshot(reply.snapshot)
        if (snapshot.revision !== outbox.revision) break
        on.snapshot(snapshot)
        if (snapshot.areFindingsEarlier) forgetFindings = clock.after(QUIET, askForFindings)
        break
      }
      case 'failed': {
        const failure: EngineFailure = { why: 'refused', reason: reply.reason, documents: [] }
        if (item && 'reject' in item) item.reject(failure)
        else on.failed(failure)
        break
      }
      case 'diagnostics':
        if (reply.value) received.diagnostics(reply.value)
        if (item && 'resolve' in item) item.resolve(reply.value)
        break
      default:
        if (item && 'resolve' in item) item.resolve(reply.value)
    }
  }

  function askForFindings(): void {
    const { revision } = outbox
    call('diagnostics', { revision }).then(
      (diagnostics) => {
        if (diagnostics === null || revision !== outbox.revision) return
        const snapshot = received.completed(revision)
        if (snapshot) on.snapshot(snapshot)
      },
      // Whoever was stopped over it is told as of any other call; the findings of before stay.
      () => {},
    )
  }

  /** Takes the request that this is the reply to out of the queue. */
  function settle(reply: Settling): Pending | null {
    const item = pending.find(({ request }) => request.id === reply.id) ?? null
    pending = pending.filter((other) => other !== item)
    if (reply.type === 'snapshot' && item) outbox.confirm()
    return item
  }

  /** No time runs while the worker starts. */
  function watch(): void {
    patience.watch((ready && pending[0]?.request) || null)
  }

  function replace(why: 'slow' | 'crashed' | 'start', reason: string): void {
    const [head, ...rest] = pending
    worker.terminate()
    patience.watch(null)
    pending = []
    const failure: EngineFailure = {
      why,
      reason,
      documents: head?.request.type === 'open' && why !== 'start' ? outbox.stop() : [],
    }
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

  /**
   * A new worker gets the work again, unless the very same texts stopped the old one; then it waits for the next edit.
   */
  function takeOver(calls: readonly Pending[], resend: boolean): void {
    ready = false
    received.forget()
    outbox.forget()
    worker = hire()
    openWaits = false
    if (resend && outbox.revision > 0) postOpen()
    for (const item of calls) if (item.request.type !== 'open') post(item)
  }

  function call<Name extends CallName>(type: Name, ...[given]: Given<Name>): Promise<Gives<Name>> {
    const request = { ...given, type, id: ++lastId } as CallRequest
    return new Promise<Gives<Name>>((resolve, reject: (failure: EngineFailure) => void) => {
      if (stoppedOver.has(keyOf(request))) reject({ why: 'refused', reason: 'this was stopped before', documents: [] })
      else post({ request, resolve: (value) => resolve(value as Gives<Name>), reject })
    })
  }

  return {
    open(work) {
      stoppedOver.clear()
      forgetFindings()
      const revision = outbox.accept(work)
      postOpen()
      return revision
    },
    call,
    dispose() {
      patience.watch(null)
      forgetFindings()
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
