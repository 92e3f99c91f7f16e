import { describe, expect, it } from 'vitest'
import { later, need, type Part } from '../../../src/ground/part.ts'
import { inOrder } from '../../../src/worker/in-order.ts'
import type { EngineReply, EngineRequest } from '../../../src/worker/protocol.ts'

/** An engine of which `flips` needs a part that is fetched first; whatever is asked is told. */
function setUp(part: Part<string>) {
  const said: string[] = []
  let all = () => {}
  const take = inOrder(
    (request) => {
      if (request.type === 'policies') throw new Error('a fault')
      if (request.type === 'flips') need(part, 'flips')
      return { type: request.type, id: request.id, value: null } as unknown as EngineReply
    },
    (reply) => {
      said.push(
        'id' in reply ? `${reply.type} ${reply.id}${reply.type === 'failed' ? `: ${reply.reason}` : ''}` : reply.type,
      )
      all()
    },
  )
  const send = (...types: readonly EngineRequest['type'][]) =>
    types.forEach((type, index) => take({ type, id: index + 1 } as unknown as EngineRequest))
  const until = (count: number) =>
    new Promise<readonly string[]>((resolve) => {
      all = () => {
        if (said.length >= count) resolve(said)
      }
      all()
    })
  return { send, until }
}

describe('requests', () => {
  it('wait for a part that one before them has to fetch, and are answered in order', async () => {
    const { send, until } = setUp(later(async () => 'part'))
    send('rewrite', 'flips', 'ask', 'flips')
    expect(await until(5)).toEqual(['rewrite 1', 'fetching 2', 'flips 2', 'ask 3', 'flips 4'])
  })

  it('whose part cannot be fetched fail, and can be sent again', async () => {
    let tries = 0
    const { send, until } = setUp(
      later(async () => {
        if (++tries === 1) throw new Error('offline')
        return 'part'
      }),
    )
    send('flips', 'flips', 'ask')
    expect(await until(5)).toEqual(['fetching 1', 'failed 1: offline', 'fetching 2', 'flips 2', 'ask 3'])
  })

  it('at which the engine fails do not stop those after them', async () => {
    const { send, until } = setUp(later(async () => 'part'))
    send('policies', 'ask')
    expect(await until(2)).toEqual(['failed 1: a fault', 'ask 2'])
  })
})
