import { expect, it } from 'vitest'
import { Session } from '../../../../src/app/state/session.svelte.ts'
import { EMPTY_WORK, type AskedQuestion } from '../../../../src/app/state/work.ts'
import type { EngineEvents } from '../../../../src/worker/link.ts'
import type { Snapshot } from '../../../../src/worker/snapshot.ts'
import type { Asked } from '../../../../src/worker/wire.ts'

/**
 * A session with a question, and an engine that answers when the test says so, with objects of its own as a worker
 * does.
 */
function asking(question: AskedQuestion) {
  let on: EngineEvents | null = null
  const session = new Session(
    (events) => {
      on = events
      return { open: () => 1, call: () => new Promise(() => {}), dispose() {} }
    },
    (call) => {
      call()
      return () => {}
    },
  )
  session.open({ ...EMPTY_WORK, documents: [{ name: 'a', text: '' }], active: 'a', question }, { title: '', start: [] })
  const asked = (): Asked =>
    ({
      question,
      result: { ok: true, question: { from: 'a', to: 'b', port: 80 }, answer: { outcome: 'allowed' } },
    }) as unknown as Asked
  const snapshot = () =>
    ({
      revision: 1,
      asked: asked(),
      cluster: { pods: [], counts: { workloads: 0 } },
      lenses: [],
    }) as unknown as Snapshot
  return { session, events: on! as EngineEvents, asked, snapshot }
}

it.each<[string, AskedQuestion]>([
  ['as text', 'a -> b:80'],
  ['as data', { from: 'a', to: 'b', port: 80 }],
])('a question that is asked %s is one object, of the work and of its reply', (_, question) => {
  const { session, events, asked, snapshot } = asking(question)
  const isOne = () => expect(session.reply!.question).toBe(session.work.question)
  events.snapshot(snapshot())
  isOne()
  const { question: known } = session.work
  events.answered(asked())
  isOne()
  expect(session.work.question).toBe(known)
})
