import { kindSchemas } from '../world/schemas.ts'
import { Engine } from './engine.ts'
import type { EngineReply, EngineRequest } from './protocol.ts'

const engine = new Engine()

self.addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => {
  try {
    reply(engine.handle(data))
  } catch (error) {
    reply({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
  }
})

reply({ type: 'ready', schemas: kindSchemas() })

/** The bytes of the matrix are handed over rather than copied. */
function reply(message: EngineReply): void {
  const cells = message.type === 'snapshot' ? message.snapshot.reach.cells : message.type === 'drilled' ? message.reach.cells : null
  self.postMessage(message, { transfer: cells ? [cells.buffer] : [] })
}
