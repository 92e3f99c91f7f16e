import { NotFetched } from '../ground/part.ts'
import type { EngineReply, EngineRequest } from './protocol.ts'

/**
 * Takes requests, and replies to them in the order in which they came. Where a request needs a part of the engine that
 * is not there yet, the part is fetched, `fetching` is sent meanwhile, and the requests after it wait. Whatever goes
 * wrong is a reply too.
 */
export function inOrder(
  handle: (request: EngineRequest) => EngineReply,
  reply: (reply: EngineReply) => void,
): (request: EngineRequest) => void {
  let before = Promise.resolve()
  return (request) => {
    before = before.then(() => answer(request))
  }

  async function answer(request: EngineRequest): Promise<void> {
    const { id } = request
    for (;;) {
      try {
        return reply(handle(request))
      } catch (error) {
        if (!(error instanceof NotFetched)) return fail(id, error)
        reply({ type: 'fetching', id })
        try {
          await error.fetch()
        } catch (problem) {
          return fail(id, problem)
        }
      }
    }
  }

  function fail(id: number, error: unknown): void {
    reply({ type: 'failed', id, reason: error instanceof Error ? error.message : String(error) })
  }
}
