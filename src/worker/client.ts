import type { Lesson } from '../lessons/lesson.ts'
import type { Question } from '../world/answer.ts'
import type { CniChoice } from '../world/index.ts'
import { Outbox } from './outbox.ts'
import type {
  CallName,
  CallReply,
  CallRequest,
  DocumentInput,
  EngineReply,
  EngineRequest,
  Given,
  Gives,
  KindSchema,
  OpenRequest,
  PolicyApi,
  ScreenAttempt,
} from './protocol.ts'
import type { Snapshot } from './snapshot.ts'
import { unpack, unpackAsked, unpackDiagnostics, type Asked } from './wire.ts'

/** The documents as they stand, all of them, and how to take them; see `open` in `protocol.ts`. */
export interface OpenWork {
  readonly documents: readonly DocumentInput[]
  readonly active: string
  readonly fresh?: boolean
  readonly applyBroken?: boolean
  readonly policyApi?: PolicyApi
  readonly cni?: CniChoice
  readonly question?: string | Question | null
  /** What changes are counted from. A list of the same identity is not sent again. */
  readonly baseline?: readonly DocumentInput[] | null
  /** What the documents are checked against. The same object is not sent again. */
  readonly lesson?: Lesson | null
  readonly attempt?: ScreenAttempt
}

/** The engine as the screen knows it. A fake of this is all that a test of the screen needs. */
export interface EngineLink {
  /** Sends what changed; the revision that its snapshot will carry. While the engine is busy only the newest waits. */
  open(work: OpenWork): number
  /** What `Calls` says of it. Rejects with an `EngineFailure` when the engine was stopped over it. */
  call<Name extends CallName>(name: Name, ...given: Given<Name>): Promise<Gives<Name>>
  /** Ends the worker. Whatever still waits for it is rejected. */
  dispose(): void
}

/**
 * Why a reply did not come. `slow`: it took longer than the patience and was stopped; `crashed`: the worker ended by
 * itself; `start`: it never came up; `refused`: the engine reported a fault of its own, or the same request was stopped
 * before; `ended`: nobody needs it any more. `documents` are those whose text will not be tried again until it changes;
 * empty when a question was at fault.
 */
export interface EngineFailure {
  readonly why: 'slow' | 'crashed' | 'start' | 'refused' | 'ended'
  readonly reason: string
  readonly documents: readonly string[]
}

/** What comes from the worker by itself. A snapshot, an answer or a failure is always of the newest revision. */
export interface EngineEvents {
  ready(schemas: readonly KindSchema[]): void
  /**
   * The answer to the question that came with the newest revision, before its snapshot; an answer that is not told so
   * early comes with the snapshot only.
   */
  answered(asked: Asked): void
  /** Of the newest revision only; snapshots overtaken by a later `open` are dropped. */
  snapshot(snapshot: Snapshot): void
  failed(failure: EngineFailure): void
}

/** The part of `Worker` that is used. */
export interface WorkerLike {
  postMessage(message: EngineRequest): void
  terminate(): void
  onmessage: ((event: MessageEvent<EngineReply>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

/** Time, which tests can hold. */
export interface Clock {
  /** Calls back once after `ms` milliseconds; the result takes it back. */
  after(ms: number, call: () => void): () => void
}

/** Milliseconds after which a reply is given up and the worker replaced. */
export const PATIENCE = 5000
/** Milliseconds more for each million characters of new text: reading them takes a slow machine this long. */
const PATIENCE_PER_MILLION = 2000

/**
 * Milliseconds without a newer text before findings are asked for that a snapshot did not wait for. Longer than between
 * two keys of somebody who types: with a thousand policies they take a tenth of a second, for which the answer to the
 * next key would wait.
 */
const QUIET = 400
/** Milliseconds more while the worker fetches a part of the engine, perhaps over bad Wi-Fi. */
const PATIENCE_TO_FETCH = 30_000
/** Milliseconds more for a command line, which may ask the world thousands of times, and for trying mutants. */
const PATIENCE_WITH_TOOLS = 30_000

function patienceFor(request: EngineRequest): number {
  if (request.type === 'terminal' || request.type === 'testing' || request.type === 'make')
    return PATIENCE + PATIENCE_WITH_TOOLS
  // The documents are opened once for each plugin.
  if (request.type === 'cnis') return PATIENCE * (1 + request.query.settings.length)
  const documents =
    request.type === 'open'
      ? request.changed
      : request.type === 'compare'
        ? (request.with ?? [])
        : request.type === 'difference'
          ? [...request.before.documents, ...request.after.documents]
          : []
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0)
  return PATIENCE + PATIENCE_PER_MILLION * Math.floor(characters / 1_000_000)
}

const wallClock: Clock = {
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
}

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
  const stoppedOver = new Set<string>()
  let pending: readonly Pending[] = []
  let openWaits = false
  let ready = false
  let lastId = 0
  let last: Snapshot | null = null
  let told: Asked | null = null
  let watched: Pending | null = null
  let disarm = () => {}
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
      if (watched?.request.id === reply.id) allow(patienceFor(watched.request) + PATIENCE_TO_FETCH)
      return
    }
    if (reply.type === 'answered') {
      told = unpackAsked(reply.asked, told)
      if (reply.revision === outbox.revision) on.answered(told)
      return
    }
    const item = settle(reply)
    if (openWaits && !pending.some(({ request }) => request.type === 'open')) postOpen()
    watch()
    deliver(reply, item)
  }

  function deliver(reply: Settling, item: Pending | null): void {
    switch (reply.type) {
      case 'snapshot':
        // Also when it was overtaken: the next one is sent against it.
        last = unpack(reply.snapshot, last, told)
        told = last.asked ?? told
        if (last.revision !== outbox.revision) break
        on.snapshot(last)
        if (last.areFindingsEarlier) forgetFindings = clock.after(QUIET, askForFindings)
        break
      case 'failed': {
        const failure: EngineFailure = { why: 'refused', reason: reply.reason, documents: [] }
        if (item && 'reject' in item) item.reject(failure)
        else on.failed(failure)
        break
      }
      case 'diagnostics':
        // The next snapshot is sent against them, whether or not anybody still wants them.
        if (reply.value && last) last = { ...last, diagnostics: unpackDiagnostics(reply.value, last) }
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
        if (diagnostics === null || last === null || revision !== outbox.revision || revision !== last.revision) return
        last = { ...last, areFindingsEarlier: false }
        on.snapshot(last)
        // Whoever was stopped over it is told as of any other call; the findings of before stay.
      },
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

  /**
   * The patience runs for the request in work, from the moment it became the first, and never while the worker starts.
   */
  function watch(): void {
    const head = pending[0] ?? null
    if (!ready || head === watched) return
    disarm()
    watched = head
    if (!head) return void (disarm = () => {})
    allow(patienceFor(head.request))
  }

  /** From now on the request in work has so many milliseconds. */
  function allow(patience: number): void {
    disarm()
    disarm = clock.after(patience, () => replace('slow', `no answer within ${patience / 1000} s`))
  }

  function replace(why: 'slow' | 'crashed' | 'start', reason: string): void {
    const [head, ...rest] = pending
    worker.terminate()
    disarm()
    watched = null
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
    last = null
    told = null
    outbox.forget()
    worker = hire()
    openWaits = false
    if (resend && outbox.revision > 0) {
      postOpen()
    }
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
      disarm()
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
