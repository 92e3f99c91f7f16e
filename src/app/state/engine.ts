import { EngineClient } from '../../worker/client.ts'
import type { EngineEvents, EngineLink } from '../../worker/link.ts'
import { whenTold } from './told-findings.ts'

/** The one place that starts the engine's worker. */
export function connectEngine(on: EngineEvents): EngineLink {
  return new EngineClient(
    () => new Worker(new URL('../../worker/engine.worker.ts', import.meta.url), { type: 'module' }),
    { ...on, snapshot: whenTold(on.snapshot) },
  )
}
