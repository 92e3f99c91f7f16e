import { kindSchemas } from '../world/schemas.ts'
import { Engine } from './engine.ts'
import { inOrder } from './in-order.ts'
import type { EngineReply, EngineRequest } from './protocol.ts'

const engine = new Engine(() => performance.now(), reply)
const take = inOrder((request) => engine.handle(request), reply)

self.addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => take(data))
reply({ type: 'ready', schemas: kindSchemas() })

/** The numbers of the matrix are handed over rather than copied. */
function reply(message: EngineReply): void {
  self.postMessage(message, { transfer: buffersOf(message) })
}

function buffersOf(message: EngineReply): ArrayBuffer[] {
  switch (message.type) {
    case 'snapshot':
      return [...cellsOf(message.snapshot.reach.cells), message.snapshot.reach.totals.changed.buffer]
    case 'drill':
      return cellsOf(message.value.cells)
    case 'connections':
    case 'compare':
      return [message.value.rows.buffer]
    default:
      return []
  }
}

function cellsOf(cells: Uint8Array | null): ArrayBuffer[] {
  return cells ? [cells.buffer as ArrayBuffer] : []
}
