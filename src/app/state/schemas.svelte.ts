import type { EngineLink } from '../../worker/link.ts'
import type { KindSchema } from '../../worker/protocol.ts'

/** The kinds that the editor knows: those of everybody from the start, all of them for whoever writes or reads. */
export class Schemas {
  all = $state.raw<readonly KindSchema[]>([])
  #isComplete = false

  /** Fetches those that few need, once. */
  complete(engine: EngineLink): void {
    if (this.#isComplete) return
    this.#isComplete = true
    engine.call('schemas').then(
      (schemas) => {
        this.all = schemas
      },
      () => {
        this.#isComplete = false
      },
    )
  }
}
