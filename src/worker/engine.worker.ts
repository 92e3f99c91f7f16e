import { kindSchemas } from '../world/schemas.ts'
import { Engine } from './engine.ts'
import type { EngineReply, EngineRequest } from './protocol.ts'

const engine = new Engine()

self.addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => {
  try {
    reply(engine.handle(data))
  } catch (error) {
    reply({ type: 'failed', id: data.id, reason: error instanceof Error ? error.message : String(error) })
  }
})

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
