import { Engine } from '../../src/worker/engine.ts'
import { openWorld } from '../../src/world/index.ts'
import { generateWorld, MIXED_CNI, type PolicyKinds } from './generate-world.ts'
import { clearHeap, heapMb, time } from './measure.ts'
import { spread, type Size } from './sizes.ts'

const KEYS = 40

/**
 * What the worker's engine takes, without the worker: to open a world, and from a key press in one policy to the
 * answer, which is sent ahead, and to a fresh snapshot.
 */
export function benchEngine(size: Size, kinds: PolicyKinds = 'plain'): Record<string, unknown> {
  clearHeap()
  const world = generateWorld(size.pods, size.policies, kinds)
  const setting = kinds === 'mixed' ? { cni: MIXED_CNI } : {}
  const order = world.documents.map(({ name }) => name)
  const question = { ...world.question, port: 8001, protocol: 'TCP' as const }
  let answeredAt = 0
  const engine = new Engine(
    () => performance.now(),
    () => {
      answeredAt = performance.now()
    },
  )
  const open = (revision: number, changed: typeof world.documents) =>
    engine.handle({
      type: 'open',
      id: revision,
      revision,
      order,
      changed,
      active: 'edited.yaml',
      fresh: revision === 1,
      applyBroken: false,
      findings: 'when-quiet',
      question,
      ...setting,
    })
  const opening = time(() => open(1, world.documents))
  const answers: number[] = []
  const keys = Array.from({ length: KEYS }, (_, index) => {
    const pressedAt = performance.now()
    open(index + 2, [{ name: 'edited.yaml', text: world.edited(index + 1) }])
    answers.push(answeredAt - pressedAt)
    return performance.now() - pressedAt
  })
  const asks = Array.from({ length: KEYS }, (_, index) =>
    time(() => engine.handle({ type: 'ask', id: index, question })),
  )

  const documents = (keystroke: number) =>
    world.documents.map((document) =>
      document.name === 'edited.yaml' ? { name: document.name, text: world.edited(keystroke) } : document,
    )
  let state = openWorld({ documents: documents(0), ...setting })
  state.matrix()
  const connections = Array.from({ length: 5 }, (_, index) => {
    const next = openWorld({ documents: documents(index + 1), ...setting }, state)
    const took = time(() => next.connections())
    state = next
    return took
  })
  return {
    bench: kinds === 'mixed' ? 'engine, mixed kinds' : 'engine',
    ...size,
    megabytes: Math.round(world.documents.reduce((sum, { text }) => sum + text.length, 0) / 10_000) / 100,
    openMs: Math.round(opening),
    keyToAnswerMs: spread(answers),
    keyToSnapshotMs: spread(keys),
    askMs: spread(asks),
    connectionsMs: spread(connections),
    heapMb: heapMb(),
  }
}
