import { kindSchemas } from '../world/schemas.ts'
import { Engine, needsLessons } from './engine.ts'
import type { EngineReply, EngineRequest } from './protocol.ts'

const engine = new Engine()

/** Requests that wait until what lessons are read with is there; null: none ever had to. Requests are handled in order. */
let waiting: Promise<void> | null = null

self.addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => {
  if (waiting || needsLessons(data)) waiting = (waiting ?? Promise.resolve()).then(() => handleLater(data))
  else handle(data)
})

async function handleLater(request: EngineRequest): Promise<void> {
  try {
    if (needsLessons(request)) engine.lessonTools ??= await import('./lesson-tools.ts')
  } catch (error) {
    return refuse(request, error)
  }
  handle(request)
}

function handle(request: EngineRequest): void {
  try {
    reply(engine.handle(request))
  } catch (error) {
    refuse(request, error)
  }
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
