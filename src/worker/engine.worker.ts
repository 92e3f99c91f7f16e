import { NotFetched } from '../ground/part.ts'
import { kindSchemas } from '../world/schemas.ts'
import { Engine, needsLessons, type Tools } from './engine.ts'
import type { EngineReply, EngineRequest } from './protocol.ts'

const engine = new Engine()

const FETCHES: { readonly [Name in keyof Tools]: () => Promise<Tools[Name]> } = {
  architecture: () => import('./architecture-tools.ts'),
  bench: () => import('./bench-tools.ts'),
  board: () => import('./board-tools.ts'),
  cnis: () => import('./cnis-tools.ts'),
  flowLog: () => import('./flow-log-tools.ts'),
  identities: () => import('./identities-tools.ts'),
  nodes: () => import('./nodes-tools.ts'),
  rewrite: () => import('./rewrite-tools.ts'),
  async schemas() {
    const tools = await import('./schema-tools.ts')
    await tools.fetchAllKinds()
    return tools
  },
  terminal: () => import('./terminal-tools.ts'),
  testing: () => import('./testing-tools.ts'),
  timeline: () => import('./time-tools.ts'),
  walk: () => import('./walk-tools.ts'),
  walls: () => import('./walls-tools.ts'),
}

/** Requests that wait until something that not everybody needs is there; null: none ever had to. Requests are handled in order. */
let waiting: Promise<void> | null = null

self.addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => {
  if (waiting || needsLessons(data) || needsTool(data.type)) waiting = (waiting ?? Promise.resolve()).then(() => handleLater(data))
  else handle(data)
})

function needsTool(type: string): type is keyof Tools {
  return Object.hasOwn(FETCHES, type)
}

async function handleLater(request: EngineRequest): Promise<void> {
  try {
    if (needsLessons(request)) engine.lessonTools ??= await import('./lesson-tools.ts')
    if (needsTool(request.type)) await fetchTool(request.type)
  } catch (error) {
    return refuse(request, error)
  }
  handle(request)
}

async function fetchTool<Name extends keyof Tools>(name: Name): Promise<void> {
  if (!engine.tools[name]) (engine.tools as { [Key in keyof Tools]?: Tools[Key] })[name] = await FETCHES[name]()
}

function handle(request: EngineRequest): void {
  try {
    reply(engine.handle(request))
  } catch (error) {
    if (error instanceof NotFetched) waiting = (waiting ?? Promise.resolve()).then(() => handleWith(error, request))
    else refuse(request, error)
  }
}

async function handleWith(missing: NotFetched, request: EngineRequest): Promise<void> {
  try {
    await missing.fetch()
  } catch (error) {
    return refuse(request, error)
  }
  handle(request)
}

function refuse({ id }: EngineRequest, error: unknown): void {
  reply({ type: 'failed', id, reason: error instanceof Error ? error.message : String(error) })
}

reply({ type: 'ready', schemas: kindSchemas() })

/** The numbers of the matrix are handed over rather than copied. */
function reply(message: EngineReply): void {
  self.postMessage(message, { transfer: buffersOf(message) })
}

function buffersOf(message: EngineReply): ArrayBuffer[] {
  switch (message.type) {
    case 'snapshot': return [...cellsOf(message.snapshot.reach.cells), message.snapshot.reach.totals.buffer]
    case 'drilled': return cellsOf(message.reach.cells)
    case 'connections': return [message.connections.rows.buffer]
    default: return []
  }
}

function cellsOf(cells: Uint8Array | null): ArrayBuffer[] {
  return cells ? [cells.buffer as ArrayBuffer] : []
}
